"""Mail goes out as written, comes into the catcher whole, and says in words why it did not."""

import asyncio
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import SMTP

from tanggap.channels.mail_catcher import Catcher, caught_mail, caught_mails
from tanggap.channels.smtp import (
    Attachment,
    OutgoingMail,
    PermanentFailure,
    SmtpSender,
    TemporaryFailure,
    build_message,
)

SENDER = "Layanan Pengaduan <lapor@kota.example>"
MAIL = OutgoingMail(
    message_id="abc@kota.example",
    to="warga@contoh.example",
    subject="Laporan Anda kami terima – nomor 12",
    text="Yth. Pelapor,\n\nLacak di https://kota.example/lacak/ABCD (rahasia).\n",
)


@contextmanager
def mail_server(handler):
    """Run an SMTP server with ``handler`` on a free loopback port; give its address."""
    loop = asyncio.new_event_loop()
    serving = loop.create_server(lambda: SMTP(handler, hostname="localhost"), "127.0.0.1", 0)
    server = loop.run_until_complete(serving)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(asyncio.wait_for(server.wait_closed(), 5))
        loop.close()


class Refusing:
    """A mail server that gives one answer to recipients and another to content."""

    def __init__(self, recipient="250 OK", content="250 OK"):
        self.recipient, self.content = recipient, content

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server, session, envelope):
        return self.content


@pytest.fixture
def send(tmp_path):
    """Send one mail to a catcher and return what it caught."""

    def send_and_catch(mail):
        with mail_server(Catcher(tmp_path)) as url:
            SmtpSender(url, SENDER).send(mail)
        return caught_mails(tmp_path, 1)[0]

    return send_and_catch


def test_a_mail_arrives_with_its_words_links_and_files(send):
    letter = Attachment("surat jawaban.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
    caught = send(replace(MAIL, html="<p>Lacak</p>", attachments=(letter,)))
    assert caught.subject == MAIL.subject
    assert caught.to == "warga@contoh.example"
    assert caught.text.replace("\r\n", "\n") == MAIL.text
    assert caught.links == ("https://kota.example/lacak/ABCD",)
    assert caught.attachments == ("surat jawaban.pdf",)
    assert abs(caught.date - datetime.now(UTC)) < timedelta(minutes=5)


def test_an_attachment_arrives_byte_for_byte():
    content = bytes(range(256))
    message = build_message(
        replace(MAIL, attachments=(Attachment("a.bin", "application/octet-stream", content),)),
        SENDER,
    )
    (part,) = message.iter_attachments()
    assert part.get_content() == content


def test_the_newest_mail_comes_first_and_the_list_ends_at_its_limit(tmp_path):
    with mail_server(Catcher(tmp_path)) as url:
        for number in range(4):
            SmtpSender(url, SENDER).send(replace(MAIL, subject=f"Surat {number}"))
    assert [mail.subject for mail in caught_mails(tmp_path, 2)] == ["Surat 3", "Surat 2"]


def test_a_caught_mail_is_fetched_by_its_own_name_and_no_other(tmp_path):
    with mail_server(Catcher(tmp_path / "mail")) as url:
        SmtpSender(url, SENDER).send(MAIL)
    (tmp_path / "secret.eml").write_text("rahasia")
    (caught,) = caught_mails(tmp_path / "mail")
    assert b"Message-ID: <abc@kota.example>" in caught_mail(tmp_path / "mail", caught.name)
    assert caught_mail(tmp_path / "mail", "../secret.eml") is None


def test_no_mail_yet_is_an_empty_list(tmp_path):
    assert caught_mails(tmp_path / "nothing-here") == []


def test_mail_that_no_person_wrote_says_so_to_machines():
    assert build_message(MAIL, SENDER)["Auto-Submitted"] == "auto-generated"
    by_hand = build_message(replace(MAIL, auto_submitted=False), SENDER)
    assert by_hand["Auto-Submitted"] is None


def test_an_answer_names_the_mail_it_answers():
    message = build_message(replace(MAIL, in_reply_to="frage@contoh.example"), SENDER)
    assert message["In-Reply-To"] == message["References"] == "<frage@contoh.example>"


@pytest.mark.parametrize(
    "broken",
    [
        {"subject": "Halo\r\nBcc: semua@contoh.example"},
        {"to": "warga@contoh.example\r\nBcc: semua@contoh.example"},
        {"to": "warga@contoh.example, lain@contoh.example"},
        {"to": "bukan alamat"},
        {"to": ""},
        {"message_id": "abc@kota.example>\r\nBcc: semua@contoh.example"},
        {"in_reply_to": "a b@kota.example"},
    ],
)
def test_nothing_typed_can_add_a_header_or_a_recipient(broken):
    with pytest.raises(PermanentFailure):
        build_message(replace(MAIL, **broken), SENDER)


def test_a_file_name_cannot_add_a_header(send):
    name = "surat.pdf\r\nBcc: semua@contoh.example"
    caught = send(replace(MAIL, attachments=(Attachment(name, "application/pdf", b"x"),)))
    assert caught.attachments == ("surat.pdf Bcc: semua@contoh.example",)


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ({"recipient": "451 Coba lagi nanti"}, TemporaryFailure),
        ({"recipient": "550 Tidak ada orang itu"}, PermanentFailure),
        ({"content": "452 Penuh"}, TemporaryFailure),
        ({"content": "554 Ditolak"}, PermanentFailure),
    ],
)
def test_the_reply_of_the_server_decides_whether_to_try_again(answers, failure):
    (reply,) = answers.values()
    with mail_server(Refusing(**answers)) as url, pytest.raises(failure) as refused:
        SmtpSender(url, SENDER).send(MAIL)
    assert reply in str(refused.value)


def test_a_server_that_is_not_there_is_tried_again_later():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(TemporaryFailure):
        SmtpSender(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)


def test_a_password_never_goes_to_a_server_without_encryption(tmp_path):
    with mail_server(Catcher(tmp_path)) as url, pytest.raises(TemporaryFailure):
        SmtpSender(url.replace("//", "//tanggap:rahasia@"), SENDER).send(MAIL)
    assert caught_mails(tmp_path) == []
