"""Queue what leaves the house: messages to reporters and accounts, word of new tasks to teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.engine import is_reporter_step
from tanggap.domain.spoken_time import spoken_moment
from tanggap.services.history import record
from tanggap.services.message_texts import CODE_WITHHELD, Composed, compose
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.public_addresses import report_page, tracking_page
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.database import new_id
from tanggap.storage.identity import read_identity
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Agency, Desk, Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

RECEIPT = "receipt"
ASKS_REPORTER = frozenset({"completion_request", "answer", "silence_notice"})
"""Messages that ask the reporter for something, and say until when."""


def tell_reporter(
    session: Session,
    report: Report,
    template: str,
    at: datetime,
    *,
    document: Document | None = None,
    note: str | None = None,
) -> Message | None:
    """Queue an e-mail to the reporter in the caller's transaction.

    It is delivered once its document is rendered; a receipt always waits for its document, which
    finds the message when it is rendered (``services.rendering``).

    Args:
        template: receipt, completion_request, answer, closed_incomplete, closed_silent,
            silence_notice or message_from_officer.
        document: the letter to attach; already flushed.
        note: what an officer wrote to the reporter; for ``completion_request`` it is found on the
            task that was closed at ``at`` when it is not given.

    Returns:
        None when the reporter left no e-mail address; the report's history says so.
    """
    with session.no_autoflush:  # what is read here was written long before
        identity = read_identity(session, report.reporter_id)
    if not identity.email:
        record(session, report, "message_impossible", at, template=template)
        return None
    if template == "completion_request" and note is None:
        note = _note_of_closed_task(session, report, at)
    message = _message_to_reporter(session, report, template, document, note or "", at)
    message.address = identity.email
    session.add(message)
    waits = template == RECEIPT or (document is not None and document.sha256 is None)
    if not waits:
        put_job(session, "deliver-message", message_id=str(message.id))
    return message


def _message_to_reporter(
    session: Session,
    report: Report,
    template: str,
    document: Document | None,
    note: str,
    at: datetime,
) -> Message:
    composed = _to_reporter(session, report, template, document, note)
    return Message(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        document_id=document.id if document else None,
        channel="email",
        direction="out",
        audience="reporter",
        template=template,
        subject=composed.subject,
        body=composed.body,
        state="queued",
        attempts=0,
        created_at=at,
    )


def announce_tasks(session: Session, report: Report, tasks: Sequence[Task]) -> None:
    """Queue one job that tells the teams of ``tasks`` what awaits them.

    Tasks of the reporter are left out: ``tell_reporter`` speaks to the reporter.
    """
    procedure = procedure_of(session, report.procedure_version_id)
    for_teams = [str(task.id) for task in tasks if not is_reporter_step(procedure, task.step)]
    if for_teams:
        put_job(session, "announce-tasks", task_ids=for_teams)


def queue_account_mail(
    session: Session, account: Account, template: str, at: datetime, **facts: object
) -> Message:
    """Queue an e-mail about an account.

    Args:
        template: confirmation, recovery or officer_invitation (all three need ``link``, the last
            also ``name``), password_changed, or already_registered (``because`` email or number).
        facts: what the template needs; a secret link stays in the row only until it is sent.
    """
    agency = session.scalar(select(Agency.name).where(Agency.id == account.agency_id))
    composed = compose(template, agency=agency or "", **facts)
    message = Message(
        id=new_id(),
        agency_id=account.agency_id,
        account_id=account.id,
        channel="email",
        direction="out",
        audience="account",
        template=template,
        address=account.email,
        subject=composed.subject,
        body=composed.body,
        state="queued",
        attempts=0,
        created_at=at,
    )
    session.add(message)
    put_job(session, "deliver-message", message_id=str(message.id))
    return message


def _to_reporter(
    session: Session, report: Report, template: str, document: Document | None, note: str
) -> Composed:
    # Nothing is flushed for these reads: what they need was written before.
    desk, unit, timezone = session.execute(
        select(Desk.name, Unit.name, CalendarRow.timezone)
        .join(Unit, Unit.id == Desk.unit_id)
        .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
        .where(Desk.id == report.desk_id)
        .execution_options(autoflush=False)
    ).one()
    waiting = _reporter_task(session, report) if template in ASKS_REPORTER else None
    waiting_for, until = waiting if waiting else ("", None)
    return compose(
        template,
        number=report.number,
        desk=desk,
        unit=unit,
        has_account=report.channel == "web",
        page=report_page(report.id),
        tracking_page=tracking_page(report.number),
        tracking_code=CODE_WITHHELD,
        due=spoken_moment(report.overall_due_at, timezone) if report.overall_due_at else "",
        reply_by=spoken_moment(until, timezone) if until else "",
        waiting_for=waiting_for,
        letter_number=document.number if document else "",
        note=note,
    )


def _reporter_task(session: Session, report: Report) -> tuple[str, datetime | None] | None:
    """What the report waits for from its reporter, in plain words, and until when."""
    procedure = procedure_of(session, report.procedure_version_id)
    rows = session.execute(
        select(Task.step, Task.due_at).where(Task.report_id == report.id, Task.closed_at.is_(None))
    )
    for step_id, due_at in rows:
        if is_reporter_step(procedure, step_id):
            return procedure.step(step_id).plain, due_at
    return None


def _note_of_closed_task(session: Session, report: Report, at: datetime) -> str:
    """The note an officer gave with the action taken at ``at``."""
    given = session.scalars(
        select(Task.given)
        .where(Task.report_id == report.id, Task.closed_at == at, Task.given.has_key("note"))
        .order_by(Task.id.desc())
        .limit(1)
    ).first()
    return str(given["note"]) if given else ""
