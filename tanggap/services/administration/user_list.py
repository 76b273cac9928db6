"""Read the agency's officers: who they are, what they may, where they sit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Row, Select, and_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from tanggap.domain.policy import Role
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting, looking
from tanggap.services.officer_access import needs_second_factor
from tanggap.storage.accounts import Account, Post
from tanggap.storage.organisation import Desk, Membership, Team, Unit

LARGEST_PAGE = 100
NIK_SHOWN = 4
"""Digits of a NIK that administration may see: enough to tell a wrong one."""
OFFICER_ROLES = (Role.OFFICER.value, Role.ADMINISTRATOR.value, Role.AUDITOR.value)

State = Literal["active", "invited", "inactive"]
STATES: tuple[State, ...] = ("active", "invited", "inactive")


@dataclass(frozen=True, slots=True)
class UserFilter:
    """Which officers are wanted; empty fields do not filter.

    Attributes:
        words: parts of name, e-mail address or NIP, all of which must be found.
    """

    words: str = ""
    state: State | None = None
    role: str | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TeamSeat:
    """A team an officer sits in."""

    team_id: UUID
    name: str
    desk_id: UUID
    desk_name: str
    actor: str
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class User:
    """An officer as administration sees one.

    Attributes:
        state: invited until the first password is set.
        roles: of :data:`OFFICER_ROLES`; that an officer is a reporter too is not shown here.
        nik_end: the last four digits of the NIK kept for signing; None where none is kept.
        is_self: the administrator who looks.
    """

    id: UUID
    version: int
    name: str
    email: str
    state: State
    roles: Sequence[str]
    position: str
    rank: str | None
    nip: str | None
    nik_end: str | None
    unit_id: UUID
    unit_name: str
    superior_id: UUID | None
    superior_name: str | None
    has_second_factor: bool
    last_login_at: datetime | None
    teams: Sequence[TeamSeat]
    is_self: bool


@dataclass(frozen=True, slots=True)
class UserPage:
    """One page by name, and the id after which the next begins, if there is one."""

    users: Sequence[User]
    next_id: UUID | None


def list_users(
    acting: Acting, wanted: UserFilter, *, after: UUID | None = None, limit: int = 50
) -> UserPage:
    """One page of the agency's officers by name; a fixed number of queries.

    Args:
        after: the last officer of the page before; the page goes on behind that officer's name
            as it is now.
    """
    session = looking(acting)
    statement = _filtered(_officers(acting), wanted)
    if after is not None:
        last = session.execute(select(Account.name, Account.id).where(Account.id == after)).first()
        if last is not None:
            statement = statement.where(tuple_(Account.name, Account.id) > tuple_(*last))
    size = min(limit, LARGEST_PAGE)
    rows = session.execute(statement.order_by(Account.name, Account.id).limit(size + 1)).all()
    users = _users(session, acting, rows[:size])
    return UserPage(users, users[-1].id if len(rows) > size else None)


def get_user(acting: Acting, account_id: UUID) -> User:
    """One officer.

    Raises:
        Refused: ``officer-not-found``.
    """
    return user_of(looking(acting), acting, account_id)


def user_of(session: Session, acting: Acting, account_id: UUID) -> User:
    """One officer, read anew: for services that changed something.

    Raises:
        Refused: ``officer-not-found``.
    """
    rows = session.execute(
        _officers(acting).where(Account.id == account_id).execution_options(populate_existing=True)
    ).all()
    if not rows:
        raise Refused("officer-not-found")
    return _users(session, acting, rows)[0]


OfficerSelect = Select[Account, Post, str, str]
OfficerRow = Row[Account, Post, str, str]


def _officers(acting: Acting) -> OfficerSelect:
    superior = aliased(Account)
    return (
        select(Account, Post, Unit.name, superior.name)
        .join(Post, Post.account_id == Account.id)
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(superior, superior.id == Post.superior_id)
        .where(Account.agency_id == acting.agency_id, Post.agency_id == acting.agency_id)
    )


def _filtered(statement: OfficerSelect, wanted: UserFilter) -> OfficerSelect:
    for word in wanted.words.split()[:8]:
        pattern = f"%{_literal(word)}%"
        statement = statement.where(
            or_(Account.name.ilike(pattern), Account.email.ilike(pattern), Post.nip.ilike(pattern))
        )
    if wanted.state == "inactive":
        statement = statement.where(Account.active.is_(False))
    elif wanted.state is not None:
        has_password = Account.password.is_not(None)
        is_wanted = has_password if wanted.state == "active" else ~has_password
        statement = statement.where(and_(Account.active, is_wanted))
    if wanted.role is not None:
        statement = statement.where(Account.roles.any(name=wanted.role))
    if wanted.unit_id is not None:
        statement = statement.where(Post.unit_id == wanted.unit_id)
    return statement


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _users(session: Session, acting: Acting, rows: Sequence[OfficerRow]) -> list[User]:
    seats = _seats(session, [account.id for account, *_ in rows])
    return [
        User(
            id=account.id,
            version=account.version,
            name=account.name,
            email=account.email,
            state=_state(account),
            roles=[name for name in OFFICER_ROLES if name in {role.name for role in account.roles}],
            position=post.position,
            rank=post.rank,
            nip=post.nip,
            nik_end=post.nik[-NIK_SHOWN:] if post.nik else None,
            unit_id=post.unit_id,
            unit_name=unit_name,
            superior_id=post.superior_id,
            superior_name=superior_name,
            has_second_factor=needs_second_factor(account),
            last_login_at=account.current_login_at,
            teams=seats.get(account.id, []),
            is_self=account.id == acting.viewer.account,
        )
        for account, post, unit_name, superior_name in rows
    ]


def _state(account: Account) -> State:
    if not account.active:
        return "inactive"
    return "active" if account.password is not None else "invited"


def _seats(session: Session, account_ids: Iterable[UUID]) -> dict[UUID, list[TeamSeat]]:
    """Team seats by officer; one query."""
    rows = session.execute(
        select(
            Membership.account_id,
            Team.id,
            Team.name,
            Team.desk_id,
            Desk.name,
            Team.actor,
            Team.unit_id,
        )
        .join(Team, Team.id == Membership.team_id)
        .join(Desk, Desk.id == Team.desk_id)
        .where(Membership.account_id.in_(list(account_ids)))
        .order_by(Desk.name, Team.name, Team.id)
    )
    found: dict[UUID, list[TeamSeat]] = {}
    for account_id, team_id, team, desk_id, desk, actor, unit_id in rows:
        seat = TeamSeat(team_id, team, desk_id, desk, actor, unit_id)
        found.setdefault(account_id, []).append(seat)
    return found
