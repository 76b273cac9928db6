"""Find the report that a message belongs to, and say how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from tanggap.domain.inbound import ChannelKind, InboundMessage, register_numbers_in
from tanggap.domain.tracking import is_reply_mark, read_reply_address
from tanggap.services.house import house
from tanggap.storage.channels import DeskChannel
from tanggap.storage.correspondence import Message
from tanggap.storage.identity import ReporterId, find_reporters_by_contact
from tanggap.storage.reports import Report


@dataclass(frozen=True, slots=True)
class Belonging:
    """The open report that a message is about.

    Attributes:
        is_proven: the sender is its reporter for certain, and may act on it. The sender of a mail
            is a claim, unless the mail answers one that only the reporter got.
    """

    report_id: UUID
    is_proven: bool


def find_report(
    session: Session, desk_channel: DeskChannel, message: InboundMessage
) -> Belonging | None:
    """Return the open report that ``message`` belongs to; None when it is a new matter.

    Looked for in this order: the report's own reply address; the message of ours it answers; a
    register number it names, of a report whose reporter is reached at the sender's address; and,
    where people chat, the newest open report of the sender at this desk.
    """
    marked = _by_reply_address(session, desk_channel, message)
    if marked is not None:
        return Belonging(marked, is_proven=True)
    answered = _by_our_message(session, desk_channel, message)
    if answered is not None:
        return Belonging(answered, is_proven=True)
    people = find_reporters_by_contact(session, desk_channel.agency_id, message.contacts)
    if not people:
        return None
    is_chat = message.channel is not ChannelKind.EMAIL
    numbers = register_numbers_in(f"{message.subject}\n{message.text}")
    named = _first_open(session, _of(people).where(Report.number.in_(numbers))) if numbers else None
    if named is None and is_chat:
        named = _first_open(session, _of(people).where(Report.desk_id == desk_channel.desk_id))
    return Belonging(named, is_proven=is_chat) if named is not None else None


def _by_reply_address(
    session: Session, desk_channel: DeskChannel, message: InboundMessage
) -> UUID | None:
    found = read_reply_address(desk_channel.address, message.reply_address)
    if found is None:
        return None
    number, mark = found
    report_id = _first_open(
        session,
        select(Report.id).where(
            Report.agency_id == desk_channel.agency_id, Report.number == number
        ),
    )
    key = house().settings.tracking_key
    return report_id if report_id is not None and is_reply_mark(key, report_id, mark) else None


def _by_our_message(
    session: Session, desk_channel: DeskChannel, message: InboundMessage
) -> UUID | None:
    """By what only the reporter received: a message of ours has an id that nobody can guess."""
    if not message.replies_to:
        return None
    ours = or_(
        Message.provider_id.in_(message.replies_to), Message.id.in_(own_ids(message.replies_to))
    )
    return _first_open(
        session,
        select(Report.id)
        .join(Message, Message.report_id == Report.id)
        .where(
            Report.agency_id == desk_channel.agency_id,
            ours,
            Message.direction == "out",
            Message.audience == "reporter",
        ),
    )


def own_ids(provider_ids: Iterable[str]) -> list[UUID]:
    """Our messages' ids among ids of mails: ours are called by the id of their row."""
    found = []
    for one in provider_ids:
        local, at, _ = one.partition("@")
        try:
            if at:
                found.append(UUID(local))
        except ValueError:
            continue
    return found


def _of(people: tuple[ReporterId, ...]) -> Select[UUID]:
    return select(Report.id).where(Report.reporter_id.in_(people))


def _first_open(session: Session, reports: Select[UUID]) -> UUID | None:
    return session.scalar(
        reports.where(Report.closed_at.is_(None))
        .order_by(Report.filed_at.desc(), Report.id.desc())
        .limit(1)
    )
