"""Find reports: full text in Indonesian with filters, newest first, paged by keyset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from tanggap.domain.policy import Viewer
from tanggap.services.report_lists import LINE
from tanggap.services.search_at_step import AtStep, was_at
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.places import Place
from tanggap.storage.reports import Exclusion, Report, Reporter
from tanggap.storage.tasks import Task

LARGEST_PAGE = 100
LONGEST_QUERY = 200
LONGEST_PLACE = 120
"""Characters of a place by which reports are told apart."""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which reports are wanted; empty fields do not filter.

    Attributes:
        words: what a person types: words, "quoted phrases", -excluded; or a register number.
        filed_from, filed_before: moments in UTC; the second is not included.
        overdue_at: reports whose overall limit lies before this moment and that are open.
        place: the place exactly as it was typed, but for capitals; never of confidential reports.
        in_place: a place of the gazetteer, a district with its villages; never of confidential
            reports.
        place_state: unrecognised (typed, but not in the gazetteer) or unstated; likewise.
        at_step: what happened at a step; with ``unit``, by that department.
    """

    words: str = ""
    desk: UUID | None = None
    state: str | None = None
    outcome: str | None = None
    classification: str | None = None
    category: UUID | None = None
    unit: UUID | None = None
    channel: str | None = None
    filed_from: datetime | None = None
    filed_before: datetime | None = None
    overdue_at: datetime | None = None
    place: str | None = None
    in_place: UUID | None = None
    place_state: str | None = None
    at_step: AtStep | None = None


@dataclass(frozen=True, slots=True)
class SearchKey:
    """Where a page ended: the last report's filing time and id."""

    filed_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of reports, and the key of the next, if there is one.

    Attributes:
        reports: rows with the columns of ``FOUND``.
    """

    reports: Sequence[Any]
    next_key: SearchKey | None


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The policy's SEE_REPORT for officers as SQL over reports."""
    desks = {seat.desk for seat in viewer.seats if seat.unit is None}
    by_unit = [
        and_(
            Report.desk_id == seat.desk,
            exists().where(Task.report_id == Report.id, Task.unit_id == seat.unit),
        )
        for seat in sorted(viewer.seats, key=repr)
        if seat.unit is not None and seat.desk not in desks
    ]
    excluded = exists().where(
        Exclusion.report_id == Report.id, Exclusion.account_id == viewer.account
    )
    by_desk = [Report.desk_id.in_(desks)] if desks else []
    return and_(or_(false(), *by_desk, *by_unit), ~excluded)


FOUND = (
    Report.id,
    Report.number,
    Report.desk_id,
    Desk.name.label("desk_name"),
    Category.name.label("category"),
    Report.classification,
    Report.channel,
    Report.state,
    Report.outcome,
    Report.filed_at,
    Report.overall_due_at,
    Report.paused_at,
    Report.answered_at,
    Report.closed_at,
    Report.version,
    *LINE,
)
"""What a line of a search shows."""

FOUND_REPORTS = (
    select(*FOUND)
    .select_from(Report)
    .join(Reporter, Reporter.id == Report.reporter_id)
    .join(Category, Category.id == Report.category_id)
    .join(Desk, Desk.id == Report.desk_id)
    .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
)
"""Such lines; the parameter ``viewer`` is the account that asks."""


def words_open_to(viewer: Viewer) -> ColumnElement[bool]:
    """Reports that may be found by words: confidential ones only by who may know the reporter."""
    intake = {seat.desk for seat in viewer.seats if seat.is_intake}
    return or_(Report.is_confidential.is_(False), Report.desk_id.in_(intake))


def search_reports(
    session: Session,
    viewer: Viewer,
    wanted: SearchFilter,
    *,
    after: SearchKey | None = None,
    limit: int = 25,
) -> SearchPage:
    """One page of the reports the viewer may see, newest first; one query."""
    size = min(limit, LARGEST_PAGE)
    statement = (
        FOUND_REPORTS.where(
            visible_to(viewer),
            *_matches(viewer, wanted),
            *_conditions(wanted),
            *_at_step(viewer, wanted),
        )
        .order_by(Report.filed_at.desc(), Report.id.desc())
        .limit(size + 1)
    )
    if after is not None:
        statement = statement.where(tuple_(Report.filed_at, Report.id) < (after.filed_at, after.id))
    rows = session.execute(statement, {"viewer": viewer.account}).all()
    reports = rows[:size]
    more = len(rows) > size
    return SearchPage(reports, SearchKey(reports[-1].filed_at, reports[-1].id) if more else None)


def _matches(viewer: Viewer, wanted: SearchFilter) -> list[ColumnElement[bool]]:
    """The typed words as a condition.

    A confidential report is found by its words only by those who may know the reporter: else a
    search for a name would tell who filed it.
    """
    words = wanted.words.strip()[:LONGEST_QUERY]
    if not words:
        return []
    query = func.websearch_to_tsquery("indonesian", words)
    return [
        or_(
            and_(Report.words.op("@@")(query), words_open_to(viewer)),
            Report.number == words.upper(),
        )
    ]


def _at_step(viewer: Viewer, wanted: SearchFilter) -> list[ColumnElement[bool]]:
    if wanted.at_step is None:
        return []
    desks = {wanted.desk} if wanted.desk else {seat.desk for seat in viewer.seats}
    return [was_at(wanted.at_step, desks, wanted.unit)]


def _conditions(wanted: SearchFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (Report.desk_id, wanted.desk),
        (Report.state, wanted.state),
        (Report.outcome, wanted.outcome),
        (Report.classification, wanted.classification),
        (Report.channel, wanted.channel),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.state is not None and wanted.state != "closed":
        found.append(Report.closed_at.is_(None))  # by the index of open reports: a desk's backlog
    if wanted.category is not None:
        found.append(
            Report.category_id.in_(
                select(Category.id).where(
                    or_(Category.id == wanted.category, Category.parent_id == wanted.category)
                )
            )
        )
    if wanted.unit is not None and wanted.at_step is None:
        found.append(exists().where(Task.report_id == Report.id, Task.unit_id == wanted.unit))
    if wanted.place is not None:
        typed = func.lower(func.left(func.btrim(Report.place), LONGEST_PLACE))
        found.append(and_(typed == wanted.place.lower(), Report.is_confidential.is_(False)))
    found += _in_place(wanted)
    if wanted.filed_from is not None:
        found.append(Report.filed_at >= wanted.filed_from)
    if wanted.filed_before is not None:
        found.append(Report.filed_at < wanted.filed_before)
    if wanted.overdue_at is not None:
        found.append(and_(Report.closed_at.is_(None), Report.overall_due_at < wanted.overdue_at))
    return found


def _in_place(wanted: SearchFilter) -> list[ColumnElement[bool]]:
    """Where the gazetteer puts a report; what a confidential reporter typed is never told."""
    found: list[ColumnElement[bool]] = []
    if wanted.in_place is not None:
        within = select(Place.id).where(
            or_(Place.id == wanted.in_place, Place.district_id == wanted.in_place)
        )
        found.append(Report.place_id.in_(within))
    if wanted.place_state is not None:
        is_blank = func.btrim(Report.place) == ""
        found += [
            Report.place_id.is_(None),
            is_blank if wanted.place_state == "unstated" else ~is_blank,
        ]
    return [*found, Report.is_confidential.is_(False)] if found else []
