"""Documents issued before for the same report, which a later one refers to."""

from __future__ import annotations

import json

from sqlalchemy import select

from tanggap.documents.contexts import DocumentContext, from_json
from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.domain.spoken_time import letter_date
from tanggap.services.letters.occasion import Occasion
from tanggap.storage.correspondence import Document


def newest_before(occasion: Occasion, kind: str) -> Document | None:
    """The newest document of this kind already issued for the report."""
    return occasion.session.scalars(
        select(Document)
        .where(Document.report_id == occasion.report.id, Document.kind == kind)
        .order_by(Document.issued_at.desc(), Document.id.desc())
        .limit(1)
    ).one_or_none()


def cited(occasion: Occasion, document: Document) -> str:
    """How a letter cites it: ``Surat Tugas Nomor … tanggal …``."""
    name = DOCUMENT_KINDS[document.kind].title
    on = document.issued_at.astimezone(occasion.at.tzinfo).date()
    return f"{name} Nomor {document.number} tanggal {letter_date(on)}"


def what_it_said(document: Document) -> DocumentContext:
    """What that document says."""
    return from_json(json.dumps(document.context))
