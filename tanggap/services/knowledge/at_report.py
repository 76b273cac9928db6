"""The answer file at a report: what fits its words, and the entries put into its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.domain.masking import MASK
from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.telling_words import telling_words
from tanggap.services.administration.acting import Acting
from tanggap.services.casework_access import visible_report
from tanggap.services.house import now
from tanggap.services.knowledge.entries import (
    EntryFilter,
    get_entry,
    list_entries,
    shown_whole,
    stale_on,
    today_at,
)
from tanggap.services.knowledge.queries import MOST_WORDS, any_of
from tanggap.services.report_texts import lens_for
from tanggap.services.search import visible_to
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.database import new_id
from tanggap.storage.knowledge import KnowledgeEntry, KnowledgeUse
from tanggap.storage.reports import Report

MOST_SUGGESTED = 5
MOST_FOUND = 10
MOST_USES = 20
READ_OF_NARRATIVE = 3_000
SAME_CATEGORY = 0.3
"""What an entry of the report's own category is worth, on the scale of ``ts_rank``."""


@dataclass(frozen=True, slots=True)
class EntriesForReport:
    """Entries in order, the date they are judged by, and those used at this report already."""

    entries: Sequence[KnowledgeEntry]
    today: date
    used: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Use:
    """An entry went into an answer."""

    report_id: UUID
    number: str
    officer: str
    at: datetime


def entries_for_report(
    session: Session, acting: Acting, report_id: UUID, words: str
) -> EntriesForReport:
    """Entries of the report's desk for the words typed; without any, for the report's own.

    The report is read as this viewer may read it: a name that is masked for the viewer finds
    nothing, so what is suggested tells nobody who filed a confidential report.

    Raises:
        Refused: ``report-not-found``.
    """
    viewer = acting.viewer
    report, facts = visible_report(session, viewer, report_id)
    if not may(Permission.USE_KNOWLEDGE, viewer, desk=report.desk_id):
        raise Refused("report-not-found")
    if words.strip():
        wanted = EntryFilter(words=words)
        page = list_entries(session, acting, report.desk_id, wanted, limit=MOST_FOUND)
        entries, today = page.entries, page.today
    else:
        lens = lens_for(session, viewer, report, facts)
        read = f"{lens.show(report.subject)} {lens.show(report.narrative)[:READ_OF_NARRATIVE]}"
        today = today_at(session, viewer, report.desk_id, now())
        entries = _suggested(session, report, read.replace(MASK, " "), today)
    return EntriesForReport(entries, today, _used(session, report, entries))


def use_entry(acting: Acting, entry_id: UUID, report_id: UUID) -> KnowledgeEntry:
    """Count that the entry went into an answer to the report; a second time changes nothing.

    Raises:
        Refused: ``report-not-found``, ``knowledge-not-found``, also when the entry is another
            desk's.
    """
    at = now()
    with transaction() as session:
        report, _ = visible_report(session, acting.viewer, report_id)
        entry = get_entry(session, acting, entry_id)
        if entry.desk_id != report.desk_id or not entry.is_active:
            raise Refused("knowledge-not-found")
        counted = session.scalar(
            insert(KnowledgeUse)
            .values(
                id=new_id(),
                agency_id=report.agency_id,
                entry_id=entry.id,
                report_id=report.id,
                account_id=acting.viewer.account,
                at=at,
            )
            .on_conflict_do_nothing(index_elements=["report_id", "entry_id"])
            .returning(KnowledgeUse.id)
        )
        if counted is not None:
            session.execute(
                update(KnowledgeEntry)
                .where(KnowledgeEntry.id == entry.id)
                .values(use_count=KnowledgeEntry.use_count + 1, last_used_at=at)
                .execution_options(synchronize_session=False)
            )
        return get_entry(session, acting, entry_id)


def recent_uses(session: Session, viewer: Viewer, entry: KnowledgeEntry) -> list[Use]:
    """The newest uses at reports that the viewer may see."""
    rows = session.execute(
        select(Report.id, Report.number, Account.name, KnowledgeUse.at)
        .select_from(KnowledgeUse)
        .join(Report, Report.id == KnowledgeUse.report_id)
        .join(Account, Account.id == KnowledgeUse.account_id)
        .where(KnowledgeUse.entry_id == entry.id, visible_to(viewer))
        .order_by(KnowledgeUse.at.desc())
        .limit(MOST_USES)
    )
    return [Use(*row) for row in rows]


def _suggested(
    session: Session, report: Report, read: str, today: date
) -> Sequence[KnowledgeEntry]:
    """The entries whose question or keywords share a word with the report, or its category."""
    words = telling_words(read, most=MOST_WORDS)
    categories = {report.category_id, report.category.parent_id} - {None}
    fits: ColumnElement[bool] = KnowledgeEntry.category_id.in_(categories)
    worth: ColumnElement[Any] = case((fits, SAME_CATEGORY), else_=0.0)
    if words:
        fits = or_(fits, KnowledgeEntry.words.op("@@")(any_of(words, "A")))
        rank = func.ts_rank(KnowledgeEntry.words, any_of(words), type_=Float)
        worth = worth + rank
    return session.scalars(
        select(KnowledgeEntry)
        .where(KnowledgeEntry.desk_id == report.desk_id, KnowledgeEntry.is_active, fits)
        .order_by(stale_on(today), worth.desc(), KnowledgeEntry.id)
        .limit(MOST_SUGGESTED)
        .options(*shown_whole())
    ).all()


def _used(session: Session, report: Report, entries: Sequence[KnowledgeEntry]) -> frozenset[UUID]:
    if not entries:
        return frozenset()
    return frozenset(
        session.scalars(
            select(KnowledgeUse.entry_id).where(
                KnowledgeUse.report_id == report.id,
                KnowledgeUse.entry_id.in_([entry.id for entry in entries]),
            )
        )
    )
