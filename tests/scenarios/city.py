"""The city with all five desks, and the telephones of the people who write to them."""

from __future__ import annotations

import io

from PIL import Image
from sqlalchemy import select

from tanggap.domain.inbound import ChannelKind, Contact, ContactKind, InboundFile, InboundMessage
from tanggap.services.house import now
from tanggap.services.inbound.files import keep_or_refuse
from tanggap.services.inbound.receiving import store
from tanggap.services.inbound.stored_form import RefusedFile, StoredMessage
from tanggap.services.transaction import transaction
from tanggap.storage.channels import DeskChannel
from tanggap.storage.organisation import Desk
from tests.scenarios.conftest import World
from tests.services.inbound.chat_desk import SHORT_NUMBER, Line
from tests.standins.graph import PHONE_ID, GraphStandIn
from tests.standins.kannel import KannelStandIn

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
    to: str,
    sender: str,
    *,
    subject: str = "",
    words: str = "",
    name: str = "",
    files: tuple[bytes, ...] = (),
) -> None:
    """A mail, as the mailbox reader hands it on; ``to`` is the address it was sent to."""
    kept = [keep_or_refuse(InboundFile(f"foto{n}.jpg", content=one)) for n, one in enumerate(files)]
    assert not [one for one in kept if isinstance(one, RefusedFile)]
    message = InboundMessage(
        channel=ChannelKind.EMAIL,
        provider_id=f"{len(line.inbound())}@contoh.example",
        address=mailbox_of(line),
        contacts=(Contact(ContactKind.EMAIL, sender),),
        at=now(),
        reply_address=to if to != mailbox_of(line) else "",
        subject=subject,
        text=words,
        name=name,
    )
    with transaction() as session:
        store(session, [StoredMessage(message, tuple(kept))])
    line.work()
    line.session.expire_all()
