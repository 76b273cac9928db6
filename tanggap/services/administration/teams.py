"""Arrange the teams of a desk: who acts as which actor of its procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.procedure import Actor, ActorKind
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    Acting,
    administering,
    change,
    known,
    line,
    locked,
    looking,
    note,
)
from tanggap.services.administration.memberships import seat, unseat, waits_for
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.accounts import Account, Post
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk, Membership, Team, Unit
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.tasks import Task

MOST_TEAMS = 1000


@dataclass(frozen=True, slots=True)
class Member:
    """An officer of a team."""

    account_id: UUID
    name: str
    position: str
    is_active: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team with its members.

    Attributes:
        actor_title: what the procedure in force calls the actor; the actor's id when that
            procedure does not know it (any more).
    """

    team: Team
    actor_title: str
    members: Sequence[Member]


@dataclass(frozen=True, slots=True)
class TeamActor:
    """An actor a team can stand for; ``per_unit`` when each unit has its own."""

    id: str
    title: str
    per_unit: bool


def list_teams(acting: Acting, desk_id: UUID) -> Sequence[TeamView]:
    """The teams of a desk in the order of the procedure's actors, then by unit.

    Raises:
        Refused: ``desk-not-found``.
    """
    session = looking(acting)
    desk = known(session, acting, Desk, desk_id)
    teams = session.scalars(
        select(Team).where(Team.desk_id == desk.id).options(joinedload(Team.unit)).limit(MOST_TEAMS)
    ).all()
    order = {actor.id: place for place, actor in enumerate(_actors_in_force(session, desk))}
    shown = _views(session, desk, teams)
    return sorted(
        shown,
        key=lambda view: (
            order.get(view.team.actor, len(order)),  # type: ignore[call-overload]
            view.team.unit.name if view.team.unit else "",
            view.team.name,
        ),
    )


def get_team(acting: Acting, team_id: UUID) -> TeamView:
    """One team with its members.

    Raises:
        Refused: ``team-not-found``.
    """
    return _view(looking(acting), acting, team_id)


def team_actors(acting: Acting, desk_id: UUID) -> Sequence[TeamActor]:
    """The actors for whom the desk can have teams.

    Raises:
        Refused: ``desk-not-found``.
    """
    session = looking(acting)
    desk = known(session, acting, Desk, desk_id)
    return [
        TeamActor(actor.id, actor.title, actor.kind is ActorKind.UNIT_TEAM)
        for actor in actors_for_teams(session, acting, desk).values()
    ]


def create_team(
    acting: Acting, desk_id: UUID, *, actor: str, unit_id: UUID | None, name: str
) -> TeamView:
    """Add a team for an actor; of a unit when the actor works per unit.

    Actors of versions that are stored but not in force count too, so that a new version's teams
    can be made before it comes into force.

    Raises:
        Refused: ``desk-not-found``, ``team-actor-unknown``, ``team-needs-unit``,
            ``team-without-unit``, ``unit-not-found``, ``unit-closed``, ``team-exists``.
    """
    at = now()
    with administering(acting) as session:
        desk = known(session, acting, Desk, desk_id)
        _check_place(session, acting, desk, actor, unit_id)
        team = Team(
            id=new_id(),
            agency_id=acting.agency_id,
            desk_id=desk.id,
            actor=actor,
            unit_id=unit_id,
            name=line("name", name),
            version=1,
        )
        session.add(team)
        session.flush()
        after = {"desk_id": desk.id, "actor": actor, "unit_id": unit_id, "name": team.name}
        note(session, acting, "team_created", "team", team.id, at, after=after)
        return _view(session, acting, team.id)


def rename_team(acting: Acting, team_id: UUID, decided_on: int, name: str) -> TeamView:
    """Give a team another name.

    Raises:
        Refused: ``team-not-found``, ``version-outdated``, ``text-missing``.
    """
    with administering(acting) as session:
        team = locked(session, acting, Team, team_id, decided_on)
        change(session, acting, team, {"name": line("name", name)}, "team_changed", now())
        return _view(session, acting, team.id)


def remove_team(acting: Acting, team_id: UUID, decided_on: int) -> None:
    """Take away a team that nobody sits in and no open task waits for.

    Raises:
        Refused: ``team-not-found``, ``version-outdated``, ``team-has-members``,
            ``team-has-open-tasks``.
    """
    with administering(acting) as session:
        team = locked(session, acting, Team, team_id, decided_on)
        count = func.count()
        members = session.scalar(
            select(count).select_from(Membership).where(Membership.team_id == team.id)
        )
        if members:
            raise Refused("team-has-members", members=members)
        waiting = session.scalar(select(count).select_from(Task).where(waits_for(team)))
        if waiting:
            raise Refused("team-has-open-tasks", tasks=waiting)
        session.delete(team)
        session.flush()
        before = {
            "desk_id": team.desk_id,
            "actor": team.actor,
            "unit_id": team.unit_id,
            "name": team.name,
        }
        note(session, acting, "team_removed", "team", team.id, now(), before=before)


