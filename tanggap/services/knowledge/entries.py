"""Find, read, write and change the entries of a desk's answer file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    LONGEST_LINE,
    Acting,
    change,
    known,
    line,
    locked,
    note,
    paragraph,
)
from tanggap.services.house import now
from tanggap.services.knowledge.queries import TypedQuery, typed_query
from tanggap.services.officer_desks import zone_of
from tanggap.services.transaction import transaction
from tanggap.services.unsent_texts import Kind, forget_text
from tanggap.storage.database import new_id
from tanggap.storage.knowledge import KnowledgeEntry
from tanggap.storage.organisation import Category, Desk

LARGEST_PAGE = 50
LONGEST_ANSWER = 5_000
MOST_KEYWORDS = 20


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted; empty fields do not filter.

    Attributes:
        words: as typed; found entries stand in order of how well they fit.
        category: this category and those below it.
        state: ``current``, ``stale`` (past their date) or ``closed`` (put away); else both of the
            first two.
    """

    words: str = ""
    category: UUID | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Entries, and the last one's id where more follow. A search has one page: the best."""

    entries: Sequence[KnowledgeEntry]
    today: date
    next_after: UUID | None


def today_at(session: Session, viewer: Viewer, desk_id: UUID, at: datetime) -> date:
    """The date at the desk, which decides what is stale."""
    return at.astimezone(zone_of(session, viewer, desk_id)).date()


def is_stale(entry: KnowledgeEntry, today: date) -> bool:
    """Whether the last day on which the answer was known to hold is over."""
    return entry.valid_until is not None and entry.valid_until < today


def stale_on(today: date) -> ColumnElement[bool]:
    """:func:`is_stale` in SQL, never null, so that stale entries sort behind."""
    return func.coalesce(KnowledgeEntry.valid_until < today, False)


def shown_whole() -> tuple[Any, ...]:
    """What is loaded with every entry that is shown."""
    return (
        joinedload(KnowledgeEntry.category),
        joinedload(KnowledgeEntry.author),
        joinedload(KnowledgeEntry.changed_by),
    )


def list_entries(
    session: Session,
    acting: Acting,
    desk_id: UUID,
    wanted: EntryFilter,
    *,
    after: UUID | None = None,
    limit: int = 25,
) -> EntryPage:
    """One page of a desk's entries: the best for the words, else newest first; stale ones behind.

    Raises:
        Refused: ``desk-not-found``, ``cursor-invalid``.
    """
    _demand_use(session, acting, desk_id)
    size = min(limit, LARGEST_PAGE)
    today = today_at(session, acting.viewer, desk_id, now())
    query = typed_query(wanted.words)
    statement = (
        select(KnowledgeEntry)
        .where(KnowledgeEntry.desk_id == desk_id, *_conditions(wanted, query, today))
        .order_by(*_order(query, today))
        .limit(size + 1)
        .options(*shown_whole())
    )
    if after is not None and query is None:
        statement = statement.where(_behind(session, desk_id, after, today))
    rows = session.scalars(statement).all()
    shown = rows[:size]
    goes_on = len(rows) > size and query is None
    return EntryPage(shown, today, shown[-1].id if goes_on else None)


def get_entry(session: Session, acting: Acting, entry_id: UUID) -> KnowledgeEntry:
    """One entry.

    Raises:
        Refused: ``knowledge-not-found``, also when the desk is not theirs.
    """
    entry = session.scalars(
        select(KnowledgeEntry)
        .where(KnowledgeEntry.id == entry_id, KnowledgeEntry.agency_id == acting.agency_id)
        .options(*shown_whole())
        .execution_options(populate_existing=True)
    ).one_or_none()
    if entry is None or not may(Permission.USE_KNOWLEDGE, acting.viewer, desk=entry.desk_id):
        raise Refused("knowledge-not-found")
    return entry


def create_entry(acting: Acting, desk_id: UUID, given: Mapping[str, Any]) -> KnowledgeEntry:
    """Write a new entry.

    Raises:
        Refused: ``desk-not-found``, ``not-allowed``, ``category-not-found``, ``text-missing``,
            ``text-too-long``, ``too-many-lines``.
    """
    at = now()
    with transaction() as session:
        _demand_use(session, acting, desk_id)
        _demand_edit(acting, desk_id)
        values = _values(session, acting, desk_id, given)
        entry = KnowledgeEntry(
            id=new_id(),
            agency_id=acting.agency_id,
            desk_id=desk_id,
            author_id=acting.viewer.account,
            changed_by_id=acting.viewer.account,
            created_at=at,
            updated_at=at,
            use_count=0,
            version=1,
            is_active=True,
            **values,
        )
        session.add(entry)
        forget_text(session, acting.viewer.account, Kind.NEW_ENTRY, desk_id)
        session.flush()
        after = {"desk_id": desk_id, **values}
        note(session, acting, "knowledge_created", "knowledge_entry", entry.id, at, after=after)
        return entry


