"""Queue e-mail to officers: each piece of news reaches an officer once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.services.message_texts import compose
from tanggap.storage.correspondence import Message
from tanggap.storage.job_queue import put_jobs


@dataclass(frozen=True, slots=True)
class Addressee:
    """An officer who is told."""

    account_id: UUID
    email: str


def mail_row(
    who: Addressee,
    template: str,
    facts: dict[str, Any],
    at: datetime,
    *,
    id_: UUID,
    agency_id: UUID,
    report_id: UUID | None = None,
) -> dict[str, Any]:
    """The row of a message made of ``templates/messages/<template>.txt``.

    Args:
        id_: of :func:`news_id`.
    """
    composed = compose(template, **facts)
    return {
        "id": id_,
        "agency_id": agency_id,
        "report_id": report_id,
        "account_id": who.account_id,
        "channel": "email",
        "direction": "out",
        "audience": "officer",
        "template": template,
        "address": who.email,
        "subject": composed.subject,
        "body": composed.body,
        "state": "queued",
        "attempts": 0,
        "created_at": at,
    }


def news_id(since: datetime, *said: object) -> UUID:
    """The same for the same news to the same officer, so that a repeated job tells nobody twice.

    A UUID version 7 like every other id: ordered by the time its task was opened.

    Args:
        since: when the task was opened.
        said: what tells this news from any other: task, template, officer.
    """
    digest = hashlib.sha256("/".join(map(str, said)).encode()).digest()
    moment = int(since.timestamp() * 1000).to_bytes(6, "big")
    raw = bytearray(moment + digest[:10])
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return UUID(bytes=bytes(raw))


def queue_mail(session: Session, letters: Sequence[dict[str, Any]]) -> int:
    """Queue what was not queued before; returns how many that was."""
    if not letters:
        return 0
    fresh = session.scalars(
        insert(Message).on_conflict_do_nothing(index_elements=["id"]).returning(Message.id),
        letters,
    ).all()
    put_jobs(session, "deliver-message", [{"message_id": str(one)} for one in fresh])
    return len(fresh)
