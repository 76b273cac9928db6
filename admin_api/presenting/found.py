"""Reports in a list as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from admin_api.presenting.values import moment
from tanggap.domain.policy import Viewer
from tanggap.services.report_lists import calendar_of_line, due_in_words, line_of


def found_reports(
    session: Session, viewer: Viewer, reports: Iterable[Any], at: datetime
) -> list[dict[str, Any]]:
    """Rows of a search (``services.search.FOUND``) as its lines."""
    return [_line(session, viewer, report, at) for report in reports]


def _line(session: Session, viewer: Viewer, report: Any, at: datetime) -> dict[str, Any]:
    due, line = report.overall_due_at, line_of(viewer, report)
    counts = report.closed_at is None and report.paused_at is None
    return {
        "id": str(report.id),
        "number": report.number,
        "subject": line.subject,
        "reporter": line.reporter,
        "category": report.category,
        "desk_id": str(report.desk_id),
        "desk_name": report.desk_name,
        "classification": report.classification,
        "is_confidential": report.line_confidential,
        "channel": report.channel,
        "state": report.state,
        "outcome": report.outcome,
        "filed_at": moment(report.filed_at),
        "due_at": moment(due),
        "due_words": due_in_words(calendar_of_line(session, report), at, due) if counts else "",
        "is_overdue": counts and due is not None and due < at,
        "answered_at": moment(report.answered_at),
        "closed_at": moment(report.closed_at),
        "version": report.version,
    }
