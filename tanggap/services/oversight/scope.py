"""How far an overseer sees: which desks as a whole, and which departments of others.

A seat at a desk itself oversees the desk; a seat in a department's team that department's share of
it; administrators and auditors every desk of their agency, in figures alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Permission, Role, Viewer
from tanggap.domain.procedure import ActorKind, Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.viewers import demand
from tanggap.storage.organisation import Desk, Team, Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

LONGEST_PERIOD = timedelta(days=366)
USUAL_PERIOD = timedelta(days=29)
EARLIEST, LATEST = date(1970, 2, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class OverseenDesk:
    """A desk as far as the viewer oversees it.

    Attributes:
        units: the only departments seen; None where the whole desk is.
    """

    desk: Desk
    procedure: Procedure
    zone: ZoneInfo
    units: frozenset[UUID] | None

    @property
    def reporter_actors(self) -> frozenset[str]:
        """Actors whose time is the reporter's own, not the house's."""
        return frozenset(one.id for one in self.procedure.actors if one.kind is ActorKind.REPORTER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an overseer asked for; empty fields do not filter.

    Attributes:
        first, last: local days, both included; the last 30 days when not given.
    """

    desk: UUID | None = None
    unit: UUID | None = None
    step: str | None = None
    actor: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What is overseen and asked for, worked out.

    Attributes:
        desks: by id, in the order of their names.
        begins, ends: the period in UTC; the end is not included.
        may_read: whether the viewer may also open reports.
    """

    viewer: Viewer
    desks: Mapping[UUID, OverseenDesk]
    wanted: Wanted
    first: date
    last: date
    begins: datetime
    ends: datetime
    zone: ZoneInfo
    may_read: bool = field(default=False)

    def tasks(self) -> ColumnElement[bool]:
        """The overseen tasks, as SQL over tasks."""
        found: list[ColumnElement[bool]] = [_tasks_of(self.desks.values())]
        if self.wanted.unit is not None:
            found.append(Task.unit_id == self.wanted.unit)
        if self.wanted.step is not None:
            found.append(Task.step == self.wanted.step)
        if self.wanted.actor is not None:
            found.append(Task.actor == self.wanted.actor)
        return and_(*found)

    def reports(self) -> ColumnElement[bool]:
        """The overseen reports, as SQL over reports; steps and teams do not narrow them."""
        found = [_reports_of(self.desks.values())]
        if self.wanted.unit is not None:
            found.append(_was_sent_to(self.wanted.unit))
        return and_(*found)


def scope_of(
    session: Session, viewer: Viewer, agency_id: UUID, wanted: Wanted, at: datetime
) -> Scope:
    """Work out what the viewer oversees and wants to see.

    Raises:
        Refused: ``not-allowed``; ``desk-not-found`` for a desk that is not the viewer's;
            ``period-reversed``, ``period-too-long``.
    """
    desks = overseen_desks(session, viewer, agency_id)
    if wanted.desk is not None:
        if wanted.desk not in desks:
            raise Refused("desk-not-found")
        desks = {wanted.desk: desks[wanted.desk]}
    zone = next((one.zone for one in desks.values()), ZoneInfo("Asia/Jakarta"))
    last = _held(wanted.last or max(at.astimezone(zone).date(), wanted.first or EARLIEST))
    first = _held(wanted.first or last - USUAL_PERIOD)
    if first > last:
        raise Refused("period-reversed", field="from")
    if last - first >= LONGEST_PERIOD:
        raise Refused("period-too-long", field="from", days=LONGEST_PERIOD.days)
    return Scope(
        viewer=viewer,
        desks=desks,
        wanted=wanted,
        first=first,
        last=last,
        begins=_midnight(first, zone),
        ends=_midnight(last + timedelta(days=1), zone),
        zone=zone,
        may_read=bool(viewer.seats),
    )


def overseen_desks(session: Session, viewer: Viewer, agency_id: UUID) -> dict[UUID, OverseenDesk]:
    """Every desk the viewer oversees, by name; one query.

    Raises:
        Refused: ``not-allowed``.
    """
    demand(Permission.OVERSEE, viewer)
    sees_all = bool(viewer.roles & {Role.ADMINISTRATOR, Role.AUDITOR})
    statement = select(Desk).options(joinedload(Desk.calendar)).order_by(Desk.name, Desk.id)
    if sees_all:
        statement = statement.where(Desk.agency_id == agency_id)
    else:
        statement = statement.where(Desk.id.in_({seat.desk for seat in viewer.seats}))
    return {
        desk.id: OverseenDesk(
            desk=desk,
            procedure=procedure_of(session, desk.procedure_version_id),
            zone=ZoneInfo(desk.calendar.timezone),
            units=None if sees_all else _units_at(viewer, desk.id),
        )
        for desk in session.scalars(statement)
    }


def units_of_desks(session: Session, desks: Mapping[UUID, OverseenDesk]) -> dict[UUID, list[Unit]]:
    """The departments that have a team at each desk, as far as they are overseen; one query."""
    found: dict[UUID, list[Unit]] = {desk: [] for desk in desks}
    for team in session.scalars(
        select(Team)
        .join(Unit, Unit.id == Team.unit_id)
        .where(Team.desk_id.in_(desks))
        .order_by(Unit.name, Unit.id)
        .options(joinedload(Team.unit))
    ):
        seen = desks[team.desk_id].units
        if team.unit is None or (seen is not None and team.unit_id not in seen):
            continue
        if team.unit not in found[team.desk_id]:
            found[team.desk_id].append(team.unit)
    return found


def _units_at(viewer: Viewer, desk: UUID) -> frozenset[UUID] | None:
    seats = [seat for seat in viewer.seats if seat.desk == desk]
    if any(seat.unit is None for seat in seats):
        return None
    return frozenset(seat.unit for seat in seats if seat.unit is not None)


def _split(desks: Iterable[OverseenDesk]) -> tuple[list[UUID], list[tuple[UUID, frozenset[UUID]]]]:
    """Desks seen as a whole, and desks seen for some departments."""
    whole: list[UUID] = []
    parts: list[tuple[UUID, frozenset[UUID]]] = []
    for one in desks:
        if one.units is None:
            whole.append(one.desk.id)
        else:
            parts.append((one.desk.id, one.units))
    return whole, parts


def _tasks_of(desks: Iterable[OverseenDesk]) -> ColumnElement[bool]:
    whole, parts = _split(desks)
    found: list[ColumnElement[bool]] = [Task.desk_id.in_(whole)] if whole else []
    found += [and_(Task.desk_id == desk, Task.unit_id.in_(units)) for desk, units in parts]
    return or_(*found) if found else false()


def _reports_of(desks: Iterable[OverseenDesk]) -> ColumnElement[bool]:
    whole, parts = _split(desks)
    found: list[ColumnElement[bool]] = [Report.desk_id.in_(whole)] if whole else []
    found += [
        and_(Report.desk_id == desk, or_(*(_was_sent_to(unit) for unit in sorted(units, key=str))))
        for desk, units in parts
    ]
    return or_(*found) if found else false()


def _was_sent_to(unit: UUID) -> ColumnElement[bool]:
    return exists().where(Task.report_id == Report.id, Task.unit_id == unit)


def _held(day: date) -> date:
    """A day that every clock can show."""
    return max(EARLIEST, min(day, LATEST))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment a local day begins."""
    return datetime.combine(day, time(), zone)
