"""Read one report as its reporter may see it: what was said, where it stands, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.document_kinds import FOR_THE_REPORTER
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.procedure import Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.reporter_files import ANSWERS, is_released
from tanggap.services.reporter_list import Promise, promise_of
from tanggap.services.reporter_progress import Passage, Turn, passages_of, turn_of
from tanggap.storage.correspondence import IS_ISSUED, Document, Message
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.reports import Attachment, PersonReported, Report, Reporter, Response
from tanggap.storage.tasks import Task

LONGEST_CONVERSATION = 200


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as its reporter sees it."""

    report: Report
    procedure: Procedure
    timezone: str
    desk_name: str
    category: str
    persons: Sequence[PersonReported]
    attachments: Sequence[Attachment]
    receipt: Document | None
    letters: Sequence[Document]
    answer: str
    messages: Sequence[Message]
    passages: Sequence[Passage]
    turn: Turn | None
    promise: Promise
    is_closed: bool

    @property
    def outcome(self) -> str:
        """How it ended, in the procedure's words; empty while it runs."""
        return self.procedure.outcomes.get(self.report.outcome or "", "")

    @property
    def plain_state(self) -> tuple[str, ...]:
        """Where it stands now, in the procedure's plain words."""
        current = [passage.step for passage in self.passages if passage.closed_at is None]
        return tuple(dict.fromkeys(step.plain or step.activity for step in current))


def own_report(session: Session, account_id: UUID, report_id: UUID, at: datetime) -> OwnReport:
    """The whole report for the account that filed it; a fixed number of queries.

    Raises:
        Refused: ``report-not-found``, also when it is somebody else's.
    """
    return _told(session, _owned(session, account_id, report_id), at, is_owner=True)


def tracked_report(session: Session, report_id: UUID, at: datetime) -> OwnReport:
    """The report for somebody who gave its code: all but personal data, evidence and receipt.

    Raises:
        Refused: ``report-not-found``.
    """
    report = session.scalars(_with_surroundings().where(Report.id == report_id)).one_or_none()
    if report is None:
        raise Refused("report-not-found")
    return _told(session, report, at, is_owner=False)


def _with_surroundings() -> Any:
    return select(Report).options(
        joinedload(Report.category).joinedload(Category.parent),
        joinedload(Report.desk).joinedload(Desk.calendar),
    )


def _owned(session: Session, account_id: UUID, report_id: UUID) -> Report:
    statement = _with_surroundings().add_columns(Reporter.account_id)
    found = session.execute(
        statement.join(Reporter, Reporter.id == Report.reporter_id).where(Report.id == report_id)
    ).one_or_none()
    if found is None:
        raise Refused("report-not-found")
    report: Report = found[0]
    facts = ReportFacts(desk=report.desk_id, reporter_account=found[1])
    viewer = Viewer(account=account_id, roles=frozenset())
    if not may(Permission.REPLY_AS_REPORTER, viewer, facts):
        raise Refused("report-not-found")
    return report


def _told(session: Session, report: Report, at: datetime, *, is_owner: bool) -> OwnReport:
    procedure = procedure_of(session, report.procedure_version_id)
    tasks = session.scalars(
        select(Task)
        .where(Task.report_id == report.id)
        .order_by(Task.opened_at, Task.id)
        .options(joinedload(Task.unit))
    ).all()
    documents = _documents(session, report)
    category = report.category
    return OwnReport(
        report=report,
        procedure=procedure,
        timezone=report.desk.calendar.timezone,
        desk_name=report.desk.name,
        category=f"{category.parent.name}: {category.name}" if category.parent else category.name,
        persons=_persons(session, report) if is_owner else (),
        attachments=_attachments(session, report) if is_owner else (),
        receipt=next((one for one in documents if one.kind == "receipt"), None)
        if is_owner
        else None,
        letters=[one for one in documents if one.kind in ANSWERS],
        answer=_answer(session, report),
        messages=_messages(session, report),
        passages=passages_of(procedure, tasks),
        turn=turn_of(procedure, report, tasks) if is_owner else None,
        promise=promise_of(report, at),
        is_closed=report.closed_at is not None,
    )


def _documents(session: Session, report: Report) -> list[Document]:
    found = session.scalars(
        select(Document)
        .where(Document.report_id == report.id, Document.kind.in_(FOR_THE_REPORTER), IS_ISSUED)
        .order_by(Document.issued_at, Document.id)
    )
    return [document for document in found if is_released(report, document)]


def _persons(session: Session, report: Report) -> Sequence[PersonReported]:
    return session.scalars(
        select(PersonReported)
        .where(PersonReported.report_id == report.id)
        .order_by(PersonReported.id)
    ).all()


def _attachments(session: Session, report: Report) -> Sequence[Attachment]:
    return session.scalars(
        select(Attachment)
        .where(Attachment.report_id == report.id, Attachment.from_reporter)
        .order_by(Attachment.id)
        .options(joinedload(Attachment.file))
    ).all()


def _messages(session: Session, report: Report) -> Sequence[Message]:
    newest = session.scalars(
        select(Message)
        .where(
            Message.report_id == report.id,
            Message.audience == "reporter",
            Message.template == "",
        )
        .order_by(Message.id.desc())
        .limit(LONGEST_CONVERSATION)
    ).all()
    return newest[::-1]


def _answer(session: Session, report: Report) -> str:
    """The newest official answer that has left the house."""
    if report.answered_at is None:
        return ""
    body = session.scalar(
        select(Response.body)
        .where(
            Response.report_id == report.id,
            Response.kind == "official_answer",
            Response.at <= report.answered_at,
        )
        .order_by(Response.at.desc(), Response.id.desc())
        .limit(1)
    )
    return body or ""
