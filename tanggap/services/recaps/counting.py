"""Count what a desk received and closed in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tanggap.documents.wording import channel_name
from tanggap.domain.procedure import Procedure
from tanggap.domain.recap import Figures, Line, Period, summarise
from tanggap.storage.organisation import Category, Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task


def count(
    session: Session, desk_id: UUID, procedure: Procedure, period: Period, zone: ZoneInfo
) -> Figures:
    """The figures of ``period``, whose days are the desk's own in ``zone``.

    The cost grows with what came and went since the period began, not with the history before.
    """
    start = datetime.combine(period.first, time.min, zone)
    end = datetime.combine(period.after, time.min, zone)
    rows = session.execute(_touched(desk_id, start, end)).all()
    units = _units(session, [row.id for row in rows])
    lines = [
        Line(
            is_received=start <= row.filed_at < end,
            is_closed=row.closed_at is not None and start <= row.closed_at < end,
            is_late=row.is_late,
            category=row.parent or row.category,
            channel=_heading(channel_name(row.channel)),
            outcome=procedure.outcomes.get(row.outcome or "", row.outcome or ""),
            units=units.get(row.id, ()),
        )
        for row in rows
    ]
    return summarise(lines, _open_at(session, desk_id, start))


def _heading(name: str) -> str:
    return name[:1].upper() + name[1:]


def _touched(desk_id: UUID, start: datetime, end: datetime) -> Select[tuple[object, ...]]:
    """The reports that came or went within the period."""
    parent = aliased(Category)
    answered = func.coalesce(Report.answered_at, Report.closed_at)
    late_step = exists().where(
        Task.report_id == Report.id, Task.due_at.is_not(None), Task.closed_at > Task.due_at
    )
    has_time = exists().where(Task.report_id == Report.id, Task.due_at.is_not(None))
    return (
        select(
            Report.id,
            Report.filed_at,
            Report.closed_at,
            Report.channel,
            Report.outcome,
            Category.name.label("category"),
            parent.name.label("parent"),
            case(
                (Report.overall_due_at.is_not(None), answered > Report.overall_due_at),
                (has_time, late_step),
                else_=None,
            ).label("is_late"),
        )
        .join(Category, Category.id == Report.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(
            Report.desk_id == desk_id,
            or_(
                and_(Report.filed_at >= start, Report.filed_at < end),
                and_(Report.closed_at >= start, Report.closed_at < end),
            ),
        )
    )


def _units(session: Session, reports: list[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for report, unit in session.execute(
        select(Task.report_id, Unit.name)
        .join(Unit, Unit.id == Task.unit_id)
        .where(Task.report_id.in_(reports))
        .distinct()
    ):
        found[report].add(unit)
    return {report: tuple(sorted(names)) for report, names in found.items()}


def _open_at(session: Session, desk_id: UUID, moment: datetime) -> int:
    """How many reports were open: those open still, and those closed since."""
    older = and_(Report.desk_id == desk_id, Report.filed_at < moment)
    still = select(func.count()).where(older, Report.closed_at.is_(None)).scalar_subquery()
    since = select(func.count()).where(older, Report.closed_at >= moment).scalar_subquery()
    return int(session.scalar(select(still + since)) or 0)
