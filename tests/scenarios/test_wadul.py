"""WADUL ALADIN, Pekalongan: general, technical, returned and completed, sent to another OPD."""

from __future__ import annotations

from datetime import UTC, datetime

from tanggap.running.demonstration_walk import good
from tests.scenarios.city import Providers, line_to
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
from tests.services.inbound.chat_desk import Line

ADMIN, TEAM = "Admin Kota", "Tim Pengaduan Kota"
AT_OPD, TEAM_OF_OPD = "Admin Perangkat Daerah", "Tim Pengaduan OPD"
A_MINUTE_LATER = datetime(2026, 7, 16, 2, 1, tzinfo=UTC)
TEN_PAST = datetime(2026, 7, 16, 2, 10, tzinfo=UTC)
MONDAY = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
TEN_DAYS_LATER = datetime(2026, 7, 30, 9, 1, tzinfo=UTC)
AUGUST = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)
GREETED = [("receipt", "whatsapp", "sent"), ("acknowledgement", "whatsapp", "sent")]


def chatted(city: World, providers: Providers) -> tuple[Line, Case]:
    """A complaint that somebody sent over WhatsApp."""
    line = line_to(city, "wadul-aladin", providers)
    line.chat("Lampu jalan mati")
    case = Case(city, str(line.report().id))
    assert waits_for(case.seen("adminkota")) == ("receive", ADMIN, "2026-07-16T02:02:00Z")
    return line, case


def received(city: World, providers: Providers) -> tuple[Line, Case]:
    """The same, received within its two minutes and acknowledged by the machine."""
    line, case = chatted(city, providers)
    case.pass_time(A_MINUTE_LATER)
    case.act("adminkota", "receive")
    assert waits_for(case.seen("timkota")) == ("verify", TEAM, "2026-07-16T02:31:00Z")
    assert told(case.seen("timkota")) == GREETED
    assert "sedang kami periksa" in line.graph.texts()[-1]
    return line, case


def test_a_general_complaint_is_answered_by_the_admin(city: World, providers: Providers) -> None:
    line, case = received(city, providers)
    case.pass_time(TEN_PAST)
    case.act("timkota", "general", note="Jawab dengan jadwal perbaikan.")
    seen = case.seen("adminkota")
    assert seen["classification"] == "information"
    assert waits_for(seen) == ("answer", ADMIN, "2026-07-16T02:40:00Z")
    seen = case.act("adminkota", "answer", answer="Lampu diperbaiki besok pagi.")
    assert "Lampu diperbaiki besok pagi." in line.graph.texts()[-1]
    assert waits_for(seen) == ("confirm", "Pelapor", "2026-07-30T09:00:00Z")

    line.chat("Terima kasih")
    new = f"[{seen['number']}] Ada pesan baru dari pelapor"
    assert new in [mail.subject for mail in city.post.to("adminkota")]
    case.pass_time(TEN_DAYS_LATER)
    seen = case.seen("adminkota")
    assert (seen["state"], seen["outcome"]) == ("closed", "silent")
    assert told(seen) == [*GREETED, ("answer", "whatsapp", "sent")]
    assert papers(seen) == ["receipt"]
    assert actions_taken(seen) == [
        "send", "receive", "acknowledge", "general", "answer", "silent",
    ]  # fmt: skip
    assert kinds(seen)[-2:] == ["action_taken", "report_closed"]


def test_a_technical_complaint_is_followed_up_by_its_department(
    city: World, providers: Providers
) -> None:
    line, case = received(city, providers)
    seen = case.act("timkota", "technical", units=["Perhubungan"], note="Utamakan tikungan.")
    assert seen["classification"] == "complaint"
    assert waits_for(seen) == ("receive_at_opd", AT_OPD, "2026-07-16T02:06:00Z")
    assert open_steps(seen) == [("receive_at_opd", "Dishub")]
    assert [len(city.post.to(login)) for login in ("dishub", "disdik")] == [1, 0]
    disposition = case.paper("dishub", "disposition")
    for words in ("Utamakan tikungan.", "Dinas Perhubungan", seen["number"]):
        assert words in disposition

    case.act("dishub", "complete")
    assert waits_for(case.seen("dishub2")) == ("follow_up", TEAM_OF_OPD, None)  # none in the source
    case.act("dishub2", "finish", follow_up="Ballast lampu diganti.", answer="Sudah menyala.")
    seen = case.seen("timkota")
    assert papers(seen) == ["disposition", "follow_up_report", "receipt"]
    assert "Ballast lampu diganti." in case.paper("timkota", "follow_up_report")
    assert told(seen) == [*GREETED, ("follow_up", "whatsapp", "sent")]
    said = str(line.graph.sent[-1])
    assert "Sudah menyala." in said
    assert "Ballast" not in said
    assert waits_for(seen) == ("confirm", "Pelapor", "2026-07-30T09:00:00Z")


