"""Read one report as an officer may see it: words, people, tasks, history, papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.case import OpenTask
from tanggap.domain.engine import (
    allowed_actions,
)
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.procedure import Action, Procedure
from tanggap.services.casework import case_of
from tanggap.services.casework_access import visible_report
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.report_facts import task_facts
from tanggap.services.report_texts import Lens, lens_for
from tanggap.services.timeline import LONGEST_TIMELINE, TimelineEntry, timeline_of
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import IS_ISSUED, Document, Message
from tanggap.storage.identity import Identity
from tanggap.storage.reports import Attachment, Exclusion, Note, PersonReported, Report, Response
from tanggap.storage.tasks import Task


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with the names it needs and, where the viewer may act, what is on offer."""

    task: Task
    number: str
    activity: str
    actor_title: str
    given: dict[str, Any]
    actions: tuple[Action, ...] = ()
    may_act: bool = False


@dataclass(frozen=True, slots=True)
class OfficerReport:
    """A report as one officer may see it."""

    report: Report
    facts: ReportFacts
    procedure: Procedure
    lens: Lens
    narrative: str
    subject: str
    happened: str
    place: str
    persons: Sequence[PersonReported]
    tasks: Sequence[TaskView]
    responses: Sequence[Response]
    response_authors: dict[UUID, str]
    documents: Sequence[Document]
    attachments: Sequence[Attachment]
    notes: Sequence[tuple[Note, str]]
    messages: Sequence[Message]
    timeline: Sequence[TimelineEntry]
    exclusions: Sequence[tuple[Exclusion, str]]
    permissions: frozenset[Permission] = field(default=frozenset())

    @property
    def reporter(self) -> Identity | None:
        """Who filed, if the viewer may know."""
        return self.lens.identity


ON_A_REPORT = (
    Permission.SEE_IDENTITY,
    Permission.UNMASK,
    Permission.WRITE_NOTE,
    Permission.WRITE_TO_REPORTER,
    Permission.SEE_RESPONSES,
    Permission.EXCLUDE_OFFICER,
)


def read_report(session: Session, viewer: Viewer, report_id: UUID) -> OfficerReport:
    """The report as ``viewer`` may see it; a fixed number of queries.

    A department's team sees its own tasks, responses and notes, and no correspondence with the
    reporter; the desk's own teams see all.

    Raises:
        Refused: ``report-not-found``, also when it is not theirs.
    """
    report, facts = visible_report(session, viewer, report_id)
    procedure = procedure_of(session, report.procedure_version_id)
    lens = lens_for(session, viewer, report, facts)
    units = _units_of(viewer, report)
    at_desk = units is None
    tasks = _tasks(session, report)
    names = _names(session, tasks)
    responses = _responses(session, report, units)
    return OfficerReport(
        report=report,
        facts=facts,
        procedure=procedure,
        lens=lens,
        narrative=lens.show(report.narrative),
        subject=lens.show(report.subject),
        happened=lens.show(report.happened),
        place=lens.show(report.place),
        persons=_persons(session, report),
        tasks=_task_views(viewer, facts, procedure, report, tasks, units, lens),
        responses=[response for response, _ in responses],
        response_authors={response.id: author for response, author in responses},
        documents=_documents(session, report, units),
        attachments=_attachments(session, report),
        notes=_notes(session, report, units),
        messages=_messages(session, report) if at_desk else (),
        timeline=timeline_of(session, report, procedure, tasks, names, units, lens),
        exclusions=_exclusions(session, report)
        if may(Permission.EXCLUDE_OFFICER, viewer, facts)
        else (),
        permissions=frozenset(one for one in ON_A_REPORT if may(one, viewer, facts)),
    )


def _units_of(viewer: Viewer, report: Report) -> frozenset[UUID] | None:
    """None for a seat at the desk itself, which sees everything; else the viewer's units."""
    seats = [seat for seat in viewer.seats if seat.desk == report.desk_id]
    if any(seat.unit is None for seat in seats):
        return None
    return frozenset(seat.unit for seat in seats if seat.unit is not None)


def _tasks(session: Session, report: Report) -> Sequence[Task]:
    return session.scalars(
        select(Task)
        .where(Task.report_id == report.id)
        .order_by(Task.opened_at, Task.id)
        .options(joinedload(Task.unit), joinedload(Task.assigned_to))
    ).all()


