"""Read the desks an officer works at: what their forms and filters need to offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Permission, Seat, Viewer, may
from tanggap.domain.procedure import Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.accounts import Account, Post
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.organisation import Category, Desk, Membership, Team, Unit


@dataclass(frozen=True, slots=True)
class OfficerDesk:
    """A desk as its officers need it.

    Attributes:
        seats: the viewer's own places in its teams.
        units: departments that have a team here.
        team_names: by actor and unit.
    """

    desk: Desk
    procedure: Procedure
    seats: Sequence[Seat]
    categories: Sequence[Category]
    units: Sequence[Unit]
    team_names: Mapping[tuple[str, UUID | None], str]
    may_record: bool


def desks_of(session: Session, viewer: Viewer) -> list[OfficerDesk]:
    """The active desks the viewer has a seat at, by name; three queries."""
    wanted = {seat.desk for seat in viewer.seats}
    if not wanted:
        return []
    desks = session.scalars(
        select(Desk)
        .where(Desk.id.in_(wanted), Desk.is_active)
        .order_by(Desk.name, Desk.id)
        .options(
            joinedload(Desk.unit),
            joinedload(Desk.calendar),
            joinedload(Desk.procedure_version),
        )
    ).all()
    categories = _categories(session, wanted)
    teams = _teams(session, wanted)
    return [
        OfficerDesk(
            desk=desk,
            procedure=procedure_of(session, desk.procedure_version_id),
            seats=sorted((seat for seat in viewer.seats if seat.desk == desk.id), key=repr),
            categories=categories[desk.id],
            units=[team.unit for team in teams[desk.id] if team.unit is not None],
            team_names={(team.actor, team.unit_id): team.name for team in teams[desk.id]},
            may_record=may(Permission.RECORD_REPORT, viewer, desk=desk.id),
        )
        for desk in desks
    ]


def own_team_names(session: Session, viewer: Viewer) -> Mapping[tuple[UUID, str, UUID | None], str]:
    """The names of the viewer's own teams, by desk, actor and unit; one query."""
    rows = session.execute(
        select(Team.desk_id, Team.actor, Team.unit_id, Team.name)
        .join(Membership, Membership.team_id == Team.id)
        .where(Membership.account_id == viewer.account)
    )
    return {(desk, actor, unit): name for desk, actor, unit, name in rows}


@dataclass(frozen=True, slots=True)
class DeskOfficer:
    """An officer with a seat at a desk, and the name of the team."""

    account: UUID
    name: str
    position: str
    team: str


def officers_of_desk(session: Session, viewer: Viewer, desk_id: UUID) -> list[DeskOfficer]:
    """Everybody who works at the desk, by name: whom an exclusion can name.

    Raises:
        Refused: ``desk-not-found`` also for who has no seat at the desk itself.
    """
    if not may(Permission.EXCLUDE_OFFICER, viewer, desk=desk_id):
        raise Refused("desk-not-found")
    rows = session.execute(
        select(Account.id, Account.name, Post.position, Team.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Team, Team.id == Membership.team_id)
        .outerjoin(Post, Post.account_id == Account.id)
        .where(Team.desk_id == desk_id, Account.active)
        .order_by(Account.name, Account.id, Team.name)
    )
    return [DeskOfficer(id_, name, position or "", team) for id_, name, position, team in rows]


def zone_of(session: Session, viewer: Viewer, desk_id: UUID | None) -> ZoneInfo:
    """The zone in which the viewer's dates are meant: the desk's, or that of the first seat."""
    wanted = desk_id or min((seat.desk for seat in viewer.seats), key=str, default=None)
    name = session.scalar(
        select(CalendarRow.timezone)
        .join(Desk, Desk.calendar_id == CalendarRow.id)
        .where(Desk.id == wanted)
    )
    return ZoneInfo(name or "Asia/Jakarta")


def first_zone(session: Session, agency_id: UUID) -> str:
    """IANA name of the zone of the agency's first active desk: for who works at none."""
    found = session.scalar(
        select(CalendarRow.timezone)
        .join(Desk, Desk.calendar_id == CalendarRow.id)
        .where(Desk.agency_id == agency_id, Desk.is_active)
        .order_by(Desk.name, Desk.id)
        .limit(1)
    )
    return found or "Asia/Jakarta"


def _categories(session: Session, desks: Iterable[UUID]) -> dict[UUID, list[Category]]:
    found: dict[UUID, list[Category]] = defaultdict(list)
    for category in session.scalars(
        select(Category)
        .where(Category.desk_id.in_(desks), Category.is_active)
        .order_by(Category.desk_id, Category.position, Category.id)
    ):
        found[category.desk_id].append(category)
    return found


def _teams(session: Session, desks: Iterable[UUID]) -> dict[UUID, list[Team]]:
    found: dict[UUID, list[Team]] = defaultdict(list)
    for team in session.scalars(
        select(Team)
        .where(Team.desk_id.in_(desks))
        .order_by(Team.name, Team.id)
        .options(joinedload(Team.unit))
    ):
        found[team.desk_id].append(team)
    return found
