"""The city with all five desks, and the telephones of the people who write to them."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.utils import make_msgid

from PIL import Image
from sqlalchemy import select

from tanggap.channels.mailbox import ImapMailbox
from tanggap.services.house import house
from tanggap.services.inbound.mailboxes import fetch_mail
from tanggap.services.transaction import transaction
from tanggap.storage.channels import DeskChannel
from tanggap.storage.organisation import Desk
from tests.scenarios.conftest import World
from tests.services.inbound.chat_desk import SHORT_NUMBER, Line
from tests.standins.dovecot import Dovecot
from tests.standins.graph import PHONE_ID, GraphStandIn
from tests.standins.kannel import KannelStandIn

LARGEST_MAIL = 1_000_000
Providers = tuple[GraphStandIn, KannelStandIn]


def line_to(city: World, slug: str, providers: Providers) -> Line:
    """A line to one desk, its invented addresses exchanged for those the stand-ins know."""
    known = {"whatsapp": PHONE_ID, "sms": SHORT_NUMBER}
    with transaction() as session:
        desk = session.scalars(select(Desk).where(Desk.slug == slug)).one()
        for row in session.scalars(select(DeskChannel).where(DeskChannel.desk_id == desk.id)):
            row.address = known.get(row.channel, row.address)
    return Line(city.app, city.session, desk, *providers)


def photo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 40), "#336699").save(kept, "JPEG")
    return kept.getvalue()


def mailbox_of(line: Line) -> str:
    """The address that people write to by mail."""
    return line.session.scalars(
        select(DeskChannel.address).where(
            DeskChannel.desk_id == line.desk.id, DeskChannel.channel == "email"
        )
    ).one()


def mail_in(
    line: Line,
    server: Dovecot,
    to: str,
    sender: str,
    *,
    subject: str = "",
    words: str = "",
    files: tuple[bytes, ...] = (),
) -> None:
    """A mail arrives, the desk's mailbox is read over IMAP, and the worker works."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = make_msgid(domain="contoh.example")
    mail.set_content(words)
    for number, content in enumerate(files, start=1):
        mail.add_attachment(content, maintype="image", subtype="jpeg", filename=f"foto{number}.jpg")
    parts = house()
    before = parts.mailboxes
    parts.mailboxes = (ImapMailbox(mailbox_of(line), server.url, frozenset(), LARGEST_MAIL),)
    try:
        fetch_mail()  # a mailbox is read from when it is connected
        server.put(mail.as_bytes())
        assert fetch_mail() == 1
    finally:
        parts.mailboxes = before
    line.work()
    line.session.expire_all()
