"""File a report: the portal's draft, and the inner part of every other way of filing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar
from tanggap.domain.engine import begin
from tanggap.domain.procedure import ActorKind, Procedure
from tanggap.domain.refusal import Refused
from tanggap.domain.tracking import pseudonym, register_number
from tanggap.domain.typed_text import clean_text
from tanggap.services.casework import CaseFile, carry_out, new_task, write_case
from tanggap.services.exclusions import exclude_persons_reported, officers_asked
from tanggap.services.gazetteer import place_asked, place_meant
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.letters import issue_receipt
from tanggap.services.numbering import next_in_series
from tanggap.services.outgoing import announce_tasks
from tanggap.services.procedure_catalogue import calendar_at, procedure_of
from tanggap.services.reporter_words import desk_words_asked
from tanggap.services.transaction import transaction
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.database import new_id
from tanggap.storage.identity import contacts_asked
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.prepared import Prepared, all_together, ask_ahead
from tanggap.storage.reports import Attachment, PersonReported, Report
from tanggap.storage.tasks import ReportDraft

LONGEST_NARRATIVE = 20_000
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Whom the report concerns, as far as the reporter knows."""

    name: str
    unit_name: str = ""
    position: str = ""
    nip: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file already inspected and kept in the store."""

    sha256: str
    given_name: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says."""

    category_id: UUID
    subject: str
    narrative: str
    happened: str = ""
    place: str = ""
    is_confidential: bool = False
    persons: tuple[PersonNamed, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())


class DeskFacts(Protocol):
    """What filing needs to know of a desk: its row, or these columns of it."""

    id: Any
    agency_id: Any
    unit_id: Any
    calendar_id: Any
    procedure_version_id: Any
    register_prefix: Any


_DRAFT_TAKEN = Prepared(
    delete(ReportDraft)
    .where(
        ReportDraft.id == bindparam("draft"),
        ReportDraft.account_id == bindparam("account"),
        Desk.id == ReportDraft.desk_id,
    )
    .returning(
        Desk.id,
        Desk.agency_id,
        Desk.unit_id,
        Desk.calendar_id,
        Desk.procedure_version_id,
        Desk.register_prefix,
    )
)
"""Takes a draft away, so that it is filed once, and tells of its desk."""
_CATEGORY = Prepared(
    select(Category.desk_id, Category.is_active, CalendarRow.version.label("calendar_version"))
    .join(Desk, Desk.id == Category.desk_id)
    .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
    .where(Category.id == bindparam("category"))
)


def cleaned(content: Content) -> Content:
    """``content`` with every text cleaned and within its limit.

    Raises:
        Refused: ``text-too-long`` or ``output-missing``.
    """
    subject = clean_text(content.subject, max_length=LONGEST_LINE, multiline=False)
    narrative = clean_text(content.narrative, max_length=LONGEST_NARRATIVE, multiline=True)
    missing = [name for name, text in (("subject", subject), ("narrative", narrative)) if not text]
    if missing:
        raise Refused("output-missing", fields=missing, labels=missing)
    return Content(
        category_id=content.category_id,
        subject=subject,
        narrative=narrative,
        happened=clean_text(content.happened, max_length=LONGEST_LINE, multiline=False),
        place=clean_text(content.place, max_length=LONGEST_LINE, multiline=False),
        is_confidential=content.is_confidential,
        persons=tuple(
            PersonNamed(
                name=clean_text(person.name, max_length=LONGEST_LINE, multiline=False),
                unit_name=clean_text(person.unit_name, max_length=LONGEST_LINE, multiline=False),
                position=clean_text(person.position, max_length=LONGEST_LINE, multiline=False),
                nip=person.nip or None,
            )
            for person in content.persons
            if person.name.strip()
        ),
        evidence=content.evidence,
    )


def file_draft(account_id: UUID, reporter_id: UUID, draft_id: UUID, content: Content) -> Report:
    """File the report written in a portal draft, exactly once.

    A second call with the same draft returns the report the first one made.

    Raises:
        Refused: ``draft-not-found``, ``category-unknown``, ``text-too-long``, ``output-missing``.
    """
    content = cleaned(content)
    at = now()
    with transaction() as session:
        [taken] = all_together(  # one round trip with the BEGIN before it
            session, (_DRAFT_TAKEN, {"draft": draft_id, "account": account_id})
        )
        if not taken:
            filed = session.scalars(
                select(Report).where(
                    Report.submission_key == draft_id, Report.reporter_id == reporter_id
                )
            ).one_or_none()
            if filed is None:
                raise Refused("draft-not-found")
            return filed
        return file_report(
            session, taken[0], reporter_id, content, channel="web", submission_key=draft_id, at=at
        )


