from __future__ import annotations

import logging

import pytest

from tanggap.channels.outbound import OutgoingText, PermanentFailure, TemporaryFailure
from tanggap.channels.sms import Kannel
from tanggap.services.filing import Content, file_report
from tanggap.services.house import house, now
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.identity import Identity, contacts_of, write_identity
from tanggap.storage.organisation import Category
from tanggap.storage.reports import Report
from tests.services.inbound.chat_desk import SHORT_NUMBER, SMS_SECRET, Line
from tests.services.inbound.test_whatsapp import kinds
from tests.standins.kannel import PASSWORD, USER, KannelStandIn, incoming


def call_in(line: Line, phone: str = "+6281298765432") -> Report:
    """A report that an operator took on the telephone."""
    with transaction() as session:
        identity = Identity(kind="citizen", name="", phone=phone)
        reporter = write_identity(session, line.desk.agency_id, identity)
        category = session.query(Category).filter(Category.desk_id == line.desk.id).first()
        assert category is not None
        content = Content(category_id=category.id, subject="Lampu mati", narrative="Lampu mati.")
        return file_report(
            session,
            line.desk,
            reporter,
            content,
            channel="telephone",
            submission_key=new_id(),
            at=now(),
        )


def test_a_text_message_is_a_report_and_is_answered_by_one(line: Line) -> None:
    line.sms("Got mampet di Jl. Kenanga")
    report = line.report()
    assert (report.channel, report.narrative) == ("sms", "Got mampet di Jl. Kenanga")
    [sent] = line.kannel.sent
    assert (sent["from"], sent["to"]) == (SHORT_NUMBER, "+6281298765432")
    assert report.number in sent["text"]
    assert (sent["coding"], sent["charset"], sent["dlr-mask"]) == ("0", "UTF-8", "31")


def test_a_number_is_the_same_in_every_form(line: Line) -> None:
    line.sms("Got mampet", sender="081298765432")
    line.sms("Di depan masjid", sender="+62 812 9876 5432")
    known = contacts_of(line.session, line.report().reporter_id)
    assert [one.value for one in known] == ["+6281298765432"]
    assert [one.body for one in line.messages("in")] == ["Di depan masjid"]


def test_a_repeated_call_of_kannel_is_one_message(line: Line) -> None:
    line.sms("Got mampet", sms_id="abc")
    line.sms("Got mampet", sms_id="abc")
    assert len(line.inbound()) == len(line.reports()) == 1


def test_text_in_another_alphabet_arrives_whole(line: Line) -> None:
    line.sms("ꦱꦸꦒꦼꦁ 🙏 jalan rusak")
    assert line.report().narrative == "ꦱꦸꦒꦼꦁ 🙏 jalan rusak"


def test_a_caller_is_asked_by_text_message_and_the_reply_joins(line: Line) -> None:
    report = call_in(line)
    line.act(report, "ask", note="Sebutkan nama dan alamat Anda.")
    assert "Sebutkan nama dan alamat Anda." in line.kannel.sent[-1]["text"]
    line.sms("Budi, Jl. Kenanga 4")
    assert [one.body for one in line.messages("in")] == ["Budi, Jl. Kenanga 4"]
    assert line.report().id == report.id


def test_reports_of_kannel_move_a_message_forward_and_never_back(line: Line) -> None:
    line.sms("Got mampet")
    [message] = line.messages("out")
    client = line.app.test_client()
    for kind, state in ((4, "sent"), (8, "sent"), (1, "delivered"), (2, "delivered")):
        address = line.kannel.report(0, kind).partition("/api/")[2]
        assert client.get(f"/api/{address}").status_code == 200
        line.session.refresh(message)
        assert message.state == state


def test_a_text_message_that_fails_is_told_on_the_report(line: Line) -> None:
    line.sms("Got mampet")
    address = line.kannel.report(0, 2).partition("/api/")[2]
    line.app.test_client().get(f"/api/{address}")
    [message] = line.messages("out")
    line.session.refresh(message)
    assert (message.state, bool(message.last_error)) == ("failed", True)
    assert "message_failed" in kinds(line)


@pytest.mark.parametrize(
    "path",
    [
        "sms?secret=salah&from=1&to=1708&text=x",
        "sms",
        "sms?%ff%fe=%00",
        "sms/report?m=bukan-uuid&t=x&s=1",
        "sms/report",
    ],
)
def test_who_does_not_know_the_secret_learns_nothing(line: Line, path: str) -> None:
    answer = line.app.test_client().get(f"/api/channels/{path}")
    assert answer.status_code == 403
    assert answer.get_json() == {"type": "about:blank", "title": "Forbidden", "status": 403}


@pytest.mark.parametrize("query", ["from=&to=&text=", "from=1&to=tak-dikenal&text=%ff%00", "at=x"])
def test_odd_calls_are_answered_and_dropped(line: Line, query: str) -> None:
    answer = line.app.test_client().get(f"/api/channels/sms?secret={SMS_SECRET}&{query}")
    assert answer.status_code == 200
    assert line.inbound() == []


def test_names_of_services_are_kept_but_get_no_answer(line: Line) -> None:
    query = incoming(SMS_SECRET, "BANK-X", SHORT_NUMBER, "Promo", sms_id="1", at=1)
    line.app.test_client().get(f"/api/channels/sms?{query}")
    line.work()
    assert line.kannel.sent == []
    assert "message_impossible" in kinds(line)


def test_the_password_is_never_logged_and_never_in_a_failure(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line.kannel.refusals[:] = [(403, "Authorization failed for sendsms")]
    line.sms("Got mampet")
    assert line.messages("out")[0].last_error is not None
    assert PASSWORD not in caplog.text + repr(house()) + str(line.messages("out")[0].last_error)


def out(text: str = "Halo", to: str = "+6281298765432") -> OutgoingText:
    return OutgoingText(message_id="m", address=SHORT_NUMBER, to=to, text=text)


def test_failures_are_sorted_into_later_and_never(kannel_server: KannelStandIn) -> None:
    sender = Kannel(kannel_server.url, reports_to="http://x/", secret="s")
    kannel_server.refusals[:] = [(503, "Temporal failure, try again later."), (400, "Invalid to")]
    with pytest.raises(TemporaryFailure, match="503"):
        sender.send(out())
    with pytest.raises(PermanentFailure, match="Invalid to"):
        sender.send(out())
    wrong = kannel_server.url.replace(f"{USER}:{PASSWORD}", f"{USER}:lain")
    with pytest.raises(TemporaryFailure, match="403"):
        Kannel(wrong, reports_to="http://x/", secret="s").send(out())


def test_typographic_signs_do_not_halve_a_message(kannel_server: KannelStandIn) -> None:
    kannel_server.sent.clear()
    sender = Kannel(kannel_server.url, reports_to="http://x/", secret="s")
    sender.send(out("“Lapor” – ya…"))
    sender.send(out("Sudah 👍"))
    assert [(one["text"], one["coding"]) for one in kannel_server.sent] == [
        ('"Lapor" - ya...', "0"),
        ("Sudah 👍", "2"),
    ]
