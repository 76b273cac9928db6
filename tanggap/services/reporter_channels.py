"""On which channel a reporter is answered: the one the report came by, else e-mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.inbound import ChannelKind, Contact, ContactKind
from tanggap.domain.refusal import Refused
from tanggap.domain.tracking import reply_address, reply_mark
from tanggap.services.house import house
from tanggap.services.phone_numbers import PhoneKind, parse_phone
from tanggap.storage.channels import DeskChannel, InboundRow
from tanggap.storage.correspondence import Message
from tanggap.storage.identity import contacts_of
from tanggap.storage.reports import Report

AUTO_REPLIES = ("receipt", "acknowledgement", "files_refused")
"""Messages that answer a message without anybody having read it."""
A_DAY = timedelta(days=1)
_CHANNEL_OF = {
    "whatsapp": ChannelKind.WHATSAPP,
    "sms": ChannelKind.SMS,
    "telephone": ChannelKind.SMS,  # whoever called is written to on the same telephone
}
_CONTACT_OF = {
    ChannelKind.WHATSAPP: ContactKind.WHATSAPP,
    ChannelKind.SMS: ContactKind.PHONE,
    ChannelKind.EMAIL: ContactKind.EMAIL,
}


@dataclass(frozen=True, slots=True)
class Way:
    """How a message reaches a reporter.

    Attributes:
        in_reply_to: the provider's id of the reporter's last message on this channel, if any.
    """

    channel: ChannelKind
    address: str = field(repr=False)
    in_reply_to: str | None = None


def way_to_reporter(session: Session, report: Report) -> Way | None:
    """Return how the reporter is reached about ``report``; None when there is no way."""
    contacts = contacts_of(session, report.reporter_id)
    preferred = _CHANNEL_OF.get(report.channel)
    if preferred is not None:
        at_desk = desk_channel_of(session, report.desk_id, preferred)
        address = _address(contacts, preferred)
        if at_desk is not None and address is not None:
            return Way(preferred, address, last_heard(session, at_desk.id, address)[0])
    address = _address(contacts, ChannelKind.EMAIL)
    if address is None:
        return None
    return Way(ChannelKind.EMAIL, address, _mail_answered(session, report, address))


def desk_channel_of(session: Session, desk_id: UUID, channel: ChannelKind) -> DeskChannel | None:
    """The address from which a desk writes on a channel."""
    return session.scalars(
        select(DeskChannel)
        .where(
            DeskChannel.desk_id == desk_id,
            DeskChannel.channel == channel.value,
            DeskChannel.is_active.is_(True),
        )
        .order_by(DeskChannel.id)
        .limit(1)
        .execution_options(autoflush=False)
    ).one_or_none()


def last_heard(
    session: Session, desk_channel_id: UUID, sender: str
) -> tuple[str | None, datetime | None]:
    """The provider's id and the moment of the last message from ``sender`` at one address."""
    found = session.execute(
        select(InboundRow.provider_id, InboundRow.sent_at)
        .where(InboundRow.desk_channel_id == desk_channel_id, InboundRow.sender == sender)
        .order_by(InboundRow.sent_at.desc())
        .limit(1)
        .execution_options(autoflush=False)
    ).one_or_none()
    return (found[0], found[1]) if found else (None, None)


def is_answered_enough(session: Session, template: str, address: str, at: datetime) -> bool:
    """Whether an automatic answer is withheld, because this address had many of them today."""
    if template not in AUTO_REPLIES:
        return False
    sent = session.scalar(
        select(func.count())
        .select_from(Message)
        .where(
            Message.address == address,
            Message.created_at > at - A_DAY,
            Message.direction == "out",
            Message.audience == "reporter",
            Message.template.in_(AUTO_REPLIES),
        )
    )
    return (sent or 0) >= house().settings.auto_replies_per_day


def reply_mailbox(session: Session, report: Report) -> str:
    """The report's own address in its desk's mailbox; empty when the desk reads no mail."""
    mailbox = desk_channel_of(session, report.desk_id, ChannelKind.EMAIL)
    if mailbox is None:
        return ""
    key = house().settings.tracking_key
    return reply_address(mailbox.address, report.number, reply_mark(key, report.id))


def _mail_answered(session: Session, report: Report, address: str) -> str | None:
    if report.channel != ChannelKind.EMAIL:
        return None
    at_desk = desk_channel_of(session, report.desk_id, ChannelKind.EMAIL)
    return last_heard(session, at_desk.id, address)[0] if at_desk is not None else None


def _address(contacts: tuple[Contact, ...], channel: ChannelKind) -> str | None:
    wanted = _CONTACT_OF[channel]
    found = (contact.value for contact in contacts if contact.kind is wanted)
    if channel is ChannelKind.SMS:
        found = (value for value in found if _is_mobile(value))
    return next((value for value in found if value), None)


def _is_mobile(number: str) -> bool:
    try:
        return parse_phone(number).kind is PhoneKind.MOBILE
    except Refused:
        return False
