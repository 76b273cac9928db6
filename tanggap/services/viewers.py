"""Who is asking: the policy's view of an account, its roles and its seats in teams."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Role, Seat, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.accounts import Account, AccountRole, AccountRoleLink
from tanggap.storage.organisation import Desk, Membership, Team
from tanggap.storage.prepared import Prepared

_KNOWN_ROLES = {role.value: role for role in Role}

_ROLES_HELD = (
    select(func.array_agg(AccountRole.name))
    .join(AccountRoleLink, AccountRoleLink.role_id == AccountRole.id)
    .where(AccountRoleLink.account_id == Account.id)
    .scalar_subquery()
)
_SEATS_HELD = (
    select(
        func.json_agg(
            func.json_build_array(Team.desk_id, Team.actor, Team.unit_id, Desk.procedure_version_id)
        )
    )
    .select_from(Membership)
    .join(Team, Team.id == Membership.team_id)
    .join(Desk, Desk.id == Team.desk_id)
    .where(Membership.account_id == Account.id)
    .scalar_subquery()
)
_WHO_IS_SIGNED_IN = Prepared(
    select(
        Account.id,
        Account.agency_id,
        Account.name,
        Account.email,
        Account.tf_primary_method,
        Account.tf_totp_secret.is_not(None).label("has_totp_secret"),
        Account.last_login_at,
        _ROLES_HELD.label("roles"),
        _SEATS_HELD.label("seats"),
    ).where(Account.fs_uniquifier == bindparam("uniquifier"), Account.active)
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account behind a request, read anew for each: no right is ever remembered.

    Attributes:
        fs_uniquifier: what the login's cookie carries; Flask-Security knows it by this name.
        viewer: what the policy knows of the account.
    """

    id: UUID
    agency_id: UUID
    name: str = field(repr=False)
    email: str = field(repr=False)
    fs_uniquifier: str = field(repr=False)
    tf_primary_method: str | None
    has_totp_secret: bool
    last_login_at: datetime | None
    is_officer: bool
    viewer: Viewer

    is_authenticated = True
    is_active = True

    def get_id(self) -> str:
        """What Flask-Login writes into the session."""
        return self.fs_uniquifier


def signed_in_as(session: Session, uniquifier: str) -> SignedIn | None:
    """The active account whose logins carry ``uniquifier``; one statement."""
    row = _WHO_IS_SIGNED_IN.first(session, uniquifier=uniquifier)
    if row is None:
        return None
    role_names = row.roles or ()
    seats = [
        (UUID(desk), actor, UUID(unit) if unit else None, UUID(version))
        for desk, actor, unit, version in row.seats or ()
    ]
    return SignedIn(
        id=row.id,
        agency_id=row.agency_id,
        name=row.name,
        email=row.email,
        fs_uniquifier=uniquifier,
        tf_primary_method=row.tf_primary_method,
        has_totp_secret=row.has_totp_secret,
        last_login_at=row.last_login_at,
        is_officer=is_more_than_reporter(role_names),
        viewer=_viewer(session, row.id, role_names, seats),
    )


def is_more_than_reporter(role_names: Iterable[str]) -> bool:
    """Whether an account with these roles is an officer's."""
    return any(name != Role.REPORTER for name in role_names)


def viewer_of(session: Session, account: Account) -> Viewer:
    """The viewer ``account`` is: one query for its seats."""
    rows = session.execute(
        select(Team.desk_id, Team.actor, Team.unit_id, Desk.procedure_version_id)
        .join(Membership, Membership.team_id == Team.id)
        .join(Desk, Desk.id == Team.desk_id)
        .where(Membership.account_id == account.id)
    )
    return _viewer(session, account.id, [role.name for role in account.roles], rows)


def _viewer(
    session: Session, account: UUID, role_names: Collection[str], seats: Iterable[Any]
) -> Viewer:
    """The viewer with these roles and seats, each seat as desk, actor, unit and SOP version."""
    held = set()
    for desk_id, actor_id, unit_id, version_id in seats:
        procedure = procedure_of(session, version_id)
        actor = next((one for one in procedure.actors if one.id == actor_id), None)
        held.add(
            Seat(
                desk=desk_id,
                actor=actor_id,
                unit=unit_id,
                is_intake=bool(actor and actor.is_intake),
                may_unmask=bool(actor and actor.may_unmask),
            )
        )
    roles = frozenset(_KNOWN_ROLES[name] for name in role_names if name in _KNOWN_ROLES)
    return Viewer(account=account, roles=roles, seats=frozenset(held))


def demand(permission: Permission, viewer: Viewer) -> None:
    """Refuse a viewer who does not hold ``permission`` anywhere.

    Raises:
        Refused: ``not-allowed``.
    """
    if not may(permission, viewer):
        raise Refused("not-allowed", permission=permission.value)
