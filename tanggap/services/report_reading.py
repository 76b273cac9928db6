"""Read one report as an officer may see it: words, people, tasks, history, papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar
from tanggap.domain.engine import allowed_actions
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.procedure import Action, Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.casework import case_of
from tanggap.services.procedure_catalogue import calendar_at, procedure_of
from tanggap.services.publishing import propose_in
from tanggap.services.report_facts import facts_of, task_facts
from tanggap.services.report_statements import PARTS, REPORT, WHILE_OPEN
from tanggap.services.report_texts import Lens, lens_on
from tanggap.services.timeline import TimelineEntry, events_asked, in_words
from tanggap.storage.identity import Identity, identity_in
from tanggap.storage.prepared import all_together
from tanggap.storage.reports import Report


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with the names it needs and, where the viewer may act, what is on offer.

    Attributes:
        task: a row of ``report_statements.TASKS``.
    """

    task: Any
    number: str
    activity: str
    actor_title: str
    given: dict[str, Any]
    actions: tuple[Action, ...] = ()
    may_act: bool = False


@dataclass(frozen=True, slots=True)
class OfficerReport:
    """A report as one officer may see it; rows are those of ``report_statements``.

    Attributes:
        units: the viewer's departments; None for a seat at the desk itself, which sees everything.
        units_of_teams: departments with a team, by actor; empty once the report is closed.
        members_of_teams: members of the teams of the desk itself, likewise.
        proposed: masked texts for the fields of an action on offer that publishes, by field.
    """

    report: Any
    facts: ReportFacts
    procedure: Procedure
    calendar: Calendar
    lens: Lens
    narrative: str
    subject: str
    happened: str
    place: str
    persons: Sequence[Mapping[str, Any]]
    tasks: Sequence[TaskView]
    responses: Sequence[Any]
    documents: Sequence[Any]
    evidence: Sequence[Any]
    notes: Sequence[Any]
    messages: Sequence[Any]
    timeline: Sequence[TimelineEntry]
    exclusions: Sequence[Any]
    drafts: Sequence[Any]
    units: frozenset[UUID] | None
    units_of_teams: Mapping[str, Sequence[Any]]
    members_of_teams: Mapping[str, Sequence[Any]]
    permissions: frozenset[Permission] = field(default=frozenset())
    proposed: Mapping[str, str] = field(default_factory=dict)

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
    Permission.PUBLISH_REPORT,
)


def read_report(session: Session, viewer: Viewer, report_id: UUID) -> OfficerReport:
    """The report as ``viewer`` may see it; two round trips, the first for the right to see it.

    A department's team sees its own tasks, responses and notes, and no correspondence with the
    reporter; the desk's own teams see all.

    Raises:
        Refused: ``report-not-found``, also when it is not theirs.
    """
    report = REPORT.first(session, report=report_id)
    if report is None:
        raise Refused("report-not-found")
    facts = facts_of(report)
    if not may(Permission.SEE_REPORT, viewer, facts):
        raise Refused("report-not-found")
    procedure = procedure_of(session, report.procedure_version_id)
    lens = lens_on(identity_in(report), report.pseudonym, viewer, facts)
    units = _units_of(viewer, facts)
    events, parts = _parts(session, viewer, report, units)
    tasks, offered = parts["tasks"], parts["offered"]
    views = _task_views(viewer, facts, procedure, report, tasks, units, lens)
    return OfficerReport(
        report=report,
        facts=facts,
        procedure=procedure,
        calendar=calendar_at(session, report.calendar_id, report.calendar_version),
        lens=lens,
        narrative=lens.show(report.narrative),
        subject=lens.show(report.subject),
        happened=lens.show(report.happened),
        place=lens.show(report.place),
        persons=report.persons or (),
        tasks=views,
        responses=parts["responses"],
        documents=parts["documents"],
        evidence=parts["evidence"],
        notes=parts["notes"],
        messages=parts["messages"],
        timeline=in_words(events, procedure, tasks, units, lens),
        exclusions=parts["exclusions"] if may(Permission.EXCLUDE_OFFICER, viewer, facts) else (),
        drafts=parts["drafts"] if any(view.may_act for view in views) else (),
        units=units,
        units_of_teams=_by_actor(one for one in offered if one.kind == "unit"),
        members_of_teams=_by_actor(one for one in offered if one.kind == "member"),
        permissions=frozenset(one for one in ON_A_REPORT if may(one, viewer, facts)),
        proposed=_proposed(session, report_id, views),
    )


def _proposed(session: Session, report_id: UUID, views: Sequence[TaskView]) -> Mapping[str, str]:
    """What is proposed for publication; asked only where the viewer may publish by an action."""
    if not any(action.publishes for view in views for action in view.actions):
        return {}
    return propose_in(session, session.get_one(Report, report_id))


def _units_of(viewer: Viewer, facts: ReportFacts) -> frozenset[UUID] | None:
    """None for a seat at the desk itself, which sees everything; else the viewer's units."""
    if may(Permission.WRITE_TO_REPORTER, viewer, facts):
        return None
    return frozenset(
        seat.unit for seat in viewer.seats if seat.desk == facts.desk and seat.unit is not None
    )


def _parts(
    session: Session, viewer: Viewer, report: Any, units: frozenset[UUID] | None
) -> tuple[Sequence[Any], Mapping[str, Sequence[Any]]]:
    """The events, and the rows of ``PARTS`` and ``WHILE_OPEN`` by name; none where none can be."""
    given = {
        "report": report.id,
        "desk": report.desk_id,
        "viewer": viewer.account,
        "at_desk": units is None,
        "units": list(units or ()),
    }
    wanted = {name: one for name, one in PARTS.items() if getattr(report, f"has_{name}", True)}
    if report.closed_at is None:
        wanted |= WHILE_OPEN
    events, *found = all_together(
        session,
        events_asked(report.id, units),
        *((statement, given) for statement in wanted.values()),
    )
    nothing = dict.fromkeys((*PARTS, *WHILE_OPEN), ())
    return events, nothing | dict(zip(wanted, found, strict=True))


def _by_actor(teams: Iterable[Any]) -> Mapping[str, Sequence[Any]]:
    offered: dict[str, list[Any]] = defaultdict(list)
    for team in teams:
        offered[team.actor].append(team)
    return offered


def _task_views(
    viewer: Viewer,
    facts: ReportFacts,
    procedure: Procedure,
    report: Any,
    tasks: Sequence[Any],
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
            actions = allowed_actions(case, on_engine[task.id])
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


def _shown(given: dict[str, Any], lens: Lens) -> dict[str, Any]:
    return {
        name: lens.show(value) if isinstance(value, str) else value for name, value in given.items()
    }
