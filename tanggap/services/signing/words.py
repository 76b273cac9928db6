"""Read what was last written for a letter's signature chain: its answers, its words, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from tanggap.domain.answers import check_answers
from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.domain.procedure import Action, Field, FieldKind, Letter, Procedure
from tanggap.domain.signature_chain import letter_words, text_hash
from tanggap.domain.spoken_time import letter_date
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

MOST_WRITINGS = 200
REPLY_LETTER = "reply_letter"


@dataclass(frozen=True, slots=True)
class Writing:
    """One time a letter was written.

    Attributes:
        action: the action that wrote it.
        given: its checked answers.
        at: when it was taken.
    """

    letter: Letter
    action: Action
    given: Mapping[str, object]
    at: datetime | None

    @property
    def words(self) -> str:
        """What the chain freezes."""
        return letter_words(self.letter, self.given)

    @property
    def sha256(self) -> str:
        """The hash by which these words are frozen."""
        return text_hash(self.words)

    @property
    def text(self) -> str:
        """The letter's own text alone."""
        return str(self.given.get(self.letter.text, ""))


def writings(
    session: Session, report: Report, procedure: Procedure, letter: Letter, *, most: int
) -> list[Writing]:
    """The last times the letter was written, the newest first."""
    writers = {(step.id, action.id): action for step, action in procedure.writers(letter.id)}
    rows = session.execute(
        select(Task.step, Task.action, Task.given, Task.closed_at)
        .where(
            Task.report_id == report.id,
            Task.closed_at.is_not(None),
            tuple_(Task.step, Task.action).in_(list(writers)),
        )
        .order_by(Task.closed_at.desc(), Task.id.desc())
        .limit(most)
    )
    found = []
    for step, action_id, given, at in rows:
        action = writers[step, action_id]
        found.append(Writing(letter, action, check_answers(action.asks, given), at))
    return found


def last_writing(
    session: Session, report: Report, procedure: Procedure, letter: Letter
) -> Writing | None:
    """What stands for the letter now; None when it was never written."""
    return next(iter(writings(session, report, procedure, letter, most=1)), None)


def written_hash(report: Report, accept: Action) -> str:
    """The hash of what stands now for the letter that an action initials or signs; empty for none.

    The engine keeps it with the report, so a list needs no query for it.
    """
    kept = report.case_state.get("letters", {}).get(accept.signs or accept.initials, {})
    return str(kept.get("sha256", ""))


def readable(session: Session, writing: Writing) -> str:
    """The words of a letter for people: its text; with more to say, one line for each answer."""
    kind = DOCUMENT_KINDS.get(writing.letter.kind)
    fields = kind.fields if kind is not None else ()
    said = [
        (one, _spoken(session, one, writing.given[one.id]))
        for one in writing.action.asks
        if one.id in writing.given and one.id in fields and one.id != writing.letter.text
    ]
    if not said:
        return writing.text
    lines = [f"{one.label}: {words}" for one, words in said]
    return "\n\n".join(filter(None, (writing.text, *lines)))


def _spoken(session: Session, field: Field, value: object) -> str:
    several = tuple(value) if isinstance(value, list | tuple) else (value,)
    if field.kind is FieldKind.PEOPLE:
        return _names(session, select(Account.id, Account.name), Account.id, several)
    if field.kind in (FieldKind.UNIT, FieldKind.UNITS):
        return _names(session, select(Unit.id, Unit.name), Unit.id, several)
    if isinstance(value, date):
        return letter_date(value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    choices = {choice.value: choice.label for choice in field.choices}
    return choices.get(str(value), str(value))


def _names(
    session: Session,
    statement: Select[UUID, str],
    key: InstrumentedAttribute[UUID],
    wanted: tuple[object, ...],
) -> str:
    by_id: dict[UUID, str] = dict(session.execute(statement.where(key.in_(wanted))).all())
    return "; ".join(by_id[one] for one in wanted if isinstance(one, UUID) and one in by_id)
