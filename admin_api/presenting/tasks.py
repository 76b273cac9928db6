"""Tasks and counts of the queues as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from admin_api.preconditions import version_tag
from admin_api.presenting.values import id_or_none, moment, officer, unit
from tanggap.domain.clock import Calendar
from tanggap.domain.policy import Viewer
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.queues import COUNT_UP_TO, QueueCount
from tanggap.services.report_lists import Listed, calendars_of_desks, due_in_words, listed
from tanggap.storage.tasks import Task


def queue_tasks(
    session: Session, viewer: Viewer, tasks: Sequence[Task], at: datetime
) -> list[dict[str, Any]]:
    """Tasks as lines of a queue."""
    lines = listed(session, viewer, (task.report for task in tasks))
    calendars = calendars_of_desks(session, (task.desk_id for task in tasks))
    return [
        queue_task(session, task, lines[task.report_id], calendars[task.desk_id], at)
        for task in tasks
    ]


def queue_task(
    session: Session, task: Task, line: Listed, calendar: Calendar, at: datetime
) -> dict[str, Any]:
    """One task as a line of a queue."""
    report = task.report
    step = procedure_of(session, report.procedure_version_id).step(task.step)
    return {
        "id": str(task.id),
        "report_id": str(report.id),
        "desk_id": str(task.desk_id),
        "number": report.number,
        "subject": line.subject,
        "reporter": line.reporter,
        "category": report.category.name,
        "classification": report.classification,
        "is_confidential": report.is_confidential,
        "channel": report.channel,
        "step": step.id,
        "step_number": step.number,
        "activity": step.activity,
        "actor": task.actor,
        "unit": unit(task.unit),
        "assigned_to": officer(task.assigned_to),
        "opened_at": moment(task.opened_at),
        "due_at": moment(task.due_at),
        "due_words": due_in_words(calendar, at, task.due_at),
        "is_overdue": task.due_at is not None and task.due_at < at,
        "filed_at": moment(report.filed_at),
        "report_due_at": moment(report.overall_due_at),
        "version": report.version,
        "etag": version_tag(report.version),
    }


def queue_count(
    count: QueueCount, teams: Mapping[tuple[UUID, str, UUID | None], str]
) -> dict[str, Any]:
    """How much waits at one step for one of the viewer's seats."""
    return {
        "desk_id": str(count.desk),
        "desk_name": count.desk_name,
        "actor": count.actor,
        "team": teams.get((count.desk, count.actor, count.unit), ""),
        "unit_id": id_or_none(count.unit),
        "step": count.step,
        "step_number": count.number,
        "activity": count.activity,
        "open": count.open,
        "open_words": f"{COUNT_UP_TO - 1}+" if count.open >= COUNT_UP_TO else str(count.open),
        "overdue": count.overdue,
    }
