"""What the clock sets off, looked for once a minute: warnings, overdue notices, silence.

Only open tasks are looked at, through their index, so the cost does not grow with closed reports.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from tanggap.domain.clock import Calendar, deadline, warn_at
from tanggap.domain.engine import is_reporter_step
from tanggap.domain.procedure import Procedure
from tanggap.services.actions import take_silence
from tanggap.services.casework import NO_DUE_TIME
from tanggap.services.history import record
from tanggap.services.officer_notices import escalate_overdue, notify_teams
from tanggap.services.outgoing import tell_reporter
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.transaction import transaction
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

log = logging.getLogger(__name__)

PAGE = 500
BATCH = 50
"""Tasks told about in one transaction."""

Act = Callable[[Session, Sequence[Task], datetime], None]


@dataclass(frozen=True, slots=True)
class Swept:
    """How many tasks a sweep acted on."""

    silent: int
    overdue: int
    warned: int
    reminded: int

    @property
    def total(self) -> int:
        """All tasks together."""
        return self.silent + self.overdue + self.warned + self.reminded


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An open task with a time, and the rules it runs under."""

    id: UUID
    report_id: UUID
    step: str
    opened_at: datetime
    due_at: datetime
    warnings_told: int
    procedure: Procedure
    calendar: Calendar

    @property
    def is_reporters(self) -> bool:
        return is_reporter_step(self.procedure, self.step)

    def warnings_reached(self, at: datetime) -> int:
        """How many of the warnings of its SOP are told or due."""
        shares = self.procedure.warnings_of(self.step)
        reached = self.warnings_told
        while reached < len(shares) and self._is_past(shares[reached], at):
            reached += 1
        return reached

    def _is_past(self, share: Fraction, at: datetime) -> bool:
        return warn_at(self.calendar, self.opened_at, self.due_at, share) <= at


def sweep(at: datetime) -> Swept:
    """Do what the clock asks for at ``at`` (aware UTC); doing it again changes nothing more.

    One report that cannot be handled is logged and left for the next sweep; it stops no other.
    """
    silent: list[_Waiting] = []
    overdue: list[_Waiting] = []
    for task in _open_tasks(Task.sort_at <= at, Task.overdue_told_at.is_(None)):
        (silent if task.is_reporters else overdue).append(task)
    soon: list[_Waiting] = []
    fading: list[_Waiting] = []
    shares: dict[UUID, tuple[Fraction, ...]] = {}
    for task in _open_tasks(Task.sort_at > at, Task.warned_at.is_(None)):
        if task.is_reporters and _is_time_to_remind(task, at):
            fading.append(task)
        elif not task.is_reporters and (reached := task.warnings_reached(at)) > task.warnings_told:
            soon.append(task)
            shares[task.id] = task.procedure.warnings_of(task.step)[:reached]
    return Swept(
        silent=sum(_isolated(_take_silence, task) for task in silent),
        overdue=_in_batches(overdue, Task.overdue_told_at, _tell_overdue, at),
        warned=_in_batches(soon, Task.warned_at, partial(_warn, shares), at),
        reminded=_in_batches(fading, Task.warned_at, _remind, at),
    )


def _open_tasks(*conditions: Any) -> Iterator[_Waiting]:
    """Open tasks that have a time, by due time, a page at a time."""
    calendars: dict[UUID, Calendar] = {}
    after: tuple[datetime, UUID] | None = None
    while True:
        with transaction() as session:
            rows = session.execute(_page(after, conditions)).all()
            page = [_waiting(session, calendars, row) for row in rows]
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].due_at, page[-1].id


def _page(
    after: tuple[datetime, UUID] | None, conditions: tuple[Any, ...]
) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            Task.id,
            Task.report_id,
            Task.step,
            Task.opened_at,
            Task.due_at,
            Task.warnings_told,
            Report.procedure_version_id,
            Desk.calendar_id,
        )
        .join(Report, Report.id == Task.report_id)
        .join(Desk, Desk.id == Task.desk_id)
        .where(Task.closed_at.is_(None), Task.sort_at < NO_DUE_TIME, *conditions)
        .order_by(Task.sort_at, Task.id)
        .limit(PAGE)
    )
    if after is not None:
        statement = statement.where(tuple_(Task.sort_at, Task.id) > after)
    return statement


