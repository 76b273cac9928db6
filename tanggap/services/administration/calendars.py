"""Arrange working time: weekly hours, Ramadan and other periods, holidays and joint leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from tanggap.domain.clock import Calendar
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    Acting,
    administering,
    line,
    locked,
    looking,
    note,
)
from tanggap.services.administration.calendar_drafts import (
    CalendarDraft,
    checked,
    opens_alike,
    write_draft,
)
from tanggap.services.administration.due_times import (
    Preview,
    Settled,
    preview_moves,
    settle_now_or_later,
)
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import calendar_json
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk

MOST_CALENDARS = 100


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A calendar, the desks that work by it, and what its last change did to due times."""

    calendar: CalendarRow
    desks: Sequence[str]
    settled: Settled | None = None


def list_calendars(acting: Acting) -> Sequence[CalendarView]:
    """The agency's calendars by name; a fixed number of queries."""
    session = looking(acting)
    rows = session.scalars(
        _whole()
        .where(CalendarRow.agency_id == acting.agency_id)
        .order_by(CalendarRow.name, CalendarRow.id)
        .limit(MOST_CALENDARS)
    ).all()
    desks = _desk_names(session, [row.id for row in rows])
    return [CalendarView(row, desks.get(row.id, [])) for row in rows]


def get_calendar(acting: Acting, calendar_id: UUID) -> CalendarView:
    """One calendar.

    Raises:
        Refused: ``calendar-unknown``.
    """
    return _view(looking(acting), acting, calendar_id)


def create_calendar(acting: Acting, draft: CalendarDraft) -> CalendarView:
    """Add a calendar; no desk works by it yet.

    Raises:
        Refused: ``calendar-name-taken`` and the codes of :func:`calendar_drafts.checked`.
    """
    at = now()
    with administering(acting) as session:
        calendar = checked(draft, at)
        row = CalendarRow(id=new_id(), agency_id=acting.agency_id, version=1)
        name = _free_name(session, acting, row.id, draft.name)
        _, after = write_draft(row, name, draft, calendar)
        session.add(row)
        session.flush()
        note(session, acting, "calendar_created", "calendar", row.id, at, after=after)
        return _view(session, acting, row.id)


def change_calendar(
    acting: Acting, calendar_id: UUID, decided_on: int, draft: CalendarDraft
) -> CalendarView:
    """Make the calendar what the draft says, and move the due times of what is open.

    Raises:
        Refused: ``calendar-unknown``, ``version-outdated``, ``calendar-name-taken`` and the codes
            of :func:`calendar_drafts.checked`.
    """
    at = now()
    with administering(acting) as session:
        row = locked(session, acting, CalendarRow, calendar_id, decided_on)
        calendar = checked(draft, at)
        was = Calendar.from_json(calendar_json(row))
        name = _free_name(session, acting, row.id, draft.name)
        before, after = write_draft(row, name, draft, calendar)
        if not before:
            return _view(session, acting, row.id)
        row.version += 1
        session.flush()
        note(
            session,
            acting,
            "calendar_changed",
            "calendar",
            row.id,
            at,
            before=before,
            after=after,
        )
        settled = None
        if not opens_alike(was, calendar):
            settled = settle_now_or_later(
                session,
                _desk_ids(session, row.id),
                calendar_id=row.id,
                calendar=calendar,
                at=at,
                by=acting.viewer.account,
            )
        return _view(session, acting, row.id, settled)


def preview_calendar(acting: Acting, calendar_id: UUID, draft: CalendarDraft) -> Preview:
    """Say which due times would move if this were saved; nothing is written.

    Raises:
        Refused: ``calendar-unknown`` and the codes of :func:`calendar_drafts.checked`.
    """
    at = now()
    session = looking(acting)
    _view(session, acting, calendar_id)
    return preview_moves(session, _desk_ids(session, calendar_id), checked(draft, at), at)


def _free_name(session: Session, acting: Acting, calendar_id: UUID, typed: str) -> str:
    name = line("name", typed)
    taken = select(CalendarRow.id).where(
        CalendarRow.agency_id == acting.agency_id,
        CalendarRow.name == name,
        CalendarRow.id != calendar_id,
    )
    if session.scalar(taken) is not None:
        raise Refused("calendar-name-taken", field="name", taken=name)
    return name


def _whole() -> Select[CalendarRow]:
    return select(CalendarRow).options(
        selectinload(CalendarRow.periods), selectinload(CalendarRow.holidays)
    )


def _desk_ids(session: Session, calendar_id: UUID) -> Sequence[UUID]:
    return session.scalars(
        select(Desk.id).where(Desk.calendar_id == calendar_id).order_by(Desk.id)
    ).all()


def _desk_names(session: Session, calendar_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for calendar_id, name in session.execute(
        select(Desk.calendar_id, Desk.name)
        .where(Desk.calendar_id.in_(calendar_ids))
        .order_by(Desk.name)
    ):
        found.setdefault(calendar_id, []).append(name)
    return found


def _view(
    session: Session, acting: Acting, calendar_id: UUID, settled: Settled | None = None
) -> CalendarView:
    row = session.scalars(
        _whole()
        .where(CalendarRow.id == calendar_id, CalendarRow.agency_id == acting.agency_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise Refused("calendar-unknown", calendar=str(calendar_id))
    return CalendarView(row, _desk_names(session, [row.id]).get(row.id, []), settled)
