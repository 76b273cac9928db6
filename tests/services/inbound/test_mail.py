from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from PIL import Image
from sqlalchemy import select

from tanggap.channels.mailbox import ImapMailbox, MailboxUnreachable
from tanggap.domain.tracking import reply_address, reply_mark
from tanggap.services.house import house, now
from tanggap.services.inbound.mailboxes import fetch_mail
from tanggap.storage.channels import DeskChannel
from tanggap.storage.reports import Attachment, Report
from tests.services.inbound.chat_desk import MAILBOX, Line
from tests.services.inbound.test_sms import call_in
from tests.services.nkk_desk import Postbox
from tests.standins.dovecot import Dovecot, dovecot

REPORTER = "warga.baru@contoh.example"


@pytest.fixture(scope="module")
def imap_server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def mailbox(line: Line, imap_server: Dovecot, postbox: Postbox) -> Iterator[Dovecot]:
    """The desk's mailbox, empty and connected."""
    imap_server.empty()
    parts = house()
    before = parts.mailboxes
    own = frozenset({"tanggap@localhost.localdomain"})
    parts.mailboxes = (ImapMailbox(MAILBOX, imap_server.url, own, 200_000),)
    fetch_mail()
    yield imap_server
    parts.mailboxes = before


def mail(
    subject: str = "Jalan berlubang",
    text: str = "Di depan pasar.\n",
    *,
    sender: str = f"Warga Baru <{REPORTER}>",
    to: str = MAILBOX,
    message_id: str = "<satu@contoh.example>",
    **headers: str,
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = message_id
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def arrive(line: Line, server: Dovecot, *mails: EmailMessage) -> int:
    """Mails arrive, the mailbox is read, and the worker works."""
    for one in mails:
        server.put(one.as_bytes())
    fresh = fetch_mail()
    line.work()
    return fresh


def photo() -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(kept, "JPEG")
    return kept.getvalue()


def test_a_mail_is_a_report_and_is_answered_as_a_machine_answers(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    assert arrive(line, mailbox, mail()) == 1
    report = line.report()
    assert (report.channel, report.subject) == ("email", "Jalan berlubang")
    assert report.narrative == "Di depan pasar."
    [answer] = [one for one in postbox.taken if one.to == REPORTER]
    assert answer.is_auto_reply
    assert answer.in_reply_to == "satu@contoh.example"
    assert answer.reply_to is not None
    assert answer.reply_to.startswith(f"lapor+{report.number.lower()}-")


def test_a_mailbox_is_read_once_also_when_it_is_numbered_anew(line: Line, mailbox: Dovecot) -> None:
    assert arrive(line, mailbox, mail()) == 1
    assert arrive(line, mailbox) == 0
    cursor = line.session.scalars(
        select(DeskChannel.cursor).where(DeskChannel.address == MAILBOX)
    ).one()
    mailbox.number_anew()
    assert arrive(line, mailbox) == 0
    after = line.session.scalars(
        select(DeskChannel.cursor).where(DeskChannel.address == MAILBOX)
    ).one()
    assert after["uid_validity"] != cursor["uid_validity"]
    assert len(line.reports()) == 1


def test_reading_changes_nothing_in_the_mailbox(line: Line, mailbox: Dovecot) -> None:
    arrive(line, mailbox, mail())
    names = [one.name for place in ("cur", "new") for one in (mailbox.maildir / place).iterdir()]
    assert len(names) == 1
    assert not names[0].endswith("S")  # unread, as it came


def test_a_reply_joins_its_report_without_the_mail_it_quotes(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    arrive(line, mailbox, mail())
    ours = next(one for one in postbox.taken if one.to == REPORTER)
    text = "Sudah lebih dalam.\n\nPada Kam, 16 Jul 2026 Layanan menulis:\n> Terima kasih\n> Kode\n"
    arrive(
        line,
        mailbox,
        mail("Re: x", text, message_id="<dua@x>", In_Reply_To=f"<{ours.message_id}>"),
    )
    assert [one.body for one in line.messages("in")] == ["Re: x\n\nSudah lebih dalam."]


def test_a_photo_by_mail_joins_the_callers_report(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    others, report = call_in(line, "+6281200000099"), call_in(line)
    before = others.version
    line.act(report, "ask", note="Kirim foto.")
    arrive(line, mailbox, mail("Foto", to=_own_address(report)))
    made = mail("foto lagi", "", to=_own_address(report), message_id="<tiga@x>")
    made.add_attachment(photo(), maintype="image", subtype="jpeg", filename="lampu mati.jpg")
    arrive(line, mailbox, made)
    rows = line.session.scalars(select(Attachment)).all()
    assert [(one.report_id, one.given_name) for one in rows] == [(report.id, "lampu mati.jpg")]
    assert {one.report_id for one in line.messages("in")} == {report.id}
    assert len(line.reports()) == 2
    assert others.version == before


def _own_address(report: Report) -> str:
    """The report's reply address, as a person types it."""
    mark = reply_mark(house().settings.tracking_key, report.id)
    return reply_address(MAILBOX, report.number, mark).upper()


def test_a_mail_that_only_names_its_report_does_not_act_for_the_reporter(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    arrive(line, mailbox, mail())
    report = line.report()
    line.act(report, "ask", note="Di mana?")
    arrive(line, mailbox, mail(f"tentang {report.number}", message_id="<dua@x>"))
    line.session.refresh(report)
    assert report.state == "waiting"
    ours = next(one for one in postbox.taken if "Mohon lengkapi" in one.subject)
    arrive(line, mailbox, mail("Re:", message_id="<tiga@x>", In_Reply_To=f"<{ours.message_id}>"))
    line.session.refresh(report)
    assert report.state == "open"


def test_a_guessed_address_of_a_report_joins_nothing(line: Line, mailbox: Dovecot) -> None:
    report = call_in(line)
    local, _, host = MAILBOX.partition("@")
    arrive(line, mailbox, mail(to=f"{local}+{report.number.lower()}-aaaaaa@{host}"))
    assert len(line.reports()) == 2


def test_a_register_number_joins_only_from_a_known_sender(line: Line, mailbox: Dovecot) -> None:
    arrive(line, mailbox, mail())
    number = line.report().number
    stranger = mail(f"tentang {number}", sender="orang@lain.example", message_id="<dua@x>")
    arrive(line, mailbox, stranger)
    assert len(line.reports()) == 2
    arrive(line, mailbox, mail(f"tentang {number}", message_id="<tiga@x>"))
    assert len(line.reports()) == 2
    assert len(line.messages("in")) == 1


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto-submitted"),
        ({"Auto_Submitted": "auto-generated; x=1"}, "auto-submitted"),
        ({"Precedence": "bulk"}, "bulk"),
        ({"List_Id": "<a.b>"}, "list"),
        ({"List_Unsubscribe": "<mailto:x@y>"}, "list"),
        ({"Return_Path": "<>"}, "no-return-path"),
        ({"sender": "MAILER-DAEMON@contoh.example"}, "mailer-daemon"),
        ({"sender": f"Kami <{MAILBOX}>"}, "own"),
        ({"sender": "Kami <Tanggap@localhost.localdomain>"}, "own"),
        ({"sender": "tanpa alamat"}, "no-sender"),
    ],
)
def test_what_no_person_wrote_is_neither_filed_nor_answered(
    line: Line, mailbox: Dovecot, postbox: Postbox, headers: dict[str, str], reason: str
) -> None:
    arrive(line, mailbox, mail(**headers))
    assert [(one.state, one.reason) for one in line.inbound()] == [("ignored", reason)]
    assert line.reports() == []
    assert postbox.taken == []


def test_two_machines_do_not_answer_each_other(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    arrive(line, mailbox, mail())
    ours = next(one for one in postbox.taken if one.to == REPORTER)
    away = mail(
        "Saya cuti",
        message_id="<cuti@x>",
        In_Reply_To=f"<{ours.message_id}>",
        Auto_Submitted="auto-replied",
    )
    arrive(line, mailbox, away)
    assert len([one for one in postbox.taken if one.to == REPORTER]) == 1
    assert line.messages("in") == []


def test_a_mail_that_comes_back_is_told_on_the_report(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    arrive(line, mailbox, mail())
    ours = next(one for one in postbox.taken if one.to == REPORTER)
    report = (
        "From: MAILER-DAEMON@mx.example\r\nTo: lapor@contoh.example\r\nSubject: Undelivered\r\n"
        "Message-ID: <balik@mx.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nGagal.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{ours.message_id}>\r\n\r\n"
        "--b--\r\n"
    )
    mailbox.put(report.encode())
    fetch_mail()
    line.work()
    [message] = line.messages("out")
    line.session.refresh(message)
    assert message.state == "failed"
    assert len(line.reports()) == 1


def test_html_is_read_as_text(line: Line, mailbox: Dovecot) -> None:
    made = mail()
    made.set_content(
        "<html><head><title>x</title><style>p{}</style></head><body><script>alert(1)</script>"
        "<p>Jalan&nbsp;rusak &lt;parah&gt;</p><ul><li>satu<li>dua</ul>"
        '<a href="javascript:x">klik</a> <a href="https://contoh.example/peta">peta</a></body>',
        subtype="html",
    )
    arrive(line, mailbox, made)
    assert line.report().narrative == (
        "Jalan rusak <parah>\n\n- satu\n- dua\nklik peta (https://contoh.example/peta)"
    )


def test_a_file_that_is_no_evidence_is_refused_and_the_sender_told(
    line: Line, mailbox: Dovecot, postbox: Postbox
) -> None:
    made = mail()
    made.add_attachment(b"MZ" + bytes(99), maintype="image", subtype="png", filename="a.png")
    made.add_attachment(photo(), maintype="image", subtype="jpeg", filename="b.jpg")
    arrive(line, mailbox, made)
    names = line.session.scalars(select(Attachment.given_name)).all()
    assert names == ["b.jpg"]
    assert [one for one in postbox.taken if "lampiran yang tidak dapat" in one.subject]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\xff\xfe\r\n\r\n\0",
        b"From: =?x?q?=FF?= <a@b.example>\r\nSubject: =?utf-8?b?!!!?=\r\n\r\nhalo",
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 500,
        b"From: a@b.example\r\nContent-Type: text/plain; charset=tidak-ada\r\n\r\n\xe9",
        b"From: a@b.example\r\nMessage-ID: <\0@x>\r\nIn-Reply-To: <<<>>>\r\n\r\nhalo",
        b"From: " + b"a" * 150_000 + b"@b.example\r\n\r\nhalo",
        b"From: a@b.example\r\n\r\n" + b"x" * 300_000,
    ],
)
def test_a_broken_mail_does_not_stop_those_after_it(
    line: Line, mailbox: Dovecot, content: bytes
) -> None:
    mailbox.put(content)
    assert arrive(line, mailbox, mail()) == 2
    assert "Jalan berlubang" in [one.subject for one in line.reports()]


def test_a_mailbox_that_is_away_is_left_for_the_next_time(line: Line, mailbox: Dovecot) -> None:
    away = ImapMailbox(MAILBOX, "imap://lapor:sandi-rahasia@127.0.0.1:9/INBOX", frozenset(), 1000)
    shut = ImapMailbox(MAILBOX, mailbox.url.replace("88d1", "x"), frozenset(), 1000)
    house().mailboxes = (away, shut)
    assert fetch_mail() == 0
    for one, said in ((away, "tidak terbaca"), (shut, "nama atau sandi")):
        with pytest.raises(MailboxUnreachable, match=said) as refused, one.open(None, now()):
            pass
        assert "sandi-rahasia" not in repr(refused.value) + repr(one)