def _waiting(session: Session, calendars: dict[UUID, Calendar], row: Any) -> _Waiting:
    if row.calendar_id not in calendars:
        calendars[row.calendar_id] = calendar_of(session, row.calendar_id)
    return _Waiting(
        id=row.id,
        report_id=row.report_id,
        step=row.step,
        opened_at=row.opened_at,
        due_at=row.due_at,
        warnings_told=row.warnings_told,
        procedure=procedure_of(session, row.procedure_version_id),
        calendar=calendars[row.calendar_id],
    )


def _is_time_to_remind(task: _Waiting, at: datetime) -> bool:
    """True when the time of notice, counted from now, would reach the end of the silence."""
    silence = task.procedure.step(task.step).on_silence
    if silence is None or silence.notice is None:
        return False
    return deadline(task.calendar, at, silence.notice) >= task.due_at


def _take_silence(task: _Waiting) -> bool:
    with transaction() as session:
        return take_silence(session, task.report_id)


def _tell_overdue(session: Session, tasks: Sequence[Task], at: datetime) -> None:
    notify_teams(session, tasks, "overdue", at)
    rungs = escalate_overdue(session, tasks, at)
    for task in tasks:
        task.overdue_told_at = at
        task.warned_at = task.warned_at or at
        facts = {"task_id": task.id, "unit_id": task.unit_id}
        record(session, task.report, "task_overdue", at, step=task.step, **facts)
        kind = f"escalated_to_{rungs[task.id]}"
        record(session, task.report, kind, at, step=task.step, **facts)


def _warn(
    shares: Mapping[UUID, tuple[Fraction, ...]],
    session: Session,
    tasks: Sequence[Task],
    at: datetime,
) -> None:
    """Tell of the last warning that is due; one that was slept through is not made up for.

    Args:
        shares: by task, the warnings of its SOP up to that one.
    """
    fresh = [task for task in tasks if task.warnings_told < len(shares[task.id])]
    notify_teams(session, fresh, "due_soon", at, {one.id: shares[one.id][-1] for one in fresh})
    for task in fresh:
        task.warnings_told = len(shares[task.id])
        known = procedure_of(session, task.report.procedure_version_id).warnings_of(task.step)
        if task.warnings_told == len(known):
            task.warned_at = at


def _remind(session: Session, tasks: Sequence[Task], at: datetime) -> None:
    for task in tasks:
        if tell_reporter(session, task.report, "silence_notice", at) is not None:
            record(session, task.report, "silence_notice", at, task_id=task.id, step=task.step)
        task.warned_at = at


def _in_batches(
    found: Sequence[_Waiting],
    mark: InstrumentedAttribute[datetime | None],
    act: Act,
    at: datetime,
) -> int:
    done = 0
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        try:
            done += _act_on(batch, mark, act, at)
        except Exception:
            log.exception("sweep: a batch failed, its tasks are tried one by one")
            done += sum(_isolated(_act_on, [task], mark, act, at) for task in batch)
    return done


def _act_on(
    batch: Sequence[_Waiting],
    mark: InstrumentedAttribute[datetime | None],
    act: Act,
    at: datetime,
) -> int:
    """Lock what is still open and unmarked, and act on it.

    The reports are locked together with their tasks: an action locks its report first, so the two
    never wait for each other. What is locked elsewhere is left for the next sweep.
    """
    with transaction() as session:
        tasks = session.scalars(
            select(Task)
            .join(Report, Report.id == Task.report_id)
            .where(
                Task.id.in_([task.id for task in batch]), Task.closed_at.is_(None), mark.is_(None)
            )
            .order_by(Task.id)
            .with_for_update(of=[Task, Report], key_share=True, skip_locked=True)
            .execution_options(populate_existing=True)
        ).all()
        act(session, tasks, at)
        return len(tasks)


def _isolated(do: Callable[..., int], *arguments: Any) -> int:
    try:
        return int(do(*arguments))
    except Exception:
        log.exception("sweep: %s failed", do.__name__)
        return 0
