"""Make the policy's view of an account: its roles and its seats in teams."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Role, Seat, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Desk, Membership, Team


def viewer_of(session: Session, account: Account) -> Viewer:
    """The viewer ``account`` is: one query for its seats."""
    rows = session.execute(
        select(Team.desk_id, Team.actor, Team.unit_id, Desk.procedure_version_id)
        .join(Membership, Membership.team_id == Team.id)
        .join(Desk, Desk.id == Team.desk_id)
        .where(Membership.account_id == account.id)
    )
    seats = set()
    for desk_id, actor_id, unit_id, version_id in rows:
        procedure = procedure_of(session, version_id)
        actor = next((one for one in procedure.actors if one.id == actor_id), None)
        seats.add(
            Seat(
                desk=desk_id,
                actor=actor_id,
                unit=unit_id,
                is_intake=bool(actor and actor.is_intake),
                may_unmask=bool(actor and actor.may_unmask),
            )
        )
    known = set(Role)
    roles = frozenset(Role(role.name) for role in account.roles if role.name in known)
    return Viewer(account=account.id, roles=roles, seats=frozenset(seats))


def demand(permission: Permission, viewer: Viewer) -> None:
    """Refuse a viewer who does not hold ``permission`` anywhere.

    Raises:
        Refused: ``not-allowed``.
    """
    if not may(permission, viewer):
        raise Refused("not-allowed", permission=permission.value)
