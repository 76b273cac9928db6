"""What the public reads of answered reports: the list, the search, one publication, the feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from tanggap.domain.refusal import Refused
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.organisation import Category, Desk, Unit
from tanggap.storage.publications import Publication

PAGE_SIZE = 20
FEED_SIZE = 30
LONGEST_QUERY = 200
_PUBLIC_ID = re.compile(r"[0-9a-f]{16}")
_PARENT = aliased(Category)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as anybody may read it.

    Attributes:
        timezone: IANA name of the zone in which the desk dates things.
    """

    id: UUID
    public_id: str
    title: str
    question: str
    answer: str
    published_at: datetime
    updated_at: datetime
    timezone: str
    desk_slug: str
    desk_name: str
    unit_name: str
    category: str
    parent_category: str | None


@dataclass(frozen=True, slots=True)
class PublicationFilter:
    """Which publications are wanted; empty fields do not filter.

    Attributes:
        words: what a person types: words, "quoted phrases", -excluded.
        desk: slug of a desk.
        category: a category, which stands for its sub-categories too.
    """

    words: str = ""
    desk: str = ""
    category: UUID | None = None


@dataclass(frozen=True, slots=True)
class PublicationKey:
    """Where a page begins or ends."""

    published_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """One page, newest first, and the keys of its neighbours."""

    items: Sequence[Published]
    newer: PublicationKey | None
    older: PublicationKey | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by."""

    value: str
    name: str


def list_publications(
    session: Session,
    agency_id: UUID,
    wanted: PublicationFilter,
    *,
    older_than: PublicationKey | None = None,
    newer_than: PublicationKey | None = None,
) -> PublicationPage:
    """One page of what the agency published, newest first; one query."""
    place = tuple_(Publication.published_at, Publication.id)
    statement = _public(agency_id).where(*_conditions(wanted))
    if newer_than is not None:
        statement = statement.where(place > (newer_than.published_at, newer_than.id))
        statement = statement.order_by(Publication.published_at, Publication.id)
    else:
        if older_than is not None:
            statement = statement.where(place < (older_than.published_at, older_than.id))
        statement = statement.order_by(Publication.published_at.desc(), Publication.id.desc())
    found = [_published(row) for row in session.execute(statement.limit(PAGE_SIZE + 1))]
    more, items = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if newer_than is not None:
        items.reverse()
    has_newer = more if newer_than is not None else older_than is not None
    has_older = newer_than is not None or more
    return PublicationPage(
        items,
        newer=_key(items[0]) if items and has_newer else None,
        older=_key(items[-1]) if items and has_older else None,
    )


def read_publication(session: Session, agency_id: UUID, public_id: str) -> Published:
    """One publication by its public id.

    Raises:
        Refused: ``publication-not-found``; ``publication-withdrawn`` when it was taken off.
    """
    if not _PUBLIC_ID.fullmatch(public_id):
        raise Refused("publication-not-found")
    found = session.execute(
        _shown(agency_id)
        .add_columns(Publication.withdrawn_at)
        .where(Publication.public_id == public_id)
    ).one_or_none()
    if found is None:
        raise Refused("publication-not-found")
    *row, withdrawn_at = found
    if withdrawn_at is not None:
        raise Refused("publication-withdrawn")
    return _published(row)


def latest_publications(session: Session, agency_id: UUID, desk: str = "") -> Sequence[Published]:
    """What was published or published anew last, for the feed; one query."""
    statement = _public(agency_id).where(*_conditions(PublicationFilter(desk=desk)))
    statement = statement.order_by(Publication.updated_at.desc(), Publication.id.desc())
    return [_published(row) for row in session.execute(statement.limit(FEED_SIZE))]


def desks_to_filter_by(session: Session, agency_id: UUID) -> list[Choice]:
    """The desks that may publish and did; one query."""
    has_any = exists().where(Publication.desk_id == Desk.id, Publication.withdrawn_at.is_(None))
    rows = session.execute(
        select(Desk.slug, Desk.name)
        .where(Desk.agency_id == agency_id, Desk.is_ethics.is_(False), has_any)
        .order_by(Desk.name)
    )
    return [Choice(slug, name) for slug, name in rows]


def categories_to_filter_by(session: Session, agency_id: UUID, desk: str) -> list[Choice]:
    """The top categories of a desk, by its slug; one query."""
    rows = session.execute(
        select(Category.id, Category.name)
        .join(Desk, Desk.id == Category.desk_id)
        .where(
            Desk.agency_id == agency_id,
            Desk.slug == desk,
            Desk.is_ethics.is_(False),
            Category.parent_id.is_(None),
        )
        .order_by(Category.position, Category.name)
    )
    return [Choice(str(id_), name) for id_, name in rows]


def _shown(agency_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Publication.id,
            Publication.public_id,
            Publication.title,
            Publication.question,
            Publication.answer,
            Publication.published_at,
            Publication.updated_at,
            CalendarRow.timezone,
            Desk.slug,
            Desk.name,
            Unit.name,
            Category.name,
            _PARENT.name,
        )
        .join(Desk, Desk.id == Publication.desk_id)
        .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
        .join(Unit, Unit.id == Desk.unit_id)
        .join(Category, Category.id == Publication.category_id)
        .outerjoin(_PARENT, _PARENT.id == Category.parent_id)
        .where(Publication.agency_id == agency_id)
    )


def _public(agency_id: UUID) -> Select[*tuple[Any, ...]]:
    return _shown(agency_id).where(Publication.withdrawn_at.is_(None))


def _published(row: Sequence[Any]) -> Published:
    return Published(*row)


def _key(item: Published) -> PublicationKey:
    return PublicationKey(item.published_at, item.id)


def _conditions(wanted: PublicationFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    words = wanted.words.replace("\0", "").strip()[:LONGEST_QUERY]
    if words:
        query = func.websearch_to_tsquery("indonesian", words)
        found.append(Publication.words.op("@@")(query))
    if wanted.desk:
        found.append(Desk.slug == wanted.desk.replace("\0", ""))
    if wanted.category is not None:
        found.append(or_(Category.id == wanted.category, Category.parent_id == wanted.category))
    return found
