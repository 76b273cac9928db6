"""Issue official documents: build what they say, number them, and queue their rendering.

A preview and an issued letter come from the same draft, so they cannot differ in anything but
number, verification and the mark of a draft.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.documents.contexts import (
    AssignmentLetter,
    Disposition,
    ExaminationRecord,
    FollowUpReport,
    ReferralForm,
    ReferralReceipt,
    ReplyLetter,
    Rung,
    Study,
    Verification,
    to_json,
)
from tanggap.documents.fingerprint import RANDOM_BYTES, verification_code
from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.domain.procedure import Action
from tanggap.domain.refusal import Refused
from tanggap.services.house import house
from tanggap.services.letters.assignment_letter import assignment_letter
from tanggap.services.letters.disposition import disposition
from tanggap.services.letters.examination_record import examination_record
from tanggap.services.letters.follow_up_report import follow_up_report
from tanggap.services.letters.occasion import Occasion, occasion_of
from tanggap.services.letters.referral_form import referral_form
from tanggap.services.letters.referral_receipt import referral_receipt
from tanggap.services.letters.reply_letter import reply_letter
from tanggap.services.letters.series import next_number
from tanggap.services.letters.study import study
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.public_addresses import verification_page
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

Letter = (
    ReplyLetter
    | Disposition
    | ReferralForm
    | ReferralReceipt
    | Study
    | AssignmentLetter
    | ExaminationRecord
    | FollowUpReport
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is signed before it is issued, still without number.

    Attributes:
        kind: what it is.
        issuer: the unit whose letterhead and number it carries.
        for_unit_id: the one department it is for, besides the desk.
    """

    kind: str
    letter: Letter
    desk: Desk
    issuer: Unit
    for_unit_id: UUID | None


BUILDERS: Mapping[str, Callable[[Occasion], Letter]] = {
    "reply_letter": reply_letter,
    "disposition": disposition,
    "referral_form": referral_form,
    "referral_receipt": referral_receipt,
    "study": study,
    "assignment_letter": assignment_letter,
    "examination_record": examination_record,
    "follow_up_report": follow_up_report,
}
"""What an action may issue; each kind reads the answers its row of ``DOCUMENT_KINDS`` lists."""


def issue_document(
    session: Session,
    kind: str,
    report: Report,
    *,
    task_id: UUID,
    given: Mapping[str, object],
    at: datetime,
    account_id: UUID | None,
) -> Document:
    """Issue a letter in the caller's transaction: numbered now, rendered by a job.

    Args:
        kind: a key of :data:`BUILDERS`.
        task_id: the task whose action issues it, already closed with that action.
        account_id: the officer who issues it.

    Raises:
        Refused: ``document-kind-unknown``, ``unit-has-no-head``, ``person-unknown``,
            ``number-pattern-…``, ``letter-code-broken`` or what the context refuses.
    """
    task = session.get_one(Task, task_id)
    occasion = occasion_of(
        session,
        kind,
        report,
        given,
        at,
        account_id=account_id,
        unit_id=task.unit_id,
        action=_action_of(session, report, task),
    )
    draft = _draft(occasion)
    code = verification_code(secrets.token_bytes(RANDOM_BYTES))
    # From here on other letters of the unit wait: nothing slow may follow.
    on = draft.issued_at.date()
    number = next_number(session, occasion.desk, occasion.issuer, occasion.kind, on)
    document = _row(occasion, numbered_letter(draft, number, code), number, code)
    document.task_id, document.issued_at, document.issued_by_id = task_id, at, account_id
    session.add(document)
    session.flush()  # messages that carry it refer to its row
    put_job(session, "render-document", document_id=str(document.id))
    return document


def preview_document(
    session: Session,
    report: Report,
    kind: str,
    given: Mapping[str, object],
    at: datetime,
    *,
    account_id: UUID | None = None,
    unit_id: UUID | None = None,
    action: Action | None = None,
    rungs: tuple[Rung, ...] = (),
) -> bytes:
    """Return the PDF the letter would be, marked as a draft; nothing is stored or numbered.

    Args:
        unit_id: the department whose task it is.
        action: the action that would issue it.
        rungs: the initials to print under a draft letter.

    Raises:
        Refused: as ``issue_document``.
    """
    occasion = occasion_of(
        session,
        kind,
        report,
        given,
        at,
        account_id=account_id,
        unit_id=unit_id,
        action=action,
        rungs=rungs,
    )
    return house().renderer.render(_draft(occasion))


def letter_to_sign(
    session: Session,
    report: Report,
    kind: str,
    given: Mapping[str, object],
    at: datetime,
    *,
    account_id: UUID,
    unit_id: UUID | None = None,
    action: Action | None = None,
) -> Draft:
    """The draft of a letter that is signed before it is issued.

    Args:
        unit_id: the department whose task it is.
        action: the action that signs it.

    Raises:
        Refused: as ``issue_document``.
    """
    occasion = occasion_of(
        session, kind, report, given, at, account_id=account_id, unit_id=unit_id, action=action
    )
    return Draft(kind, _draft(occasion), occasion.desk, occasion.issuer, _for_unit(occasion))


def number_letter(session: Session, draft: Draft) -> str:
    """Take the next letter number for ``draft``; other letters of the unit wait from here on."""
    on = draft.letter.issued_at.date()
    return next_number(session, draft.desk, draft.issuer, DOCUMENT_KINDS[draft.kind], on)


def numbered_letter(draft: Letter, number: str, code: str) -> Letter:
    """The draft as it leaves the house: numbered, and without the initials under it."""
    verification = Verification(url=verification_page(code), code=code)
    if isinstance(draft, Disposition):
        return replace(draft, agenda_number=number, verification=verification, draft=False)
    if isinstance(draft, ReplyLetter):
        draft = replace(draft, rungs=())
    return replace(draft, number=number, verification=verification, draft=False)


def _row(occasion: Occasion, letter: Letter, number: str, code: str) -> Document:
    return Document(
        id=new_id(),
        agency_id=occasion.report.agency_id,
        report_id=occasion.report.id,
        unit_id=occasion.issuer.id,
        for_unit_id=_for_unit(occasion),
        kind=occasion.kind.id,
        number=number,
        title=letter.title,
        context=json.loads(to_json(letter)),
        verification_code=code,
    )


def _draft(occasion: Occasion) -> Letter:
    build = BUILDERS.get(occasion.kind.id)
    if build is None:
        raise Refused("document-kind-unknown", kind=occasion.kind.id, known=sorted(BUILDERS))
    return build(occasion)


def _action_of(session: Session, report: Report, task: Task) -> Action | None:
    if task.action is None:
        return None
    return procedure_of(session, report.procedure_version_id).step(task.step).action(task.action)


def _for_unit(occasion: Occasion) -> UUID | None:
    """The one department it is for, besides the desk: chosen, or whose task it is."""
    chosen = occasion.ids("units") if "units" in occasion.kind.fields else ()
    if len(chosen) == 1:
        return chosen[0]
    return occasion.department.id if occasion.department is not None else None
