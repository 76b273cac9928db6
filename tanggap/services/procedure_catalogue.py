"""Procedures and calendars ready for the engine, read once per process and version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from tanggap.domain.clock import Calendar
from tanggap.domain.procedure import Procedure
from tanggap.domain.procedure_building import build_procedure
from tanggap.domain.refusal import Refused
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.prepared import Prepared
from tanggap.storage.procedures import ProcedureVersion

_VERSION_OF_CALENDAR = Prepared(
    select(CalendarRow.version).where(CalendarRow.id == bindparam("calendar"))
)

_procedures: dict[UUID, Procedure] = {}
_calendars: dict[UUID, tuple[int, Calendar]] = {}


def procedure_of(session: Session, version_id: UUID) -> Procedure:
    """The procedure of a stored version; versions never change, so each is built once."""
    known = _procedures.get(version_id)
    if known is None:
        definition = session.scalar(
            select(ProcedureVersion.definition).where(ProcedureVersion.id == version_id)
        )
        if definition is None:
            raise Refused("procedure-unknown", version=str(version_id))
        known = _procedures[version_id] = build_procedure(definition)
    return known


def calendar_of(session: Session, calendar_id: UUID) -> Calendar:
    """The calendar as it stands; one small query finds out whether the known one is still it."""
    row = _VERSION_OF_CALENDAR.first(session, calendar=calendar_id)
    if row is None:
        raise Refused("calendar-unknown", calendar=str(calendar_id))
    return calendar_at(session, calendar_id, row.version)


def calendar_at(session: Session, calendar_id: UUID, version: int) -> Calendar:
    """The calendar as it stands in ``version``, which the caller has just read."""
    known = _calendars.get(calendar_id)
    if known is not None and known[0] == version:
        return known[1]
    row = session.scalars(
        select(CalendarRow)
        .where(CalendarRow.id == calendar_id)
        .options(selectinload(CalendarRow.periods), selectinload(CalendarRow.holidays))
        .execution_options(populate_existing=True)
    ).one()
    calendar = Calendar.from_json(calendar_json(row))
    _calendars[calendar_id] = (row.version, calendar)
    return calendar


def calendar_json(row: CalendarRow) -> dict[str, Any]:
    """The row in the form ``Calendar.from_json`` reads."""
    return {
        "timezone": row.timezone,
        "hours": row.hours,
        "periods": [
            {
                "first": period.first.isoformat(),
                "last": period.last.isoformat(),
                "hours": period.hours,
                "name": period.name,
            }
            for period in row.periods
        ],
        "holidays": {holiday.day.isoformat(): holiday.name for holiday in row.holidays},
    }
