"""Issue the receipt of a report just filed."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.documents.fingerprint import RANDOM_BYTES, verification_code
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.job_queue import put_job
from tanggap.storage.reports import Report


def issue_receipt(
    session: Session, report: Report, *, unit_id: UUID, at: datetime, account_id: UUID | None
) -> Document:
    """Issue the receipt of a report just filed; the register number is its number.

    What it says is put together when it is rendered (``services.receipts``), so that filing stays
    quick and the tracking code is stored nowhere. The report's receipt message waits for it.

    Args:
        unit_id: the desk's unit, on whose paper it stands.
    """
    document = Document(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        unit_id=unit_id,
        kind="receipt",
        number=None,
        title=f"Tanda Terima Laporan {report.number}",
        context={"kind": "receipt"},
        verification_code=verification_code(secrets.token_bytes(RANDOM_BYTES)),
        issued_at=at,
        issued_by_id=account_id,
    )
    session.add(document)
    put_job(session, "render-document", document_id=str(document.id))
    return document
