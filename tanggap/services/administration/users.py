"""Arrange the agency's officers: invite them, give them post, roles and teams, let them go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.identity_numbers import parse_nip
from tanggap.domain.policy import Role
from tanggap.domain.refusal import Refused
from tanggap.services.accounts import clean_name, find_account, invite_officer, send_invitation
from tanggap.services.administration.acting import (
    Acting,
    administering,
    known,
    line,
    locked,
    note,
)
from tanggap.services.administration.circles import closes_circle
from tanggap.services.administration.memberships import seat, unseat, unseat_everywhere
from tanggap.services.administration.user_list import OFFICER_ROLES, User, user_of
from tanggap.services.credentials import sign_out_everywhere
from tanggap.services.email_addresses import parse_email
from tanggap.services.house import now
from tanggap.storage.accounts import Account, AccountRole, Post
from tanggap.storage.organisation import Membership, Team, Unit

POST_FIELDS = ("unit_id", "position", "rank", "nip", "superior_id")


def invite_user(acting: Acting, given: Mapping[str, Any]) -> User:
    """Make an officer's account and post, and send the link that sets the first password.

    Args:
        given: name, email, roles, unit_id and position; rank, nip and superior_id where known.

    Raises:
        Refused: ``email-malformed``, ``email-taken``, ``text-missing``, ``text-too-long``,
            ``role-unknown``, ``roles-missing``, ``unit-not-found``, ``unit-closed``,
            ``nip-taken``, ``superior-unknown`` or a code of ``parse_nip``.
    """
    at = now()
    with administering(acting) as session:
        roles = _known_roles(given["roles"])
        account = invite_officer(
            session,
            agency_id=acting.agency_id,
            name=_name(given["name"]),
            email=_free_email(session, given["email"]),
            roles=roles,
            at=at,
            invited_by=acting.viewer.account,
        )
        post = Post(account_id=account.id, agency_id=acting.agency_id, rank=None, nip=None)
        wanted = _post(session, acting, account.id, given, at.date())
        for field, value in wanted.items():
            setattr(post, field, value)
        session.add(post)
        session.flush()
        after = {"name": account.name, "email": account.email, **wanted}
        note(session, acting, "officer_placed", "account", account.id, at, after=after)
        return user_of(session, acting, account.id)


def change_user(
    acting: Acting, account_id: UUID, decided_on: int, given: Mapping[str, Any]
) -> User:
    """Change name, e-mail address and post as named in ``given``; the rest stays.

    A new e-mail address ends every login and every link of the account; an officer who was invited
    and never came gets the invitation at the new address.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated`` and the codes of :func:`invite_user`;
            ``superior-in-circle``.
    """
    at = now()
    with administering(acting) as session:
        account, post = _officer(session, acting, account_id, decided_on)
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        if "name" in given:
            _set(account, "name", _name(given["name"]), before, after)
        if "email" in given:
            _change_email(session, account, given["email"], at, before, after)
        for field, value in _post(session, acting, account.id, given, at.date()).items():
            _set(post, field, value, before, after)
        if after:
            account.version += 1
            session.flush()
            note(
                session,
                acting,
                "officer_changed",
                "account",
                account.id,
                at,
                before=before,
                after=after,
            )
        return user_of(session, acting, account.id)


def set_roles(acting: Acting, account_id: UUID, decided_on: int, roles: Iterable[str]) -> User:
    """Give an officer exactly these roles; being a reporter too stays as it is.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``, ``own-roles``, ``role-unknown``,
            ``roles-missing``, ``last-administrator``, ``officer-in-teams``.
    """
    at = now()
    wanted = _known_roles(roles)
    with administering(acting) as session:
        account, _ = _officer(session, acting, account_id, decided_on)
        held = {role.name for role in account.roles} & set(OFFICER_ROLES)
        if held == wanted:
            return user_of(session, acting, account.id)
        if account.id == acting.viewer.account:
            raise Refused("own-roles")
        if Role.ADMINISTRATOR in held - wanted:
            _not_the_last_administrator(session, acting, account)
        if Role.OFFICER in held - wanted and _teams_of(session, account.id):
            raise Refused("officer-in-teams", field="roles")
        kept = [role for role in account.roles if role.name not in OFFICER_ROLES]
        rows = session.scalars(select(AccountRole).where(AccountRole.name.in_(wanted))).all()
        account.roles = [*kept, *rows]
        account.version += 1
        session.flush()
        note(
            session,
            acting,
            "officer_roles_changed",
            "account",
            account.id,
            at,
            before={"roles": sorted(held)},
            after={"roles": sorted(wanted)},
        )
        return user_of(session, acting, account.id)


def set_teams(acting: Acting, account_id: UUID, decided_on: int, team_ids: Iterable[UUID]) -> User:
    """Seat an officer in exactly these teams of the agency's desks.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``, ``team-not-found``,
            ``officer-not-active``, ``team-left-empty``.
    """
    at = now()
    wanted = set(team_ids)
    with administering(acting) as session:
        account, _ = _officer(session, acting, account_id, decided_on)
        held = set(_teams_of(session, account.id))
        if held == wanted:
            return user_of(session, acting, account.id)
        for team_id in sorted(wanted - held):
            team = known(session, acting, Team, team_id)
            seat(session, team, account.id, at)
            team.version += 1
        for team_id in sorted(held - wanted):
            team = known(session, acting, Team, team_id)
            membership = session.get_one(Membership, (team_id, account.id))
            unseat(session, acting, team, membership, at)
            team.version += 1
        account.version += 1
        session.flush()
        note(
            session,
            acting,
            "officer_teams_changed",
            "account",
            account.id,
            at,
            before={"teams": _named(session, held - wanted)},
            after={"teams": _named(session, wanted - held)},
        )
        return user_of(session, acting, account.id)


def set_active(acting: Acting, account_id: UUID, decided_on: int, is_active: bool) -> User:
    """Let an officer go, or back in; nobody is ever deleted, since history names them.

    Who goes leaves every team and every open assignment, and every login ends. Who comes back sits
    in no team until seated again.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``, ``own-account``,
            ``last-administrator``, ``officer-heads-unit``, ``team-left-empty``.
    """
    at = now()
    with administering(acting) as session:
        account, _ = _officer(session, acting, account_id, decided_on)
        if account.active is is_active:
            return user_of(session, acting, account.id)
        before: dict[str, object] = {"active": account.active}
        if not is_active:
            _may_go(session, acting, account)
            left = unseat_everywhere(session, acting, account.id, at)
            if left:
                before["teams"] = sorted(team.name for team in left)
        account.active = is_active
        sign_out_everywhere(account)
        account.version += 1
        session.flush()
        action = "account_activated" if is_active else "account_deactivated"
        after = {"active": is_active}
        note(session, acting, action, "account", account.id, at, before=before, after=after)
        return user_of(session, acting, account.id)


def _officer(
    session: Session, acting: Acting, account_id: UUID, decided_on: int
) -> tuple[Account, Post]:
    """An officer's locked account with its post; a mere reporter is none."""
    account = locked(session, acting, Account, account_id, decided_on)
    post = session.get(Post, account.id, populate_existing=True)
    if post is None:
        raise Refused("officer-not-found")
    return account, post


