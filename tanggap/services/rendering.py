"""Render an issued document once, keep it, and let the messages go that waited for it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.documents.contexts import DocumentContext, Receipt, from_json
from tanggap.services.history import record
from tanggap.services.house import house, now
from tanggap.services.receipts import receipt_of, stored_form
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.files import StoredFile
from tanggap.storage.job_queue import put_jobs
from tanggap.storage.reports import Report

log = logging.getLogger(__name__)

LONGEST_FAILURE = 500


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is rendered, and what of it is kept."""

    context: DocumentContext
    stored: dict[str, Any]


def render_document(document_id: UUID) -> None:
    """Render a document and store the file, once and for all; a rendered one is left alone.

    Raises:
        Exception: whatever went wrong, after it was noted on the document; trying again is safe.
    """
    try:
        paper = _paper(document_id)
        if paper is None:
            return
        content = house().renderer.render(paper.context)
        sha256 = house().files.put(content)
        _keep(document_id, paper, sha256, len(content))
    except Exception as failure:
        _note_failure(document_id, failure)
        raise


def _paper(document_id: UUID) -> _Paper | None:
    with transaction() as session:
        document = session.get(Document, document_id)
        if document is None or document.sha256 is not None or document.signing is not None:
            log.info("nothing to render for document %s", document_id)
            return None
        if document.kind != "receipt":
            return _Paper(from_json(json.dumps(document.context)), document.context)
        report = session.get_one(Report, document.report_id)
        receipt: Receipt = receipt_of(session, report, document)
        return _Paper(receipt, stored_form(receipt))


def _keep(document_id: UUID, paper: _Paper, sha256: str, size: int) -> None:
    at = now()
    with transaction() as session:
        document = session.scalars(
            select(Document)
            .where(Document.id == document_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        if document is None or document.sha256 is not None:
            return  # another worker was faster
        session.execute(
            insert(StoredFile)
            .values(sha256=sha256, media_type="application/pdf", extension="pdf", size=size)
            .on_conflict_do_nothing()
        )
        document.context = paper.stored
        document.sha256, document.size = sha256, size
        document.rendered_at, document.failure = at, None
        if document.report_id is not None:
            report = session.get_one(Report, document.report_id)
            record(
                session,
                report,
                "document_rendered",
                at,
                task_id=document.task_id,
                document=str(document.id),
                document_kind=document.kind,
            )
        _let_go(session, document)


def _let_go(session: Session, document: Document) -> None:
    """Queue the delivery of every message that waited for ``document``."""
    awaits = Message.document_id == document.id
    if document.kind == "receipt":  # its message was queued before it was issued
        awaits |= (
            (Message.template == "receipt")
            & Message.document_id.is_(None)
            & (Message.channel == "email")  # the short form goes at once, without the paper
        )
    waiting = session.scalars(
        select(Message).where(
            Message.report_id == document.report_id, Message.state == "queued", awaits
        )
    ).all()
    for message in waiting:
        message.document_id = document.id
    put_jobs(session, "deliver-message", [{"message_id": str(one.id)} for one in waiting])


def _note_failure(document_id: UUID, failure: Exception) -> None:
    said = f"{type(failure).__name__}: {failure}"[:LONGEST_FAILURE]
    with transaction() as session:
        document = session.get(Document, document_id, with_for_update=True)
        if document is not None and document.sha256 is None:
            document.failure = said
