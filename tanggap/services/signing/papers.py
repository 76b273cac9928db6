"""The letter that waits for its signature: numbered once, said anew at each attempt."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.documents.contexts import Disposition, DocumentContext, SignatureKind, to_json
from tanggap.documents.fingerprint import RANDOM_BYTES, verification_code
from tanggap.domain.document_kinds import DOCUMENT_KINDS, Signer
from tanggap.domain.procedure import Action
from tanggap.domain.refusal import Refused
from tanggap.services.house import house
from tanggap.services.letters import Draft, letter_to_sign, number_letter, numbered_letter
from tanggap.services.signing.signatories import demand_signatory, standing_of
from tanggap.services.signing.words import Writing
from tanggap.storage.correspondence import SIGNED, WAITING, Document
from tanggap.storage.database import new_id
from tanggap.storage.files import StoredFile
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

KINDS = {"pkcs12": SignatureKind.LOCAL, "bsre": SignatureKind.BSRE}
"""What the paper says of the signature, by ``TANGGAP_SIGNING_METHOD``."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is rendered and signed outside of any transaction, and the row it belongs to."""

    document_id: UUID
    number: str
    letter: DocumentContext
    issuer: Unit


def draft_to_sign(
    session: Session,
    report: Report,
    written: Writing,
    at: datetime,
    by: UUID,
    *,
    unit_id: UUID | None,
    action: Action | None = None,
) -> Draft:
    """The letter as its signatory would sign it, still marked as a draft.

    A kind that the head signs is the head's alone; any other is signed by the officer on the rung.

    Args:
        unit_id: the department whose task it is.
        action: the action that signs it.

    Raises:
        Refused: ``signer-not-head``; ``unit-has-no-head``; what the letter's making refuses.
    """
    kind = written.letter.kind
    draft = letter_to_sign(
        session, report, kind, written.given, at, account_id=by, unit_id=unit_id, action=action
    )
    standing = standing_of(session, by, draft.issuer)
    if DOCUMENT_KINDS[kind].signer is Signer.HEAD:
        demand_signatory(standing, draft.issuer)
    signature = KINDS.get(house().settings.signing_method, SignatureKind.ISSUED)
    signatory = standing.signatory()
    if isinstance(draft.letter, Disposition):
        signed = replace(draft.letter, signed_by=signatory, signature=signature)
        return replace(draft, letter=signed)
    return replace(draft, letter=replace(draft.letter, signatory=signatory, signature=signature))


def waiting_paper(
    session: Session,
    report: Report,
    written: Writing,
    action: Action,
    *,
    task_id: UUID,
    at: datetime,
    by: UUID,
) -> Paper:
    """Make the row of a letter that waits, or take the one there is, and say what it says now.

    The caller holds the report's lock, so there is never more than one.

    Raises:
        Refused: as :func:`draft_to_sign` and ``services.letters.issue_document``.
    """
    unit_id = session.get_one(Task, task_id).unit_id
    draft = draft_to_sign(session, report, written, at, by, unit_id=unit_id, action=action)
    document = session.scalars(
        select(Document).where(
            Document.report_id == report.id,
            Document.kind == draft.kind,
            Document.signing == WAITING,
        )
    ).one_or_none()
    if document is None:
        document = _new(session, report, draft, at)
    letter = numbered_letter(draft.letter, str(document.number), document.verification_code)
    document.title, document.context = letter.title, json.loads(to_json(letter))
    document.task_id, document.issued_by_id, document.issued_at = task_id, by, at
    document.for_unit_id = draft.for_unit_id
    session.flush()
    return Paper(document.id, str(document.number), letter, draft.issuer)


def store_signed(
    session: Session, paper: Paper, sha256: str, size: int, *, task_id: UUID, by: UUID, at: datetime
) -> Document:
    """Make the letter that waited the issued one, for good: the database refuses any change after.

    Raises:
        Refused: ``letter-not-waiting`` when another attempt was faster.
    """
    document = session.get(Document, paper.document_id, with_for_update=True)
    if document is None or document.signing != WAITING:
        raise Refused("letter-not-waiting")
    session.execute(
        insert(StoredFile)
        .values(sha256=sha256, media_type="application/pdf", extension="pdf", size=size)
        .on_conflict_do_nothing()
    )
    document.title, document.context = paper.letter.title, json.loads(to_json(paper.letter))
    document.task_id, document.issued_by_id = task_id, by
    document.signing, document.issued_at, document.rendered_at = SIGNED, at, at
    document.sha256, document.size = sha256, size
    session.flush()
    return document


def _new(session: Session, report: Report, draft: Draft, at: datetime) -> Document:
    document = Document(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        unit_id=draft.issuer.id,
        kind=draft.kind,
        signing=WAITING,
        title=draft.letter.title,
        context={"kind": draft.kind},
        verification_code=verification_code(secrets.token_bytes(RANDOM_BYTES)),
        issued_at=at,
        number=number_letter(session, draft),
    )
    session.add(document)
    return document
