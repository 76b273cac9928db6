"""Move the due times of open work when working time itself is changed.

The rules:

* A task is due when its step's time, counted on the new calendar from the moment the task was
  opened, is used up: as if the calendar had always been so.
* What a reporter was told is only ever moved later, never earlier.
* The overall limit is counted again from the moment it began (filing, or the action that declares
  the report complete), and moved by every pause since. A pause is the time in which no task of an
  officer was open; the tasks themselves tell it, so nothing is guessed.
* A task whose due time moves later is warned about and told overdue anew.
* The open step of a desk's recap moves by the same rule, and counts as a task.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from tanggap.domain.clock import Calendar, deadline, extend
from tanggap.domain.engine import is_reporter_step
from tanggap.domain.procedure import ActorKind, Procedure
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.recaps.moving import move_recaps, moves_of_recaps
from tanggap.services.transaction import transaction
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

JOB = "recompute-due-times"
MOST_AT_ONCE = 500
"""Open tasks settled within the change itself; more are left to the job."""
BATCH = 100
"""Reports read and locked together."""
LISTED = 100
"""Moves that a preview lists one by one."""
MOST_PREVIEWED = 5000
"""Open reports that a preview looks at."""


@dataclass(frozen=True, slots=True)
class Move:
    """A due time that changes.

    Attributes:
        report_id: None for a recap's step.
        number: the report's; of a recap, which one it is.
        task_id: the task; None when it is the report's overall limit.
        step: number and activity of the task's step; empty for the overall limit.
    """

    report_id: UUID | None
    number: str
    task_id: UUID | None
    step: str
    was: datetime
    becomes: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What a change of working time did.

    Attributes:
        in_background: too much was open; a job moves the due times, and the counts are 0.
    """

    tasks: int
    reports: int
    in_background: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of working time would do.

    Attributes:
        moves: the first :data:`LISTED`: recaps, then reports from the oldest on.
        overdue: tasks that would be overdue and are not, at the moment of asking.
        is_complete: False when more reports are open than a preview looks at; counts are then a
            lower bound.
    """

    moves: Sequence[Move]
    tasks: int
    reports: int
    overdue: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A task of a report's past or present, as far as times are concerned."""

    step: str
    action: str | None
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Batch:
    """Open reports with their open tasks and the spans of all their tasks."""

    reports: Sequence[Report]
    tasks: Mapping[UUID, Sequence[Task]]
    spans: Mapping[UUID, Sequence[Span]]


def settle_now_or_later(
    session: Session,
    desk_ids: Sequence[UUID],
    *,
    calendar_id: UUID,
    calendar: Calendar,
    at: datetime,
    by: UUID | None,
) -> Settled:
    """Move due times within the caller's transaction, or leave many to the job.

    The job is queued in either case. It also finds reports that were being filed by the old
    calendar while this was saved; where nothing is left to move it does nothing.

    Args:
        calendar: the calendar as it will be; not taken from the catalogue, which must not learn
            what may still be rolled back.
    """
    by_id = str(by) if by else None
    put_job(session, JOB, calendar_id=str(calendar_id), account_id=by_id)
    waiting = session.scalar(
        select(func.count())
        .select_from(Task)
        .where(Task.closed_at.is_(None), Task.desk_id.in_(desk_ids))
    )
    if (waiting or 0) > MOST_AT_ONCE:
        return Settled(0, 0, in_background=True)
    tasks, reports = move_recaps(session, desk_ids, calendar, at, by), 0
    for batch in _batches(session, desk_ids, lock=True):
        moves = _write(session, batch, calendar, at, by)
        tasks += sum(move.task_id is not None for move in moves)
        reports += sum(move.task_id is None for move in moves)
    return Settled(tasks, reports, in_background=False)


