"""Call centre, Depok: answered at once, from the answer file, through a department; its recaps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tanggap.running.demonstration_walk import Officer, good
from tests.scenarios.city import Providers, line_to, mail_in, photo
from tests.scenarios.conftest import World
from tests.scenarios.recapping import begin_again, recap_of, sheet_of, take
from tests.scenarios.seen import (
    actions_taken,
    kinds,
    notes,
    open_steps,
    papers,
    told,
    waits_for,
    words_of,
)
from tests.scenarios.walking import Case
from tests.standins.dovecot import Dovecot

OPERATOR = "Operator Call Center"
HEAD = "Kasi/Kabid Informasi Publik"
CALLER_PHONE = "+6281200000099"
FRIDAY = datetime(2026, 7, 17, 1, 0, tzinfo=UTC)
AUGUST = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)


def written_down(city: World) -> Case:
    """A call that the operator wrote down."""
    report = city.intake("callcenter").take(
        "telephone", "Jadwal puskesmas", "Pukul berapa puskesmas buka?", "Kesehatan"
    )
    city.work()
    return Case(city, report)


def called(city: World) -> Case:
    """A call that the operator wrote down and picked up; who calls is known."""
    case = written_down(city)
    assert waits_for(case.seen("callcenter")) == ("pick_up", OPERATOR, "2026-07-16T02:05:00Z")
    case.act("callcenter", "pick_up")
    seen = case.act("callcenter", "clear")
    assert waits_for(seen) == ("answer_now", OPERATOR, "2026-07-16T02:10:00Z")
    return case


def test_a_caller_is_answered_at_once(city: World) -> None:
    case = called(city)
    seen = case.act("callcenter", "answer", answer="Puskesmas buka pukul 08.00.")
    assert (seen["state"], seen["outcome"]) == ("closed", "answered")
    assert [task["step"] for task in seen["tasks"]] == ["call", "pick_up", "record", "answer_now"]
    assert kinds(seen)[0] == "report_filed"
    assert kinds(seen)[-1] == "report_closed"
    assert papers(seen) == ["receipt"]
    [answer] = [one for one in case.seen("callcenter")["messages"] if one["template"] == "answer"]
    assert "Puskesmas buka pukul 08.00." in answer["body"]
    assert actions_taken(seen) == ["call", "pick_up", "clear", "answer"]
    assert told(case.seen("callcenter")) == [("receipt", "sms", "sent"), ("answer", "sms", "sent")]


def test_whose_identity_is_unclear_is_asked_by_sms_and_the_reply_is_attached(
    city: World, providers: Providers
) -> None:
    line = line_to(city, "call-center", providers)
    case = written_down(city)
    case.act("callcenter", "pick_up")
    case.act("callcenter", "ask_identity", note="Sebutkan alamat Anda.")
    seen = case.seen("callcenter")
    assert (seen["state"], open_steps(seen)) == ("waiting", [("give_identity", None)])
    assert told(seen)[-1] == ("identity_request", "sms", "sent")
    asked = line.kannel.sent[-1]
    assert asked["to"].endswith(CALLER_PHONE[1:])
    assert "Sebutkan alamat Anda." in asked["text"]

    case.pass_time(FRIDAY)
    line.sms("Jalan Kenanga 4", sender=CALLER_PHONE)
    city.session.expire_all()
    seen = case.seen("callcenter")
    assert waits_for(seen) == ("record", OPERATOR, "2026-07-17T01:05:00Z")  # the clock stood still
    [reply] = [one for one in seen["messages"] if one["direction"] == "in"]
    assert (reply["channel"], reply["body"]) == ("sms", "Jalan Kenanga 4")
    assert "Jalan Kenanga 4" in notes(seen)
    assert kinds(seen)[-2:] == ["message_received", "action_taken"]
    assert len(line.reports()) == 1


def test_a_photo_by_mail_joins_the_report_it_was_asked_for(
    city: World, providers: Providers, imap: Dovecot
) -> None:
    line = line_to(city, "call-center", providers)
    other, case = written_down(city), called(city)
    case.act("callcenter", "needs_photo")
    assert waits_for(case.seen("callcenter")) == ("ask_photo", OPERATOR, "2026-07-16T02:10:00Z")
    case.act("callcenter", "ask_photo", note="Foto papan jadwalnya.")
    assert told(case.seen("callcenter"))[-1] == ("photo_request", "sms", "sent")
    asked = line.kannel.sent[-1]["text"]
    address = next(word for word in asked.split() if "+cc-2026-" in word)

    mail_in(line, imap, address, "orang.lain@contoh.example", files=(photo(),))
    seen = case.seen("callcenter")
    assert waits_for(seen) == ("search", OPERATOR, "2026-07-16T02:10:00Z")
    assert [one["media_type"] for one in seen["evidence"]] == ["image/jpeg"]
    assert kinds(seen)[-2:] == ["message_received", "action_taken"]
    assert other.seen("callcenter")["evidence"] == []
    assert len(line.reports()) == 2


def test_a_caller_is_answered_from_the_answer_file(city: World) -> None:
    case = called(city)
    operator = case.officer("callcenter")
    desk = case.seen("callcenter")["desk"]["id"]
    made = operator.client.post(
        f"/desks/{desk}/knowledge",
        json={
            "question": "Pukul berapa puskesmas buka?",
            "answer": "Puskesmas buka Senin sampai Sabtu, 08.00–14.00.",
        },
    )
    assert good(made).status_code == 201
    seen = case.act("callcenter", "search")
    assert waits_for(seen) == ("search", OPERATOR, "2026-07-16T02:10:00Z")
    found = known(operator, seen["id"])
    assert not found["is_used"]
    good(operator.client.post(f"/knowledge/{found['id']}/uses", json={"report_id": seen["id"]}))
    case.act("callcenter", "answer", answer=found["answer"])
    assert known(operator, seen["id"])["is_used"]
    entry = good(operator.client.get(f"/knowledge/{found['id']}")).json()
    assert entry["use_count"] == 1
    assert [use["number"] for use in entry["uses"]] == [seen["number"]]
    assert case.seen("callcenter")["outcome"] == "answered"


def known(officer: Officer, report: str) -> dict[str, Any]:
    """What the answer file offers for the report, by the words of the report itself."""
    items = good(officer.client.get(f"/reports/{report}/knowledge")).json()["items"]
    [found] = [one for one in items if one["question"] == "Pukul berapa puskesmas buka?"]
    return dict(found)


def test_a_question_goes_through_a_department_and_back_to_the_caller(city: World) -> None:
    case = called(city)
    case.act("callcenter", "search")
    seen = case.act("callcenter", "not_found")
    assert waits_for(seen) == ("hand_on", OPERATOR, "2026-07-16T02:05:00Z")
    seen = case.act("callcenter", "hand_on", units=["Kesehatan"])
    assert waits_for(seen)[0] == "department_answer"
    assert waits_for(seen)[2] == "2026-07-16T02:05:00Z"
    assert len(city.post.to("dinkes")) == 1
    case.act("dinkes", "respond", response="Senin sampai Sabtu, 08.00–14.00.")
    seen = case.seen("callcenter")
    assert waits_for(seen) == ("take_answer", OPERATOR, "2026-07-16T02:05:00Z")
    seen = case.act("callcenter", "take_answer")
    assert waits_for(seen) == ("convey", OPERATOR, "2026-07-16T04:00:00Z")
    seen = case.act("callcenter", "convey", answer="Buka Senin sampai Sabtu, 08.00–14.00.")
    assert (seen["state"], seen["outcome"]) == ("closed", "answered")
    answers = [
        (one["kind"], one["unit"] and one["unit"]["short_name"]) for one in seen["responses"]
    ]
    assert answers == [("unit_response", "Dinkes"), ("official_answer", None)]
    assert told(case.seen("callcenter")) == [("receipt", "sms", "sent"), ("answer", "sms", "sent")]
    assert actions_taken(seen) == [
        "call", "pick_up", "clear", "search", "not_found", "hand_on", "respond", "take_answer",
        "convey",
    ]  # fmt: skip


def test_a_day_is_recapped_once_and_archived(city: World) -> None:
    case = called(city)
    case.act("callcenter", "answer", answer="Puskesmas buka pukul 08.00.")
    case.pass_time(FRIDAY)
    operator = case.officer("callcenter")
    recap = recap_of(operator, "day")
    assert (recap["first_day"], recap["due_at"]) == ("2026-07-16", "2026-07-17T03:00:00Z")
    again = begin_again(operator, recap)
    assert (again.status_code, again.json()["code"]) == (409, "recap-exists")
    archived = good(take(operator, recap, "archive", note="Hari biasa.")).json()
    assert archived["is_archived"]
    city.work()
    paper = good(operator.client.get(f"/recaps/{recap['id']}/file")).content
    assert "16 Juli 2026" in words_of(paper)
    assert "xl/workbook.xml" in sheet_of(operator, recap)
    refused = take(operator, archived, "archive")
    assert refused.status_code == 409


def test_a_month_is_drafted_initialled_and_archived(city: World) -> None:
    called(city).act("callcenter", "answer", answer="Puskesmas buka pukul 08.00.")
    city.pass_time(AUGUST)
    coordinator, head = city.officer("koordinator"), city.officer("kasi")
    recap = recap_of(coordinator, "month")
    assert (recap["first_day"], recap["due_at"]) == ("2026-07-01", "2026-08-03T02:00:00Z")
    too_early = take(head, recap_of(head, "month"), "initial")
    assert (too_early.status_code, too_early.json()["code"]) == (403, "not-allowed")
    good(take(coordinator, recap, "submit", summary="Satu telepon, dijawab pada hari itu."))
    to_initial = recap_of(head, "month")
    assert (to_initial["actor_title"], to_initial["due_at"]) == (HEAD, "2026-08-03T03:00:00Z")
    good(take(head, to_initial, "initial"))
    archived = good(take(coordinator, recap_of(coordinator, "month"), "archive")).json()
    assert archived["is_archived"]
    city.work()
    paper = words_of(good(head.client.get(f"/recaps/{recap['id']}/file")).content)
    assert "Satu telepon, dijawab pada hari itu." in paper
    assert "Juli 2026" in paper
    assert "xl/workbook.xml" in sheet_of(head, recap)
    assert begin_again(coordinator, recap).json()["code"] == "recap-exists"
    assert [entry["kind"] for entry in recap_of(head, "month")["history"]] == [
        "recap_opened", "recap_step_taken", "recap_step_taken", "recap_step_taken",
    ]  # fmt: skip
