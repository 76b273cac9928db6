"""Note what providers say became of our messages; they say it late, twice, and in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.whatsapp import RE_ENGAGEMENT
from tanggap.domain.inbound import ChannelKind, OutboundState, cut, goes_forward
from tanggap.services.delivery import LONGEST_ERROR
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Message
from tanggap.storage.job_queue import put_job
from tanggap.storage.reports import Report

MAY_BE_EARLY = timedelta(minutes=10)
"""For so long news of a message that nobody knows may be ahead of the message's own row."""


class StateTooEarly(Exception):
    """News of a message that is just being sent; the job is to be tried again later."""


def note_states(told: Sequence[Mapping[str, Any]]) -> None:
    """Note states of messages, by the ids that WhatsApp gave them; news of strangers is dropped.

    Raises:
        StateTooEarly: some of it may be about messages whose sending is not written down yet; what
            is known is noted, and noting it again does no harm.
    """
    at = now()
    with transaction() as session:
        found = session.scalars(
            select(Message)
            .where(
                Message.provider_id.in_({one["provider_id"] for one in told}),
                Message.channel == ChannelKind.WHATSAPP.value,
                Message.direction == "out",
            )
            .order_by(Message.id)
            .with_for_update()
        )
        known = {message.provider_id: message for message in found}
        for one in told:
            message = known.get(one["provider_id"])
            if message is not None:
                moment = min(datetime.fromisoformat(one["at"]), at)
                _note(session, message, one, moment)
    too_early = [
        one
        for one in told
        if one["provider_id"] not in known and at - datetime.fromisoformat(one["at"]) < MAY_BE_EARLY
    ]
    if too_early:
        raise StateTooEarly(f"{len(too_early)} of {len(told)}")


def note_sms_report(message_id: UUID, state: OutboundState) -> None:
    """Note what Kannel says became of a text message of ours."""
    at = now()
    with transaction() as session:
        message = session.get(Message, message_id, with_for_update=True)
        if message is not None and message.channel == ChannelKind.SMS:
            reason = "Operator seluler tidak dapat menyampaikan SMS ini"
            apply_state(session, message, state, at, reason=reason)


def _note(session: Session, message: Message, told: Mapping[str, Any], at: datetime) -> None:
    is_too_late = told["state"] == OutboundState.FAILED and told["code"] == RE_ENGAGEMENT
    if is_too_late and not message.by_template and goes_forward(message.state, told["state"]):
        # The day passed between queueing and sending: the same news again, in a template.
        message.state, message.by_template, message.provider_id = "queued", True, None
        put_job(session, "deliver-message", message_id=str(message.id))
        return
    code = told["code"]
    reason = f"WhatsApp melaporkan {code}: {told['reason']}" if code else str(told["reason"])
    apply_state(session, message, OutboundState(told["state"]), at, reason=reason)


def apply_state(
    session: Session, message: Message, state: OutboundState, at: datetime, *, reason: str
) -> None:
    """Move a message forward to ``state``; what is no news is passed over.

    Args:
        reason: written down when it failed.
    """
    if not goes_forward(message.state, state):
        return
    message.state = state.value
    failed = state is OutboundState.FAILED
    message.last_error = cut(reason, LONGEST_ERROR) if failed else None
    if not failed and message.delivered_at is None:
        message.delivered_at = at
    if failed and message.report_id is not None and message.audience == "reporter":
        report = session.get_one(Report, message.report_id)
        record(
            session,
            report,
            "message_failed",
            at,
            message=str(message.id),
            template=message.template,
            attempts=message.attempts,
        )
