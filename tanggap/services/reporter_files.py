"""Hand a reporter the files that are theirs: evidence they sent, letters made for them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.document_kinds import FOR_THE_REPORTER
from tanggap.domain.refusal import Refused
from tanggap.storage.correspondence import IS_ISSUED, Document
from tanggap.storage.reports import Attachment, Report, Reporter

RECEIPT = "receipt"
ANSWERS = tuple(kind for kind in FOR_THE_REPORTER if kind != RECEIPT)
"""Kinds that carry the answer: the reporter's once it has left the house."""


def is_released(report: Report, document: Document) -> bool:
    """A letter is the reporter's once the answer has left the house, not before."""
    if document.kind not in ANSWERS:
        return True
    return report.answered_at is not None and document.issued_at <= report.answered_at


def own_attachment(
    session: Session, account_id: UUID, report_id: UUID, attachment_id: UUID
) -> Attachment:
    """A file this account sent with its report.

    Raises:
        Refused: ``file-not-found``.
    """
    found = session.scalars(
        select(Attachment)
        .join(Report, Report.id == Attachment.report_id)
        .join(Reporter, Reporter.id == Report.reporter_id)
        .where(
            Attachment.id == attachment_id,
            Attachment.report_id == report_id,
            Attachment.from_reporter,
            Reporter.account_id == account_id,
        )
        .options(joinedload(Attachment.file))
    ).one_or_none()
    if found is None:
        raise Refused("file-not-found")
    return found


def own_document(
    session: Session, account_id: UUID, report_id: UUID, document_id: UUID
) -> Document:
    """A document made for the reporter of this report.

    Raises:
        Refused: ``file-not-found``; ``file-not-ready`` while it is being rendered.
    """
    return _readable(session, report_id, document_id, FOR_THE_REPORTER, account_id)


def tracked_document(session: Session, report_id: UUID, document_id: UUID) -> Document:
    """The answer letter of a report whose code was given.

    Raises:
        Refused: ``file-not-found``; ``file-not-ready`` while it is being rendered.
    """
    return _readable(session, report_id, document_id, ANSWERS, None)


def _readable(
    session: Session,
    report_id: UUID,
    document_id: UUID,
    kinds: tuple[str, ...],
    account_id: UUID | None,
) -> Document:
    statement = (
        select(Document, Report)
        .join(Report, Report.id == Document.report_id)
        .where(
            Document.id == document_id,
            Document.report_id == report_id,
            Document.kind.in_(kinds),
            IS_ISSUED,
        )
    )
    if account_id is not None:
        statement = statement.join(Reporter, Reporter.id == Report.reporter_id).where(
            Reporter.account_id == account_id
        )
    found = session.execute(statement).one_or_none()
    if found is None or not is_released(found[1], found[0]):
        raise Refused("file-not-found")
    document: Document = found[0]
    if document.sha256 is None:
        raise Refused("file-not-ready")
    return document
