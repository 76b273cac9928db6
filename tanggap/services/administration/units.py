"""Arrange the agency's units: the tree of departments, their letterheads and their heads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption

from tanggap.documents.numbering import format_number
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
from tanggap.services.administration.circles import closes_circle
from tanggap.services.house import now
from tanggap.storage.accounts import Account, Post
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.tasks import Task

MOST_UNITS = 2000
MOST_ADDRESS_LINES = 4
DEPUTIES = ("Plt.", "Plh.")
"""How someone signs who is not the head: *pelaksana tugas*, *pelaksana harian*."""
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def list_units(acting: Acting) -> Sequence[Unit]:
    """Every unit of the agency by name, each with its head; the tree is in ``parent_id``."""
    return (
        looking(acting)
        .scalars(
            select(Unit)
            .where(Unit.agency_id == acting.agency_id)
            .options(*_with_head())
            .order_by(Unit.name, Unit.id)
            .limit(MOST_UNITS)
        )
        .all()
    )


def get_unit(acting: Acting, unit_id: UUID) -> Unit:
    """One unit with its head.

    Raises:
        Refused: ``unit-not-found``.
    """
    return _shown(looking(acting), acting, unit_id)


def create_unit(acting: Acting, given: Mapping[str, Any]) -> Unit:
    """Add a unit to the tree.

    Args:
        given: code, name, short_name and letter_code, and what else :func:`change_unit` takes.

    Raises:
        Refused: ``code-malformed``, ``unit-code-taken`` and the codes of :func:`change_unit`.
    """
    at = now()
    with administering(acting) as session:
        code = str(given["code"]).strip().lower()
        if not _CODE.fullmatch(code):
            raise Refused("code-malformed", field="code")
        taken = select(Unit.id).where(Unit.agency_id == acting.agency_id, Unit.code == code)
        if session.scalar(taken) is not None:
            raise Refused("unit-code-taken", field="code", taken=code)
        unit = Unit(id=new_id(), agency_id=acting.agency_id, code=code, is_active=True, version=1)
        wanted: dict[str, object] = dict.fromkeys(("parent_id", "head_id", "deputy"))
        wanted["letterhead"] = {}
        wanted |= _cleaned(session, acting, unit, given, at.date())
        for name, value in wanted.items():
            setattr(unit, name, value)
        session.add(unit)
        session.flush()
        note(session, acting, "unit_created", "unit", unit.id, at, after={"code": code, **wanted})
        return _shown(session, acting, unit.id)


def change_unit(acting: Acting, unit_id: UUID, decided_on: int, given: Mapping[str, Any]) -> Unit:
    """Change what is named in ``given``; the rest stays.

    Args:
        given: any of name, short_name, letter_code, letterhead (``address_lines``,
            ``contact_line``), parent_id, head_id, deputy, is_active.

    Raises:
        Refused: ``unit-not-found``, ``version-outdated``, ``unit-in-circle``,
            ``officer-not-active``, ``deputy-unknown``, ``letter-code-broken``; on deactivation
            ``unit-has-open-tasks``, ``unit-has-desks`` or ``unit-has-units``.
    """
    at = now()
    with administering(acting) as session:
        unit = locked(session, acting, Unit, unit_id, decided_on)
        wanted = _cleaned(session, acting, unit, given, at.date())
        if given.get("is_active") is False and unit.is_active:
            _may_close(session, unit)
        change(session, acting, unit, wanted, "unit_changed", at)
        return _shown(session, acting, unit.id)


def _with_head() -> tuple[ExecutableOption, ...]:
    """The head's name in the same query, and nothing else of the account."""
    head = joinedload(Unit.head)
    return head.load_only(Account.name), head.lazyload(Account.roles)


def _shown(session: Session, acting: Acting, unit_id: UUID) -> Unit:
    unit = session.scalars(
        select(Unit)
        .where(Unit.id == unit_id, Unit.agency_id == acting.agency_id)
        .options(*_with_head())
        .execution_options(populate_existing=True)
    ).one_or_none()
    if unit is None:
        raise Refused("unit-not-found")
    return unit


