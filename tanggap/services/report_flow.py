"""Where a report stands in the drawing of its SOP, and what each step took against its standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar
from tanggap.domain.engine import is_reporter_step
from tanggap.domain.flow_progress import StepProgress, spoken_span
from tanggap.domain.policy import Viewer
from tanggap.domain.procedure import Procedure, StepId
from tanggap.domain.worked_time import minutes_between
from tanggap.services.casework_access import visible_report
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.sop_sheets import flow_svg
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One row of the SOP in words: what was planned, and how it went on this report.

    Attributes:
        state: waiting, now or done.
        spent: working time of its longest execution so far, in words; empty when not reached.
    """

    number: str
    activity: str
    actor_title: str
    state: str
    times: int
    spent: str
    standard: str
    is_late: bool | None


@dataclass(frozen=True, slots=True)
class ReportFlow:
    """The drawing as an SVG element, and the same as a table."""

    title: str
    svg: str
    steps: Sequence[FlowStep]


def report_flow(session: Session, viewer: Viewer, report_id: UUID, at: datetime) -> ReportFlow:
    """The flow of a report's procedure with the report in it.

    A department's team sees the times of its own tasks and of the desk's, as on the report itself.

    Raises:
        Refused: ``report-not-found``, also when it is not the viewer's.
    """
    report, _ = visible_report(session, viewer, report_id)
    procedure = procedure_of(session, report.procedure_version_id)
    calendar = calendar_of(session, report.desk.calendar_id)
    progress = progress_of(procedure, calendar, _tasks(session, viewer, report), at)
    return ReportFlow(
        title=procedure.title,
        svg=flow_svg(procedure, progress),
        steps=_in_words(procedure, progress),
    )


def progress_of(
    procedure: Procedure, calendar: Calendar, tasks: Iterable[Task], at: datetime
) -> dict[StepId, StepProgress]:
    """How far a report has come, step by step; steps it has not reached are missing."""
    groups: dict[StepId, list[Task]] = {}
    for task in tasks:
        if task.closing != "withdrawn":
            groups.setdefault(StepId(task.step), []).append(task)
    return {step: _progress(procedure, calendar, step, group, at) for step, group in groups.items()}


def _progress(
    procedure: Procedure, calendar: Calendar, step: StepId, group: Sequence[Task], at: datetime
) -> StepProgress:
    is_reporters = is_reporter_step(procedure, step)
    limited = [task for task in group if task.due_at is not None and not is_reporters]
    spent = [_spent(calendar, task, at, is_reporters) for task in group if not _is_own(task)]
    return StepProgress(
        is_current=any(task.closed_at is None for task in group),
        times=len(group),
        spent=max(spent, default=None),
        is_late=any(_is_late(task, at) for task in limited) if limited else None,
    )


def _is_own(task: Task) -> bool:
    """A step the system did by itself took nobody's time."""
    return task.closing == "automatic"


def _spent(calendar: Calendar, task: Task, at: datetime, is_reporters: bool) -> timedelta:
    if task.worked_minutes is not None:
        minutes = task.worked_minutes + (task.paused_minutes if is_reporters else 0.0)
    else:
        minutes = minutes_between(calendar, task.opened_at, task.closed_at or at)
    return timedelta(minutes=minutes)


def _is_late(task: Task, at: datetime) -> bool:
    return task.due_at is not None and (task.closed_at or at) > task.due_at


def _tasks(session: Session, viewer: Viewer, report: Report) -> Sequence[Task]:
    statement = select(Task).where(Task.report_id == report.id).order_by(Task.opened_at, Task.id)
    seats = [seat for seat in viewer.seats if seat.desk == report.desk_id]
    if all(seat.unit is not None for seat in seats):
        own = {seat.unit for seat in seats}
        statement = statement.where(Task.unit_id.is_(None) | Task.unit_id.in_(own))
    return session.scalars(statement).all()


def _in_words(procedure: Procedure, progress: Mapping[StepId, StepProgress]) -> list[FlowStep]:
    found = []
    for step in procedure.steps:
        reached = progress.get(step.id)
        spent = reached.spent if reached is not None else None
        found.append(
            FlowStep(
                number=step.number,
                activity=step.activity,
                actor_title=procedure.actor_of(step).title,
                state=_state(reached),
                times=reached.times if reached is not None else 0,
                spent=spoken_span(spent) if spent is not None else "",
                standard=str(step.duration) if step.duration else "",
                is_late=reached.is_late if reached is not None else None,
            )
        )
    return found


def _state(reached: StepProgress | None) -> str:
    if reached is None:
        return "waiting"
    return "now" if reached.is_current else "done"
