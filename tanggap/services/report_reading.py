"""Read one report as an officer may see it: words, people, tasks, history, papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.engine import OpenTask, allowed_actions
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.procedure import Action, Procedure
from tanggap.services.casework import case_of
from tanggap.services.casework_access import visible_report
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.report_facts import task_facts
from tanggap.services.report_texts import Lens, lens_for
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.events import Event
from tanggap.storage.identity import Identity
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Attachment, Exclusion, Note, PersonReported, Report, Response
from tanggap.storage.tasks import Task

LONGEST_TIMELINE = 200


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
class TimelineEntry:
    """One event in words: who did what, and the note that went with it."""

    id: int
    at: datetime
    kind: str
    who: str
    what: str
    note: str
    step: str | None
    unit: str | None


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
    return dict(rows.tuples())


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
        .order_by(Response.at)
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
        .where(Document.report_id == report.id)
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


HOUSE_EVENTS = {
    "report_filed": "Laporan masuk",
    "document_issued": "Naskah terbit",
    "document_rendered": "Naskah selesai dibuat",
    "report_closed": "Laporan ditutup",
    "officer_excluded": "Petugas dikecualikan dari laporan ini",
    "task_assigned": "Tugas ditugaskan",
    "task_withdrawn": "Tugas ditarik; tanggapan lain sudah cukup",
    "identity_unmasked": "Identitas pelapor dibuka",
    "message_sent": "Pesan dikirim kepada pelapor",
    "message_received": "Pesan diterima dari pelapor",
    "message_delivered": "Pesan terkirim",
    "message_failed": "Pesan gagal terkirim",
    "message_impossible": "Pelapor tidak punya alamat surel",
    "task_overdue": "Tugas melewati tenggat",
    "note_written": "Catatan internal ditulis",
    "silence_notice": "Pelapor diingatkan sebelum laporan ditutup",
}
ONLY_AT_THE_DESK = frozenset(
    {
        "identity_unmasked",
        "message_sent",
        "message_received",
        "message_delivered",
        "message_failed",
        "message_impossible",
        "officer_excluded",
        "note_written",
    }
)


def timeline_of(
    session: Session,
    report: Report,
    procedure: Procedure,
    tasks: Sequence[Task],
    names: dict[UUID, str],
    units: frozenset[UUID] | None,
    lens: Lens,
    *,
    before: int | None = None,
) -> list[TimelineEntry]:
    """The newest events of a report in words, newest first.

    Args:
        before: only events with a smaller id: the next page.
    """
    statement = select(Event, Unit.short_name).outerjoin(Unit, Unit.id == Event.unit_id)
    statement = statement.where(Event.report_id == report.id)
    if before is not None:
        statement = statement.where(Event.id < before)
    if units is not None:
        statement = statement.where(
            Event.kind.not_in(ONLY_AT_THE_DESK),
            or_(Event.unit_id.is_(None), Event.unit_id.in_(units)),
        )
    rows = session.execute(statement.order_by(Event.id.desc()).limit(LONGEST_TIMELINE)).all()
    known = {task.id: task for task in tasks}
    missing = {event.account_id for event, _ in rows if event.account_id} - set(names)
    if missing:
        found = session.execute(select(Account.id, Account.name).where(Account.id.in_(missing)))
        names = names | dict(found.tuples())
    return [
        _entry(event, unit, procedure, known, names, lens, shows_notes=units is None)
        for event, unit in rows
    ]


def _entry(
    event: Event,
    unit: str | None,
    procedure: Procedure,
    tasks: dict[UUID, Task],
    names: dict[UUID, str],
    lens: Lens,
    *,
    shows_notes: bool,
) -> TimelineEntry:
    facts = event.facts
    who = names.get(event.account_id, "") if event.account_id else ""
    what, note, step_number = HOUSE_EVENTS.get(event.kind, event.kind), "", None
    if event.kind == "action_taken":
        step = procedure.step(facts["step"])
        action = step.action(facts["action"])
        what = action.label if action else facts["action"]
        step_number = step.number
        if not who:
            by_silence = facts.get("by") == "silence"
            who = "Sistem, pelapor tidak menjawab" if by_silence else procedure.actor_of(step).title
        task = tasks.get(event.task_id) if event.task_id else None
        if task is not None and (shows_notes or task.unit_id is not None or _is_direction(action)):
            given = task.given
            note = lens.show(str(given.get("note") or given.get("completion") or ""))
    elif event.kind == "document_issued" and facts.get("number"):
        what = f"{what}: {facts['number']}"
    elif event.kind == "report_closed":
        what = f"{what}: {procedure.outcomes.get(facts.get('outcome', ''), '')}".rstrip(": ")
    return TimelineEntry(
        id=event.id,
        at=event.at,
        kind=event.kind,
        who=who,
        what=what,
        note=note,
        step=step_number,
        unit=unit,
    )


def _is_direction(action: Action | None) -> bool:
    """A note that goes with sending to units is meant for them."""
    return action is not None and action.spread is not None


def open_task_views(tasks: Iterable[TaskView]) -> list[TaskView]:
    """The tasks that are still open."""
    return [view for view in tasks if view.task.closed_at is None]