def change_entry(
    acting: Acting, entry_id: UUID, decided_on: int, given: Mapping[str, Any]
) -> KnowledgeEntry:
    """Change what is named in ``given``; the rest stays.

    Raises:
        Refused: as :func:`create_entry`, and ``knowledge-not-found``, ``version-outdated``.
    """
    at = now()
    with transaction() as session:
        desk_id = get_entry(session, acting, entry_id).desk_id
        _demand_edit(acting, desk_id)
        entry = locked(session, acting, KnowledgeEntry, entry_id, decided_on)
        wanted = _values(session, acting, desk_id, given)
        if "is_active" in given:
            wanted["is_active"] = bool(given["is_active"])
        forget_text(session, acting.viewer.account, Kind.ENTRY, entry.id)
        if change(session, acting, entry, wanted, "knowledge_changed", at):
            entry.updated_at, entry.changed_by_id = at, acting.viewer.account
        return entry


def _demand_use(session: Session, acting: Acting, desk_id: UUID) -> None:
    if not may(Permission.USE_KNOWLEDGE, acting.viewer, desk=desk_id):
        raise Refused("desk-not-found")
    known(session, acting, Desk, desk_id)


def _demand_edit(acting: Acting, desk_id: UUID) -> None:
    if not may(Permission.EDIT_KNOWLEDGE, acting.viewer, desk=desk_id):
        raise Refused("not-allowed", permission=Permission.EDIT_KNOWLEDGE.value)


def _values(
    session: Session, acting: Acting, desk_id: UUID, given: Mapping[str, Any]
) -> dict[str, object]:
    """The columns that ``given`` names, cleaned and checked."""
    values: dict[str, object] = {}
    if "question" in given:
        values["question"] = line("question", given["question"], longest=LONGEST_LINE)
    if "answer" in given:
        values["answer"] = paragraph(
            "answer", given["answer"], longest=LONGEST_ANSWER, may_be_empty=False
        )
    if "keywords" in given:
        values["keywords"] = _keywords(given["keywords"])
    if "valid_until" in given:
        values["valid_until"] = given["valid_until"]
    if "category_id" in given:
        values["category_id"] = category_of(session, acting, desk_id, given["category_id"])
    return values


def category_of(
    session: Session, acting: Acting, desk_id: UUID, category_id: UUID | None
) -> UUID | None:
    """The category, if it belongs to the desk; None for none.

    Raises:
        Refused: ``category-not-found``.
    """
    if category_id is None:
        return None
    if known(session, acting, Category, category_id).desk_id != desk_id:
        raise Refused("category-not-found", field="category_id")
    return category_id


def _keywords(typed: str) -> str:
    """Keywords as they are stored: each once, with a comma between."""
    cleaned = line("keywords", typed, longest=LONGEST_LINE, may_be_empty=True)
    words = dict.fromkeys(word.strip() for word in cleaned.split(","))
    words.pop("", None)
    if len(words) > MOST_KEYWORDS:
        raise Refused("too-many-keywords", field="keywords", limit=MOST_KEYWORDS)
    return ", ".join(words)


def _conditions(
    wanted: EntryFilter, query: TypedQuery | None, today: date
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [KnowledgeEntry.is_active.is_(wanted.state != "closed")]
    if wanted.state == "stale":
        found.append(stale_on(today))
    elif wanted.state == "current":
        found.append(not_(stale_on(today)))
    if wanted.category is not None:
        below = select(Category.id).where(
            or_(Category.id == wanted.category, Category.parent_id == wanted.category)
        )
        found.append(KnowledgeEntry.category_id.in_(below))
    if query is not None:
        found.append(KnowledgeEntry.words.op("@@")(query.any))
    return found


def _order(query: TypedQuery | None, today: date) -> list[ColumnElement[Any]]:
    newest: list[ColumnElement[Any]] = [
        KnowledgeEntry.updated_at.desc(),
        KnowledgeEntry.id.desc(),
    ]
    if query is None:
        return [stale_on(today), *newest]
    every = KnowledgeEntry.words.op("@@")(query.every)
    rank = func.ts_rank(KnowledgeEntry.words, query.any)
    return [stale_on(today), every.desc(), rank.desc(), *newest]


def _behind(session: Session, desk_id: UUID, after: UUID, today: date) -> ColumnElement[bool]:
    """What follows the entry with this id in the order of the list without words."""
    last = session.get(KnowledgeEntry, after)
    if last is None or last.desk_id != desk_id:
        raise Refused("cursor-invalid")
    older = or_(
        KnowledgeEntry.updated_at < last.updated_at,
        and_(KnowledgeEntry.updated_at == last.updated_at, KnowledgeEntry.id < last.id),
    )
    if is_stale(last, today):
        return and_(stale_on(today), older)
    return or_(stale_on(today), older)
