"""The officers' queues: open tasks of their teams, oldest deadline first, paged by keyset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    any_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from tanggap.domain.policy import TaskFacts, Viewer
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.report_lists import LINE
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.organisation import Category, Desk, Unit
from tanggap.storage.prepared import Prepared
from tanggap.storage.reports import Exclusion, Report, Reporter
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
    """One page of tasks, and the key of the next, if there is one.

    Attributes:
        tasks: rows with the columns of ``QUEUED``.
    """

    tasks: Sequence[Any]
    next_key: QueueKey | None


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How much waits at one step for one seat; counted up to ``COUNT_UP_TO``.

    Attributes:
        due_soon: tasks their team was warned of (``clock_sweep``) that are not overdue yet.
        newest_at: when the latest of them was opened that the viewer did not open by an action of
            their own; None where none waits.
        warned_at: when the team was last warned of one that is due soon.
    """

    desk: UUID
    desk_name: str
    actor: str
    unit: UUID | None
    step: str
    activity: str
    number: str
    open: int
    overdue: int
    due_soon: int
    newest_at: datetime | None
    warned_at: datetime | None


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
    seats = sorted(viewer.seats, key=repr)
    return _in_queue(((seat.desk, seat.actor, seat.unit) for seat in seats), viewer.account)


def _in_queue(seats: Iterable[tuple[Any, Any, Any]], account: Any) -> ColumnElement[bool]:
    """The filter for seats (desk, actor, unit or None) given as values or as parameters."""
    excluded = exists().where(
        Exclusion.report_id == Task.report_id, Exclusion.account_id == account
    )
    held = [
        and_(
            Task.desk_id == desk,
            Task.actor == actor,
            Task.unit_id.is_(None) if unit is None else Task.unit_id == unit,
        )
        for desk, actor, unit in seats
    ]
    is_for_them = or_(Task.people.is_(None), account == any_(Task.people))
    return and_(Task.closed_at.is_(None), or_(false(), *held), is_for_them, ~excluded)


QUEUED = (
    Task.id,
    Task.desk_id,
    Task.step,
    Task.actor,
    Task.opened_at,
    Task.due_at,
    Task.sort_at,
    Task.warned_at,
    Unit.id.label("unit_id"),
    Unit.name.label("unit_name"),
    Unit.short_name.label("unit_short_name"),
    Task.assigned_to_id,
    Account.name.label("assigned_to_name"),
    Report.id.label("report_id"),
    Report.procedure_version_id,
    Report.number,
    Report.classification,
    Report.channel,
    Report.filed_at,
    Report.overall_due_at,
    Report.version,
    Category.name.label("category"),
    *LINE,
)
"""What a line of a queue shows: a task with its report, category, unit and assignee."""

_QUEUED_TASKS = (
    select(*QUEUED)
    .select_from(Task)
    .join(Report, Report.id == Task.report_id)
    .join(Reporter, Reporter.id == Report.reporter_id)
    .join(Category, Category.id == Report.category_id)
    .join(Desk, Desk.id == Report.desk_id)
    .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
    .outerjoin(Unit, Unit.id == Task.unit_id)
    .outerjoin(Account, Account.id == Task.assigned_to_id)
)
_QUEUED_TASK = Prepared(_QUEUED_TASKS.where(Task.id == bindparam("task")))

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "desk": Task.desk_id == bindparam("desk"),
    "actor": Task.actor == bindparam("actor"),
    "step": Task.step == bindparam("step"),
    "unit": Task.unit_id == bindparam("unit"),
    "me": Task.assigned_to_id == bindparam("viewer"),
    "nobody": Task.assigned_to_id.is_(None),
    "overdue_at": Task.sort_at < bindparam("overdue_at"),
    "after_id": tuple_(Task.sort_at, Task.id)
    > tuple_(
        bindparam("after_at", type_=Task.sort_at.type), bindparam("after_id", type_=Task.id.type)
    ),
}
"""What a filter adds to the statement, by the name of its parameter or of its choice."""


