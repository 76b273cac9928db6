"""Read what a desk shows at its front: names, contact, hours, categories and its procedure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.procedure import Procedure
from tanggap.domain.refusal import Refused
from tanggap.domain.spoken_time import WEEKDAYS
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.organisation import Agency, Category, Desk, Unit

_EMAIL = re.compile(r"[^\s@,;:]+@[^\s@,;]+\.[^\s@,;.]+")
_TELEPHONE = re.compile(
    r"(?:telepon|telp\.?|tel\.?)[\s:]*(\(?\+?[0-9][0-9 ()./-]{4,}[0-9])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CategoryShown:
    """A category, with its sub-categories where it has any."""

    id: UUID
    name: str
    hint: str = ""
    subs: tuple[CategoryShown, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskFront:
    """A desk as the public sees it.

    Attributes:
        hours: opening times in words, for example ``Senin–Kamis 07.30–16.00``.
        timezone: IANA name; every time on a page is said in it.
    """

    id: UUID
    agency_id: UUID
    agency_name: str
    name: str
    summary: str
    timezone: str
    procedure: Procedure
    unit_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    categories: tuple[CategoryShown, ...] = field(default=())

    def category(self, wanted: str) -> CategoryShown | None:
        """The category with this id, at the top or below, if the desk has it."""
        for category in self.categories:
            for one in (category, *category.subs):
                if str(one.id) == wanted:
                    return one
        return None


def read_desk_front(session: Session, slug: str) -> DeskFront:
    """The public face of the active desk called ``slug``; three small queries.

    Raises:
        Refused: ``desk-not-found``.
    """
    found = session.execute(
        select(Desk, Agency.name)
        .join(Agency, Agency.id == Desk.agency_id)
        .where(Desk.slug == slug, Desk.is_active)
        .options(joinedload(Desk.unit), joinedload(Desk.calendar))
        .order_by(Desk.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        raise Refused("desk-not-found")
    desk, agency_name = found
    contact = _contact(desk.unit)
    return DeskFront(
        id=desk.id,
        agency_id=desk.agency_id,
        agency_name=agency_name,
        name=desk.name,
        summary=desk.summary,
        timezone=desk.calendar.timezone,
        procedure=procedure_of(session, desk.procedure_version_id),
        unit_name=desk.unit.name,
        hours=spoken_week(desk.calendar.hours),
        categories=_categories(session, desk.id),
        **contact,
    )


def _contact(unit: Unit) -> dict[str, str]:
    lines = unit.letterhead.get("address_lines") or ()
    line = str(unit.letterhead.get("contact_line") or "")
    email, telephone = _EMAIL.search(line), _TELEPHONE.search(line)
    return {
        "address": ", ".join(map(str, lines)),
        "email": email[0] if email else "",
        "phone": telephone[1] if telephone else "",
    }


def _categories(session: Session, desk_id: UUID) -> tuple[CategoryShown, ...]:
    rows = session.scalars(
        select(Category)
        .where(Category.desk_id == desk_id, Category.is_active)
        .order_by(Category.position, Category.name)
    ).all()
    return tuple(
        CategoryShown(row.id, row.name, row.hint, _below(rows, row.id))
        for row in rows
        if row.parent_id is None
    )


def _below(rows: Sequence[Category], parent: UUID) -> tuple[CategoryShown, ...]:
    return tuple(
        CategoryShown(row.id, row.name, row.hint) for row in rows if row.parent_id == parent
    )


def spoken_week(hours: Iterable[Iterable[Any]]) -> str:
    """Say a week's opening times: ``Senin–Kamis 07.30–16.00, Jumat 07.30–16.30``.

    Args:
        hours: intervals such as ``07:30-12:00`` per weekday, Monday first; breaks are not said.
    """
    days = [_span(list(map(str, day))) for day in hours]
    said, first = [], 0
    for place, span in enumerate(days):
        if place + 1 < len(days) and days[place + 1] == span:
            continue
        if span:
            names = WEEKDAYS[first] if first == place else f"{WEEKDAYS[first]}–{WEEKDAYS[place]}"
            said.append(f"{names} {span}")
        first = place + 1
    return ", ".join(said)


def _span(intervals: list[str]) -> str:
    if not intervals:
        return ""
    opens, closes = intervals[0].split("-")[0], intervals[-1].split("-")[1]
    return f"{_clock(opens)}–{_clock(closes)}"


def _clock(written: str) -> str:
    return "24.00" if written == "24:00" else f"{time.fromisoformat(written):%H.%M}"
