"""Arrange a desk's categories: two levels, in an order, closed rather than deleted once used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    LONGEST_LINE,
    Acting,
    administering,
    change,
    known,
    line,
    locked,
    looking,
    note,
)
from tanggap.services.house import now
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.reports import Report

MOST_CATEGORIES = 1000


def list_categories(acting: Acting, desk_id: UUID) -> Sequence[Category]:
    """Every category of a desk, closed ones too: main categories in order, then sub-categories.

    Raises:
        Refused: ``desk-not-found``.
    """
    session = looking(acting)
    known(session, acting, Desk, desk_id)
    return session.scalars(
        select(Category)
        .where(Category.desk_id == desk_id)
        .order_by(Category.parent_id.nulls_first(), Category.position, Category.id)
        .limit(MOST_CATEGORIES)
    ).all()


def get_category(acting: Acting, category_id: UUID) -> Category:
    """One category.

    Raises:
        Refused: ``category-not-found``.
    """
    return known(looking(acting), acting, Category, category_id)


def create_category(
    acting: Acting, desk_id: UUID, *, name: str, hint: str, parent_id: UUID | None
) -> Category:
    """Add a category, or with ``parent_id`` a sub-category, behind the others.

    Raises:
        Refused: ``desk-not-found``, ``category-not-found``, ``category-too-deep``,
            ``category-parent-closed``, ``category-name-taken``.
    """
    at = now()
    with administering(acting) as session:
        desk = known(session, acting, Desk, desk_id)
        if parent_id is not None:
            _check_parent(session, acting, desk, parent_id)
        category = Category(
            id=new_id(),
            agency_id=acting.agency_id,
            desk_id=desk.id,
            parent_id=parent_id,
            position=len(_siblings(session, desk.id, parent_id)),
            hint=line("hint", hint, longest=LONGEST_LINE, may_be_empty=True),
            is_active=True,
            version=1,
        )
        category.name = _free_name(session, category, name)
        session.add(category)
        session.flush()
        after = {
            "desk_id": desk.id,
            "parent_id": parent_id,
            "name": category.name,
            "hint": category.hint,
        }
        note(session, acting, "category_created", "category", category.id, at, after=after)
        return category


def change_category(
    acting: Acting, category_id: UUID, decided_on: int, given: Mapping[str, Any]
) -> Category:
    """Change what is named in ``given``; the rest stays.

    Closing a main category closes its sub-categories with it, since reports are filed under those.

    Args:
        given: any of name, hint, is_active, and position: the place among its siblings, from 0.

    Raises:
        Refused: ``category-not-found``, ``version-outdated``, ``category-name-taken``,
            ``category-parent-closed``.
    """
    at = now()
    with administering(acting) as session:
        category = locked(session, acting, Category, category_id, decided_on)
        wanted: dict[str, object] = {}
        if "name" in given:
            wanted["name"] = _free_name(session, category, given["name"])
        if "hint" in given:
            wanted["hint"] = line("hint", given["hint"], longest=LONGEST_LINE, may_be_empty=True)
        if "is_active" in given:
            wanted["is_active"] = _may_be_active(session, category, bool(given["is_active"]))
        if "position" in given:
            wanted["position"] = _make_room(session, category, int(given["position"]))
        changed = change(session, acting, category, wanted, "category_changed", at)
        if "is_active" in changed and not category.is_active:
            for below in _siblings(session, category.desk_id, category.id):
                change(session, acting, below, {"is_active": False}, "category_changed", at)
        return category


def remove_category(acting: Acting, category_id: UUID, decided_on: int) -> None:
    """Delete a category that no report and no sub-category uses.

    Raises:
        Refused: ``category-not-found``, ``version-outdated``, ``category-in-use``.
    """
    at = now()
    with administering(acting) as session:
        category = locked(session, acting, Category, category_id, decided_on)
        is_used = session.scalar(
            select(
                exists().where(
                    Report.category_id == category.id, Report.desk_id == category.desk_id
                )
            )
        )
        if is_used or _siblings(session, category.desk_id, category.id):
            raise Refused("category-in-use")
        session.delete(category)
        try:
            session.flush()
        except IntegrityError:  # a report is being filed under it at this moment
            raise Refused("category-in-use") from None
        _close_ranks(session, category)
        before = {
            "desk_id": category.desk_id,
            "parent_id": category.parent_id,
            "name": category.name,
            "hint": category.hint,
        }
        note(session, acting, "category_removed", "category", category.id, at, before=before)


def _siblings(session: Session, desk_id: UUID, parent_id: UUID | None) -> Sequence[Category]:
    return session.scalars(
        select(Category)
        .where(Category.desk_id == desk_id, Category.parent_id.is_not_distinct_from(parent_id))
        .order_by(Category.position, Category.id)
    ).all()


def _check_parent(session: Session, acting: Acting, desk: Desk, parent_id: UUID) -> None:
    parent = known(session, acting, Category, parent_id)
    if parent.desk_id != desk.id:
        raise Refused("category-not-found", field="parent_id")
    if parent.parent_id is not None:
        raise Refused("category-too-deep", field="parent_id")
    if not parent.is_active:
        raise Refused("category-parent-closed", field="parent_id", parent=parent.name)


def _free_name(session: Session, category: Category, typed: str) -> str:
    name = line("name", typed)
    siblings = _siblings(session, category.desk_id, category.parent_id)
    if any(one.name.lower() == name.lower() and one.id != category.id for one in siblings):
        raise Refused("category-name-taken", field="name", taken=name)
    return name


def _may_be_active(session: Session, category: Category, wanted: bool) -> bool:
    if wanted and category.parent_id is not None:
        parent = session.get_one(Category, category.parent_id)
        if not parent.is_active:
            raise Refused("category-parent-closed", field="is_active", parent=parent.name)
    return wanted


def _make_room(session: Session, category: Category, position: int) -> int:
    """Put the others in order around the wanted place; returns the place it really gets."""
    others = [
        one
        for one in _siblings(session, category.desk_id, category.parent_id)
        if one.id != category.id
    ]
    place = min(max(position, 0), len(others))
    for index, other in enumerate(others):
        other.position = index if index < place else index + 1
    return place


def _close_ranks(session: Session, gone: Category) -> None:
    for index, other in enumerate(_siblings(session, gone.desk_id, gone.parent_id)):
        other.position = index
