"""Show many reports in a list: subject and reporter as the viewer may see them, in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar, remaining
from tanggap.domain.masking import mask_text
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.spoken_time import spoken_remaining
from tanggap.services.procedure_catalogue import calendar_of
from tanggap.storage.identity import known_words, read_identities
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report, Unmasking


@dataclass(frozen=True, slots=True)
class Listed:
    """A report's line in a list.

    Attributes:
        reporter: the name, or the pseudonym.
    """

    reporter: str
    subject: str


def listed(session: Session, viewer: Viewer, reports: Iterable[Report]) -> Mapping[UUID, Listed]:
    """The lines of reports that the viewer may see, by report; at most two queries."""
    wanted = {report.id: report for report in reports}
    identities = read_identities(session, {one.reporter_id for one in wanted.values()})
    secret = [one.id for one in wanted.values() if one.is_confidential]
    unmasked = _unmasked(session, viewer, secret)
    lines = {}
    for report in wanted.values():
        identity = identities[report.reporter_id]
        if may(Permission.SEE_IDENTITY, viewer, _facts(viewer, report, unmasked)):
            lines[report.id] = Listed(identity.name, report.subject)
        else:
            subject = mask_text(report.subject, known_words(identity))
            lines[report.id] = Listed(report.pseudonym, subject)
    return lines


def calendars_of_desks(session: Session, desks: Iterable[UUID]) -> Mapping[UUID, Calendar]:
    """The working time of each desk."""
    wanted = set(desks)
    if not wanted:
        return {}
    rows = session.execute(select(Desk.id, Desk.calendar_id).where(Desk.id.in_(wanted))).all()
    calendars = {calendar: calendar_of(session, calendar) for calendar in {row[1] for row in rows}}
    return {desk: calendars[calendar] for desk, calendar in rows}


def due_in_words(calendar: Calendar, at: datetime, due: datetime | None) -> str:
    """``sisa 1 jam 20 menit`` or ``terlambat 2 hari kerja``; empty where nothing is due."""
    return spoken_remaining(remaining(calendar, at, due)) if due is not None else ""


def _unmasked(session: Session, viewer: Viewer, reports: list[UUID]) -> frozenset[UUID]:
    if not reports:
        return frozenset()
    return frozenset(
        session.scalars(
            select(Unmasking.report_id).where(
                Unmasking.account_id == viewer.account, Unmasking.report_id.in_(reports)
            )
        )
    )


def _facts(viewer: Viewer, report: Report, unmasked: frozenset[UUID]) -> ReportFacts:
    """Facts enough to judge who may know the reporter: that the report is visible is given."""
    return ReportFacts(
        desk=report.desk_id,
        is_confidential=report.is_confidential,
        units=frozenset(seat.unit for seat in viewer.seats if seat.unit is not None),
        unmasked_by=frozenset({viewer.account}) if report.id in unmasked else frozenset(),
    )
