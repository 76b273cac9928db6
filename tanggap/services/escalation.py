"""Find who hears that work is overdue, beside the team itself: never nobody, where anyone is left.

The ladder, each rung only for work that found nobody on the one before:

1. the direct superiors of the assignee, or of every member where nobody is assigned;
2. the head of the unit whose work it is: the department's, else the desk's;
3. the members of the desk's own other teams;
4. the agency's administrators, who can enter the superior that is missing.

Officers who are excluded from a report, or whose account is closed, stand on no rung.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, Uuid, and_, any_, cast, func, null, or_, select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Role
from tanggap.services.officer_mail import Addressee
from tanggap.storage.accounts import Account, AccountRole, AccountRoleLink, Post
from tanggap.storage.organisation import Desk, Membership, Team, Unit
from tanggap.storage.recaps import Recap
from tanggap.storage.reports import Exclusion
from tanggap.storage.tasks import Task


class Rung(StrEnum):
    """On which rung of the ladder somebody was found."""

    SUPERIOR = "superior"
    UNIT_HEAD = "unit_head"
    DESK = "desk"
    ADMINISTRATORS = "administrators"
    NOBODY = "nobody"


CAPACITIES = {
    Rung.SUPERIOR: "sebagai atasan langsung anggota tim tersebut",
    Rung.UNIT_HEAD: (
        "sebagai kepala unit, karena tim tersebut tidak punya atasan langsung yang dapat "
        "diberi tahu"
    ),
    Rung.DESK: (
        "sebagai petugas layanan ini, karena tim tersebut tidak punya atasan langsung atau "
        "kepala unit yang dapat diberi tahu"
    ),
    Rung.ADMINISTRATORS: (
        "sebagai administrator, karena tidak ada atasan langsung, kepala unit, atau petugas "
        "layanan lain yang dapat diberi tahu. Lengkapi atasan langsung anggota tim itu"
    ),
}
"""Why a person gets the message, as the message says it."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who hears of one piece of overdue work, and on which rung they were found."""

    rung: Rung
    people: Sequence[Addressee]


def escalation_of_tasks(session: Session, task_ids: Collection[UUID]) -> dict[UUID, Escalation]:
    """By task, who is told that it is overdue; one query where all have superiors."""
    late = (
        select(
            Task.id,
            Task.agency_id,
            Task.desk_id,
            Task.actor,
            Task.unit_id,
            Task.report_id,
            Task.assigned_to_id,
            Task.people,
        )
        .where(Task.id.in_(task_ids))
        .subquery("late")
    )
    named = and_(
        or_(late.c.assigned_to_id.is_(None), late.c.assigned_to_id == Membership.account_id),
        or_(late.c.people.is_(None), Membership.account_id == any_(late.c.people)),
    )
    return _climbed(session, task_ids, late, _superiors(late).where(named))


def escalation_of_recap(session: Session, recap_id: UUID) -> Escalation:
    """Who is told that a recap's step is overdue."""
    nothing = cast(null(), Uuid)
    late = (
        select(
            Recap.id,
            Recap.agency_id,
            Recap.desk_id,
            Recap.actor,
            nothing.label("unit_id"),
            nothing.label("report_id"),
        )
        .where(Recap.id == recap_id)
        .subquery("late")
    )
    return _climbed(session, [recap_id], late, _superiors(late))[recap_id]


Found = Select[UUID, UUID, str]


def _climbed(
    session: Session, ids: Collection[UUID], late: Subquery, superiors: Found
) -> dict[UUID, Escalation]:
    ladder = {
        Rung.SUPERIOR: superiors,
        Rung.UNIT_HEAD: _heads(late),
        Rung.DESK: _desk_teams(late),
        Rung.ADMINISTRATORS: _administrators(late),
    }
    found: dict[UUID, Escalation] = {}
    for rung, statement in ladder.items():
        left = [one for one in ids if one not in found]
        if not left:
            return found
        people = _grouped(session.execute(statement.where(late.c.id.in_(left))))
        found |= {one: Escalation(rung, who) for one, who in people.items()}
    return {**{one: Escalation(Rung.NOBODY, ()) for one in ids}, **found}


def _superiors(late: Subquery) -> Found:
    return (
        _told(late)
        .join(Team, _is_team_of(late))
        .join(Membership, Membership.team_id == Team.id)
        .join(Post, Post.account_id == Membership.account_id)
        .join(Account, Account.id == Post.superior_id)
        .where(*_may_know(late))
    )


def _heads(late: Subquery) -> Found:
    return (
        _told(late)
        .join(Desk, Desk.id == late.c.desk_id)
        .join(Unit, Unit.id == func.coalesce(late.c.unit_id, Desk.unit_id))
        .join(Account, Account.id == Unit.head_id)
        .where(*_may_know(late))
    )


def _desk_teams(late: Subquery) -> Found:
    """Members of the desk's own teams who are not in the late one."""
    in_it = (
        select(Membership.account_id)
        .join(Team, Team.id == Membership.team_id)
        .correlate(late, Account)
    ).where(_is_team_of(late), Membership.account_id == Account.id)
    return (
        _told(late)
        .join(Team, and_(Team.desk_id == late.c.desk_id, Team.unit_id.is_(None)))
        .join(Membership, Membership.team_id == Team.id)
        .join(Account, Account.id == Membership.account_id)
        .where(~in_it.exists(), *_may_know(late))
    )


def _administrators(late: Subquery) -> Found:
    return (
        _told(late)
        .join(Account, Account.agency_id == late.c.agency_id)
        .join(AccountRoleLink, AccountRoleLink.account_id == Account.id)
        .join(AccountRole, AccountRole.id == AccountRoleLink.role_id)
        .where(AccountRole.name == Role.ADMINISTRATOR.value, *_may_know(late))
    )


def _told(late: Subquery) -> Found:
    return (
        select(late.c.id, Account.id, Account.email)
        .select_from(late)
        .distinct()
        .order_by(late.c.id, Account.id)
    )


def _is_team_of(late: Subquery) -> Any:
    return and_(
        Team.desk_id == late.c.desk_id,
        Team.actor == late.c.actor,
        Team.unit_id.is_not_distinct_from(late.c.unit_id),
    )


def _may_know(late: Subquery) -> tuple[Any, Any]:
    excluded = (
        select(Exclusion.account_id)
        .where(Exclusion.report_id == late.c.report_id, Exclusion.account_id == Account.id)
        .exists()
    )
    return Account.active.is_(True), ~excluded


def _grouped(rows: Iterable[Any]) -> Mapping[UUID, list[Addressee]]:
    grouped: dict[UUID, list[Addressee]] = defaultdict(list)
    for late_id, account_id, email in rows:
        grouped[late_id].append(Addressee(account_id, email))
    return grouped
