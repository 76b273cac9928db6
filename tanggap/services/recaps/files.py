"""Find the archived files of a recap its viewer may see."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.report_files import FileToServe
from tanggap.storage.correspondence import Document
from tanggap.storage.files import StoredFile
from tanggap.storage.recaps import Recap


def recap_document(session: Session, recap: Recap) -> FileToServe:
    """The archived PDF.

    Raises:
        Refused: ``file-not-found`` before the archive; ``file-not-ready`` while it is being made.
    """
    document = session.get(Document, recap.document_id) if recap.document_id else None
    if document is None:
        raise Refused("file-not-found")
    if document.sha256 is None:
        raise Refused("file-not-ready")
    name = (document.number or document.title).replace("/", "-")
    return FileToServe(document.sha256, "application/pdf", f"{name}.pdf", document.size or 0)


def recap_spreadsheet(session: Session, recap: Recap) -> FileToServe:
    """The archived spreadsheet.

    Raises:
        Refused: ``file-not-found`` before the archive.
    """
    kept = session.get(StoredFile, recap.archive_sha256) if recap.archive_sha256 else None
    if kept is None:
        raise Refused("file-not-found")
    name = f"rekap-{recap.every}-{recap.first_day.isoformat()}{kept.extension}"
    return FileToServe(kept.sha256, kept.media_type, name, kept.size)