def recompute_due_times(calendar_id: UUID, account_id: UUID | None) -> int:
    """Bring every open due time on this calendar up to date; returns how many moved.

    The body of the job ``recompute-due-times``. Doing it again moves nothing more.

    Args:
        account_id: the administrator whose change it carries out, for the history.
    """
    desk_ids = _settled_desks(calendar_id)
    with transaction() as session:
        calendar = calendar_of(session, calendar_id)
        moved = move_recaps(session, desk_ids, calendar, now(), account_id)
    after: UUID | None = None
    while True:
        with transaction() as session:
            ids = _open_reports(session, desk_ids, after)
            if not ids:
                return moved
            calendar = calendar_of(session, calendar_id)
            batch = _read(session, ids, lock=True)
            moved += len(_write(session, batch, calendar, now(), account_id))
        after = ids[-1]


def preview_moves(
    session: Session, desk_ids: Sequence[UUID], calendar: Calendar, at: datetime
) -> Preview:
    """Say what would move if desks worked by ``calendar``; nothing is locked or written."""
    recaps = moves_of_recaps(session, desk_ids, calendar, lock=False)
    listed = [
        Move(None, move.title, move.recap.task_id, move.step, move.was, move.becomes)
        for move in recaps
    ][:LISTED]
    tasks, reports, looked_at = len(recaps), 0, 0
    overdue = sum(move.becomes <= at < move.was for move in recaps)
    for batch in _batches(session, desk_ids, lock=False):
        if looked_at >= MOST_PREVIEWED:
            return Preview(listed, tasks, reports, overdue, is_complete=False)
        looked_at += len(batch.reports)
        for report in batch.reports:
            for move in _moves(session, batch, report, calendar):
                tasks += move.task_id is not None
                reports += move.task_id is None
                overdue += move.task_id is not None and move.becomes <= at < move.was
                if len(listed) < LISTED:
                    listed.append(move)
    return Preview(listed, tasks, reports, overdue, is_complete=True)


def overall_due(
    procedure: Procedure, calendar: Calendar, filed_at: datetime, spans: Sequence[Span]
) -> datetime | None:
    """When the whole report is due, from nothing but its tasks; None before the limit began.

    Gives what the engine gave step by step: the limit from its beginning, extended by each pause
    that ended since.
    """
    overall = procedure.overall
    if overall is None:
        return None
    begins = filed_at
    if overall.starts != "received":
        declared = [span.closed_at for span in spans if _starts_limit(procedure, span)]
        moments = [moment for moment in declared if moment is not None]
        if not moments:
            return None
        begins = min(moments)
    due = deadline(calendar, begins, overall.limit)
    for paused_from, paused_to in _pauses(procedure, filed_at, spans):
        if paused_to > begins:
            since = max(paused_from, begins)
            due = extend(calendar, due, since, paused_to, overall.limit.unit)
    return due


def _starts_limit(procedure: Procedure, span: Span) -> bool:
    action = procedure.step(span.step).action(span.action) if span.action else None
    return action is not None and action.starts_overall