def add_member(acting: Acting, team_id: UUID, decided_on: int, account_id: UUID) -> TeamView:
    """Seat an officer in a team; one who sits there already stays.

    Raises:
        Refused: ``team-not-found``, ``version-outdated``, ``officer-not-active``.
    """
    at = now()
    with administering(acting) as session:
        team = locked(session, acting, Team, team_id, decided_on)
        if session.get(Membership, (team.id, account_id)) is None:
            seat(session, team, account_id, at)
            team.version += 1
            after = {"member": account_id}
            note(session, acting, "team_member_added", "team", team.id, at, after=after)
        return _view(session, acting, team.id)


def remove_member(acting: Acting, team_id: UUID, decided_on: int, account_id: UUID) -> TeamView:
    """Take an officer out of a team; tasks assigned to the officer go back to the team.

    Raises:
        Refused: ``team-not-found``, ``version-outdated``, ``member-not-found``,
            ``team-left-empty``.
    """
    at = now()
    with administering(acting) as session:
        team = locked(session, acting, Team, team_id, decided_on)
        membership = session.get(Membership, (team.id, account_id))
        if membership is None:
            raise Refused("member-not-found")
        unseat(session, acting, team, membership, at)
        team.version += 1
        before = {"member": account_id}
        note(session, acting, "team_member_removed", "team", team.id, at, before=before)
        return _view(session, acting, team.id)


def actors_for_teams(session: Session, acting: Acting, desk: Desk) -> Mapping[str, Actor]:
    """Actors a team of the desk can stand for: of its own procedure, in any stored version."""
    name = session.scalar(
        select(ProcedureVersion.name).where(ProcedureVersion.id == desk.procedure_version_id)
    )
    versions = session.scalars(
        select(ProcedureVersion.id)
        .where(ProcedureVersion.agency_id == acting.agency_id, ProcedureVersion.name == name)
        .order_by(ProcedureVersion.version)
    ).all()
    found: dict[str, Actor] = {}
    for version_id in versions:
        found |= {actor.id: actor for actor in _team_actors(session, version_id)}
    found |= {actor.id: actor for actor in _actors_in_force(session, desk)}
    return found


def _actors_in_force(session: Session, desk: Desk) -> list[Actor]:
    return _team_actors(session, desk.procedure_version_id)


def _team_actors(session: Session, version_id: UUID) -> list[Actor]:
    with_team = (ActorKind.TEAM, ActorKind.UNIT_TEAM)
    return [one for one in procedure_of(session, version_id).actors if one.kind in with_team]


def _check_place(
    session: Session, acting: Acting, desk: Desk, actor_id: str, unit_id: UUID | None
) -> None:
    actor = actors_for_teams(session, acting, desk).get(actor_id)
    if actor is None:
        raise Refused("team-actor-unknown", field="actor", actor=actor_id)
    if actor.kind is ActorKind.UNIT_TEAM:
        if unit_id is None:
            raise Refused("team-needs-unit", field="unit_id", actor=actor.title)
        if not known(session, acting, Unit, unit_id).is_active:
            raise Refused("unit-closed", field="unit_id")
    elif unit_id is not None:
        raise Refused("team-without-unit", field="unit_id", actor=actor.title)
    twin = select(Team.id).where(
        Team.desk_id == desk.id,
        Team.actor == actor_id,
        Team.unit_id.is_not_distinct_from(unit_id),
    )
    if session.scalar(twin) is not None:
        raise Refused("team-exists", field="unit_id" if unit_id else "actor")


def _view(session: Session, acting: Acting, team_id: UUID) -> TeamView:
    team = session.scalars(
        select(Team)
        .where(Team.id == team_id, Team.agency_id == acting.agency_id)
        .options(joinedload(Team.unit))
    ).one_or_none()
    if team is None:
        raise Refused("team-not-found")
    return _views(session, session.get_one(Desk, team.desk_id), [team])[0]


def _views(session: Session, desk: Desk, teams: Sequence[Team]) -> list[TeamView]:
    titles: dict[str, str] = {actor.id: actor.title for actor in _actors_in_force(session, desk)}
    members = _members(session, [team.id for team in teams])
    return [
        TeamView(team, titles.get(team.actor, team.actor), members.get(team.id, ()))
        for team in teams
    ]


def _members(session: Session, team_ids: Iterable[UUID]) -> dict[UUID, list[Member]]:
    """Members by team, by name; one query."""
    rows = session.execute(
        select(
            Membership.team_id,
            Account.id,
            Account.name,
            func.coalesce(Post.position, ""),
            Account.active,
            Membership.since,
        )
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(Post, Post.account_id == Account.id)
        .where(Membership.team_id.in_(list(team_ids)))
        .order_by(Account.name, Account.id)
    )
    found: dict[UUID, list[Member]] = {}
    for team_id, account_id, name, position, is_active, since in rows:
        found.setdefault(team_id, []).append(Member(account_id, name, position, is_active, since))
    return found
