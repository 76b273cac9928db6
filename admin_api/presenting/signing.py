"""Letters of the signing desk as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from admin_api.preconditions import version_tag
from admin_api.presenting.values import moment, officer
from tanggap.domain.clock import Calendar
from tanggap.domain.policy import Viewer
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.report_lists import Listed, calendars_of_desks, due_in_words, listed
from tanggap.services.signing.letters_waiting import LetterRead, accepting, desk_names
from tanggap.services.signing.words import written_hash
from tanggap.storage.tasks import Task


def waiting_letters(
    session: Session, viewer: Viewer, tasks: Sequence[Task], at: datetime
) -> list[dict[str, Any]]:
    """Tasks on a rung as lines of the signing desk; the number of queries does not grow."""
    lines = listed(session, viewer, (task.report for task in tasks))
    calendars = calendars_of_desks(session, (task.desk_id for task in tasks))
    desks = desk_names(session, tasks)
    return [
        {
            **_line(session, task, lines[task.report_id], calendars[task.desk_id], at),
            "desk_name": desks[task.desk_id],
            "is_assigned_to_another": task.assigned_to_id not in (None, viewer.account),
        }
        for task in tasks
    ]


def _line(
    session: Session, task: Task, line: Listed, calendar: Calendar, at: datetime
) -> dict[str, Any]:
    report = task.report
    step = procedure_of(session, report.procedure_version_id).step(task.step)
    accept = accepting(step)
    return {
        "task_id": str(task.id),
        "report_id": str(report.id),
        "report_number": report.number,
        "subject": line.subject,
        "reporter": line.reporter,
        "step_number": step.number,
        "activity": step.activity,
        "wanted": "signature" if accept is not None and accept.signs else "initial",
        "accept_label": accept.label if accept is not None else "",
        "text_sha256": written_hash(report, accept) if accept is not None else "",
        "assigned_to": officer(task.assigned_to),
        "opened_at": moment(task.opened_at),
        "due_at": moment(task.due_at),
        "due_words": due_in_words(calendar, at, task.due_at),
        "is_overdue": task.due_at is not None and task.due_at < at,
        "version": report.version,
        "etag": version_tag(report.version),
    }


def letter(session: Session, viewer: Viewer, read: LetterRead, at: datetime) -> dict[str, Any]:
    """One letter with its text, chain and changes."""
    found = read.at_rung
    [waiting] = waiting_letters(session, viewer, [found.task], at)
    return {
        "waiting": waiting,
        "text": read.shown,
        "rungs": [
            {
                "step": rung.step.id,
                "step_number": rung.step.number,
                "title": rung.title,
                "is_marked": rung.is_marked,
                "is_yours": rung.is_yours,
            }
            for rung in read.rungs
        ],
        "marks": [_mark(mark, found.sha256, read) for mark in read.marks],
        "compared_with": moment(read.before),
        "changes": [{"change": one.change.value, "text": one.text} for one in read.changes],
        "may_return": found.send_back is not None,
        "return_label": found.send_back.label if found.send_back is not None else None,
    }


def _mark(mark: Any, present: str, read: LetterRead) -> dict[str, Any]:
    position = f"{mark.deputy} {mark.position}" if mark.deputy else mark.position
    document: UUID | None = mark.document_id
    return {
        "id": str(mark.id),
        "step": mark.step,
        "kind": mark.kind,
        "name": mark.name,
        "position": position,
        "note": read.lens.show(mark.note),
        "text_sha256": mark.text_sha256,
        "is_present_text": mark.text_sha256 == present,
        "document_id": str(document) if document else None,
        "at": moment(mark.at),
    }
