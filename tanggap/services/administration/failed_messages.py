"""Look after messages that could not be delivered: list them, and try them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting, administering, looking, note
from tanggap.services.failure_texts import failure_in_words
from tanggap.services.house import now
from tanggap.services.message_texts import LINK_WITHHELD
from tanggap.storage.correspondence import Message
from tanggap.storage.job_queue import put_jobs
from tanggap.storage.reports import Report

LARGEST_PAGE = 100
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message given up, without its text: an administrator need not know what it says.

    Attributes:
        address: for a reporter only its first letter and the mail host, which is where the mistake
            usually is.
        failure: what it means and what to do, in the reader's language; empty when ``last_error``
            is our own sentence.
        number: register number of the report it belongs to, if any.
    """

    id: UUID
    template: str
    audience: str
    channel: str
    address: str
    subject: str
    number: str | None
    attempts: int
    failure: str
    last_error: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FailedPage:
    """One page, newest first, and the id after which the next begins, if there is one."""

    messages: Sequence[FailedMessage]
    next_id: UUID | None


@dataclass(frozen=True, slots=True)
class Retry:
    """What became of one message; ``refusal`` is None when it is queued again."""

    message_id: UUID
    refusal: Refused | None


def failed_page(acting: Acting, *, after: UUID | None = None, limit: int = 50) -> FailedPage:
    """One page of the agency's failed messages; one query.

    Raises:
        Refused: ``not-allowed``.
    """
    statement = (
        select(Message, Report.number)
        .outerjoin(Report, Report.id == Message.report_id)
        .where(Message.agency_id == acting.agency_id, Message.state == "failed")
    )
    if after is not None:
        statement = statement.where(Message.id < after)
    size = min(limit, LARGEST_PAGE)
    rows = looking(acting).execute(statement.order_by(Message.id.desc()).limit(size + 1)).all()
    messages = [_shown(message, number) for message, number in rows[:size]]
    return FailedPage(messages, messages[-1].id if len(rows) > size else None)


def retry_messages(acting: Acting, message_ids: Sequence[UUID]) -> Sequence[Retry]:
    """Queue failed messages again, each judged by itself; all in one transaction.

    A message has no version: that it is still failed is what the administrator decided on.

    Raises:
        Refused: ``too-many-at-once``. In each result: ``message-not-found``,
            ``message-not-failed``; ``message-without-link`` for account mail whose secret link was
            forgotten when it was given up: its recipient asks, or is sent, a new one.
    """
    if len(message_ids) > MOST_AT_ONCE:
        raise Refused("too-many-at-once", limit=MOST_AT_ONCE)
    at = now()
    with administering(acting) as session:
        found = _locked(session, acting, message_ids)
        results: list[Retry] = []
        again: list[Message] = []
        for message_id in dict.fromkeys(message_ids):
            message = found.get(message_id)
            if message is None:
                results.append(Retry(message_id, Refused("message-not-found")))
            elif message.state != "failed":
                refusal = Refused("message-not-failed", state=message.state)
                results.append(Retry(message_id, refusal))
            elif LINK_WITHHELD in message.body:
                results.append(Retry(message_id, Refused("message-without-link")))
            else:
                again.append(message)
                results.append(Retry(message_id, None))
        for message in again:
            before = {"state": message.state, "attempts": message.attempts}
            message.state, message.attempts, message.last_error = "queued", 0, None
            after = {"state": "queued", "attempts": 0}
            note(
                session,
                acting,
                "message_retried",
                "message",
                message.id,
                at,
                before=before,
                after=after,
            )
        session.flush()
        put_jobs(session, "deliver-message", [{"message_id": str(one.id)} for one in again])
        return results


def _locked(session: Session, acting: Acting, message_ids: Sequence[UUID]) -> dict[UUID, Message]:
    rows = session.scalars(
        select(Message)
        .where(Message.id.in_(message_ids), Message.agency_id == acting.agency_id)
        .order_by(Message.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {message.id: message for message in rows}


def _shown(message: Message, number: str | None) -> FailedMessage:
    return FailedMessage(
        id=message.id,
        template=message.template,
        audience=message.audience,
        channel=message.channel,
        address=_veiled(message.address) if message.audience != "officer" else message.address,
        subject=message.subject,
        number=number,
        attempts=message.attempts,
        failure=failure_in_words(message.last_error),
        last_error=message.last_error or "",
        created_at=message.created_at,
    )


def _veiled(address: str) -> str:
    """``w•••@contoh.example``, ``+628•••01``: enough to see a mistake, too little to know who."""
    if "@" not in address:
        return f"{address[:4]}•••{address[-2:]}"
    local, _, host = address.rpartition("@")
    return f"{local[:1]}•••@{host}"
