"""Messages that could not be taken in: list them, and try them again once the cause is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tanggap.services.transaction import reading, transaction
from tanggap.storage.channels import DeskChannel, InboundRow
from tanggap.storage.job_queue import put_jobs
from tanggap.storage.organisation import Desk

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A message that waits for an operator; neither its sender nor its words."""

    desk_slug: str
    channel: str
    received_at: datetime
    reason: str


def left_over_messages() -> Sequence[LeftOver]:
    """The newest messages that were not taken in, newest first."""
    rows = reading().execute(
        select(Desk.slug, DeskChannel.channel, InboundRow.received_at, InboundRow.reason)
        .join(DeskChannel, DeskChannel.id == InboundRow.desk_channel_id)
        .join(Desk, Desk.id == DeskChannel.desk_id)
        .where(InboundRow.state == "failed")
        .order_by(InboundRow.id.desc())
        .limit(MOST_AT_ONCE)
    )
    return [LeftOver(*row) for row in rows]


def take_in_again() -> int:
    """Queue every message that was not taken in once more; returns how many."""
    with transaction() as session:
        rows = session.scalars(
            select(InboundRow)
            .where(InboundRow.state == "failed")
            .order_by(InboundRow.id)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            row.state, row.reason = "stored", ""
        jobs = [{"inbound_id": str(row.id)} for row in rows]
        put_jobs(session, "take-in-message", jobs)
        return len(rows)
