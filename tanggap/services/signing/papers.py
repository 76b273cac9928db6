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

from tanggap.documents.contexts import DocumentContext, ReplyLetter, SignatureKind, to_json
from tanggap.documents.fingerprint import RANDOM_BYTES, verification_code
from tanggap.domain.refusal import Refused
from tanggap.services.house import house
from tanggap.services.letters import letter_to_sign, number_letter, numbered_letter
from tanggap.services.signing.signatories import demand_signatory, standing_of
from tanggap.storage.correspondence import SIGNED, WAITING, Document
from tanggap.storage.database import new_id
from tanggap.storage.files import StoredFile
from tanggap.storage.reports import Report

KINDS = {"pkcs12": SignatureKind.LOCAL, "bsre": SignatureKind.BSRE}
"""What the paper says of the signature, by ``TANGGAP_SIGNING_METHOD``."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is rendered and signed outside of any transaction, and the row it belongs to."""

    document_id: UUID
    number: str
    letter: DocumentContext


def draft_to_sign(
    session: Session, report: Report, kind: str, text_field: str, text: str, at: datetime, by: UUID
) -> ReplyLetter:
    """The letter as its signatory would sign it, still marked as a draft.

    Raises:
        Refused: ``letter-cannot-be-signed`` for a kind without a signatory; ``signer-not-head``.
    """
    draft, unit = letter_to_sign(session, report, kind, {text_field: text}, at, account_id=by)
    if not isinstance(draft, ReplyLetter):
        raise Refused("letter-cannot-be-signed", kind=kind)
    standing = standing_of(session, by, unit)
    demand_signatory(standing, unit)
    signature = KINDS.get(house().settings.signing_method, SignatureKind.ISSUED)
    return replace(draft, signatory=standing.signatory(), signature=signature)


def waiting_paper(
    session: Session,
    report: Report,
    kind: str,
    text_field: str,
    text: str,
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
    draft = draft_to_sign(session, report, kind, text_field, text, at, by)
    document = session.scalars(
        select(Document).where(
            Document.report_id == report.id, Document.kind == kind, Document.signing == WAITING
        )
    ).one_or_none()
    if document is None:
        document = _new(session, report, kind, draft, at)
    letter = numbered_letter(draft, str(document.number), document.verification_code)
    document.title, document.context = letter.title, json.loads(to_json(letter))
    document.task_id, document.issued_by_id, document.issued_at = task_id, by, at
    session.flush()
    return Paper(document.id, str(document.number), letter)


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


def _new(session: Session, report: Report, kind: str, draft: ReplyLetter, at: datetime) -> Document:
    document = Document(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        unit_id=report.desk.unit_id,
        kind=kind,
        signing=WAITING,
        title=draft.title,
        context={"kind": kind},
        verification_code=verification_code(secrets.token_bytes(RANDOM_BYTES)),
        issued_at=at,
        number=number_letter(session, report, kind, draft),
    )
    session.add(document)
    return document
