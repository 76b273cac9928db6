"""Assign tasks within the team that holds them: one at a time, or many with the same checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.report_facts import task_facts
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, Post
from tanggap.storage.organisation import Membership, Team
from tanggap.storage.reports import Exclusion, Report
from tanggap.storage.tasks import Task

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class TeamMember:
    """An officer who may be given a task.

    Attributes:
        open_tasks: how many open tasks are assigned to the officer already, at every desk.
    """

    account: UUID
    name: str
    position: str
    open_tasks: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """What became of one task of a bulk assignment; ``refusal`` is None when it was assigned."""

    task: UUID
    refusal: Refused | None


def own_task(
    session: Session, viewer: Viewer, task_id: UUID, *, lock: bool = False
) -> tuple[Task, Report, ReportFacts]:
    """An open task of one of the viewer's teams, its report, and what the policy knows of it.

    Args:
        lock: whether to lock the task's row until the transaction ends.

    Raises:
        Refused: ``task-not-found``, the same whether it is missing, closed or not theirs.
    """
    statement = select(Task).where(Task.id == task_id, Task.closed_at.is_(None))
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    task = session.scalars(statement).one_or_none()
    if task is None:
        raise Refused("task-not-found")
    try:
        report, facts = visible_report(session, viewer, task.report_id)
    except Refused:
        raise Refused("task-not-found") from None
    if not may(Permission.TAKE_TASK, viewer, facts, task_facts(task)):
        raise Refused("task-not-found")
    return task, report, facts


def team_of_task(session: Session, viewer: Viewer, task_id: UUID) -> list[TeamMember]:
    """The officers this task can be assigned to, by name.

    Raises:
        Refused: ``task-not-found``.
    """
    task, _, _ = own_task(session, viewer, task_id)
    load = (
        select(Task.assigned_to_id, func.count().label("open_tasks"))
        .where(Task.closed_at.is_(None), Task.assigned_to_id.is_not(None))
        .group_by(Task.assigned_to_id)
        .subquery()
    )
    rows = session.execute(
        _candidates(task)
        .outerjoin(load, load.c.assigned_to_id == Account.id)
        .outerjoin(Post, Post.account_id == Account.id)
        .with_only_columns(
            Account.id, Account.name, Post.position, func.coalesce(load.c.open_tasks, 0)
        )
        .order_by(Account.name, Account.id)
    )
    return [TeamMember(id_, name, position or "", count) for id_, name, position, count in rows]


def assign_task(viewer: Viewer, task_id: UUID, officer_id: UUID | None) -> Task:
    """Assign an open task of the viewer's team to a member, or with None to nobody.

    Any member of the team may do this, also for a task that is assigned to another: a team must not
    stand still because one of its members is away. The report's history says who did it.

    Raises:
        Refused: ``task-not-found``; ``officer-not-in-team`` for who is no active member of the team
            or is excluded from the report.
    """
    with transaction() as session:
        task, report, facts = own_task(session, viewer, task_id, lock=True)
        if not may(Permission.ASSIGN_TASK, viewer, facts, task_facts(task)):
            raise Refused("not-allowed", permission=Permission.ASSIGN_TASK.value)
        if task.assigned_to_id == officer_id:
            return _with_assignee(session, task)
        if officer_id is not None and not _is_candidate(session, task, officer_id):
            raise Refused("officer-not-in-team")
        task.assigned_to_id = officer_id
        record(
            session,
            report,
            "task_assigned",
            now(),
            account_id=viewer.account,
            task_id=task.id,
            unit_id=task.unit_id,
            step=task.step,
            officer=str(officer_id) if officer_id else None,
        )
        session.flush()
        return _with_assignee(session, task)


def assign_tasks(viewer: Viewer, wanted: Sequence[tuple[UUID, UUID | None]]) -> list[Assignment]:
    """Assign several tasks; each succeeds or is refused by itself, exactly as :func:`assign_task`.

    Raises:
        Refused: ``too-many-at-once``.
    """
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("too-many-at-once", limit=MOST_AT_ONCE)
    results = []
    for task_id, officer_id in wanted:
        try:
            assign_task(viewer, task_id, officer_id)
        except Refused as refusal:
            results.append(Assignment(task_id, refusal))
        else:
            results.append(Assignment(task_id, None))
    return results


def _candidates(task: Task) -> Select[UUID]:
    excluded = exists().where(
        Exclusion.report_id == task.report_id, Exclusion.account_id == Account.id
    )
    team = and_(
        Team.desk_id == task.desk_id,
        Team.actor == task.actor,
        Team.unit_id.is_not_distinct_from(task.unit_id),
    )
    return (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .join(Team, Team.id == Membership.team_id)
        .where(team, Account.active, ~excluded)
    )


def _is_candidate(session: Session, task: Task, officer_id: UUID) -> bool:
    return session.scalar(_candidates(task).where(Account.id == officer_id)) is not None


def _with_assignee(session: Session, task: Task) -> Task:
    return session.scalars(
        select(Task)
        .where(Task.id == task.id)
        .options(joinedload(Task.assigned_to))
        .execution_options(populate_existing=True)
    ).one()
