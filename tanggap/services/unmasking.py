"""Lift a confidential reporter's pseudonym for one officer, for a reason that is kept."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.casework_access import visible_report
from tanggap.services.history import audit, record
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.reports import Unmasking

LONGEST_REASON = 500


def unmask_reporter(
    viewer: Viewer, report_id: UUID, reason: str, *, address: str | None = None
) -> None:
    """Let the viewer see who filed a confidential report; history and audit log say why.

    Asking again, or where the identity is open anyway, changes nothing.

    Args:
        address: the network address the officer asks from, for the audit log.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``reason-missing``, ``text-too-long``.
    """
    reason = clean_text(reason, max_length=LONGEST_REASON, multiline=True)
    if not reason:
        raise Refused("reason-missing", field="reason")
    at = now()
    with transaction() as session:
        report, facts = visible_report(session, viewer, report_id)
        if may(Permission.SEE_IDENTITY, viewer, facts):
            return
        if not may(Permission.UNMASK, viewer, facts):
            raise Refused("not-allowed", permission=Permission.UNMASK.value)
        session.execute(
            insert(Unmasking)
            .values(
                report_id=report.id,
                account_id=viewer.account,
                agency_id=report.agency_id,
                reason=reason,
                at=at,
            )
            .on_conflict_do_nothing()
        )
        record(session, report, "identity_unmasked", at, account_id=viewer.account)
        audit(
            session,
            report.agency_id,
            at,
            "identity_unmasked",
            "report",
            report.id,
            account_id=viewer.account,
            address=address,
            after={"number": report.number, "reason": reason},
        )
