"""The head of a unit's paper, and the officials who put their names under it."""

from __future__ import annotations

from typing import Any, cast

from tanggap.documents.contexts import Letterhead, Person, Signatory
from tanggap.documents.contexts.parts import Deputy
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Desk, Unit


def letterhead_of(desk: Desk) -> Letterhead:
    """The head of the paper of the desk's unit."""
    return unit_letterhead(desk.unit, desk.agency.name)


def unit_letterhead(unit: Unit, government: str) -> Letterhead:
    """The head of the paper of any unit of a government."""
    stored = unit.letterhead
    return Letterhead(
        government=government,
        unit=unit.name,
        address_lines=tuple(str(line) for line in stored.get("address_lines", ())),
        contact_line=str(stored.get("contact_line", "")),
        emblem_svg=stored.get("emblem_svg") or None,
    )


def deputy_of(unit: Unit) -> Deputy | None:
    """The mark of a head who only deputises."""
    return cast(Deputy, unit.deputy) if unit.deputy in ("Plt.", "Plh.") else None


def signatory_of(account: Account, unit: Unit) -> Signatory:
    """An officer as a signatory; the head of ``unit`` with the mark of a deputy, if only that.

    A deputy signs in the position that is deputised for: ``Plt. Kepala Dinas …``.
    """
    post: Any = account.post
    is_head = account.id == unit.head_id
    held = post.position if post else ""
    headship = f"Kepala {unit.name}"
    return Signatory(
        position=(held or headship) if is_head else held,
        name=account.name,
        rank=post.rank if post else None,
        nip=post.nip if post else None,
        deputy=deputy_of(unit) if is_head else None,
    )


def person_of(account: Account) -> Person:
    """An officer as a document names him: name, staff number, rank, position."""
    post: Any = account.post
    return Person(
        name=account.name,
        nip=post.nip if post else None,
        rank=post.rank if post else None,
        position=post.position if post else "",
    )