def file_report(
    session: Session,
    desk: DeskFacts,
    reporter_id: UUID,
    content: Content,
    *,
    channel: str,
    submission_key: UUID,
    at: datetime,
    recorded_by: UUID | None = None,
) -> Report:
    """Write a report and set its procedure going; the inner part of every way of filing.

    Raises:
        Refused: ``category-unknown``.
    """
    ask_ahead(
        session,
        (_CATEGORY, {"category": content.category_id}),
        *place_asked(desk.agency_id, content.place),
        *officers_asked(desk.agency_id, content.persons),
        contacts_asked(reporter_id),
        desk_words_asked(desk.id),
    )
    category = _CATEGORY.first(session, category=content.category_id)
    if category is None or category.desk_id != desk.id or not category.is_active:
        raise Refused("category-unknown")
    calendar = calendar_at(session, desk.calendar_id, category.calendar_version)
    place_id = place_meant(session, desk.agency_id, content.place)
    # Whoever files at this desk meanwhile waits for the number: read before it what can be.
    number = _register_number(session, desk, at.astimezone(calendar.zone).year)
    report = _new_report(desk, reporter_id, content, number, channel, submission_key, at)
    report.recorded_by_id, report.place_id = recorded_by, place_id
    with session.no_autoflush:  # all new rows are written together, once they are complete
        session.add(report)
        _add_contents(session, report, content, at)
        exclude_persons_reported(session, report, content.persons, at)
        record(session, report, "report_filed", at, account_id=recorded_by, channel=channel)
        _set_going(session, report, procedure_of(session, desk.procedure_version_id), calendar, at)
        issue_receipt(session, report, unit_id=desk.unit_id, at=at, account_id=recorded_by)
    return report


def _new_report(
    desk: DeskFacts,
    reporter_id: UUID,
    content: Content,
    number: str,
    channel: str,
    submission_key: UUID,
    at: datetime,
) -> Report:
    report_id = new_id()
    return Report(
        id=report_id,
        agency_id=desk.agency_id,
        desk_id=desk.id,
        procedure_version_id=desk.procedure_version_id,
        reporter_id=reporter_id,
        category_id=content.category_id,
        number=number,
        submission_key=submission_key,
        channel=channel,
        subject=content.subject,
        narrative=content.narrative,
        happened=content.happened,
        place=content.place,
        is_confidential=content.is_confidential,
        pseudonym=pseudonym(report_id),
        state="open",
        case_state={},
        filed_at=at,
        version=1,
    )


def _register_number(session: Session, desk: DeskFacts, year: int) -> str:
    sequence = next_in_series(session, desk.agency_id, desk.id, "register", year)
    return register_number(desk.register_prefix, year, sequence)


def _add_contents(session: Session, report: Report, content: Content, at: datetime) -> None:
    for person in content.persons:
        session.add(
            PersonReported(
                agency_id=report.agency_id,
                report_id=report.id,
                name=person.name,
                unit_name=person.unit_name,
                position=person.position,
                nip=person.nip,
            )
        )
    add_evidence(session, report, content.evidence, at, already=0, from_reporter=True)


def add_evidence(
    session: Session,
    report: Report,
    evidence: tuple[Evidence, ...],
    at: datetime,
    *,
    already: int,
    from_reporter: bool,
) -> None:
    """Attach kept files under neutral labels, counting on from ``already``."""
    for place, file in enumerate(evidence, start=already + 1):
        session.add(
            Attachment(
                agency_id=report.agency_id,
                report_id=report.id,
                sha256=file.sha256,
                label=f"Bukti {place}",
                given_name=file.given_name,
                at=at,
                from_reporter=from_reporter,
            )
        )


def _set_going(
    session: Session, report: Report, procedure: Procedure, calendar: Calendar, at: datetime
) -> None:
    """Open the first row; where it is the reporter's own, filing has already done it."""
    case = begin(procedure, at, calendar, new_id)
    first = case.open_tasks[0]
    row = new_task(report, procedure, first)
    session.add(row)
    file = CaseFile(report, {row.id: row}, case, procedure, calendar)
    if procedure.actor_of(procedure.first).kind is ActorKind.REPORTER:
        action = procedure.first.actions[0].id
        carry_out(session, file, first.id, action, {}, at=at, by="reporter")
    else:
        write_case(report, case)
        announce_tasks(session, report, [row])
    for task in file.tasks.values():  # who took the report down knows that it is there
        task.opened_by_id = report.recorded_by_id
