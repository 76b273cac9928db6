"""Queue what leaves the house: messages to reporters and accounts, word of new tasks to teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.engine import is_reporter_step
from tanggap.domain.inbound import ChannelKind
from tanggap.services.history import record
from tanggap.services.message_texts import Composed, compose
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.reporter_channels import Way, is_answered_enough, way_to_reporter
from tanggap.services.reporter_words import words_to_reporter
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.database import new_id
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Agency
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

RECEIPT = "receipt"
CHANNELS_THAT_ANSWER = frozenset(kind.value for kind in ChannelKind)
"""Channels on which a machine at the other end could answer us, and we it, without end."""


def tell_reporter(
    session: Session,
    report: Report,
    template: str,
    at: datetime,
    *,
    document: Document | None = None,
    note: str | None = None,
) -> Message | None:
    """Queue a message to the reporter in the caller's transaction, on the report's own channel.

    Where the reporter cannot be reached on the channel the report came by, it is an e-mail. What
    carries a document is delivered once that is rendered; a receipt by mail waits for its own,
    which finds the message when it is rendered (``services.rendering``).

    Args:
        template: one of ``templates/messages``; each has a form for mail and a short one.
        document: the letter to attach; already flushed.
        note: what an officer wrote to the reporter; for templates that quote the note of an action
            it is found on the task that was closed at ``at`` when it is not given.

    Returns:
        None when the reporter left no address, or got too many automatic answers today; the
        report's history says so.
    """
    with session.no_autoflush:  # what is read here was written long before
        way = way_to_reporter(session, report)
    if way is None:
        record(session, report, "message_impossible", at, template=template)
        return None
    if report.channel in CHANNELS_THAT_ANSWER and is_answered_enough(
        session, template, way.address, at
    ):
        record(session, report, "message_withheld", at, template=template)
        return None
    words = words_to_reporter(
        session, report, template, way.channel, at, document=document, note=note
    )
    attached = document if way.channel is not ChannelKind.SMS else None
    message = _to_reporter(report, template, way, words, attached, at)
    session.add(message)
    is_mailed_receipt = template == RECEIPT and way.channel is ChannelKind.EMAIL
    if not is_mailed_receipt and (attached is None or attached.sha256 is not None):
        put_job(session, "deliver-message", message_id=str(message.id))
    return message


def _to_reporter(
    report: Report,
    template: str,
    way: Way,
    words: Composed,
    document: Document | None,
    at: datetime,
) -> Message:
    return Message(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        document_id=document.id if document else None,
        channel=way.channel.value,
        direction="out",
        audience="reporter",
        template=template,
        address=way.address,
        subject=words.subject,
        body=words.body,
        state="queued",
        attempts=0,
        created_at=at,
        in_reply_to=way.in_reply_to,
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
            also ``name``), password_changed, passkey_added (``name``), or already_registered
            (``because`` email or number).
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
