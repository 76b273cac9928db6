"""Say how each channel does: what came in and went out lately, what waits, what failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting, looking
from tanggap.services.administration.desks import CHANNELS
from tanggap.services.house import house, now
from tanggap.storage.correspondence import Message
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report

DAYS = 7
"""How far back traffic is counted; the ids of messages are in order of time."""
STUCK_AFTER = timedelta(minutes=30)
"""A message that has waited longer is a sign that the worker or the channel stands still."""
MOST_DESKS = 500
CARRIED = ("whatsapp", "sms")
"""Channels that a provider carries for us; without one their messages wait."""


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel in the last :data:`DAYS` days.

    Attributes:
        is_connected: whether what carries it is set up; None where nothing has to be.
        reports: how many reports came in through it.
        is_stuck: the oldest waiting message has waited longer than :data:`STUCK_AFTER`.
    """

    channel: str
    is_connected: bool | None
    desks: Sequence[str]
    reports: int = 0
    received: int = 0
    sent: int = 0
    queued: int = 0
    failed: int = 0
    last_sent_at: datetime | None = None
    last_received_at: datetime | None = None
    oldest_queued_at: datetime | None = None
    is_stuck: bool = False


def channel_states(acting: Acting) -> Sequence[ChannelState]:
    """The channels that a desk names or that carried anything; three queries.

    Raises:
        Refused: ``not-allowed``.
    """
    session = looking(acting)
    at = now()
    desks = _desks(session, acting)
    since = at - timedelta(days=DAYS)
    traffic, reports = _traffic(session, acting, since), _reports(session, acting, since)
    found = {*desks, *traffic, *reports}
    names = [*(name for name in CHANNELS if name in found), *sorted(found - {*CHANNELS})]
    return [
        replace(
            _state(name, desks.get(name, []), traffic.get(name, []), at),
            reports=reports.get(name, 0),
        )
        for name in names
    ]


@dataclass(frozen=True, slots=True)
class _Count:
    """Messages of one channel, direction and state."""

    direction: str
    state: str
    number: int
    first_at: datetime
    last_at: datetime
    last_delivered_at: datetime | None


def _desks(session: Session, acting: Acting) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Desk.name, Desk.channels)
        .where(Desk.agency_id == acting.agency_id, Desk.is_active)
        .order_by(Desk.name)
        .limit(MOST_DESKS)
    )
    for name, channels in rows:
        for channel in channels:
            found[channel].append(name)
    return found


def _traffic(session: Session, acting: Acting, since: datetime) -> Mapping[str, list[_Count]]:
    rows = session.execute(
        select(
            Message.channel,
            Message.direction,
            Message.state,
            func.count(),
            func.min(Message.created_at),
            func.max(Message.created_at),
            func.max(Message.delivered_at),
        )
        .where(Message.agency_id == acting.agency_id, Message.id >= _first_id(since))
        .group_by(Message.channel, Message.direction, Message.state)
    )
    found: dict[str, list[_Count]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_Count(*row[1:]))
    return found


def _reports(session: Session, acting: Acting, since: datetime) -> Mapping[str, int]:
    rows = session.execute(
        select(Report.channel, func.count())
        .where(Report.agency_id == acting.agency_id, Report.id >= _first_id(since))
        .group_by(Report.channel)
    )
    return {channel: number for channel, number in rows}  # noqa: C416 - rows to pairs


def _first_id(moment: datetime) -> UUID:
    """The smallest id (UUID version 7) that a row of this moment can have."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def _state(
    channel: str, desks: Sequence[str], counts: Iterable[_Count], at: datetime
) -> ChannelState:
    state = ChannelState(channel, _is_connected(channel), desks)
    for count in counts:
        if count.direction == "in":
            state = replace(
                state,
                received=state.received + count.number,
                last_received_at=_later(state.last_received_at, count.last_at),
            )
        elif count.state == "queued":
            state = replace(
                state,
                queued=count.number,
                oldest_queued_at=count.first_at,
                is_stuck=at - count.first_at > STUCK_AFTER,
            )
        elif count.state == "failed":
            state = replace(state, failed=count.number)
        else:
            state = replace(
                state,
                sent=state.sent + count.number,
                last_sent_at=_later(state.last_sent_at, count.last_delivered_at),
            )
    return state


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _is_connected(channel: str) -> bool | None:
    if channel == "email":
        return house().mail is not None
    return channel in house().ways_out if channel in CARRIED else None
