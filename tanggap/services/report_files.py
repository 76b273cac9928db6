"""Find the file behind a document or a piece of evidence, for a viewer who may have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.report_facts import FACTS, facts_of
from tanggap.storage.correspondence import WAITING, Document
from tanggap.storage.files import StoredFile
from tanggap.storage.prepared import Prepared
from tanggap.storage.reports import Attachment, Report, Reporter

RECEIPT = "receipt"

_DOCUMENT = Prepared(
    select(
        Document.kind,
        Document.number.label("document_number"),
        Document.for_unit_id,
        Document.signing,
        Document.sha256,
        Document.size,
        Report.number,
        *FACTS,
    )
    .join_from(Document, Report, Report.id == Document.report_id)
    .join(Reporter, Reporter.id == Report.reporter_id)
    .where(Document.id == bindparam("document"))
)
_EVIDENCE = Prepared(
    select(
        Attachment.sha256,
        Attachment.label,
        Attachment.given_name,
        StoredFile.extension,
        StoredFile.media_type,
        StoredFile.size,
        Report.number,
        *FACTS,
    )
    .join_from(Attachment, StoredFile, StoredFile.sha256 == Attachment.sha256)
    .join(Report, Report.id == Attachment.report_id)
    .join(Reporter, Reporter.id == Report.reporter_id)
    .where(Attachment.id == bindparam("attachment"))
)


class DocumentFacts(Protocol):
    """What decides who may see a document."""

    kind: Any
    for_unit_id: Any


@dataclass(frozen=True, slots=True)
class FileToServe:
    """A stored file and the name it goes out under."""

    sha256: str
    media_type: str
    name: str
    size: int


def document_file(session: Session, viewer: Viewer, document_id: UUID) -> FileToServe:
    """The PDF of an official document; one statement.

    Raises:
        Refused: ``file-not-found`` also when it is not for the viewer; ``file-not-ready`` while it
            is being made.
    """
    row = _DOCUMENT.first(session, document=document_id)
    facts = _facts_if_visible(viewer, row)
    if row.signing == WAITING:
        raise Refused("file-not-found")
    if not may_see_document(viewer, facts, row):
        raise Refused("file-not-found")
    if row.sha256 is None:
        raise Refused("file-not-ready")
    name = (row.document_number or f"{row.number} {row.kind}").replace("/", "-")
    return FileToServe(row.sha256, "application/pdf", f"{name}.pdf", row.size or 0)


def may_see_document(viewer: Viewer, facts: ReportFacts, document: DocumentFacts) -> bool:
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
    row = _EVIDENCE.first(session, attachment=attachment_id)
    facts = _facts_if_visible(viewer, row)
    neutral = f"{row.number} {row.label}{row.extension}"
    name = row.given_name if may(Permission.SEE_IDENTITY, viewer, facts) else neutral
    return FileToServe(row.sha256, row.media_type, name or neutral, row.size)


def _facts_if_visible(viewer: Viewer, row: Any) -> ReportFacts:
    """What the policy knows of the report behind a file."""
    if row is None:
        raise Refused("file-not-found")
    facts = facts_of(row)
    if not may(Permission.SEE_REPORT, viewer, facts):
        raise Refused("file-not-found")
    return facts
