"""Measure tasks that were closed before times were kept; may stop and go on at any moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar
from tanggap.domain.procedure import ActorKind, Procedure
from tanggap.domain.worked_time import Stretch, measure, pauses
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.transaction import transaction
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

BATCH = 500
"""Reports measured in one transaction."""


def measure_closed_tasks() -> Iterator[int]:
    """Measure every closed task that is not; yields how many after each batch.

    What is measured is found no more, so a second run goes on where the first one stopped. Nobody
    else writes to a closed task, so nothing is locked.
    """
    while True:
        with transaction() as session:
            ids = session.scalars(
                select(Task.report_id)
                .distinct()
                .where(Task.closed_at.is_not(None), Task.worked_minutes.is_(None))
                .order_by(Task.report_id)
                .limit(BATCH)
            ).all()
            if not ids:
                return
            done = _measure_reports(session, ids)
        yield done


def _measure_reports(session: Session, ids: Sequence[UUID]) -> int:
    """Two queries and one write for all of them."""
    rows: Any = session.execute(
        select(
            Task.report_id,
            Task.id,
            Task.step,
            Task.action,
            Task.opened_at,
            Task.closed_at,
            Task.worked_minutes,
            Report.filed_at,
            Report.procedure_version_id,
            Desk.calendar_id,
        )
        .join(Report, Report.id == Task.report_id)
        .join(Desk, Desk.id == Report.desk_id)
        .where(Task.report_id.in_(ids))
        .order_by(Task.report_id)
    ).all()
    calendars = {one: calendar_of(session, one) for one in {row.calendar_id for row in rows}}
    measured: list[dict[str, Any]] = []
    for _, tasks in groupby(rows, key=lambda row: row.report_id):
        measured += _measure_report(session, list(tasks), calendars)
    session.execute(update(Task), measured)
    return len(measured)


def _measure_report(
    session: Session, tasks: Sequence[Row[Any]], calendars: dict[UUID, Calendar]
) -> Iterator[dict[str, Any]]:
    first = tasks[0]
    procedure = procedure_of(session, first.procedure_version_id)
    officers = [
        Stretch(task.opened_at, task.closed_at) for task in tasks if _is_officers(procedure, task)
    ]
    stood_still = pauses(first.filed_at, officers)
    for task in tasks:
        if task.closed_at is None or task.worked_minutes is not None:
            continue
        calendar = calendars[task.calendar_id]
        took = measure(calendar, task.opened_at, task.closed_at, stood_still)
        action = procedure.step(task.step).action(task.action) if task.action else None
        yield {
            "id": task.id,
            "worked_minutes": took.worked,
            "paused_minutes": took.paused,
            "is_return": action is not None and action.is_return,
        }


def _is_officers(procedure: Procedure, task: Row[Any]) -> bool:
    kind = procedure.actor_of(procedure.step(task.step)).kind
    return kind not in (ActorKind.REPORTER, ActorKind.SYSTEM)
