"""One look at a desk: load, age of what is open, the way of its times, and where reports come from.

Open work is read through the indexes of open tasks, so its cost follows the backlog; everything
else through indexes that begin with the desk and a moment, so its cost follows the period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, case, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from tanggap.services.oversight.scope import Scope
from tanggap.services.oversight.step_times import By, closed_in
from tanggap.services.search import LONGEST_PLACE
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Exclusion, Report
from tanggap.storage.tasks import Task

AGES = (2, 7, 14, 30)
"""Days: a group of open reports is as old as this at most; the last group is older."""
PLACES = 15
FEWEST_AT_PLACE = 3
"""Who may not open reports sees a place only when so many came from it."""


@dataclass(frozen=True, slots=True)
class Load:
    """Open tasks of one step and team."""

    desk_id: UUID
    step: str
    number: str
    activity: str
    actor: str
    actor_title: str
    unit_id: UUID | None
    unit_name: str | None
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """Open reports by days since they were filed.

    Attributes:
        from_days, to_days: both included; ``to_days`` is None for the oldest.
        filed_from, filed_to: the local days on which they were filed; None where there is no end.
        waiting: those that wait for the reporter.
    """

    from_days: int
    to_days: int | None
    filed_from: date | None
    filed_to: date
    open: int
    waiting: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month, week or day.

    Attributes:
        filed: reports filed in it; ``finished`` of these are answered or closed by now,
            ``finished_on_time`` within their overall limit, of ``finished_limited`` that have one.
        executions: tasks closed in it, ``on_time`` of ``limited``; ``returns`` sent back.
    """

    period: date
    filed: int = 0
    finished: int = 0
    finished_limited: int = 0
    finished_on_time: int = 0
    executions: int = 0
    limited: int = 0
    on_time: int = 0
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """How many reports of the period came from one place, as it was typed."""

    place: str
    reports: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything one screen shows."""

    by: By
    trend: Sequence[TrendPoint]
    load: Sequence[Load]
    ages: Sequence[AgeGroup]
    places: Sequence[Place] = field(default=())


def overview(session: Session, scope: Scope, at: datetime) -> Overview:
    """Read one look at what is overseen; five queries whatever there is."""
    by = division(scope)
    return Overview(
        by=by,
        trend=_trend(_closed(session, scope, by), _filed(session, scope, by)),
        load=_load(session, scope, at),
        ages=_ages(session, scope, at),
        places=_places(session, scope),
    )


def division(scope: Scope) -> By:
    """Into what a period is divided so that a chart can be read."""
    days = (scope.last - scope.first).days + 1
    if days > 120:
        return "month"
    return "week" if days > 31 else "day"


def _filed(session: Session, scope: Scope, by: By) -> dict[date, Any]:
    local = func.timezone(literal(scope.zone.key), Report.filed_at)
    finished_at = func.coalesce(Report.answered_at, Report.closed_at)
    is_finished = finished_at.is_not(None)
    statement: Select[*tuple[Any, ...]] = (
        select(
            cast(func.date_trunc(literal(by), local), Date).label("period"),
            func.count().label("filed"),
            func.count().filter(is_finished).label("finished"),
            func.count()
            .filter(is_finished, Report.overall_due_at.is_not(None))
            .label("finished_limited"),
            func.count().filter(finished_at <= Report.overall_due_at).label("finished_on_time"),
        )
        .where(scope.reports(), *filed_in(scope))
        .group_by("period")
    )
    return {row.period: row for row in session.execute(statement)}


def filed_in(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Reports filed in the period, as SQL."""
    return Report.filed_at >= scope.begins, Report.filed_at < scope.ends


def _closed(session: Session, scope: Scope, by: By) -> dict[date, list[Any]]:
    """What officers closed, by period; the reporter's own steps keep nobody's time."""
    local = func.timezone(literal(scope.zone.key), Task.closed_at)
    statement: Select[*tuple[Any, ...]] = (
        select(
            cast(func.date_trunc(literal(by), local), Date).label("period"),
            Task.desk_id,
            Task.actor,
            func.count().label("executions"),
            func.count(Task.due_at).label("limited"),
            func.count().filter(Task.closed_at <= Task.due_at).label("on_time"),
            func.count().filter(Task.is_return).label("returns"),
        )
        .where(scope.tasks(), *closed_in(scope))
        .group_by("period", Task.desk_id, Task.actor)
    )
    found: dict[date, list[Any]] = {}
    for row in session.execute(statement):
        if row.actor not in scope.desks[row.desk_id].reporter_actors:
            found.setdefault(row.period, []).append(row)
    return found


