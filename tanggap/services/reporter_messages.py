"""Take in what a reporter writes to the desk about a report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Message
from tanggap.storage.reports import Report, Reporter

LONGEST_MESSAGE = 5_000


def write_to_desk(account_id: UUID, report_id: UUID, message_id: UUID, text: str) -> bool:
    """Keep a message of the reporter; the same ``message_id`` twice is one message.

    The report's version grows, so that no officer decides without having seen the message.

    Args:
        message_id: made when the form was shown.

    Returns:
        False when this message was there already.

    Raises:
        Refused: ``report-not-found``, also when it is somebody else's; ``report-closed``;
            ``text-missing``; ``text-too-long``.
    """
    body = clean_text(text, max_length=LONGEST_MESSAGE, multiline=True)
    if not body:
        raise Refused("text-missing")
    at = now()
    with transaction() as session:
        report = _locked(session, account_id, report_id)
        if report.closed_at is not None:
            raise Refused("report-closed")
        if not _is_added(session, report, message_id, body, at):
            return False
        report.version += 1
        record(session, report, "message_received", at, channel="portal")
        return True


def _locked(session: Session, account_id: UUID, report_id: UUID) -> Report:
    found = session.execute(
        select(Report, Reporter.account_id)
        .join(Reporter, Reporter.id == Report.reporter_id)
        .where(Report.id == report_id)
        .with_for_update(of=Report)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Refused("report-not-found")
    report: Report = found[0]
    viewer = Viewer(account=account_id, roles=frozenset())
    facts = ReportFacts(desk=report.desk_id, reporter_account=found[1])
    if not may(Permission.REPLY_AS_REPORTER, viewer, facts):
        raise Refused("report-not-found")
    return report


def _is_added(session: Session, report: Report, message_id: UUID, body: str, at: datetime) -> bool:
    """Add the message; False when one with this id is there."""
    added = session.scalar(
        insert(Message)
        .values(
            id=message_id,
            agency_id=report.agency_id,
            report_id=report.id,
            channel="portal",
            direction="in",
            audience="reporter",
            template="",
            address="",
            subject="",
            body=body,
            state="received",
            created_at=at,
        )
        .on_conflict_do_nothing()
        .returning(Message.id)
    )
    return added is not None
