"""Read older pages of a report's history, in the same words and under the same rights."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.domain.policy import Viewer
from tanggap.services.report_reading import read_report
from tanggap.services.timeline import TimelineEntry, events_asked, in_words


def history_page(
    session: Session, viewer: Viewer, report_id: UUID, before: int | None
) -> list[TimelineEntry]:
    """Events of the report, newest first.

    Args:
        before: only events with a smaller id.

    Raises:
        Refused: ``report-not-found``.
    """
    read = read_report(session, viewer, report_id)
    if before is None:
        return list(read.timeline)
    statement, given = events_asked(report_id, read.units, before)
    tasks = [view.task for view in read.tasks]
    events = statement.all(session, **given)
    return in_words(events, read.procedure, tasks, read.units, read.lens)
