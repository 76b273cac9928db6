"""Let a person of a demonstration write to a desk as a reporter's telephone would, and read on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tanggap.domain.inbound import (
    ChannelKind,
    Contact,
    ContactKind,
    InboundFile,
    InboundMessage,
)
from tanggap.domain.refusal import Refused
from tanggap.domain.tracking import read_reply_address, tracking_code
from tanggap.services.email_addresses import parse_email
from tanggap.services.house import house, now
from tanggap.services.inbound.files import keep_or_refuse
from tanggap.services.inbound.receiving import store
from tanggap.services.inbound.stored_form import RefusedFile, StoredMessage
from tanggap.services.inbound.taking_in import take_in_message
from tanggap.services.message_texts import CODE_WITHHELD
from tanggap.services.phone_numbers import parse_phone
from tanggap.services.transaction import reading, transaction
from tanggap.storage.channels import DeskChannel, InboundRow
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report

LONGEST_CONVERSATION = 50
_CONTACT_OF = {
    ChannelKind.WHATSAPP: ContactKind.WHATSAPP,
    ChannelKind.SMS: ContactKind.PHONE,
    ChannelKind.EMAIL: ContactKind.EMAIL,
}


@dataclass(frozen=True, slots=True)
class Door:
    """One address of a desk that can be written to."""

    id: UUID
    desk: str
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation."""

    at: datetime
    is_ours: bool
    text: str
    state: str
    number: str


def doors() -> Sequence[Door]:
    """Every address of every desk, WhatsApp first."""
    rows = reading().execute(
        select(DeskChannel.id, Desk.name, DeskChannel.channel, DeskChannel.address)
        .join(Desk, Desk.id == DeskChannel.desk_id)
        .where(DeskChannel.is_active.is_(True))
        .order_by(DeskChannel.channel.desc(), Desk.name)
    )
    return [Door(*row) for row in rows]


def write_as_reporter(
    door_id: UUID,
    sender: str,
    text: str,
    *,
    subject: str = "",
    to: str = "",
    file: tuple[str, bytes] | None = None,
) -> None:
    """Send a message to a desk as if its provider had brought it, and take it in at once.

    Args:
        to: the report's own address that a mail goes to, when it is not the desk's.

    Raises:
        Refused: ``channel-address-not-found``, ``phone-unreadable``, ``email-unreadable``, or
            ``text-missing`` when there are neither words nor a file.
    """
    if not text.strip() and file is None:
        raise Refused("text-missing", field="text")
    kept = keep_or_refuse(InboundFile(file[0], content=file[1])) if file else None
    at = now()
    with transaction() as session:
        door = session.get(DeskChannel, door_id)
        if door is None or not door.is_active:
            raise Refused("channel-address-not-found")
        channel = ChannelKind(door.channel)
        message = InboundMessage(
            channel=channel,
            provider_id=f"demo.{new_id()}@{door.address}",
            address=door.address,
            contacts=_contacts(channel, sender),
            at=at,
            subject=subject.strip(),
            text=text,
            reply_address=to if read_reply_address(door.address, to) else "",
        )
        refused = (kept,) if isinstance(kept, RefusedFile) else ()
        files = (kept,) if kept is not None and not isinstance(kept, RefusedFile) else ()
        store(session, [StoredMessage(message, files, refused)])
        inbound_id = session.scalars(
            select(InboundRow.id).where(InboundRow.provider_id == message.provider_id)
        ).one()
    take_in_message(inbound_id)


def conversation(door_id: UUID, sender: str) -> Sequence[Said]:
    """What a sender and a desk told each other on one channel, oldest first.

    Raises:
        Refused: ``channel-address-not-found``, ``phone-unreadable``, ``email-unreadable``.
    """
    session = reading()
    door = session.get(DeskChannel, door_id)
    if door is None:
        raise Refused("channel-address-not-found")
    address = _contacts(ChannelKind(door.channel), sender)[0].value
    sent = session.execute(
        select(Message, Report.number)
        .join(Report, Report.id == Message.report_id)
        .where(
            Report.desk_id == door.desk_id,
            Message.channel == door.channel,
            Message.address == address,
            Message.audience == "reporter",
        )
        .order_by(Message.id.desc())
        .limit(LONGEST_CONVERSATION)
    ).all()
    first = session.execute(
        select(Report, InboundRow.taken_at)
        .join(InboundRow, InboundRow.report_id == Report.id)
        .where(
            InboundRow.desk_channel_id == door_id,
            InboundRow.sender == address,
            InboundRow.state == "filed",
        )
        .order_by(InboundRow.id.desc())
        .limit(LONGEST_CONVERSATION)
    ).all()
    said = [_said(message, number) for message, number in sent]
    said += [
        Said(taken_at or report.filed_at, False, report.narrative, "received", report.number)
        for report, taken_at in first
    ]
    return sorted(said, key=lambda one: (one.at, one.is_ours))


def _said(message: Message, number: str) -> Said:
    text = message.body
    if message.report_id is not None and message.template == "receipt":
        code = tracking_code(house().settings.tracking_key, message.report_id)
        text = text.replace(CODE_WITHHELD, code)
    return Said(message.created_at, message.direction == "out", text, message.state, number)


def _contacts(channel: ChannelKind, sender: str) -> tuple[Contact, ...]:
    if channel is ChannelKind.EMAIL:
        return (Contact(ContactKind.EMAIL, parse_email(sender)),)
    phone = parse_phone(sender).value
    if channel is ChannelKind.SMS:
        return (Contact(ContactKind.PHONE, phone),)
    return (
        Contact(ContactKind.WHATSAPP, phone.lstrip("+")),
        Contact(ContactKind.PHONE, phone),
    )