def _trend(closed: dict[date, list[Any]], filed: dict[date, Any]) -> list[TrendPoint]:
    points = []
    for period in sorted(closed.keys() | filed.keys()):
        rows, reports = closed.get(period, []), filed.get(period)
        points.append(
            TrendPoint(
                period=period,
                filed=reports.filed if reports else 0,
                finished=reports.finished if reports else 0,
                finished_limited=reports.finished_limited if reports else 0,
                finished_on_time=reports.finished_on_time if reports else 0,
                executions=sum(one.executions for one in rows),
                limited=sum(one.limited for one in rows),
                on_time=sum(one.on_time for one in rows),
                returns=sum(one.returns for one in rows),
            )
        )
    return points


def _load(session: Session, scope: Scope, at: datetime) -> list[Load]:
    columns = (Task.desk_id, Task.step, Task.actor, Task.unit_id)
    rows = session.execute(
        select(
            *columns,
            Unit.name.label("unit_name"),
            func.count().label("open"),
            func.count().filter(Task.sort_at < at).label("overdue"),
        )
        .outerjoin(Unit, Unit.id == Task.unit_id)
        .where(scope.tasks(), Task.closed_at.is_(None))
        .group_by(*columns, Unit.name)
    )
    found = []
    for row in rows:
        desk = scope.desks[row.desk_id]
        if row.actor in desk.reporter_actors:
            continue
        procedure = desk.procedure
        step = next((one for one in procedure.steps if one.id == row.step), None)
        actor = next((one for one in procedure.actors if one.id == row.actor), None)
        found.append(
            Load(
                desk_id=row.desk_id,
                step=row.step,
                number=step.number if step else "",
                activity=step.activity if step else row.step,
                actor=row.actor,
                actor_title=actor.title if actor else row.actor,
                unit_id=row.unit_id,
                unit_name=row.unit_name,
                open=row.open,
                overdue=row.overdue,
            )
        )
    return sorted(found, key=lambda one: (-one.open, one.number, one.unit_name or ""))


def _ages(session: Session, scope: Scope, at: datetime) -> list[AgeGroup]:
    """Every open report has an open task: found through those, however many are closed."""
    today = at.astimezone(scope.zone).date()
    open_reports = (
        select(Task.report_id)
        .where(Task.closed_at.is_(None), Task.desk_id.in_(list(scope.desks)))
        .distinct()
    )
    filed_on = cast(func.timezone(literal(scope.zone.key), Report.filed_at), Date)
    days = literal(today, Date) - filed_on
    group = case(*((days <= most, place) for place, most in enumerate(AGES)), else_=len(AGES))
    rows = session.execute(
        select(
            group.label("age"),
            func.count().label("all"),
            func.count().filter(Report.state == "waiting").label("waiting"),
        )
        .where(scope.reports(), Report.id.in_(open_reports))
        .group_by("age")
    ).all()
    counted = {row.age: row for row in rows}
    found = []
    for place in range(len(AGES) + 1):
        least = AGES[place - 1] + 1 if place else 0
        most = AGES[place] if place < len(AGES) else None
        row = counted.get(place)
        found.append(
            AgeGroup(
                from_days=least,
                to_days=most,
                filed_from=None if most is None else today - timedelta(days=most),
                filed_to=today - timedelta(days=least),
                open=row.all - row.waiting if row else 0,
                waiting=row.waiting if row else 0,
            )
        )
    return found


def _places(session: Session, scope: Scope) -> list[Place]:
    """Where most reports came from.

    What a confidential reporter typed is not shown, nor what the viewer is excluded from.
    """
    place = func.left(func.btrim(Report.place), LONGEST_PLACE)
    excluded = exists().where(
        Exclusion.report_id == Report.id, Exclusion.account_id == scope.viewer.account
    )
    fewest = 1 if scope.may_read else FEWEST_AT_PLACE
    rows = session.execute(
        select(func.min(place).label("typed"), func.count().label("reports"))
        .where(
            scope.reports(),
            *filed_in(scope),
            Report.is_confidential.is_(False),
            func.btrim(Report.place) != "",
            ~excluded,
        )
        .group_by(func.lower(place))
        .having(func.count() >= fewest)
        .order_by(func.count().desc(), func.lower(place))
        .limit(PLACES)
    )
    return [Place(row.typed, row.reports) for row in rows]
