"""Write to the reporter of a report: on their own page, and as an e-mail where they have one."""

from __future__ import annotations

from uuid import UUID

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.outgoing import tell_reporter
from tanggap.services.transaction import transaction
from tanggap.services.unsent_texts import Kind, forget_text
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id

LONGEST_MESSAGE = 5_000
FROM_OFFICER = "message_from_officer"


def write_to_reporter(viewer: Viewer, report_id: UUID, body: str) -> Message:
    """Write to the reporter and return the message as it stands on the portal.

    The same words go out as an e-mail in the same transaction; a reporter without an address finds
    them by number and tracking code.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``text-missing``, ``text-too-long``.
    """
    body = clean_text(body, max_length=LONGEST_MESSAGE, multiline=True)
    if not body:
        raise Refused("text-missing", field="body")
    at = now()
    with transaction() as session:
        report, facts = visible_report(session, viewer, report_id)
        if not may(Permission.WRITE_TO_REPORTER, viewer, facts):
            raise Refused("not-allowed", permission=Permission.WRITE_TO_REPORTER.value)
        message = Message(
            id=new_id(),
            agency_id=report.agency_id,
            report_id=report.id,
            account_id=viewer.account,
            channel="portal",
            direction="out",
            audience="reporter",
            template="",
            address="",
            subject="",
            body=body,
            state="sent",
            attempts=0,
            created_at=at,
            delivered_at=at,
        )
        session.add(message)
        forget_text(session, viewer.account, Kind.MESSAGE, report.id)
        tell_reporter(session, report, FROM_OFFICER, at, note=body)
        record(
            session,
            report,
            "message_sent",
            at,
            account_id=viewer.account,
            message=str(message.id),
        )
        return message
