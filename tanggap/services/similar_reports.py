"""Find reports of a desk that tell of the same thing: on a report's page and while taking one.

A text is compared by its telling words. What the database's own statistics know of how common each
word is decides which of them are looked up, so that no more than a bounded number of reports is
read, however many there are; of those the newest are ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, cast, func, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from tanggap.domain.masking import MASK
from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.telling_words import telling_words
from tanggap.services.casework_access import visible_report
from tanggap.services.report_texts import lens_for
from tanggap.services.search import FOUND_REPORTS, visible_to, words_open_to
from tanggap.storage.reports import Report

MOST_FOUND = 5
MOST_RANKED = 200
MOST_READ = 2_000
"""Reports the index may point to before a word is too common to be looked up."""
MOST_WORDS = 60
MOST_TERMS = 20
READ_OF_TEXT = 4_000
TOO_COMMON = 0.1
"""Share of all reports above which a word tells nothing."""
UNSEEN = 0.002
"""Share assumed of a word that is not among the common ones."""
FULL_RANK = 0.0607
"""What ``ts_rank`` gives where each word asked for stands once in the text."""
LEAST_SHARED = 0.3
"""Share of the looked-up words that another report must have."""
DUPLICATES_WITHIN = timedelta(days=90)
SAME_REPORTER_WITHIN = timedelta(days=30)

TERMS = text(
    """
    WITH common AS (
        SELECT u.word, u.share
        FROM pg_stats s,
            unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) u(word, share)
        WHERE s.schemaname = current_schema() AND s.tablename = 'report' AND s.attname = 'words'
    )
    SELECT told.lexeme, coalesce(common.share, :unseen) AS share, greatest(c.reltuples, 0) AS total
    FROM pg_class c,
        unnest(to_tsvector('indonesian', :words)) told
        LEFT JOIN common ON common.word = told.lexeme
    WHERE c.oid = 'report'::regclass
    ORDER BY share, length(told.lexeme) DESC, told.lexeme
    """
)
"""The lexemes of some words, rarest first, with their share of all reports."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word as the index knows it, and about how many reports have it."""

    lexeme: str
    reports: float


def similar_reports(session: Session, viewer: Viewer, report_id: UUID) -> Sequence[Any]:
    """Lines (``FOUND``) of the desk's reports about the same thing, as far as visible, best first.

    Both sides are read as the viewer may read them: words masked for the viewer are not compared,
    and a confidential report is found by its words only by those who may know its reporter.

    Raises:
        Refused: ``report-not-found``.
    """
    report, facts = visible_report(session, viewer, report_id)
    lens = lens_for(session, viewer, report, facts)
    told = f"{lens.show(report.subject)} {lens.show(report.narrative)}"
    return _alike(session, viewer, report.desk_id, told, Report.id != report.id)


def possible_duplicates(
    session: Session,
    viewer: Viewer,
    desk_id: UUID,
    told: str,
    at: datetime,
    *,
    reporter_id: UUID | None = None,
) -> Sequence[Any]:
    """Recent reports that the one being taken may repeat; those of the same reporter first.

    Raises:
        Refused: ``desk-not-found`` also for who takes no reports there.
    """
    if not may(Permission.RECORD_REPORT, viewer, desk=desk_id):
        raise Refused("desk-not-found")
    own = _of_reporter(session, viewer, desk_id, reporter_id, at) if reporter_id else ()
    alike = _alike(session, viewer, desk_id, told, Report.filed_at > at - DUPLICATES_WITHIN)
    found = {report.id: report for report in (*own, *alike)}
    return list(found.values())[:MOST_FOUND]


def _of_reporter(
    session: Session, viewer: Viewer, desk_id: UUID, reporter_id: UUID, at: datetime
) -> Sequence[Any]:
    """The reporter's newest reports at this desk: who calls again often means the same thing."""
    return session.execute(
        FOUND_REPORTS.where(
            Report.reporter_id == reporter_id,
            Report.desk_id == desk_id,
            Report.filed_at > at - SAME_REPORTER_WITHIN,
            visible_to(viewer),
        )
        .order_by(Report.filed_at.desc(), Report.id.desc())
        .limit(2),
        {"viewer": viewer.account},
    ).all()


def _alike(
    session: Session, viewer: Viewer, desk_id: UUID, told: str, *conditions: ColumnElement[bool]
) -> Sequence[Any]:
    """Two queries: the terms worth looking up, and the best of the newest reports with them.

    The reports that the index points to are gathered before the newest are chosen: a limit beside
    the words would tempt the planner to walk through years of reports by date instead.
    """
    terms = _terms(session, told)
    if not terms:
        return ()
    pointed_to = (
        select(Report.id, Report.filed_at)
        .where(
            Report.words.op("@@")(_looked_up(terms)),
            Report.desk_id == desk_id,
            visible_to(viewer),
            words_open_to(viewer),
            *conditions,
        )
        .cte("pointed_to")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    newest = (
        select(pointed_to.c.id)
        .order_by(pointed_to.c.filed_at.desc())
        .limit(MOST_RANKED)
        .cte("newest")
    )
    rank = func.ts_rank(Report.words, _any([term.lexeme for term in terms]), type_=Float)
    return session.execute(
        FOUND_REPORTS.join(newest, newest.c.id == Report.id)
        .where(rank >= FULL_RANK * LEAST_SHARED)
        .order_by(rank.desc(), Report.filed_at.desc())
        .limit(MOST_FOUND),
        {"viewer": viewer.account},
    ).all()


def _terms(session: Session, told: str) -> list[Term]:
    words = telling_words(told[:READ_OF_TEXT].replace(MASK, " "), most=MOST_WORDS)
    if not words:
        return []
    rows = session.execute(TERMS, {"words": " ".join(words), "unseen": UNSEEN})
    return [
        Term(lexeme, share * total)
        for lexeme, share, total in rows
        if share <= TOO_COMMON and lexeme.isalnum()
    ][:MOST_TERMS]


def _looked_up(terms: Sequence[Term]) -> ColumnElement[Any]:
    """The rarest terms that together point to few enough reports; else the two rarest at once."""
    chosen: list[str] = []
    reports = 0.0
    for term in terms:
        reports += term.reports
        if reports > MOST_READ:
            break
        chosen.append(term.lexeme)
    if chosen:
        return _any(chosen)
    return cast(" & ".join(f"'{term.lexeme}'" for term in terms[:2]), TSQUERY)


def _any(lexemes: Sequence[str]) -> ColumnElement[Any]:
    return cast(" | ".join(f"'{lexeme}'" for lexeme in lexemes), TSQUERY)
