"""Keep the record of the signature chain: each mark with person, position, moment and text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.case import Case
from tanggap.domain.engine import Taken
from tanggap.domain.procedure import Action
from tanggap.services.signing.signatories import Standing, standing_of
from tanggap.services.signing.words import REPLY_LETTER
from tanggap.storage.correspondence import IS_ISSUED, Document
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report
from tanggap.storage.signatures import LetterMark

ANSWER = "answer"
FOLLOW_UP, FOLLOW_UP_REPORT = "follow_up", "follow_up_report"
INITIAL, SIGNATURE, RETURN = "initial", "signature", "return"


def record_marks(
    session: Session,
    report: Report,
    before: Case,
    taken: Taken,
    at: datetime,
    *,
    account_id: UUID | None,
    issued: Mapping[str, Document],
) -> None:
    """Write down what an action did to the letters that pass its step.

    Args:
        before: the case before the action.
        issued: what the action issued, by kind.
    """
    marks = _marks(before, taken)
    if not marks or account_id is None:
        return
    desk = session.get_one(Desk, report.desk_id)
    standing = standing_of(session, account_id, desk.unit)
    for letter_id, kind in marks:
        letter = before.procedure.letter(letter_id)
        document = issued.get(letter.kind) if kind == SIGNATURE else None
        mark = _mark(report, taken, at, standing, account_id)
        mark.letter, mark.kind = letter_id, kind
        mark.text_sha256 = before.letters[letter_id].sha256
        mark.document_id = document.id if document is not None else None
        session.add(mark)


def letter_for_message(
    session: Session,
    report: Report,
    action: Action,
    template: str,
    issued: Mapping[str, Document],
) -> Document | None:
    """The letter that goes with an answer: this action's own, or the one signed before it.

    With the message that tells of a follow-up goes the department's report of it.
    """
    if template == FOLLOW_UP:
        return issued.get(FOLLOW_UP_REPORT)
    if template != ANSWER:
        return None
    if REPLY_LETTER in issued or not action.releases:
        return issued.get(REPLY_LETTER)
    return session.scalars(
        select(Document)
        .where(Document.report_id == report.id, Document.kind == REPLY_LETTER, IS_ISSUED)
        .order_by(Document.issued_at.desc(), Document.id.desc())
        .limit(1)
    ).one_or_none()


def _marks(before: Case, taken: Taken) -> list[tuple[str, str]]:
    """The letters an action marked, and how."""
    action, step = taken.action, taken.task.step
    found: list[tuple[str, str]] = [
        (letter, kind)
        for letter, kind in ((action.initials, INITIAL), (action.signs, SIGNATURE))
        if letter is not None
    ]
    if action.is_return:
        found += [
            (letter.id, RETURN)
            for letter in before.procedure.letters
            if step in letter.rungs and letter.id in before.letters
        ]
    return found


def _mark(
    report: Report, taken: Taken, at: datetime, standing: Standing, account_id: UUID
) -> LetterMark:
    return LetterMark(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        task_id=taken.task.id,
        step=taken.task.step,
        account_id=account_id,
        name=standing.name,
        position=standing.position,
        deputy=standing.deputy,
        note=str(taken.given.get("note") or ""),
        at=at,
    )