def _names(session: Session, tasks: Sequence[Task]) -> dict[UUID, str]:
    wanted = {task.closed_by_id for task in tasks if task.closed_by_id is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return dict(rows.all())


def _task_views(
    viewer: Viewer,
    facts: ReportFacts,
    procedure: Procedure,
    report: Report,
    tasks: Sequence[Task],
    units: frozenset[UUID] | None,
    lens: Lens,
) -> list[TaskView]:
    case = case_of(procedure, report, [task for task in tasks if task.closed_at is None])
    on_engine = {task.id: task for task in case.open_tasks}
    views = []
    for task in tasks:
        if units is not None and task.unit_id is not None and task.unit_id not in units:
            continue
        step = procedure.step(task.step)
        mine = task.closed_at is None and may(Permission.TAKE_TASK, viewer, facts, task_facts(task))
        free = task.assigned_to_id in (None, viewer.account)
        actions: tuple[Action, ...] = ()
        if mine and free:
            actions = allowed_actions(case, _open(on_engine, task))
        views.append(
            TaskView(
                task=task,
                number=step.number,
                activity=step.activity,
                actor_title=procedure.actor_of(step).title,
                given=_shown(task.given, lens),
                actions=actions,
                may_act=mine and free,
            )
        )
    return views


def _open(on_engine: dict[UUID, OpenTask], task: Task) -> OpenTask:
    return on_engine[task.id]


def _shown(given: dict[str, Any], lens: Lens) -> dict[str, Any]:
    return {
        name: lens.show(value) if isinstance(value, str) else value for name, value in given.items()
    }


def _persons(session: Session, report: Report) -> Sequence[PersonReported]:
    return session.scalars(
        select(PersonReported)
        .where(PersonReported.report_id == report.id)
        .order_by(PersonReported.id)
    ).all()


def _responses(
    session: Session, report: Report, units: frozenset[UUID] | None
) -> list[tuple[Response, str]]:
    statement = (
        select(Response, Account.name)
        .join(Account, Account.id == Response.author_id)
        .where(Response.report_id == report.id)
        .order_by(Response.at, Response.id)
        .options(joinedload(Response.unit))
    )
    if units is not None:
        statement = statement.where(
            or_(Response.unit_id.in_(units), Response.kind == "official_answer")
        )
    return [(response, name) for response, name in session.execute(statement)]


def _documents(
    session: Session, report: Report, units: frozenset[UUID] | None
) -> Sequence[Document]:
    statement = (
        select(Document)
        .where(Document.report_id == report.id, IS_ISSUED)
        .order_by(Document.issued_at, Document.id)
        .options(joinedload(Document.unit))
    )
    if units is not None:  # a receipt names its reporter and carries the tracking code
        statement = statement.where(Document.kind != "receipt")
    return session.scalars(statement).all()


def _attachments(session: Session, report: Report) -> Sequence[Attachment]:
    return session.scalars(
        select(Attachment)
        .where(Attachment.report_id == report.id)
        .order_by(Attachment.id)
        .options(joinedload(Attachment.file))
    ).all()


def _notes(
    session: Session, report: Report, units: frozenset[UUID] | None
) -> list[tuple[Note, str]]:
    statement = (
        select(Note, Account.name)
        .join(Account, Account.id == Note.author_id)
        .where(Note.report_id == report.id)
        .order_by(Note.at)
    )
    if units is not None:
        statement = statement.where(Note.unit_id.in_(units))
    return [(note, name) for note, name in session.execute(statement)]


def _messages(session: Session, report: Report) -> Sequence[Message]:
    return session.scalars(
        select(Message)
        .where(Message.report_id == report.id, Message.audience == "reporter")
        .order_by(Message.id)
        .limit(LONGEST_TIMELINE)
    ).all()


def _exclusions(session: Session, report: Report) -> list[tuple[Exclusion, str]]:
    rows = session.execute(
        select(Exclusion, Account.name)
        .join(Account, Account.id == Exclusion.account_id)
        .where(Exclusion.report_id == report.id)
        .order_by(Exclusion.since)
    )
    return [(exclusion, name) for exclusion, name in rows]


def open_task_views(tasks: Iterable[TaskView]) -> list[TaskView]:
    """The tasks that are still open."""
    return [view for view in tasks if view.task.closed_at is None]
