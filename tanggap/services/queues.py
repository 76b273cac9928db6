"""The officers' queues: open tasks of their teams, oldest deadline first, paged by keyset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Seat, TaskFacts, Viewer
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Exclusion, Report
from tanggap.storage.tasks import Task

COUNT_UP_TO = 1000
LARGEST_PAGE = 100

Assigned = Literal["anyone", "me", "nobody"]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which open tasks are wanted; empty fields do not filter."""

    desk: UUID | None = None
    actor: str | None = None
    step: str | None = None
    unit: UUID | None = None
    assigned: Assigned = "anyone"
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueKey:
    """Where a page ended: the last task's sorting time and id."""

    sort_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of tasks, and the key of the next, if there is one."""

    tasks: Sequence[Task]
    next_key: QueueKey | None


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How much waits at one step for one seat; counted up to ``COUNT_UP_TO``."""

    desk: UUID
    desk_name: str
    actor: str
    unit: UUID | None
    step: str
    activity: str
    number: str
    open: int
    overdue: int


def is_in_queue(viewer: Viewer, desk: UUID, task: TaskFacts, excluded: bool) -> bool:
    """Whether an open task stands in one of the viewer's queues; the predicate behind the SQL."""
    is_for_others = bool(task.people) and viewer.account not in task.people
    return (
        not excluded
        and not is_for_others
        and any(
            seat.desk == desk and seat.actor == task.actor and seat.unit == task.unit
            for seat in viewer.seats
        )
    )


def in_queue_of(viewer: Viewer) -> ColumnElement[bool]:
    """:func:`is_in_queue` as SQL over open tasks; a property test holds the two together."""
    seats = [_at_seat(seat) for seat in sorted(viewer.seats, key=repr)]
    excluded = exists().where(
        Exclusion.report_id == Task.report_id, Exclusion.account_id == viewer.account
    )
    is_for_them = or_(Task.people.is_(None), Task.people.contains([viewer.account]))
    return and_(Task.closed_at.is_(None), or_(false(), *seats), is_for_them, ~excluded)


def _at_seat(seat: Seat) -> ColumnElement[bool]:
    unit = Task.unit_id.is_(None) if seat.unit is None else Task.unit_id == seat.unit
    return and_(Task.desk_id == seat.desk, Task.actor == seat.actor, unit)


def queue_page(
    session: Session,
    viewer: Viewer,
    wanted: QueueFilter,
    *,
    after: QueueKey | None = None,
    limit: int = 25,
) -> QueuePage:
    """One page of the viewer's open tasks, most urgent first.

    Each task comes with its report, category, unit and assignee in the same query.
    """
    statement = _filtered(select(Task).where(in_queue_of(viewer)), viewer, wanted)
    if after is not None:
        statement = statement.where(tuple_(Task.sort_at, Task.id) > (after.sort_at, after.id))
    size = min(limit, LARGEST_PAGE)
    statement = (
        statement.order_by(Task.sort_at, Task.id)
        .limit(size + 1)
        .options(
            joinedload(Task.report).joinedload(Report.category),
            joinedload(Task.unit),
            joinedload(Task.assigned_to),
        )
    )
    rows = session.scalars(statement).all()
    tasks = rows[:size]
    more = len(rows) > size
    return QueuePage(tasks, QueueKey(tasks[-1].sort_at, tasks[-1].id) if more else None)


def _filtered(statement: Select[Task], viewer: Viewer, wanted: QueueFilter) -> Select[Task]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.desk is not None:
        conditions.append(Task.desk_id == wanted.desk)
    if wanted.actor is not None:
        conditions.append(Task.actor == wanted.actor)
    if wanted.step is not None:
        conditions.append(Task.step == wanted.step)
    if wanted.unit is not None:
        conditions.append(Task.unit_id == wanted.unit)
    if wanted.assigned == "me":
        conditions.append(Task.assigned_to_id == viewer.account)
    elif wanted.assigned == "nobody":
        conditions.append(Task.assigned_to_id.is_(None))
    if wanted.overdue_at is not None:
        conditions.append(Task.sort_at < wanted.overdue_at)
    return statement.where(*conditions)


def queue_counts(session: Session, viewer: Viewer, at: datetime) -> list[QueueCount]:
    """What waits for each of the viewer's seats, step by step, in the order of the SOP.

    Two queries for all seats together; each count stops at ``COUNT_UP_TO``, so that a backlog
    costs no more than that.
    """
    if not viewer.seats:
        return []
    desks = {
        desk.id: desk
        for desk in session.scalars(
            select(Desk).where(Desk.id.in_({seat.desk for seat in viewer.seats}))
        )
    }
    counted = _counts_of_seats(session, viewer, at)
    found = []
    for seat in sorted(viewer.seats, key=repr):
        desk = desks[seat.desk]
        for step in procedure_of(session, desk.procedure_version_id).steps:
            if step.actor != seat.actor:
                continue
            waiting, late = counted.get((seat.desk, seat.actor, seat.unit, step.id), (0, 0))
            found.append(
                QueueCount(
                    desk=desk.id,
                    desk_name=desk.name,
                    actor=seat.actor,
                    unit=seat.unit,
                    step=step.id,
                    activity=step.activity,
                    number=step.number,
                    open=waiting,
                    overdue=late,
                )
            )
    return found


def _counts_of_seats(
    session: Session, viewer: Viewer, at: datetime
) -> dict[tuple[UUID, str, UUID | None, str], tuple[int, int]]:
    capped = (
        select(Task.desk_id, Task.actor, Task.unit_id, Task.step, Task.sort_at)
        .where(in_queue_of(viewer))
        .order_by(Task.sort_at)
        .limit(COUNT_UP_TO)
        .subquery()
    )
    rows = session.execute(
        select(
            capped.c.desk_id,
            capped.c.actor,
            capped.c.unit_id,
            capped.c.step,
            func.count(),
            func.count().filter(capped.c.sort_at < at),
        ).group_by(capped.c.desk_id, capped.c.actor, capped.c.unit_id, capped.c.step)
    )
    return {
        (desk, actor, unit, step): (waiting, late)
        for desk, actor, unit, step, waiting, late in rows
    }
