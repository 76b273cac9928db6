"""Show many reports in a list: subject and reporter as the viewer may see them, in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar, remaining
from tanggap.domain.english_time import english_remaining
from tanggap.domain.masking import mask_text
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.spoken_time import spoken_remaining
from tanggap.services.procedure_catalogue import calendar_at, calendar_of
from tanggap.services.reader import reads_english
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.identity import (
    IDENTITY,
    Identity,
    identity_in,
    known_words,
    read_identities,
)
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report, Unmasking

LINE = (
    Report.subject.label("line_subject"),
    Report.pseudonym.label("line_pseudonym"),
    Report.is_confidential.label("line_confidential"),
    Report.desk_id.label("line_desk"),
    exists()
    .where(Unmasking.report_id == Report.id, Unmasking.account_id == bindparam("viewer"))
    .correlate(Report)
    .label("line_unmasked"),
    CalendarRow.id.label("line_calendar"),
    CalendarRow.version.label("line_calendar_version"),
    *IDENTITY,
)
"""Columns of a statement over reports, reporters and the calendars of their desks.

Its parameter ``viewer`` is the account that asks.
"""


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
        facts = _facts(viewer, report.desk_id, report.is_confidential, report.id in unmasked)
        lines[report.id] = _line(viewer, facts, identity, report.subject, report.pseudonym)
    return lines


def calendars_of_desks(session: Session, desks: Iterable[UUID]) -> Mapping[UUID, Calendar]:
    """The working time of each desk."""
    wanted = set(desks)
    if not wanted:
        return {}
    rows = session.execute(select(Desk.id, Desk.calendar_id).where(Desk.id.in_(wanted))).all()
    calendars = {calendar: calendar_of(session, calendar) for calendar in {row[1] for row in rows}}
    return {desk: calendars[calendar] for desk, calendar in rows}


def line_of(viewer: Viewer, row: Any) -> Listed:
    """The line of a report that the viewer may see, from a row with the columns of ``LINE``."""
    facts = _facts(viewer, row.line_desk, row.line_confidential, row.line_unmasked)
    return _line(viewer, facts, identity_in(row), row.line_subject, row.line_pseudonym)


def calendar_of_line(session: Session, row: Any) -> Calendar:
    """The working time of the report's desk, from a row with the columns of ``LINE``."""
    return calendar_at(session, row.line_calendar, row.line_calendar_version)


def due_in_words(calendar: Calendar, at: datetime, due: datetime | None) -> str:
    """``sisa 1 jam 20 menit`` or ``terlambat 2 hari kerja``; empty where nothing is due."""
    if due is None:
        return ""
    say = english_remaining if reads_english() else spoken_remaining
    return say(remaining(calendar, at, due))


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


def _line(
    viewer: Viewer, facts: ReportFacts, identity: Identity, subject: str, pseudonym: str
) -> Listed:
    if may(Permission.SEE_IDENTITY, viewer, facts):
        return Listed(identity.name, subject)
    return Listed(pseudonym, mask_text(subject, known_words(identity)))


def _facts(viewer: Viewer, desk: UUID, is_confidential: bool, is_unmasked: bool) -> ReportFacts:
    """Facts enough to judge who may know the reporter: that the report is visible is given."""
    return ReportFacts(
        desk=desk,
        is_confidential=is_confidential,
        units=frozenset(seat.unit for seat in viewer.seats if seat.unit is not None),
        unmasked_by=frozenset({viewer.account}) if is_unmasked else frozenset(),
    )