def _may_go(session: Session, acting: Acting, account: Account) -> None:
    if account.id == acting.viewer.account:
        raise Refused("own-account")
    if any(role.name == Role.ADMINISTRATOR for role in account.roles):
        _not_the_last_administrator(session, acting, account)
    units = session.scalars(
        select(Unit.short_name).where(Unit.head_id == account.id).order_by(Unit.short_name)
    ).all()
    if units:
        raise Refused("officer-heads-unit", units=list(units))


def _not_the_last_administrator(session: Session, acting: Acting, account: Account) -> None:
    """Refuse to leave the agency without an administrator who can log in."""
    others = session.scalar(
        select(func.count())
        .select_from(Account)
        .where(
            Account.agency_id == acting.agency_id,
            Account.id != account.id,
            Account.active,
            Account.password.is_not(None),
            Account.roles.any(name=Role.ADMINISTRATOR.value),
        )
    )
    if not others:
        raise Refused("last-administrator")


def _change_email(
    session: Session,
    account: Account,
    typed: str,
    at: datetime,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    address = _email(typed)
    if address == account.email:
        return
    _free_email(session, address)
    _set(account, "email", address, before, after)
    sign_out_everywhere(account)
    session.flush()
    if account.password is None and account.active:
        send_invitation(session, account, at)


def _post(
    session: Session, acting: Acting, account_id: UUID, given: Mapping[str, Any], today: date
) -> dict[str, object]:
    """The columns of the post to write, checked."""
    wanted: dict[str, object] = {}
    if "unit_id" in given:
        unit = known(session, acting, Unit, given["unit_id"])
        if not unit.is_active:
            raise Refused("unit-closed", field="unit_id")
        wanted["unit_id"] = unit.id
    if "position" in given:
        wanted["position"] = line("position", given["position"])
    if "rank" in given:
        wanted["rank"] = line("rank", given["rank"] or "", may_be_empty=True) or None
    if "nip" in given:
        wanted["nip"] = _nip(session, acting, account_id, given["nip"] or "", today)
    if "superior_id" in given:
        wanted["superior_id"] = _superior(session, acting, account_id, given["superior_id"])
    return wanted


def _nip(session: Session, acting: Acting, account_id: UUID, typed: str, today: date) -> str | None:
    if not typed.strip():
        return None
    try:
        nip = parse_nip(typed, today=today).value
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "nip"}) from None
    holder = session.scalar(
        select(Account.name)
        .join(Post, Post.account_id == Account.id)
        .where(Post.agency_id == acting.agency_id, Post.nip == nip, Account.id != account_id)
        .limit(1)
    )
    if holder is not None:
        raise Refused("nip-taken", field="nip", holder=holder)
    return nip


