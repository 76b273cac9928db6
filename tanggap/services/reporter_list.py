"""List the reports of one reporter, newest first, and say where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report, Reporter

PAGE_SIZE = 20


class Standing(StrEnum):
    """Where a report stands, in the reporter's eyes."""

    WORKING = "working"
    LATE = "late"
    WAITING = "waiting"
    CLOSED = "closed"


class Promise(StrEnum):
    """How the overall limit is doing."""

    NONE = "none"
    RUNNING = "running"
    LATE = "late"
    PAUSED = "paused"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of "my reports"."""

    id: UUID
    number: str
    subject: str
    filed_at: datetime
    timezone: str
    standing: Standing
    outcome: str


@dataclass(frozen=True, slots=True)
class ListKey:
    """Where a page of the list begins or ends."""

    filed_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a reporter's reports, newest first, and the keys of its neighbours."""

    reports: Sequence[Listed]
    newer: ListKey | None
    older: ListKey | None


def own_reports(
    session: Session,
    account_id: UUID,
    at: datetime,
    *,
    older_than: ListKey | None = None,
    newer_than: ListKey | None = None,
) -> ListPage:
    """One page of the reports this account filed; one query."""
    statement = (
        select(Report, CalendarRow.timezone)
        .join(Reporter, Reporter.id == Report.reporter_id)
        .join(Desk, Desk.id == Report.desk_id)
        .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
        .where(Reporter.account_id == account_id)
    )
    place = tuple_(Report.filed_at, Report.id)
    if newer_than is not None:
        statement = statement.where(place > (newer_than.filed_at, newer_than.id))
        statement = statement.order_by(Report.filed_at, Report.id)
    else:
        if older_than is not None:
            statement = statement.where(place < (older_than.filed_at, older_than.id))
        statement = statement.order_by(Report.filed_at.desc(), Report.id.desc())
    found = session.execute(statement.limit(PAGE_SIZE + 1)).all()
    more, rows = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if newer_than is not None:
        rows = rows[::-1]
    has_newer = more if newer_than is not None else older_than is not None
    has_older = newer_than is not None or more
    return ListPage(
        [_listed(session, report, timezone, at) for report, timezone in rows],
        newer=_key(rows[0][0]) if rows and has_newer else None,
        older=_key(rows[-1][0]) if rows and has_older else None,
    )


def _key(report: Report) -> ListKey:
    return ListKey(report.filed_at, report.id)


def _listed(session: Session, report: Report, timezone: str, at: datetime) -> Listed:
    procedure = procedure_of(session, report.procedure_version_id)
    return Listed(
        id=report.id,
        number=report.number,
        subject=report.subject,
        filed_at=report.filed_at,
        timezone=timezone,
        standing=standing_of(report, at),
        outcome=procedure.outcomes.get(report.outcome or "", ""),
    )


def standing_of(report: Report, at: datetime) -> Standing:
    """Where ``report`` stands at ``at``, from its row alone."""
    if report.state == "closed":
        return Standing.CLOSED
    if report.state == "waiting":
        return Standing.WAITING
    return Standing.LATE if promise_of(report, at) is Promise.LATE else Standing.WORKING


def promise_of(report: Report, at: datetime) -> Promise:
    """How the overall limit of ``report`` is doing at ``at``."""
    due, answered = report.overall_due_at, report.answered_at
    is_open = report.state == "open"
    if due is None or (report.state == "closed" and answered is None):
        return Promise.NONE
    if answered is not None and not is_open:
        return Promise.MET if answered <= due else Promise.NONE
    if not is_open:
        return Promise.PAUSED
    return Promise.LATE if due < at else Promise.RUNNING
