"""Put a message on the report it belongs to: words, files, word to the team, and its step."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.engine import is_reporter_step
from tanggap.domain.inbound import cut
from tanggap.domain.procedure import FieldKind
from tanggap.domain.refusal import Refused
from tanggap.domain.tracking import tracking_code
from tanggap.domain.typed_text import clean_text
from tanggap.services.casework import CaseFile, carry_out, open_case_file
from tanggap.services.evidence import KeptFile, record_files
from tanggap.services.filing import LONGEST_NARRATIVE, add_evidence
from tanggap.services.history import record
from tanggap.services.house import house
from tanggap.services.inbound.joining import Belonging
from tanggap.services.inbound.stored_form import StoredMessage
from tanggap.services.message_texts import CODE_WITHHELD
from tanggap.services.officer_notices import notify_teams
from tanggap.services.typed_answers import cleaned_answers
from tanggap.storage.channels import InboundRow
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.reports import Attachment, Report
from tanggap.storage.tasks import Task

log = logging.getLogger(__name__)

NEW_MESSAGE = "new_message"
TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
MOST_FILES_ON_REPORT = 100
FILES_ALONE = "(Pelapor mengirim lampiran.)"


def join(
    session: Session,
    row: InboundRow,
    stored: StoredMessage,
    belonging: Belonging,
    at: datetime,
) -> tuple[Report, UUID]:
    """Write the message on its report; returns the report, and the message's id.

    The report's version grows, so that no officer decides without having seen the message.
    """
    file = open_case_file(session, belonging.report_id)
    report = file.report
    message = _message(report, row, stored, at)
    session.add(message)
    add_files(session, report, stored.kept, at)
    report.version += 1
    record(session, report, "message_received", at, channel=stored.message.channel.value)
    session.flush()
    is_taken = belonging.is_proven and take_waiting_action(session, file, message.body, at)
    if not is_taken:
        notify_teams(session, _at_work(session, file), NEW_MESSAGE, at)
    return report, message.id


def _at_work(session: Session, file: CaseFile) -> Sequence[Task]:
    """Tasks whose teams hear of a message: those open, else the one that was done last."""
    at_work = [
        task for task in file.tasks.values() if not is_reporter_step(file.procedure, task.step)
    ]
    if at_work:
        return at_work
    return session.scalars(
        select(Task)
        .where(Task.report_id == file.report.id, Task.closed_by_id.is_not(None))
        .order_by(Task.closed_at.desc(), Task.id.desc())
        .limit(1)
    ).all()


def take_waiting_action(session: Session, file: CaseFile, text: str, at: datetime) -> bool:
    """Take the action that the reporter's waiting step takes when a message comes in.

    The message's words are the answer to the action's first question for text.

    Returns:
        False when no step waits for a message, or when the action asks for more than words.
    """
    for task in list(file.tasks.values()):
        step = file.procedure.step(task.step)
        if step.on_message is None or task.closed_at is not None:
            continue
        action = step.action(step.on_message.take)
        asked = next((one for one in action.asks if one.kind in TEXTS), None) if action else None
        given: dict[str, object] = {str(asked.id): cut(text, asked.maximum)} if asked else {}
        try:
            cleaned = cleaned_answers(action, given)
            carry_out(session, file, task.id, step.on_message.take, cleaned, at=at, by="reporter")
        except Refused as refusal:  # the engine decides before anything is written
            log.warning("a message did not answer step %s: %s", step.id, refusal)
            return False
        return True
    return False


def add_files(
    session: Session, report: Report, kept: tuple[KeptFile, ...], at: datetime
) -> tuple[KeptFile, ...]:
    """Attach files as evidence, up to what one report may hold; returns those attached."""
    if not kept:
        return ()
    already = session.scalar(
        select(func.count()).select_from(Attachment).where(Attachment.report_id == report.id)
    )
    added = kept[: max(0, MOST_FILES_ON_REPORT - (already or 0))]
    record_files(session, added)
    evidence = tuple(one.as_evidence() for one in added)
    add_evidence(session, report, evidence, at, already=already or 0, from_reporter=True)
    return added


def _message(report: Report, row: InboundRow, stored: StoredMessage, at: datetime) -> Message:
    message = stored.message
    whole = "\n\n".join(one for one in (message.subject, message.text) if one.strip())
    text = clean_text(
        cut(whole, LONGEST_NARRATIVE), max_length=2 * LONGEST_NARRATIVE, multiline=True
    )
    code = tracking_code(house().settings.tracking_key, report.id)
    return Message(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        channel=message.channel.value,
        direction="in",
        audience="reporter",
        template="",
        address=message.sender.value,
        subject="",
        body=text.replace(code, CODE_WITHHELD) or FILES_ALONE,
        state="received",
        created_at=at,
        provider_id=row.provider_id,
    )
