"""Reports in a list as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from admin_api.presenting.values import moment
from tanggap.domain.clock import Calendar
from tanggap.domain.policy import Viewer
from tanggap.services.report_lists import Listed, calendars_of_desks, due_in_words, listed
from tanggap.storage.reports import Report


def found_reports(
    session: Session, viewer: Viewer, reports: Sequence[Report], at: datetime
) -> list[dict[str, Any]]:
    """Reports as lines of a search."""
    lines = listed(session, viewer, reports)
    calendars = calendars_of_desks(session, (report.desk_id for report in reports))
    return [_line(report, lines[report.id], calendars[report.desk_id], at) for report in reports]


def _line(report: Report, line: Listed, calendar: Calendar, at: datetime) -> dict[str, Any]:
    due = report.overall_due_at
    counts = report.closed_at is None and report.paused_at is None
    return {
        "id": str(report.id),
        "number": report.number,
        "subject": line.subject,
        "reporter": line.reporter,
        "category": report.category.name,
        "desk_id": str(report.desk_id),
        "desk_name": report.desk.name,
        "classification": report.classification,
        "is_confidential": report.is_confidential,
        "channel": report.channel,
        "state": report.state,
        "outcome": report.outcome,
        "filed_at": moment(report.filed_at),
        "due_at": moment(due),
        "due_words": due_in_words(calendar, at, due) if counts else "",
        "is_overdue": counts and due is not None and due < at,
        "answered_at": moment(report.answered_at),
        "closed_at": moment(report.closed_at),
        "version": report.version,
    }
