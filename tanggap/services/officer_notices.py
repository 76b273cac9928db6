"""Tell teams about their tasks by e-mail: number, category and time, never who reported or what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, or_, select
from sqlalchemy.orm import Session, aliased

from tanggap.domain.spoken_time import spoken_moment, spoken_share
from tanggap.services.escalation import CAPACITIES, Rung, escalation_of_tasks
from tanggap.services.house import now
from tanggap.services.officer_mail import Addressee, mail_row, news_id, queue_mail
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.public_addresses import officer_page
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.organisation import Category, Desk, Membership, Team
from tanggap.storage.reports import Exclusion, Report
from tanggap.storage.tasks import Task

SUPERIORS = "overdue_superior"


def announce_new_tasks(task_ids: Iterable[UUID]) -> int:
    """Tell the teams of these tasks that they are there; returns how many messages that made.

    Tasks that are closed by now, or that never came to be, are passed over. Announcing a second
    time tells nobody twice.
    """
    with transaction() as session:
        tasks = session.scalars(
            select(Task).where(Task.id.in_(list(task_ids)), Task.closed_at.is_(None))
        ).all()
        return notify_teams(session, tasks, "new_task", now())


def notify_teams(
    session: Session,
    tasks: Sequence[Task],
    template: str,
    at: datetime,
    shares: Mapping[UUID, Fraction] | None = None,
) -> int:
    """Queue a message per task and member of its team; returns how many were new.

    Officers who are excluded from the report, or whose account is closed, are not told; nor is an
    officer told of a new task that their own action opened.

    Args:
        template: new_task, due_soon or overdue.
        shares: for due_soon, the share of its time each task has used up.
    """
    if not tasks:
        return 0
    facts = _facts(session, tasks)
    for task_id, share in (shares or {}).items():
        facts[task_id]["share"] = spoken_share(share)
    members = _members(session, tasks)
    letters = [
        _row(task, template, who, facts[task.id], at)
        for task in tasks
        for who in members[task.id]
        if template != "new_task" or who.account_id != task.opened_by_id
    ]
    return queue_mail(session, letters)


def escalate_overdue(session: Session, tasks: Sequence[Task], at: datetime) -> dict[UUID, Rung]:
    """Tell who stands above each overdue task's team, in words of their own and without a link.

    Returns:
        By task, the rung on which somebody was found (``services.escalation``). Who is a member of
        the team heard of it already and gets no second message.
    """
    found = escalation_of_tasks(session, [task.id for task in tasks])
    facts, members = _facts(session, tasks), _members(session, tasks)
    letters = []
    for task in tasks:
        rung = found[task.id].rung
        said = facts[task.id] | {
            "capacity": CAPACITIES.get(rung, ""),
            "is_superior": rung is Rung.SUPERIOR,
        }
        letters += [
            _row(task, SUPERIORS, who, said, at)
            for who in found[task.id].people
            if who not in members[task.id]
        ]
    queue_mail(session, letters)
    return {task_id: one.rung for task_id, one in found.items()}


def _row(
    task: Task, template: str, who: Addressee, facts: dict[str, Any], at: datetime
) -> dict[str, Any]:
    said: tuple[object, ...] = (task.id, template, who.account_id)
    if template != "new_task":  # a time that was moved since makes other news of it
        said += (facts.get("share", ""), task.due_at)
    return mail_row(
        who,
        template,
        facts,
        at,
        id_=news_id(task.opened_at, *said),
        agency_id=task.agency_id,
        report_id=task.report_id,
    )


def _facts(session: Session, tasks: Sequence[Task]) -> dict[UUID, dict[str, Any]]:
    """What the templates need, by task; one query."""
    parent = aliased(Category)
    team_here = and_(
        Team.desk_id == Task.desk_id,
        Team.actor == Task.actor,
        Team.unit_id.is_not_distinct_from(Task.unit_id),
    )
    rows = session.execute(
        select(
            Task.id,
            Report.number,
            Report.procedure_version_id,
            Category.name,
            parent.name,
            Desk.name,
            CalendarRow.timezone,
            Team.name,
        )
        .join(Report, Report.id == Task.report_id)
        .join(Category, Category.id == Report.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .join(Desk, Desk.id == Task.desk_id)
        .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
        .outerjoin(Team, team_here)
        .where(Task.id.in_([task.id for task in tasks]))
    ).all()
    by_id = {task.id: task for task in tasks}
    found = {}
    for task_id, number, version_id, category, above, desk, timezone, team in rows:
        task = by_id[task_id]
        step = procedure_of(session, version_id).step(task.step)
        found[task_id] = {
            "number": number,
            "category": f"{above}: {category}" if above else category,
            "activity": step.activity,
            "due": spoken_moment(task.due_at, timezone) if task.due_at else "",
            "desk": desk,
            "team": team or "tim Anda",
            "page": officer_page(task.report_id),
        }
    return found


def _members(session: Session, tasks: Sequence[Task]) -> dict[UUID, list[Addressee]]:
    """Members of each task's team who may know of it."""
    rows = session.execute(
        select(Task.id, Account.id, Account.email)
        .join(
            Team,
            and_(
                Team.desk_id == Task.desk_id,
                Team.actor == Task.actor,
                Team.unit_id.is_not_distinct_from(Task.unit_id),
            ),
        )
        .join(Membership, Membership.team_id == Team.id)
        .join(Account, Account.id == Membership.account_id)
        .where(Task.id.in_([task.id for task in tasks]), _is_named(), *_may_know())
        .order_by(Account.id)
    )
    return _grouped(rows)


def _is_named() -> ColumnElement[bool]:
    """Where an assignment letter names people, the task is theirs alone."""
    return or_(Task.people.is_(None), Membership.account_id == any_(Task.people))


def _may_know() -> tuple[Any, Any]:
    excluded = (
        select(Exclusion.account_id)
        .where(Exclusion.report_id == Task.report_id, Exclusion.account_id == Account.id)
        .exists()
    )
    return Account.active.is_(True), ~excluded


def _grouped(rows: Iterable[Any]) -> dict[UUID, list[Addressee]]:
    grouped: dict[UUID, list[Addressee]] = defaultdict(list)
    for task_id, account_id, email in rows:
        grouped[task_id].append(Addressee(account_id, email))
    return grouped
