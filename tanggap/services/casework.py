"""Carry the engine's answers into the database: the inner part of every action on a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tanggap.domain.case import Case, OpenTask
from tanggap.domain.clock import Calendar
from tanggap.domain.engine import (
    Advance,
    Taken,
    advance,
    is_officers_turn,
    recorded_text,
)
from tanggap.domain.procedure import Procedure, Recorded
from tanggap.domain.refusal import Refused
from tanggap.services.case_state import case_from, state_of
from tanggap.services.history import record
from tanggap.services.letters import issue_document
from tanggap.services.outgoing import announce_tasks, tell_reporter
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.publishing import publish_in
from tanggap.services.signing.chain import letter_for_message, record_marks
from tanggap.services.signing.words import REPLY_LETTER, last_writing
from tanggap.services.task_times import keep_times
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report, Response
from tanggap.storage.tasks import Task

By = Literal["officer", "reporter", "silence", "system"]
NO_DUE_TIME = datetime(9999, 1, 1, tzinfo=UTC)  # sorts behind every task that has one


@dataclass(slots=True)
class CaseFile:
    """A report with its open tasks, as rows and as the engine sees them."""

    report: Report
    tasks: dict[UUID, Task]
    case: Case
    procedure: Procedure
    calendar: Calendar


def open_case_file(
    session: Session, report_id: UUID, *, expected_version: int | None = None
) -> CaseFile:
    """Lock the report and read all the engine needs.

    Args:
        expected_version: the version the caller decided on (If-Match).

    Raises:
        Refused: ``report-not-found``; ``version-outdated`` when someone acted meanwhile.
    """
    report = session.scalars(
        select(Report)
        .where(Report.id == report_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if report is None:
        raise Refused("report-not-found")
    if expected_version is not None and report.version != expected_version:
        raise Refused("version-outdated", version=report.version, decided_on=expected_version)
    tasks = session.scalars(
        select(Task).where(Task.report_id == report_id, Task.closed_at.is_(None)).order_by(Task.id)
    ).all()
    procedure = procedure_of(session, report.procedure_version_id)
    calendar_id = session.scalar(select(Desk.calendar_id).where(Desk.id == report.desk_id))
    if calendar_id is None:
        raise Refused("report-not-found")
    return CaseFile(
        report=report,
        tasks={task.id: task for task in tasks},
        case=case_of(procedure, report, tasks),
        procedure=procedure,
        calendar=calendar_of(session, calendar_id),
    )


def case_of(procedure: Procedure, report: Any, tasks: Any) -> Case:
    """The engine's view of a report and its open tasks."""
    return case_from(
        procedure,
        report.case_state,
        [
            OpenTask(
                id=task.id,
                step=task.step,
                unit=task.unit_id,
                fork=task.fork,
                opened_at=task.opened_at,
                due_at=task.due_at,
                people=tuple(task.people or ()),
            )
            for task in tasks
        ],
        overall_due=report.overall_due_at,
        paused_at=report.paused_at,
        outcome=report.outcome,
    )


def write_case(report: Report, case: Case) -> None:
    """Put the engine's state onto the report row."""
    report.case_state = state_of(case)
    report.classification = case.facts.get("classification")
    report.overall_due_at = case.overall_due
    report.paused_at = case.paused_at
    report.outcome = case.outcome
    if case.outcome is not None:
        report.state = "closed"
    else:
        report.state = "open" if is_officers_turn(case) else "waiting"


def carry_out(
    session: Session,
    file: CaseFile,
    task_id: UUID,
    action_id: str,
    given: Mapping[str, object],
    *,
    at: datetime,
    by: By,
    account_id: UUID | None = None,
    signed: Document | None = None,
) -> Advance:
    """Ask the engine, then write its answer: tasks, events, responses, documents, messages.

    Args:
        by: which kind of party acts.
        account_id: the officer who acts; None for everyone else, so that nothing inside the house
            leads to a reporter's account.
        signed: the signed letter that a ``signs`` action issues, already stored.

    Raises:
        Refused: whatever the engine refuses.
    """
    result = advance(
        file.case, task_id, action_id, given, at=at, calendar=file.calendar, new_id=new_id
    )
    report, stood_since = file.report, file.case.paused_at
    write_case(report, result.case)
    report.version += 1
    opened = _open_tasks(session, file, result, account_id)
    keep_times(
        file.tasks.values(),
        file.calendar,
        closing={one.task.id for one in result.taken} | {one.id for one in result.withdrawn},
        stood_since=stood_since,
        stands_since=result.case.paused_at,
        at=at,
    )
    for taken in result.taken:
        officer = None if taken.automatic else account_id
        by_whom: By = "system" if taken.automatic else by
        _write_taken(session, file, taken, at, by_whom, officer, signed)
    _write_withdrawn(session, file, result.withdrawn, at)
    if result.case.outcome is not None:
        report.closed_at = at
        record(session, report, "report_closed", at, outcome=result.case.outcome)
    file.case = result.case
    announce_tasks(session, report, [task for task in opened if task.closed_at is None])
    return result


