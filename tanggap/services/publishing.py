"""Publish an answered report with personal data covered, and withdraw it again.

The report itself is never changed by this; what the public reads is a copy in its own table.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.masking import MASK
from tanggap.domain.personal_data import KnownPeople
from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.publication import (
    UNTOUCHED,
    Covered,
    Decision,
    Handling,
    TextField,
    cover_text,
    demand_clean,
)
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.signing.words import REPLY_LETTER, last_writing
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.identity import known_people
from tanggap.storage.organisation import Desk
from tanggap.storage.publications import Publication
from tanggap.storage.reports import Report, Response

LONGEST = {TextField.TITLE: 300, TextField.QUESTION: 20_000, TextField.ANSWER: 20_000}
LONGEST_REASON = 500
GIVEN_FIELDS = {
    TextField.TITLE: "publication_title",
    TextField.QUESTION: "publication_question",
    TextField.ANSWER: "publication_answer",
}
"""What the fields of an action that publishes are called."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an officer decided for one text.

    Attributes:
        text: the officer's own wording before masking; None for the original's.
        decision: places in that wording to mask, and finds to leave readable.
    """

    text: str | None = None
    decision: Decision = UNTOUCHED


def wish_of(
    text: str | None,
    lifted: Iterable[tuple[int, int, str]],
    added: Iterable[tuple[int, int, str]],
    words: Iterable[str],
) -> Wish:
    """What an officer sent, with reasons cleaned; places are (start, end, reason).

    Raises:
        Refused: ``text-too-long``.
    """

    def reasons(places: Iterable[tuple[int, int, str]]) -> dict[tuple[int, int], str]:
        return {
            (start, end): clean_text(reason, max_length=LONGEST_REASON, multiline=True)
            for start, end, reason in places
        }

    clean = (
        clean_text(word, max_length=LONGEST[TextField.TITLE], multiline=False) for word in words
    )
    decision = Decision(reasons(lifted), reasons(added), tuple(word for word in clean if word))
    return Wish(text, decision)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One text of a publication: the wording before masking, and as the public would read it."""

    original: str
    source: str
    covered: Covered


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be published of a report.

    Attributes:
        obstacle: code of the rule that forbids it, or None; then ``texts`` is empty.
        fingerprint: of the originals; publishing names it, so that nobody publishes a text that
            changed after they read it.
    """

    report: Report
    obstacle: str | None
    fingerprint: str
    texts: Mapping[TextField, Prepared]
    publication: Publication | None


def prepare_publication(
    session: Session,
    viewer: Viewer,
    report_id: UUID,
    wishes: Mapping[TextField, Wish] | None = None,
) -> Proposal:
    """What would be published, everything detected already masked; nothing is stored.

    Args:
        wishes: what the officer decided so far; without them, the proposal of the house.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``text-too-long`` and what
            :func:`tanggap.domain.publication.cover_text` refuses.
    """
    report = _publishable_by(session, viewer, report_id)
    existing = _publication_of(session, report)
    obstacle = obstacle_of(report, report.desk)
    if obstacle is not None:
        return Proposal(report, obstacle, "", {}, existing)
    originals = _originals(session, report)
    people = known_people(session, report)
    texts = {
        field: _prepared(field, originals[field], (wishes or {}).get(field, Wish()), people)
        for field in TextField
    }
    return Proposal(report, None, _fingerprint(originals), texts, existing)


def publish(
    viewer: Viewer, report_id: UUID, wishes: Mapping[TextField, Wish], fingerprint: str
) -> Publication:
    """Publish an answered report, or publish it anew with other texts.

    Whatever the detector finds is masked, unless the officer lifted it with a reason; that is kept.

    Raises:
        Refused: ``publication-source-changed`` when the originals are others than the officer saw;
            ``report-confidential``, ``desk-of-ethics``, ``report-not-answered``, ``text-missing``,
            and as :func:`prepare_publication`.
    """
    at = now()
    with transaction() as session:
        _lock(session, report_id)
        proposal = prepare_publication(session, viewer, report_id, wishes)
        if proposal.obstacle is not None:
            raise Refused(proposal.obstacle)
        if proposal.fingerprint != fingerprint:
            raise Refused("publication-source-changed")
        return _write(
            session,
            proposal.report,
            {field: one.covered for field, one in proposal.texts.items()},
            at,
            viewer.account,
        )


def publish_in(
    session: Session,
    report: Report,
    given: Mapping[str, object],
    at: datetime,
    account_id: UUID | None,
) -> Publication:
    """Publish within the caller's transaction: for an SOP's action that has ``publishes: true``.

    Casework calls this while it writes such an action, after the report's row is locked and after
    an action that releases the answer set ``answered_at``. The event ``report_published`` is
    recorded here. Nothing is committed; a refusal is meant to take the whole action back.

    The action's fields hold the texts as the public is to read them, masked by the officer; there
    is no reason to leave a find readable on this way, so a last scan demands that nothing is left.
    :func:`propose_in` gives what these fields should hold at first.

    Args:
        given: ``publication_title``, ``publication_question`` and ``publication_answer``.
        account_id: the officer who acts; None for the house itself.

    Raises:
        Refused: ``report-confidential``, ``desk-of-ethics``, ``report-not-answered``;
            ``text-missing`` (field), ``text-too-long``; ``personal-data-left`` with the facts
            field, kind (a :class:`~tanggap.domain.masking.PersonalDataKind`) and excerpt.
    """
    session.flush()  # the database's own guard looks at the report's row
    desk = session.get_one(Desk, report.desk_id)
    obstacle = obstacle_of(report, desk)
    if obstacle is not None:
        raise Refused(obstacle)
    people = known_people(session, report)
    texts = {}
    for field, name in GIVEN_FIELDS.items():
        text = _cleaned(field, str(given.get(name) or ""), name)
        demand_clean(text, people, name)
        texts[field] = Covered(text, ())
    return _write(session, report, texts, at, account_id)


def _answer_to_come(session: Session, report: Report) -> str:
    procedure = procedure_of(session, report.procedure_version_id)
    replies = [letter for letter in procedure.letters if letter.kind == REPLY_LETTER]
    written = [last_writing(session, report, procedure, letter) for letter in replies]
    return next((one.text for one in written if one is not None), "")


def propose_in(session: Session, report: Report) -> dict[str, str]:
    """The masked texts an action's publication fields should hold at first, by field name.

    Nothing is proposed for a report that may never be published. Before the answer has left the
    house, it is the text of the reply letter on its way.
    """
    obstacle = obstacle_of(report, session.get_one(Desk, report.desk_id))
    if obstacle not in (None, "report-not-answered"):
        return {}
    originals, people = _originals(session, report), known_people(session, report)
    return {name: cover_text(originals[field], people).text for field, name in GIVEN_FIELDS.items()}


def withdraw_publication(viewer: Viewer, report_id: UUID, reason: str) -> Publication:
    """Take a publication off the public pages; its row and the reason stay.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``publication-not-in-force``,
            ``reason-missing``, ``text-too-long``.
    """
    reason = clean_text(reason, max_length=LONGEST_REASON, multiline=True)
    if not reason:
        raise Refused("reason-missing", field="reason")
    at = now()
    with transaction() as session:
        report = _publishable_by(session, viewer, report_id)
        row = _publication_of(session, report, lock=True)
        if row is None or row.withdrawn_at is not None:
            raise Refused("publication-not-in-force")
        row.withdrawn_at, row.withdrawn_reason = at, reason
        record(
            session, report, "publication_withdrawn", at, account_id=viewer.account, reason=reason
        )
        return row


def obstacle_of(report: Report, desk: Desk) -> str | None:
    """The code of the rule that forbids to publish this report, or None."""
    if report.is_confidential:
        return "report-confidential"
    if desk.is_ethics:
        return "desk-of-ethics"
    return "report-not-answered" if report.answered_at is None else None


def _publishable_by(session: Session, viewer: Viewer, report_id: UUID) -> Report:
    report, facts = visible_report(session, viewer, report_id)
    if not may(Permission.PUBLISH_REPORT, viewer, facts):
        raise Refused("not-allowed", permission=Permission.PUBLISH_REPORT.value)
    return report


def _lock(session: Session, report_id: UUID) -> None:
    session.execute(select(Report.id).where(Report.id == report_id).with_for_update())


def _publication_of(session: Session, report: Report, *, lock: bool = False) -> Publication | None:
    statement = select(Publication).where(Publication.report_id == report.id)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def _originals(session: Session, report: Report) -> dict[TextField, str]:
    answer = session.scalar(
        select(Response.body)
        .where(Response.report_id == report.id, Response.kind == "official_answer")
        .order_by(Response.at.desc(), Response.id.desc())
        .limit(1)
    )
    if answer is None:
        answer = _answer_to_come(session, report)
    return {
        TextField.TITLE: report.subject,
        TextField.QUESTION: report.narrative,
        TextField.ANSWER: answer or "",
    }


def _fingerprint(originals: Mapping[TextField, str]) -> str:
    joined = "\0".join(originals[field] for field in TextField)
    return hashlib.sha256(joined.encode()).hexdigest()


def _prepared(field: TextField, original: str, wish: Wish, people: KnownPeople) -> Prepared:
    source = original
    if wish.text is not None and wish.text != original:
        source = _length_checked(field, wish.text)
    return Prepared(original, source, cover_text(source, people, wish.decision))


def _length_checked(field: TextField, text: str) -> str:
    """Places count from the text as sent, so it must be clean already; it is, from our app."""
    clean = clean_text(text, max_length=LONGEST[field], multiline=field is not TextField.TITLE)
    return text if text.strip() == clean else clean


def _cleaned(field: TextField, text: str, name: str) -> str:
    text = clean_text(text, max_length=LONGEST[field], multiline=field is not TextField.TITLE)
    if is_blank(text.replace(MASK, "")):
        raise Refused("text-missing", field=name)
    return text


def _write(
    session: Session,
    report: Report,
    texts: Mapping[TextField, Covered],
    at: datetime,
    account_id: UUID | None,
) -> Publication:
    row = _publication_of(session, report, lock=True)
    is_new = row is None
    if row is None:
        row = Publication(
            id=new_id(),
            agency_id=report.agency_id,
            report_id=report.id,
            public_id=secrets.token_hex(8),
            published_at=at,
        )
    row.desk_id, row.category_id = report.desk_id, report.category_id
    for field, covered in texts.items():
        setattr(row, field.value, _cleaned(field, covered.text, field.value))
    row.maskings = {field.value: _kept(covered) for field, covered in texts.items()}
    row.published_by_id, row.updated_at = account_id, at
    row.withdrawn_at = row.withdrawn_reason = None
    session.add(row)
    session.flush()
    record(
        session,
        report,
        "report_published",
        at,
        account_id=account_id,
        public_id=row.public_id,
        again=not is_new,
        lifted=_lifted(texts),
    )
    return row


def _kept(covered: Covered) -> list[dict[str, Any]]:
    return [
        {
            "start": one.start,
            "end": one.end,
            "kind": one.kind.value,
            "how": one.how.value,
            "reason": one.reason,
        }
        for one in covered.maskings
    ]


def _lifted(texts: Mapping[TextField, Covered]) -> list[dict[str, str]]:
    return [
        {"field": field.value, "kind": one.kind.value, "reason": one.reason}
        for field, covered in texts.items()
        for one in covered.maskings
        if one.how is Handling.LIFTED
    ]
