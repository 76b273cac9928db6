"""Put a piece of evidence on a report, as the portal does."""

from __future__ import annotations

from uuid import UUID

from tanggap.services.evidence import keep_file, record_files
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.reports import Attachment, Report
from tests.storage.evidence_samples import image


def attach(report: Report, *, given_name: str = "foto.jpg") -> UUID:
    """Attach a photo under the name its sender gave; returns the attachment's id."""
    kept = keep_file(given_name, image())
    with transaction() as session:
        record_files(session, [kept])
        row = Attachment(
            id=new_id(),
            agency_id=report.agency_id,
            report_id=report.id,
            sha256=kept.sha256,
            label="Bukti 1",
            given_name=kept.name,
            at=now(),
            from_reporter=True,
        )
        session.add(row)
        return row.id