def _write_taken(
    session: Session,
    file: CaseFile,
    taken: Taken,
    at: datetime,
    by: By,
    officer: UUID | None,
    signed: Document | None,
) -> None:
    """Everything one action leaves behind: task, history, response, papers, messages."""
    report = file.report
    _close_task(file.tasks[taken.task.id], taken, at, officer)
    _record_taken(session, file, taken, at, by, officer)
    _record_response(session, file, taken, at, officer)
    if taken.action.releases:
        report.answered_at = at
    if taken.action.publishes:
        publish_in(session, report, taken.given, at, officer)
    documents = _issue(session, file, taken, at, officer, signed)
    record_marks(session, report, file.case, taken, at, account_id=officer, issued=documents)
    for template in taken.action.tells:
        letter = letter_for_message(session, report, taken.action, template, documents)
        tell_reporter(session, report, template, at, document=letter)


def _write_withdrawn(
    session: Session, file: CaseFile, withdrawn: tuple[OpenTask, ...], at: datetime
) -> None:
    for gone in withdrawn:
        task = file.tasks[gone.id]
        task.closed_at, task.closing = at, "withdrawn"
        record(session, file.report, "task_withdrawn", at, task_id=task.id, unit_id=task.unit_id)


def _open_tasks(
    session: Session, file: CaseFile, result: Advance, officer: UUID | None
) -> list[Task]:
    """Rows for every task opened on the way, also for those an automatic step closed again."""
    fresh = {task.id: task for task in result.opened}
    fresh |= {taken.task.id: taken.task for taken in result.taken}
    rows = []
    for task_id, task in fresh.items():
        if task_id in file.tasks:
            continue
        row = new_task(file.report, file.procedure, task)
        row.opened_by_id = officer
        session.add(row)
        file.tasks[task_id] = row
        rows.append(row)
    return rows


def new_task(report: Report, procedure: Procedure, task: OpenTask) -> Task:
    """The row of a task the engine opened."""
    return Task(
        id=task.id,
        agency_id=report.agency_id,
        desk_id=report.desk_id,
        report_id=report.id,
        step=task.step,
        actor=procedure.step(task.step).actor,
        unit_id=task.unit,
        fork=task.fork,
        people=list(task.people) or None,
        opened_at=task.opened_at,
        due_at=task.due_at,
        sort_at=task.due_at or NO_DUE_TIME,
        paused_minutes=0.0,
        is_return=False,
    )


def _close_task(row: Task, taken: Taken, at: datetime, account_id: UUID | None) -> None:
    row.closed_at = at
    row.closed_by_id = account_id
    row.action = taken.action.id
    row.is_return = taken.action.is_return
    row.closing = "automatic" if taken.automatic else "taken"
    row.given = plain_answers(taken.given)


def plain_answers(given: Mapping[str, object]) -> dict[str, Any]:
    """Answers as JSON values."""
    return {field: _plain(value) for field, value in given.items()}


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _record_taken(
    session: Session,
    file: CaseFile,
    taken: Taken,
    at: datetime,
    by: By,
    account_id: UUID | None,
) -> None:
    record(
        session,
        file.report,
        "action_taken",
        at,
        account_id=account_id,
        task_id=taken.task.id,
        unit_id=taken.task.unit,
        step=taken.task.step,
        action=taken.action.id,
        by=by,
        is_return=taken.action.is_return,
    )


def _record_response(
    session: Session, file: CaseFile, taken: Taken, at: datetime, account_id: UUID | None
) -> None:
    recorded = recorded_text(file.procedure, taken)
    if recorded is None and taken.action.releases:
        recorded = _signed_text(session, file)
    if recorded is None or account_id is None:
        return
    kind, body = recorded
    rounds = select(func.count()).select_from(Response)
    earlier = session.scalar(rounds.where(*_same_kind(file.report, kind, taken.task.unit)))
    session.add(
        Response(
            agency_id=file.report.agency_id,
            report_id=file.report.id,
            task_id=taken.task.id,
            unit_id=taken.task.unit,
            author_id=account_id,
            kind=kind.value,
            round=(earlier or 0) + 1,
            body=body,
            at=at,
        )
    )


def _same_kind(
    report: Report, kind: Recorded, unit: UUID | None
) -> tuple[ColumnElement[bool], ...]:
    return (
        Response.report_id == report.id,
        Response.kind == kind.value,
        Response.unit_id.is_not_distinct_from(unit),
    )


def _signed_text(session: Session, file: CaseFile) -> tuple[Recorded, str] | None:
    """What is released without being typed anew: the text of the letter that was signed."""
    for letter in file.procedure.letters:
        if letter.kind == REPLY_LETTER and letter.id in file.case.letters:
            written = last_writing(session, file.report, file.procedure, letter)
            return (Recorded.OFFICIAL_ANSWER, written.text) if written is not None else None
    return None


def _issue(
    session: Session,
    file: CaseFile,
    taken: Taken,
    at: datetime,
    account_id: UUID | None,
    signed: Document | None,
) -> dict[str, Document]:
    issued = {}
    given = dict(taken.given)
    if taken.action.signs is not None:
        letter = file.procedure.letter(taken.action.signs)
        written = last_writing(session, file.report, file.procedure, letter)
        given = {**(written.given if written is not None else {}), **given}
    for kind in taken.action.issues:
        is_signed = taken.action.signs is not None and signed is not None and signed.kind == kind
        document = (is_signed and signed) or issue_document(
            session,
            kind,
            file.report,
            task_id=taken.task.id,
            given=given,
            at=at,
            account_id=account_id,
        )
        issued[kind] = document
        record(
            session,
            file.report,
            "document_issued",
            at,
            account_id=account_id,
            task_id=taken.task.id,
            document=str(document.id),
            document_kind=kind,
            number=document.number,
        )
    return issued
