"""What messages to a reporter say: the facts of a report, put into the template of its channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tanggap.domain.engine import is_reporter_step
from tanggap.domain.inbound import ChannelKind
from tanggap.domain.spoken_time import spoken_moment
from tanggap.domain.tracking import reply_address, reply_mark
from tanggap.services.house import house
from tanggap.services.message_texts import CODE_WITHHELD, Composed, compose, compose_short
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.public_addresses import report_page, tracking_page
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.channels import DeskChannel
from tanggap.storage.correspondence import Document
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.prepared import Asked, Prepared
from tanggap.storage.reports import Report, Response
from tanggap.storage.tasks import Task

ASKS_REPORTER = frozenset(
    {"completion_request", "identity_request", "photo_request", "answer", "silence_notice"}
)
"""Messages that ask the reporter for something, and say until when."""
QUOTES_NOTE = frozenset({"completion_request", "identity_request", "photo_request"})
"""Messages that repeat the note of the action that sends them."""
QUOTES_ANSWER = frozenset({"answer", "follow_up"})
"""Messages whose short form carries the answer itself."""
REFERRED = "referred"
_ANSWER_FIELDS = ("answer", "response", "follow_up")
_UNIT_FIELDS = ("units", "unit")


_MAILBOX = (
    select(DeskChannel.address)
    .where(
        DeskChannel.desk_id == Desk.id,
        DeskChannel.channel == ChannelKind.EMAIL.value,
        DeskChannel.is_active.is_(True),
    )
    .order_by(DeskChannel.id)
    .limit(1)
    .correlate(Desk)
    .scalar_subquery()
)
_DESK = Prepared(
    select(Desk.name, Unit.name.label("unit"), CalendarRow.timezone, _MAILBOX.label("mailbox"))
    .join(Unit, Unit.id == Desk.unit_id)
    .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
    .where(Desk.id == bindparam("desk"))
)


def desk_words_asked(desk_id: UUID) -> Asked:
    """What every message asks of its desk, for asking ahead."""
    return _DESK, {"desk": desk_id}


def words_to_reporter(
    session: Session,
    report: Report,
    template: str,
    channel: ChannelKind,
    at: datetime,
    *,
    document: Document | None,
    note: str | None,
) -> Composed:
    """Return subject and text; WhatsApp and SMS have no subject.

    The reporter's name is in none of them, so nothing tells who a confidential reporter is.

    Args:
        at: when the action was taken that sends it; what was said is found on the task closed then.
        note: what is quoted, when it is not on that task.
    """
    facts = _facts(session, report, template, document)
    given, unit_id = _closed_task(session, report, template, at)
    if note is None and template in QUOTES_NOTE:
        note = str(given.get("note") or "")
    facts["note"] = note or ""
    facts["said"] = _said(session, report, given) if template in QUOTES_ANSWER else ""
    facts["handled_by"] = _handled_by(session, given, unit_id) if template == REFERRED else ""
    if channel is ChannelKind.EMAIL:
        return compose(template, **facts)
    return Composed("", compose_short(template, **facts))


def _facts(
    session: Session, report: Report, template: str, document: Document | None
) -> dict[str, object]:
    with session.no_autoflush:  # what is read here was written long before
        desk, unit, timezone, address = _DESK.first(session, desk=report.desk_id)
    waiting = _reporter_task(session, report) if template in ASKS_REPORTER else None
    waiting_for, until = waiting if waiting else ("", None)
    key = house().settings.tracking_key
    mark = reply_mark(key, report.id)
    return {
        "number": report.number,
        "desk": desk,
        "unit": unit,
        "has_account": report.channel == "web",
        "page": report_page(report.id),
        "tracking_page": tracking_page(report.number),
        "tracking_code": CODE_WITHHELD,
        "reply_mailbox": reply_address(address, report.number, mark) if address else "",
        "due": spoken_moment(report.overall_due_at, timezone) if report.overall_due_at else "",
        "reply_by": spoken_moment(until, timezone) if until else "",
        "waiting_for": waiting_for,
        "letter_number": document.number if document else "",
    }


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


def _closed_task(
    session: Session, report: Report, template: str, at: datetime
) -> tuple[Mapping[str, Any], UUID | None]:
    """What was given with the action taken at ``at``, and for which unit."""
    if template not in QUOTES_NOTE | QUOTES_ANSWER | {REFERRED}:
        return {}, None
    found = session.execute(
        select(Task.given, Task.unit_id)
        .where(Task.report_id == report.id, Task.closed_at == at, Task.given.is_not(None))
        .order_by(Task.id.desc())
        .limit(1)
    ).one_or_none()
    return (found[0] or {}, found[1]) if found else ({}, None)


def _said(session: Session, report: Report, given: Mapping[str, Any]) -> str:
    """The answer that the action carries, else the last official one."""
    for field in _ANSWER_FIELDS:
        if isinstance(given.get(field), str) and given[field].strip():
            return str(given[field])
    last = session.scalar(
        select(Response.body)
        .where(Response.report_id == report.id, Response.kind == "official_answer")
        .order_by(Response.id.desc())
        .limit(1)
    )
    return last or ""


def _handled_by(session: Session, given: Mapping[str, Any], unit_id: UUID | None) -> str:
    """Names of the offices that have the report now."""
    chosen = next((given[field] for field in _UNIT_FIELDS if given.get(field)), None)
    wanted = chosen if isinstance(chosen, list) else [chosen or unit_id]
    ids = [one if isinstance(one, UUID) else UUID(str(one)) for one in wanted if one]
    if not ids:
        return ""
    names = session.scalars(select(Unit.name).where(Unit.id.in_(ids)).order_by(Unit.name))
    return ", ".join(names)