def _superior(
    session: Session, acting: Acting, account_id: UUID, superior_id: UUID | None
) -> UUID | None:
    if superior_id is None:
        return None
    links = select(Post.account_id, Post.superior_id).where(Post.agency_id == acting.agency_id)
    above = {below: over for below, over in session.execute(links)}  # noqa: C416 - rows to pairs
    if superior_id not in above:
        raise Refused("superior-unknown", field="superior_id")
    if closes_circle(above, account_id, superior_id):
        raise Refused("superior-in-circle", field="superior_id")
    return superior_id


def _known_roles(roles: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(roles)
    if strange := sorted(wanted - set(OFFICER_ROLES)):
        raise Refused("role-unknown", field="roles", role=strange[0], known=OFFICER_ROLES)
    if not wanted:
        raise Refused("roles-missing", field="roles")
    return wanted


def _name(typed: str) -> str:
    try:
        return clean_name(typed)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "name"}) from None


def _free_email(session: Session, typed: str) -> str:
    address = _email(typed)
    if find_account(session, address) is not None:
        raise Refused("email-taken", field="email", email=address)
    return address


def _email(typed: str) -> str:
    try:
        return parse_email(typed)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "email"}) from None


def _set(
    row: Account | Post,
    field: str,
    value: object,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    old = getattr(row, field)
    if old != value:
        before[field], after[field] = old, value
        setattr(row, field, value)


def _teams_of(session: Session, account_id: UUID) -> Sequence[UUID]:
    return session.scalars(
        select(Membership.team_id).where(Membership.account_id == account_id)
    ).all()


def _named(session: Session, team_ids: Iterable[UUID]) -> dict[str, str]:
    """Ids and names of teams, for the audit log."""
    rows = session.execute(
        select(Team.id, Team.name).where(Team.id.in_(list(team_ids))).order_by(Team.name)
    )
    return {str(team_id): name for team_id, name in rows}
