"""Keep what a provider brings, each message once, and queue the rest of the work."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.channels.whatsapp_updates import StateTold
from tanggap.domain.inbound import Contact, ContactKind, InboundMessage
from tanggap.domain.refusal import Refused
from tanggap.services.inbound.stored_form import StoredMessage, to_json
from tanggap.services.phone_numbers import parse_phone
from tanggap.services.transaction import transaction
from tanggap.storage.channels import DeskChannel, InboundRow
from tanggap.storage.database import new_id
from tanggap.storage.job_queue import put_job, put_jobs

log = logging.getLogger(__name__)

MOST_STATES_IN_A_JOB = 200


def receive(messages: Iterable[InboundMessage], states: Iterable[StateTold] = ()) -> int:
    """Keep messages and news of ours in one transaction; returns how many messages were new.

    What came before is left alone, so a provider may repeat itself. A message to an address that
    no desk has is logged and dropped.
    """
    stored = [StoredMessage(message) for message in messages]
    told = [_state_job(one) for one in states]
    if not stored and not told:
        return 0
    with transaction() as session:
        fresh = store(session, stored)
        for start in range(0, len(told), MOST_STATES_IN_A_JOB):
            put_job(session, "note-states", told=told[start : start + MOST_STATES_IN_A_JOB])
        return fresh


def store(session: Session, stored: Sequence[StoredMessage]) -> int:
    """Keep messages in the caller's transaction, and queue a job for each that is new."""
    desks = _desk_channels(session, stored)
    rows = {}
    for one in stored:
        one = replace(one, message=_dialable(one.message))
        message = one.message
        desk_channel = desks.get((message.channel.value, message.address))
        if desk_channel is None:
            log.warning("no desk is reached at %s %s", message.channel.value, message.address)
            continue
        rows[desk_channel.id, message.provider_id] = _row(desk_channel, one)
    if not rows:
        return 0
    fresh = session.execute(
        insert(InboundRow)
        .on_conflict_do_nothing(index_elements=["desk_channel_id", "provider_id"])
        .returning(InboundRow.id, InboundRow.state),
        [rows[key] for key in sorted(rows)],  # in one order, so that two of us never lock crosswise
    ).all()
    to_take_in = [{"inbound_id": str(row_id)} for row_id, state in fresh if state == "stored"]
    put_jobs(session, "take-in-message", to_take_in)
    return len(fresh)


def _dialable(message: InboundMessage) -> InboundMessage:
    """``message`` with phone numbers in the one form in which they are stored."""
    return replace(message, contacts=tuple(_read(contact) for contact in message.contacts))


def _read(contact: Contact) -> Contact:
    if contact.kind is not ContactKind.PHONE:
        return contact
    try:
        return replace(contact, value=parse_phone(contact.value).value)
    except Refused:
        return contact  # the sender names of services are no numbers


def _desk_channels(
    session: Session, stored: Sequence[StoredMessage]
) -> dict[tuple[str, str], DeskChannel]:
    wanted = {(one.message.channel.value, one.message.address) for one in stored}
    if not wanted:
        return {}
    found = session.scalars(
        select(DeskChannel).where(
            tuple_(DeskChannel.channel, DeskChannel.address).in_(wanted),
            DeskChannel.is_active.is_(True),
        )
    )
    return {(one.channel, one.address): one for one in found}


def _row(desk_channel: DeskChannel, stored: StoredMessage) -> dict[str, Any]:
    message = stored.message
    because = message.unanswered_because
    is_news_of_ours = because == "bounce" and message.replies_to
    return {
        "id": new_id(),
        "agency_id": desk_channel.agency_id,
        "desk_channel_id": desk_channel.id,
        "provider_id": message.provider_id,
        "sender": message.sender.value,
        "content": to_json(stored) if not because or is_news_of_ours else {},
        "state": "stored" if not because or is_news_of_ours else "ignored",
        "reason": because,
        "sent_at": message.at,
    }


def _state_job(told: StateTold) -> dict[str, Any]:
    return {
        "provider_id": told.provider_id,
        "state": told.state.value,
        "at": told.at.isoformat(),
        "code": told.code,
        "reason": told.reason,
    }
