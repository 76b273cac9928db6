"""Seat officers in teams and take them out: the inner part of editing teams and officers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Role
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting
from tanggap.services.history import record
from tanggap.storage.accounts import Account, Post
from tanggap.storage.organisation import Membership, Team
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task


def waits_for(team: Team) -> ColumnElement[bool]:
    """Open tasks of this team."""
    return and_(
        Task.closed_at.is_(None),
        Task.desk_id == team.desk_id,
        Task.actor == team.actor,
        Task.unit_id.is_(None) if team.unit_id is None else Task.unit_id == team.unit_id,
    )


def seat(session: Session, team: Team, account_id: UUID, at: datetime) -> None:
    """Write a membership; the caller knows that there is none yet.

    Raises:
        Refused: ``officer-not-active`` for who is no active officer of the agency.
    """
    found = session.scalar(
        select(Account.id)
        .join(Post, Post.account_id == Account.id)
        .where(
            Account.id == account_id,
            Account.agency_id == team.agency_id,
            Account.active,
            Account.roles.any(name=Role.OFFICER.value),
        )
    )
    if found is None:
        raise Refused("officer-not-active", field="account_id")
    session.add(
        Membership(team_id=team.id, account_id=account_id, agency_id=team.agency_id, since=at)
    )
    session.flush()


def unseat(
    session: Session, acting: Acting, team: Team, membership: Membership, at: datetime
) -> None:
    """Take an officer out of a team and give back what was assigned to the officer there.

    Raises:
        Refused: ``team-left-empty`` when open tasks would wait for nobody.
    """
    account_id = membership.account_id
    others = session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.team_id == team.id, Membership.account_id != account_id, Account.active)
    )
    if not others:
        waiting = session.scalar(select(func.count()).select_from(Task).where(waits_for(team)))
        if waiting:
            raise Refused("team-left-empty", team=team.name, tasks=waiting)
    session.delete(membership)
    session.flush()
    release_assignments(session, acting, account_id, at, waits_for(team))


def unseat_everywhere(
    session: Session, acting: Acting, account_id: UUID, at: datetime
) -> Sequence[Team]:
    """Take an officer out of every team; returns the teams.

    Raises:
        Refused: ``team-left-empty``.
    """
    memberships = session.scalars(
        select(Membership)
        .where(Membership.account_id == account_id)
        .options(joinedload(Membership.team))
        .order_by(Membership.team_id)
    ).all()
    for membership in memberships:
        unseat(session, acting, membership.team, membership, at)
        membership.team.version += 1
    return [membership.team for membership in memberships]


def release_assignments(
    session: Session,
    acting: Acting,
    account_id: UUID,
    at: datetime,
    where: ColumnElement[bool] | None = None,
) -> int:
    """Give open tasks assigned to an officer back to their teams; returns how many.

    The reports are locked before their tasks, as every action does, so that the two never wait for
    each other in a circle.
    """
    conditions = [Task.assigned_to_id == account_id, Task.closed_at.is_(None)]
    if where is not None:
        conditions.append(where)
    session.execute(
        select(Report.id)
        .where(Report.id.in_(select(Task.report_id).where(*conditions)))
        .order_by(Report.id)
        .with_for_update(key_share=True)
    )
    tasks = session.scalars(
        select(Task)
        .where(*conditions)
        .options(joinedload(Task.report).load_only(Report.id, Report.agency_id))
        .order_by(Task.id)
        .execution_options(populate_existing=True)
    ).all()
    for task in tasks:
        task.assigned_to_id = None
        record(
            session,
            task.report,
            "task_assigned",
            at,
            account_id=acting.viewer.account,
            task_id=task.id,
            unit_id=task.unit_id,
            step=task.step,
            officer=None,
        )
    session.flush()
    return len(tasks)


def staffed_seats(session: Session, desk_ids: Iterable[UUID]) -> set[tuple[UUID, str, UUID | None]]:
    """Which desk, actor and unit have a team with at least one active member; one query."""
    member = (
        exists()
        .where(Membership.team_id == Team.id)
        .where(Account.id == Membership.account_id, Account.active)
    )
    rows = session.execute(
        select(Team.desk_id, Team.actor, Team.unit_id).where(Team.desk_id.in_(desk_ids), member)
    )
    return {(desk, actor, unit) for desk, actor, unit in rows}