def _pauses(
    procedure: Procedure, filed_at: datetime, spans: Sequence[Span]
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches, each with an end, in which no task of an officer was open."""
    free_from: datetime | None = filed_at
    for span in sorted(spans, key=lambda one: one.opened_at):
        if _kind_of(procedure, span) in (ActorKind.REPORTER, ActorKind.SYSTEM):
            continue
        if free_from is None:
            return
        if span.opened_at > free_from:
            yield free_from, span.opened_at
        free_from = None if span.closed_at is None else max(free_from, span.closed_at)


def _kind_of(procedure: Procedure, span: Span) -> ActorKind:
    return procedure.actor_of(procedure.step(span.step)).kind


def _moves(session: Session, batch: _Batch, report: Report, calendar: Calendar) -> Iterator[Move]:
    """What changes on one report."""
    procedure = procedure_of(session, report.procedure_version_id)
    for task in batch.tasks.get(report.id, ()):
        becomes = _due_of(procedure, task, calendar)
        if task.due_at is not None and becomes is not None and becomes != task.due_at:
            step = procedure.step(task.step)
            named = f"{step.number}. {step.activity}"
            yield Move(report.id, report.number, task.id, named, task.due_at, becomes)
    if report.overall_due_at is None:
        return
    spans = batch.spans.get(report.id, ())
    whole = overall_due(procedure, calendar, report.filed_at, spans)
    if whole is not None and whole != report.overall_due_at:
        yield Move(report.id, report.number, None, "", report.overall_due_at, whole)


def _due_of(procedure: Procedure, task: Task, calendar: Calendar) -> datetime | None:
    step = procedure.step(task.step)
    if not is_reporter_step(procedure, task.step):
        return deadline(calendar, task.opened_at, step.duration) if step.duration else None
    if step.on_silence is None or task.due_at is None:
        return None
    return max(task.due_at, deadline(calendar, task.opened_at, step.on_silence.after))


def _write(
    session: Session, batch: _Batch, calendar: Calendar, at: datetime, by: UUID | None
) -> list[Move]:
    """Move the due times of locked reports and tell their histories."""
    written: list[Move] = []
    for report in batch.reports:
        tasks = {task.id: task for task in batch.tasks.get(report.id, ())}
        for move in list(_moves(session, batch, report, calendar)):
            written.append(move)
            if move.task_id is None:
                report.overall_due_at = move.becomes
                step, unit_id = None, None
            else:
                task = tasks[move.task_id]
                _move_task(task, move, at)
                step, unit_id = task.step, task.unit_id
            record(
                session,
                report,
                "due_time_moved",
                at,
                account_id=by,
                task_id=move.task_id,
                unit_id=unit_id,
                step=step,
                was=move.was.isoformat(),
                becomes=move.becomes.isoformat(),
            )
    session.flush()
    return written


def _move_task(task: Task, move: Move, at: datetime) -> None:
    task.due_at = task.sort_at = move.becomes
    if move.becomes > move.was and move.becomes > at:
        task.warned_at = task.overdue_told_at = None
        task.warnings_told = 0


def _batches(session: Session, desk_ids: Sequence[UUID], *, lock: bool) -> Iterator[_Batch]:
    after: UUID | None = None
    while ids := _open_reports(session, desk_ids, after):
        yield _read(session, ids, lock=lock)
        after = ids[-1]


def _open_reports(session: Session, desk_ids: Sequence[UUID], after: UUID | None) -> Sequence[UUID]:
    """Ids of the next open reports: those with an open task, by the index of open tasks."""
    statement = (
        select(Task.report_id)
        .distinct()
        .where(Task.closed_at.is_(None), Task.desk_id.in_(desk_ids))
        .order_by(Task.report_id)
        .limit(BATCH)
    )
    if after is not None:
        statement = statement.where(Task.report_id > after)
    return session.scalars(statement).all()


def _read(session: Session, ids: Sequence[UUID], *, lock: bool) -> _Batch:
    """Three queries. The reports are locked first, as every action does."""
    statement = (
        select(Report)
        .where(Report.id.in_(ids))
        .order_by(Report.id)
        .options(
            load_only(
                Report.agency_id,
                Report.number,
                Report.procedure_version_id,
                Report.filed_at,
                Report.overall_due_at,
            )
        )
        .execution_options(populate_existing=True)
    )
    reports = session.scalars(
        statement.with_for_update(key_share=True) if lock else statement
    ).all()
    tasks: dict[UUID, list[Task]] = {}
    for task in session.scalars(
        select(Task)
        .where(Task.report_id.in_(ids), Task.closed_at.is_(None), Task.due_at.is_not(None))
        .order_by(Task.id)
        .execution_options(populate_existing=True)
    ):
        tasks.setdefault(task.report_id, []).append(task)
    spans: dict[UUID, list[Span]] = {}
    for report_id, step, action, opened_at, closed_at in session.execute(
        select(Task.report_id, Task.step, Task.action, Task.opened_at, Task.closed_at).where(
            Task.report_id.in_(ids)
        )
    ):
        spans.setdefault(report_id, []).append(Span(step, action, opened_at, closed_at))
    return _Batch(reports, tasks, spans)


def _settled_desks(calendar_id: UUID) -> Sequence[UUID]:
    """The desks on this calendar, once every filing that began before now has ended.

    A filing holds its desk's row in share; locking it for a moment waits for those that read the
    calendar as it was, and whoever comes later reads the new one.
    """
    with transaction() as session:
        return session.scalars(
            select(Desk.id)
            .where(Desk.calendar_id == calendar_id)
            .order_by(Desk.id)
            .with_for_update()
        ).all()