def test_what_is_incomplete_is_completed_with_the_reporter_and_sent_again(
    city: World, providers: Providers
) -> None:
    line, case = received(city, providers)
    case.act("timkota", "technical", units=["Perhubungan"])
    case.act("dishub", "incomplete", note="Jalannya tidak disebut.")
    seen = case.seen("timkota")
    assert waits_for(seen) == ("verify", TEAM, "2026-07-16T02:31:00Z")
    assert "Jalannya tidak disebut." in notes(seen)
    assert told(seen) == GREETED  # what officers say to each other is not for the reporter

    seen = case.act("timkota", "ask_completion", note="Di jalan mana?")
    assert (seen["state"], open_steps(seen)) == ("waiting", [("complete", None)])
    assert "Di jalan mana?" in line.graph.texts()[-1]
    case.pass_time(MONDAY)
    line.chat("Jalan Melati, depan SD 3")
    city.session.expire_all()
    seen = case.seen("timkota")
    assert waits_for(seen) == ("verify", TEAM, "2026-07-20T02:30:00Z")
    assert "message_received" in kinds(seen)

    case.act("timkota", "technical", units=["Perhubungan"])
    assert waits_for(case.seen("dishub")) == ("receive_at_opd", AT_OPD, "2026-07-20T02:05:00Z")
    assert "Jalan Melati, depan SD 3" in notes(case.seen("dishub"))
    case.act("dishub", "complete")
    case.act("dishub2", "finish", follow_up="Lampu diganti.", answer="Sudah menyala.")
    seen = case.seen("timkota")
    assert papers(seen) == ["disposition", "disposition", "follow_up_report", "receipt"]
    assert actions_taken(seen) == [
        "send", "receive", "acknowledge", "technical", "incomplete", "ask_completion",
        "complete", "technical", "complete", "finish",
    ]  # fmt: skip
    assert len(line.reports()) == 1


def test_what_a_department_returns_is_sent_to_another(city: World, providers: Providers) -> None:
    line, case = received(city, providers)
    case.act("timkota", "technical", units=["Perhubungan"])
    case.act("dishub", "incomplete", note="Lampu ini milik sekolah.")
    case.act("timkota", "technical", units=["Pendidikan"])
    assert open_steps(case.seen("disdik")) == [("receive_at_opd", "Disdik")]
    assert [task for task in case.seen("dishub")["tasks"] if task["allowed_actions"]] == []
    case.act("disdik", "complete")
    case.act("disdik2", "finish", follow_up="Lampu halaman diganti.", answer="Sudah menyala.")
    seen = case.seen("timkota")
    assert [one["unit"]["short_name"] for one in seen["responses"]] == ["Disdik"]
    assert [len(city.post.to(login)) for login in ("dishub", "dishub2", "disdik", "disdik2")] == [
        1, 0, 1, 1,
    ]  # fmt: skip
    assert "Sudah menyala." in str(line.graph.sent[-1])


def test_a_message_that_arrives_twice_is_one_report(city: World, providers: Providers) -> None:
    line = line_to(city, "wadul-aladin", providers)
    line.chat("Lampu jalan mati", wamid="wamid.SATU")
    line.chat("Lampu jalan mati", wamid="wamid.SATU")
    case = Case(city, str(line.report().id))
    case.act("adminkota", "receive")
    line.chat("Lampu jalan mati", wamid="wamid.SATU")  # and once more, late
    city.session.expire_all()
    [report] = line.reports()
    seen = case.seen("adminkota")
    assert seen["number"] == report.number == "WA-2026-00001"
    assert open_steps(seen) == [("verify", None)]
    assert told(seen) == GREETED
    assert kinds(seen).count("report_filed") == 1
    assert "message_received" not in kinds(seen)
    assert len(city.post.to("adminkota")) == 1


def test_a_month_is_recapped_once_by_the_admin(city: World, providers: Providers) -> None:
    _, case = received(city, providers)
    case.pass_time(AUGUST)
    admin = case.officer("adminkota")
    recap = recap_of(admin, "month")
    assert (recap["first_day"], recap["due_at"]) == ("2026-07-01", None)
    assert recap["actor_title"] == ADMIN
    refused = begin_again(admin, recap)
    assert (refused.status_code, refused.json()["code"]) == (409, "recap-exists")
    assert take(case.officer("timkota"), recap, "archive").status_code == 403
    assert good(take(admin, recap, "archive", note="Satu aduan.")).json()["is_archived"]
    city.work()
    assert "Juli 2026" in words_of(good(admin.client.get(f"/recaps/{recap['id']}/file")).content)
    assert "xl/workbook.xml" in sheet_of(admin, recap)
