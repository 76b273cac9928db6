"""Tasks and counts of the queues as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from admin_api.preconditions import version_tag
from admin_api.presenting.values import assignee_in, id_or_none, moment, unit_in
from tanggap.domain.policy import Viewer
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.queues import COUNT_UP_TO, QueueCount
from tanggap.services.report_lists import calendar_of_line, due_in_words, line_of


def queue_tasks(
    session: Session, viewer: Viewer, tasks: Iterable[Any], at: datetime
) -> list[dict[str, Any]]:
    """Rows of a queue as its lines."""
    return [queue_task(session, viewer, task, at) for task in tasks]


def queue_task(session: Session, viewer: Viewer, task: Any, at: datetime) -> dict[str, Any]:
    """One row of a queue (``services.queues.QUEUED``) as its line."""
    line = line_of(viewer, task)
    step = procedure_of(session, task.procedure_version_id).step(task.step)
    return {
        "id": str(task.id),
        "report_id": str(task.report_id),
        "desk_id": str(task.desk_id),
        "number": task.number,
        "subject": line.subject,
        "reporter": line.reporter,
        "category": task.category,
        "classification": task.classification,
        "is_confidential": task.line_confidential,
        "channel": task.channel,
        "step": step.id,
        "step_number": step.number,
        "activity": step.activity,
        "actor": task.actor,
        "unit": unit_in(task),
        "assigned_to": assignee_in(task),
        "opened_at": moment(task.opened_at),
        "due_at": moment(task.due_at),
        "due_words": due_in_words(calendar_of_line(session, task), at, task.due_at),
        "is_overdue": task.due_at is not None and task.due_at < at,
        "is_due_soon": task.warned_at is not None and task.due_at is not None and task.due_at >= at,
        "filed_at": moment(task.filed_at),
        "report_due_at": moment(task.overall_due_at),
        "version": task.version,
        "etag": version_tag(task.version),
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
        "due_soon": count.due_soon,
        "newest_at": moment(count.newest_at),
        "warned_at": moment(count.warned_at),
    }
