"""Planned against actual: what each step of each team took, against the time its SOP sets.

One statement over the index of closed tasks by desk and closing time; it reads what was closed in
the period and nothing else, and no calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Double,
    Row,
    Select,
    cast,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from tanggap.domain.procedure import ActorKind, Procedure, Step
from tanggap.domain.refusal import Refused
from tanggap.services.oversight.scope import OverseenDesk, Scope
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.organisation import Unit
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.tasks import Task

By = Literal["whole", "month", "week", "day"]
MOST_ROWS = 5000
SHARES = (0.5, 0.9)
ROOM_TO_SORT = "SET LOCAL work_mem = '32MB'"
"""A year's executions are sorted in memory; the setting ends with the transaction."""


@dataclass(frozen=True, slots=True)
class StepTimes:
    """One step of one team, in one period.

    Attributes:
        period: first local day of the month, week or day; None when the period is not divided.
        standard: the time the SOP sets, in words; empty where it sets none.
        standard_minutes: the same in minutes of ordinary working days.
        executions: tasks closed by an action; what was withdrawn or done by itself is not counted.
        median, ninetieth: working minutes, pauses left out; None for the reporter's own steps, and
            where nothing was measured.
        limited: executions that had a due time; those closed by then are ``on_time``.
        paused: minutes in which the report's clock stood still.
        returns: executions that sent the report back.
    """

    desk_id: UUID
    desk_name: str
    step: str
    number: str
    activity: str
    actor: str
    actor_title: str
    is_reporters: bool
    unit_id: UUID | None
    unit_name: str | None
    period: date | None
    standard: str
    standard_minutes: int | None
    executions: int
    median: float | None
    ninetieth: float | None
    limited: int
    on_time: int
    paused: float
    returns: int

    @property
    def share_on_time(self) -> float | None:
        """Of the executions that had a due time."""
        return self.on_time / self.limited if self.limited else None


def step_times(session: Session, scope: Scope, by: By = "whole") -> list[StepTimes]:
    """Every step that was carried out in the period, in the order of desks and SOPs.

    Raises:
        Refused: ``too-many-rows``: divided so finely the table would not be read by anybody.
    """
    session.execute(text(ROOM_TO_SORT))
    rows = session.execute(_statement(scope, by)).all()
    if len(rows) > MOST_ROWS:
        raise Refused("too-many-rows", most=MOST_ROWS)
    units = _unit_names(session, {row.unit_id for row in rows if row.unit_id})
    procedures = _Procedures(session)
    found = [
        (place, _times(scope.desks[row.desk_id], step, procedure, row, units))
        for row in rows
        for procedure, step, place in [procedures.find(scope.desks[row.desk_id], row.step)]
    ]
    order = {desk: at for at, desk in enumerate(scope.desks)}
    found.sort(
        key=lambda one: (
            order[one[1].desk_id],
            one[1].period or date.min,
            one[0],
            one[1].step,
            one[1].unit_name or "",
            one[1].actor,
        )
    )
    return [times for _, times in found]


def closed_in(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Tasks that somebody closed by an action in the period, as SQL."""
    return (
        Task.closed_at >= scope.begins,
        Task.closed_at < scope.ends,
        Task.closing == "taken",
    )


def _statement(scope: Scope, by: By) -> Select[*tuple[Any, ...]]:
    zone = literal(scope.zone.key)
    local = func.timezone(zone, Task.closed_at)
    period = cast(None if by == "whole" else func.date_trunc(literal(by), local), Date)
    shares = cast(list(SHARES), ARRAY(Double))
    columns = (Task.desk_id, Task.step, Task.actor, Task.unit_id)
    statement: Select[*tuple[Any, ...]] = (
        select(
            *columns,
            period.label("period"),
            func.count().label("executions"),
            func.percentile_cont(shares, type_=ARRAY(Double))
            .within_group(Task.worked_minutes)
            .label("quantiles"),
            func.count(Task.due_at).label("limited"),
            func.count().filter(Task.closed_at <= Task.due_at).label("on_time"),
            func.sum(Task.paused_minutes).label("paused"),
            func.count().filter(Task.is_return).label("returns"),
        )
        .where(scope.tasks(), *closed_in(scope))
        .group_by(*columns, "period")
        .limit(MOST_ROWS + 1)
    )
    return statement


def _times(
    desk: OverseenDesk,
    step: Step | None,
    procedure: Procedure,
    row: Row[Any],
    units: dict[UUID, str],
) -> StepTimes:
    actor = next((one for one in procedure.actors if one.id == row.actor), None)
    is_reporters = actor is not None and actor.kind is ActorKind.REPORTER
    duration = step.duration if step is not None and not is_reporters else None
    median, ninetieth = (None, None) if is_reporters else (row.quantiles or (None, None))
    return StepTimes(
        desk_id=desk.desk.id,
        desk_name=desk.desk.name,
        step=row.step,
        number=step.number if step is not None else "",
        activity=step.activity if step is not None else row.step,
        actor=row.actor,
        actor_title=actor.title if actor is not None else row.actor,
        is_reporters=is_reporters,
        unit_id=row.unit_id,
        unit_name=units.get(row.unit_id),
        period=row.period,
        standard=str(duration) if duration is not None else "",
        standard_minutes=duration.nominal_minutes() if duration is not None else None,
        executions=row.executions,
        median=median,
        ninetieth=ninetieth,
        limited=0 if is_reporters else row.limited,
        on_time=0 if is_reporters else row.on_time,
        paused=row.paused or 0.0,
        returns=row.returns,
    )


class _Procedures:
    """Finds a step by its id, in the version in force or else in the newest that had it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[UUID, str], tuple[Procedure, Step | None, int]] = {}

    def find(self, desk: OverseenDesk, step_id: str) -> tuple[Procedure, Step | None, int]:
        """The procedure, its step, and the step's place in it."""
        key = (desk.desk.id, step_id)
        if key not in self._known:
            self._known[key] = _place(desk.procedure, step_id) or self._formerly(desk, step_id)
        return self._known[key]

    def _formerly(self, desk: OverseenDesk, step_id: str) -> tuple[Procedure, Step | None, int]:
        versions: Sequence[UUID] = self._session.scalars(
            select(ProcedureVersion.id)
            .where(
                ProcedureVersion.agency_id == desk.desk.agency_id,
                ProcedureVersion.name == desk.procedure.name,
            )
            .order_by(ProcedureVersion.version.desc())
        ).all()
        for version in versions:
            found = _place(procedure_of(self._session, version), step_id)
            if found is not None:
                return found
        return desk.procedure, None, len(desk.procedure.steps)


def _place(procedure: Procedure, step_id: str) -> tuple[Procedure, Step | None, int] | None:
    for place, step in enumerate(procedure.steps):
        if step.id == step_id:
            return procedure, step, place
    return None


def _unit_names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {row.id: row.name for row in rows}