@lru_cache(maxsize=256)
def _page_statement(seats: tuple[bool, ...], conditions: tuple[str, ...]) -> Prepared:
    """The statement of a page for so many seats, each at a desk itself (False) or in a unit."""
    given: Iterable[tuple[Any, Any, Any]] = (
        (
            bindparam(f"desk{place}"),
            bindparam(f"actor{place}"),
            bindparam(f"unit{place}") if in_unit else None,
        )
        for place, in_unit in enumerate(seats)
    )
    return Prepared(
        _QUEUED_TASKS.where(
            _in_queue(given, bindparam("viewer")), *(_CONDITIONS[name] for name in conditions)
        )
        .order_by(Task.sort_at, Task.id)
        .limit(bindparam("most"))
    )


def queue_page(
    session: Session,
    viewer: Viewer,
    wanted: QueueFilter,
    *,
    after: QueueKey | None = None,
    limit: int = 25,
) -> QueuePage:
    """One page of the viewer's open tasks, most urgent first; one statement."""
    size = min(limit, LARGEST_PAGE)
    given: dict[str, Any] = {"viewer": viewer.account, "most": size + 1}
    seats = sorted(viewer.seats, key=repr)
    for place, seat in enumerate(seats):
        given[f"desk{place}"], given[f"actor{place}"] = seat.desk, seat.actor
        given[f"unit{place}"] = seat.unit
    filters: dict[str, Any] = {
        name: value
        for name in ("desk", "actor", "step", "unit", "overdue_at")
        if (value := getattr(wanted, name)) is not None
    }
    if after is not None:
        filters["after_id"], given["after_at"] = after.id, after.sort_at
    chosen = () if wanted.assigned == "anyone" else (wanted.assigned,)
    statement = _page_statement(tuple(seat.unit is not None for seat in seats), (*filters, *chosen))
    rows = statement.all(session, **given, **filters)
    tasks, more = rows[:size], len(rows) > size
    return QueuePage(tasks, QueueKey(tasks[-1].sort_at, tasks[-1].id) if more else None)


def queued_task(session: Session, viewer: Viewer, task_id: UUID) -> Any:
    """A task of the viewer's, as it stands in a queue: a row with the columns of ``QUEUED``."""
    return _QUEUED_TASK.first(session, task=task_id, viewer=viewer.account)


_NOTHING = SimpleNamespace(open=0, overdue=0, due_soon=0, newest_at=None, warned_at=None)


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
            counts = counted.get((seat.desk, seat.actor, seat.unit, step.id), _NOTHING)
            found.append(
                QueueCount(
                    desk=desk.id,
                    desk_name=desk.name,
                    actor=seat.actor,
                    unit=seat.unit,
                    step=step.id,
                    activity=step.activity,
                    number=step.number,
                    open=counts.open,
                    overdue=counts.overdue,
                    due_soon=counts.due_soon,
                    newest_at=counts.newest_at,
                    warned_at=counts.warned_at,
                )
            )
    return found


def _counts_of_seats(
    session: Session, viewer: Viewer, at: datetime
) -> dict[tuple[UUID, str, UUID | None, str], Any]:
    capped = (
        select(
            Task.desk_id,
            Task.actor,
            Task.unit_id,
            Task.step,
            Task.sort_at,
            Task.opened_at,
            Task.opened_by_id,
            Task.warned_at,
        )
        .where(in_queue_of(viewer))
        .order_by(Task.sort_at)
        .limit(COUNT_UP_TO)
        .subquery()
    )
    is_news = capped.c.opened_by_id.is_distinct_from(viewer.account)
    is_due_soon = and_(capped.c.sort_at >= at, capped.c.warned_at.is_not(None))
    rows = session.execute(
        select(
            capped.c.desk_id,
            capped.c.actor,
            capped.c.unit_id,
            capped.c.step,
            func.count().label("open"),
            func.count().filter(capped.c.sort_at < at).label("overdue"),
            func.count().filter(is_due_soon).label("due_soon"),
            func.max(capped.c.opened_at).filter(is_news).label("newest_at"),
            func.max(capped.c.warned_at).filter(is_due_soon).label("warned_at"),
        ).group_by(capped.c.desk_id, capped.c.actor, capped.c.unit_id, capped.c.step)
    )
    return {(row.desk_id, row.actor, row.unit_id, row.step): row for row in rows}
