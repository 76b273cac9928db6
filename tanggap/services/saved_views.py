"""Keep the filters an officer gave a name, and which of them they start with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.database import new_id
from tanggap.storage.officer_desktop import SavedView
from tanggap.storage.organisation import Desk

MOST_VIEWS = 20
"""Views of one officer for one list: more than anybody finds anything in."""
LONGEST_NAME = 60


class Place(StrEnum):
    """The lists that can be narrowed."""

    TASKS = "tasks"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose views: the account, the agency its rows carry, and what it may see."""

    agency_id: UUID
    viewer: Viewer

    @property
    def account_id(self) -> UUID:
        """The account the views belong to."""
        return self.viewer.account


def views_of(session: Session, owner: Owner) -> Sequence[SavedView]:
    """The owner's views by name; those of a desk they have left are not shown."""
    own = SavedView.account_id == owner.account_id
    here = or_(SavedView.desk_id.is_(None), SavedView.desk_id.in_(_desks_seen(session, owner)))
    return session.scalars(
        select(SavedView).where(own, here).order_by(func.lower(SavedView.name), SavedView.id)
    ).all()


def save_view(
    owner: Owner,
    place: Place,
    name: str,
    address: Mapping[str, str],
    *,
    desk_id: UUID | None = None,
    is_start: bool = False,
) -> SavedView:
    """Keep ``address`` under a name of its own.

    Raises:
        Refused: ``text-missing``, ``text-too-long``, ``view-name-taken`` (all at field ``name``),
            ``view-empty``, ``too-many-views`` (limit), ``desk-not-found``.
    """
    name = _name(name)
    if not address:
        raise Refused("view-empty")
    with transaction() as session:
        _one_at_a_time(session, owner)
        if desk_id is not None and desk_id not in _desks_seen(session, owner):
            raise Refused("desk-not-found")
        own = (SavedView.account_id == owner.account_id, SavedView.place == place.value)
        held = session.scalar(select(func.count()).select_from(SavedView).where(*own))
        if (held or 0) >= MOST_VIEWS:
            raise Refused("too-many-views", limit=MOST_VIEWS)
        view = SavedView(
            id=new_id(),
            agency_id=owner.agency_id,
            account_id=owner.account_id,
            desk_id=desk_id,
            place=place.value,
            name=name,
            address=dict(address),
            is_start=False,
            created_at=now(),
        )
        _demand_free_name(session, view, name)
        session.add(view)
        session.flush()
        _start_with(session, view, is_start)
        return view


def change_view(owner: Owner, view_id: UUID, given: Mapping[str, Any]) -> SavedView:
    """Change the ``name`` of a view, or whether the officer starts with it (``is_start``).

    Raises:
        Refused: ``view-not-found`` also for somebody else's; and as :func:`save_view`.
    """
    with transaction() as session:
        _one_at_a_time(session, owner)
        view = _own(session, owner, view_id)
        if "name" in given:
            name = _name(given["name"])
            _demand_free_name(session, view, name)
            view.name = name
        if "is_start" in given:
            _start_with(session, view, bool(given["is_start"]))
        return view


def forget_view(owner: Owner, view_id: UUID) -> None:
    """Delete a view.

    Raises:
        Refused: ``view-not-found``.
    """
    with transaction() as session:
        session.delete(_own(session, owner, view_id))


def _own(session: Session, owner: Owner, view_id: UUID) -> SavedView:
    view = session.get(SavedView, view_id, with_for_update=True)
    if view is None or view.account_id != owner.account_id:
        raise Refused("view-not-found")
    return view


def _desks_seen(session: Session, owner: Owner) -> set[UUID]:
    """Desks whose reports the owner may look for: their own, or with such a role all."""
    seated = {seat.desk for seat in owner.viewer.seats}
    if not may(Permission.OVERSEE, owner.viewer):
        return seated
    return seated | set(session.scalars(select(Desk.id).where(Desk.agency_id == owner.agency_id)))


def _one_at_a_time(session: Session, owner: Owner) -> None:
    """Let two windows of one officer wait for each other: limits and names are counted once."""
    session.execute(select(Account.id).where(Account.id == owner.account_id).with_for_update())


def _start_with(session: Session, view: SavedView, is_start: bool) -> None:
    """Make it the one view the officer starts with, or no longer."""
    if is_start:
        others = (SavedView.account_id == view.account_id, SavedView.place == view.place)
        session.execute(
            update(SavedView)
            .where(*others, SavedView.id != view.id, SavedView.is_start)
            .values(is_start=False)
        )
    view.is_start = is_start


def _name(typed: str) -> str:
    try:
        name = clean_text(typed, max_length=LONGEST_NAME, multiline=False)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "name"}) from None
    if not name:
        raise Refused("text-missing", field="name")
    return name


def _demand_free_name(session: Session, view: SavedView, name: str) -> None:
    taken = session.scalar(
        select(SavedView.id).where(
            SavedView.account_id == view.account_id,
            SavedView.place == view.place,
            func.lower(SavedView.name) == func.lower(name),
            SavedView.id != view.id,
        )
    )
    if taken is not None:
        raise Refused("view-name-taken", field="name")
