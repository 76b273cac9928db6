"""Find the file behind a document or a piece of evidence, for a viewer who may have it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.casework_access import visible_report
from tanggap.storage.correspondence import WAITING, Document
from tanggap.storage.reports import Attachment, Report

RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class FileToServe:
    """A stored file and the name it goes out under."""

    sha256: str
    media_type: str
    name: str
    size: int


def document_file(session: Session, viewer: Viewer, document_id: UUID) -> FileToServe:
    """The PDF of an official document.

    Raises:
        Refused: ``file-not-found`` also when it is not for the viewer; ``file-not-ready`` while it
            is being made.
    """
    document = session.get(Document, document_id)
    if document is None or document.report_id is None or document.signing == WAITING:
        raise Refused("file-not-found")
    report, facts = _report(session, viewer, document.report_id)
    if not may_see_document(viewer, facts, document):
        raise Refused("file-not-found")
    if document.sha256 is None:
        raise Refused("file-not-ready")
    name = (document.number or f"{report.number} {document.kind}").replace("/", "-")
    return FileToServe(document.sha256, "application/pdf", f"{name}.pdf", document.size or 0)


def may_see_document(viewer: Viewer, facts: ReportFacts, document: Document) -> bool:
    """Whether a document of a report the viewer may see is for the viewer too.

    A receipt names its reporter and carries the tracking code: only who may know the reporter and
    sits at the desk has it. A disposition to one department is that department's and the desk's.
    """
    if not may(Permission.SEE_DOCUMENTS, viewer, facts):
        return False
    if may(Permission.WRITE_TO_REPORTER, viewer, facts):  # a seat at the desk itself
        return document.kind != RECEIPT or may(Permission.SEE_IDENTITY, viewer, facts)
    units = {seat.unit for seat in viewer.seats if seat.desk == facts.desk}
    return document.kind != RECEIPT and document.for_unit_id in {None, *units}


def evidence_file(session: Session, viewer: Viewer, attachment_id: UUID) -> FileToServe:
    """A piece of evidence, under the sender's name for it only where the sender may be known.

    Raises:
        Refused: ``file-not-found`` also when it is not for the viewer.
    """
    attachment = session.scalars(
        select(Attachment)
        .where(Attachment.id == attachment_id)
        .options(joinedload(Attachment.file))
    ).one_or_none()
    if attachment is None:
        raise Refused("file-not-found")
    report, facts = _report(session, viewer, attachment.report_id)
    file = attachment.file
    neutral = f"{report.number} {attachment.label}{file.extension}"
    name = attachment.given_name if may(Permission.SEE_IDENTITY, viewer, facts) else neutral
    return FileToServe(file.sha256, file.media_type, name or neutral, file.size)


def _report(session: Session, viewer: Viewer, report_id: UUID) -> tuple[Report, ReportFacts]:
    try:
        return visible_report(session, viewer, report_id)
    except Refused:
        raise Refused("file-not-found") from None
