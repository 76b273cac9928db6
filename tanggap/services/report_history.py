"""Read older pages of a report's history, in the same words and under the same rights."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Viewer
from tanggap.services.report_reading import read_report
from tanggap.services.timeline import TimelineEntry, timeline_of


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
    at_desk = Permission.WRITE_TO_REPORTER in read.permissions
    units = frozenset(
        seat.unit
        for seat in viewer.seats
        if seat.desk == read.report.desk_id and seat.unit is not None
    )
    return timeline_of(
        session,
        read.report,
        read.procedure,
        [view.task for view in read.tasks],
        {},
        None if at_desk else units,
        read.lens,
        before=before,
    )