def _cleaned(
    session: Session, acting: Acting, unit: Unit, given: Mapping[str, Any], today: date
) -> dict[str, object]:
    """The columns to write, checked."""
    wanted: dict[str, object] = {}
    for field in ("name", "short_name"):
        if field in given:
            wanted[field] = line(field, given[field])
    if "letter_code" in given:
        wanted["letter_code"] = checked_letter_code(given["letter_code"], today)
    if "letterhead" in given:
        wanted["letterhead"] = _letterhead(given["letterhead"])
    if "parent_id" in given:
        wanted["parent_id"] = _parent(session, acting, unit, given["parent_id"])
    if "head_id" in given:
        wanted["head_id"] = _head(session, acting, given["head_id"])
    if "deputy" in given:
        if given["deputy"] not in (None, *DEPUTIES):
            raise Refused("deputy-unknown", field="deputy", known=list(DEPUTIES))
        wanted["deputy"] = given["deputy"]
    if "is_active" in given:
        wanted["is_active"] = bool(given["is_active"])
    return wanted


def checked_letter_code(typed: str, today: date) -> str:
    """Return a unit's code for letter numbers, cleaned.

    Raises:
        Refused: ``letter-code-broken``, ``text-missing``, ``text-too-long``.
    """
    code = line("letter_code", typed, longest=40)
    try:
        format_number("{nomor}/{unit}/{tahun}", sequence=1, unit=code, kind="-", on=today)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "letter_code"}) from None
    return code


def _letterhead(given: Mapping[str, Any]) -> dict[str, object]:
    typed = list(given.get("address_lines", ()))
    if len(typed) > MOST_ADDRESS_LINES:
        raise Refused("too-many-lines", field="letterhead.address_lines", limit=MOST_ADDRESS_LINES)
    lines = [
        line("letterhead.address_lines", one, longest=LONGEST_LINE, may_be_empty=True)
        for one in typed
    ]
    contact = given.get("contact_line", "")
    return {
        "address_lines": [one for one in lines if one],
        "contact_line": line(
            "letterhead.contact_line", contact, longest=LONGEST_LINE, may_be_empty=True
        ),
    }


def _parent(session: Session, acting: Acting, unit: Unit, parent_id: UUID | None) -> UUID | None:
    if parent_id is None:
        return None
    known(session, acting, Unit, parent_id)
    links = select(Unit.id, Unit.parent_id).where(Unit.agency_id == acting.agency_id)
    above = {below: over for below, over in session.execute(links)}  # noqa: C416 - rows to pairs
    if closes_circle(above, unit.id, parent_id):
        raise Refused("unit-in-circle", field="parent_id")
    return parent_id


def _head(session: Session, acting: Acting, head_id: UUID | None) -> UUID | None:
    if head_id is None:
        return None
    head = session.scalar(
        select(Account.id)
        .join(Post, Post.account_id == Account.id)
        .where(Account.id == head_id, Account.agency_id == acting.agency_id, Account.active)
    )
    if head is None:
        raise Refused("officer-not-active", field="head_id")
    return head


def _may_close(session: Session, unit: Unit) -> None:
    """A closed unit must leave nothing behind that waits for it."""
    waiting = session.scalar(
        select(func.count())
        .select_from(Task)
        .where(Task.unit_id == unit.id, Task.closed_at.is_(None))
    )
    if waiting:
        raise Refused("unit-has-open-tasks", tasks=waiting)
    desks = session.scalars(
        select(Desk.name).where(Desk.unit_id == unit.id, Desk.is_active).order_by(Desk.name)
    ).all()
    if desks:
        raise Refused("unit-has-desks", desks=list(desks))
    below = session.scalars(
        select(Unit.short_name)
        .where(Unit.parent_id == unit.id, Unit.is_active)
        .order_by(Unit.short_name)
        .limit(10)
    ).all()
    if below:
        raise Refused("unit-has-units", units=list(below))
