"""Deliver queued messages on their channels, each once, and write down how it went."""

from __future__ import annotations

import logging
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.outbound import Attachment, PermanentFailure, TemporaryFailure
from tanggap.channels.smtp import OutgoingMail, sound_message_id
from tanggap.domain.inbound import ChannelKind
from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.tracking import tracking_code
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import house, now
from tanggap.services.message_texts import CODE_WITHHELD, as_html, without_links
from tanggap.services.reporter_channels import AUTO_REPLIES, reply_mailbox
from tanggap.services.text_delivery import NOT_CONNECTED, send_text
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.job_queue import put_job
from tanggap.storage.reports import Report

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LONGEST_ERROR = 500
DELIVERED = frozenset(kind.value for kind in ChannelKind)


class DeliveryPostponed(Exception):
    """The message could not be handed over now; the job is to be tried again later."""


def deliver_message(message_id: UUID) -> None:
    """Hand one queued message to its channel's provider and record what came of it.

    A message that is gone, sent or given up is left alone. Its row stays locked meanwhile, so two
    workers never send it both; should one die between sending and writing that down, the second
    mail carries the same Message-ID.

    Raises:
        DeliveryPostponed: try again later; the attempt is already recorded.
    """
    with transaction() as session:
        message = session.scalars(
            select(Message).where(Message.id == message_id).with_for_update()
        ).one_or_none()
        if message is None or message.state != "queued" or message.channel not in DELIVERED:
            log.info("nothing to deliver for message %s", message_id)
            return
        document = session.get(Document, message.document_id) if message.document_id else None
        if document is not None and document.sha256 is None:
            log.info("message %s waits for its document", message_id)
            return  # rendering puts a new job
        postponed = _try(session, message, document)
    if postponed is not None:
        raise DeliveryPostponed(postponed)


def retry_message(viewer: Viewer, report_id: UUID, message_id: UUID) -> Message:
    """Queue a failed message again.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``message-not-found``,
            ``message-not-failed``.
    """
    with transaction() as session:
        _, facts = visible_report(session, viewer, report_id)
        if not may(Permission.WRITE_TO_REPORTER, viewer, facts):
            raise Refused("not-allowed", permission=Permission.WRITE_TO_REPORTER.value)
        message = session.scalars(
            select(Message)
            .where(Message.id == message_id, Message.report_id == report_id)
            .with_for_update()
        ).one_or_none()
        if message is None:
            raise Refused("message-not-found")
        if message.state != "failed":
            raise Refused("message-not-failed", state=message.state)
        message.state, message.attempts, message.last_error = "queued", 0, None
        put_job(session, "deliver-message", message_id=str(message.id))
        return message


def _try(session: Session, message: Message, document: Document | None) -> str | None:
    """Send once. Returns why it must be tried again, None when it is settled."""
    message.attempts += 1
    try:
        if message.channel == ChannelKind.EMAIL:
            _send_mail(session, message, document)
        else:
            send_text(session, message, _attachments(document), body=_body(message))
    except TemporaryFailure as failure:
        message.last_error = _without_address(str(failure), message)
        if message.attempts < MOST_ATTEMPTS:
            return message.last_error
        _give_up(session, message)
    except PermanentFailure as failure:
        message.last_error = _without_address(str(failure), message)
        _give_up(session, message)
    else:
        message.state, message.delivered_at, message.last_error = "sent", now(), None
        _settle(session, message, "message_delivered")
    return None


def _give_up(session: Session, message: Message) -> None:
    message.state = "failed"
    _settle(session, message, "message_failed")


def _settle(session: Session, message: Message, event: str) -> None:
    """Write the outcome into the report's history; forget the secret links of account mail."""
    if message.audience == "account":
        message.body = without_links(message.body)
    if message.report_id is not None and message.audience == "reporter":
        report = session.get_one(Report, message.report_id)
        record(
            session,
            report,
            event,
            now(),
            message=str(message.id),
            template=message.template,
            attempts=message.attempts,
        )


def _send_mail(session: Session, message: Message, document: Document | None) -> None:
    sender = house().mail
    if sender is None:
        raise TemporaryFailure(NOT_CONNECTED)
    sender.send(_mail(session, message, document))


def _body(message: Message) -> str:
    """The text as it leaves: a receipt with the code that is stored nowhere."""
    body = message.body
    if message.template == "receipt" and message.report_id is not None:
        code = tracking_code(house().settings.tracking_key, message.report_id)
        body = body.replace(CODE_WITHHELD, code)
    return body


def _attachments(document: Document | None) -> tuple[Attachment, ...]:
    if document is None or document.sha256 is None:
        return ()
    content = house().files.get(document.sha256)
    return (Attachment(_file_name(document), "application/pdf", content),)


def _mail(session: Session, message: Message, document: Document | None) -> OutgoingMail:
    body = _body(message)
    reply_to = None
    if message.report_id is not None and message.audience == "reporter":
        report = session.get_one(Report, message.report_id)
        reply_to = reply_mailbox(session, report) or None
    return OutgoingMail(
        message_id=f"{message.id}@{_mail_host()}",
        to=message.address,
        subject=message.subject,
        text=body,
        html=as_html(message.subject, body),
        attachments=_attachments(document),
        in_reply_to=sound_message_id(message.in_reply_to),
        is_auto_reply=message.in_reply_to is not None and message.template in AUTO_REPLIES,
        reply_to=reply_to,
    )


def _mail_host() -> str:
    """The right side of message ids: the domain we send from, the same for every attempt."""
    return house().settings.mail_from.rpartition("@")[2].rstrip("> ") or "localhost"


def _file_name(document: Document) -> str:
    """A name without slashes or spaces, for example ``Surat-800-0012-S-BKPSDMD-XI-2026.pdf``."""
    title = document.title.partition(":")[0]
    return "-".join("".join(c if c.isalnum() else " " for c in title).split()) + ".pdf"


def _without_address(error: str, message: Message) -> str:
    """Mail servers repeat the address they refuse; who may read the error may not know it."""
    return error.replace(message.address, "(alamat penerima)")[:LONGEST_ERROR]
