"""Who may do what: one table of permissions, each granted by any one of its rules.

Exclusion comes before every rule: who is the person reported, or that person's direct superior,
neither sees nor handles the report as an officer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Permission(StrEnum):
    """A thing a viewer may be allowed to do."""

    # On one report
    SEE_REPORT = "see_report"
    SEE_IDENTITY = "see_identity"
    UNMASK = "unmask"
    TAKE_TASK = "take_task"
    ASSIGN_TASK = "assign_task"
    WRITE_NOTE = "write_note"
    WRITE_TO_REPORTER = "write_to_reporter"
    SEE_RESPONSES = "see_responses"
    SEE_DOCUMENTS = "see_documents"
    EXCLUDE_OFFICER = "exclude_officer"
    PUBLISH_REPORT = "publish_report"
    REPLY_AS_REPORTER = "reply_as_reporter"
    INITIAL_LETTER = "initial_letter"
    SIGN_LETTER = "sign_letter"
    # On a desk
    USE_QUEUES = "use_queues"
    SEARCH_REPORTS = "search_reports"
    RECORD_REPORT = "record_report"
    SEE_PROCEDURES = "see_procedures"
    OVERSEE = "oversee"
    USE_KNOWLEDGE = "use_knowledge"
    EDIT_KNOWLEDGE = "edit_knowledge"
    SEE_RECAPS = "see_recaps"
    # On the agency
    ADMINISTER = "administer"
    SEE_AUDIT = "see_audit"


class Role(StrEnum):
    """What an account is, beside its team memberships."""

    REPORTER = "reporter"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Seat:
    """Membership in a team: an actor of a desk's procedure, for unit teams in one unit.

    Attributes:
        unit: the department of a unit team; None for a team of the desk itself.
    """

    desk: UUID
    actor: str
    unit: UUID | None = None
    is_intake: bool = False
    may_unmask: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person asking: an account with its roles and seats."""

    account: UUID
    roles: frozenset[Role]
    seats: frozenset[Seat] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the policy needs to know of a report.

    Attributes:
        units: departments that have, or had, a task of it.
        excluded: accounts that must not see it.
        unmasked_by: accounts that gave a reason and lifted the pseudonym.
    """

    desk: UUID
    reporter_account: UUID | None = None
    is_confidential: bool = False
    units: frozenset[UUID] = frozenset()
    excluded: frozenset[UUID] = frozenset()
    unmasked_by: frozenset[UUID] = frozenset()
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the policy needs to know of an open task.

    Attributes:
        people: the accounts named for it; where there are any, nobody else of the team acts.
    """

    actor: str
    unit: UUID | None
    assigned_to: UUID | None = None
    people: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """Viewer, and the report and task asked about, where there are any."""

    viewer: Viewer
    report: ReportFacts | None = None
    task: TaskFacts | None = None
    desk: UUID | None = field(default=None)


Rule = Callable[[Question], bool]


def _seats_here(question: Question) -> list[Seat]:
    desk = question.report.desk if question.report else question.desk
    return [seat for seat in question.viewer.seats if desk is None or seat.desk == desk]


def owns_report(question: Question) -> bool:
    """The viewer filed it with this account."""
    return (
        question.report is not None and question.report.reporter_account == question.viewer.account
    )


def acts_for_step(question: Question) -> bool:
    """The viewer sits in the very team the task waits for, and is named where people are."""
    task = question.task
    if task is None or (task.people and question.viewer.account not in task.people):
        return False
    return any(
        seat.actor == task.actor and seat.unit == task.unit for seat in _seats_here(question)
    )


def acts_for_desk(question: Question) -> bool:
    """The viewer sits in a team of the desk itself, which sees every report of the desk."""
    return any(seat.unit is None for seat in _seats_here(question))


def acts_for_its_unit(question: Question) -> bool:
    """The viewer sits in the team of a department the report was sent to."""
    report = question.report
    return report is not None and any(
        seat.unit is not None and seat.unit in report.units for seat in _seats_here(question)
    )


def acts_for_intake(question: Question) -> bool:
    """The viewer sits in the team that receives reports."""
    return any(seat.is_intake for seat in _seats_here(question))


def identity_is_open(question: Question) -> bool:
    """The reporter did not ask for confidentiality, and the viewer works on the report."""
    report = question.report
    return (
        report is not None
        and not report.is_confidential
        and (acts_for_desk(question) or acts_for_its_unit(question))
    )


def unmasked_with_reason(question: Question) -> bool:
    """The viewer lifted the pseudonym, giving a reason that was recorded."""
    report = question.report
    return (
        report is not None
        and question.viewer.account in report.unmasked_by
        and may_lift_pseudonym(question)
    )


def may_lift_pseudonym(question: Question) -> bool:
    """The viewer's team may unmask; a department's team never may."""
    return any(seat.may_unmask and seat.unit is None for seat in _seats_here(question))


def holds_any_seat(question: Question) -> bool:
    """The viewer works at this desk (or, where none is named, at any)."""
    return bool(_seats_here(question))


def is_administrator(question: Question) -> bool:
    """The viewer administers the agency."""
    return Role.ADMINISTRATOR in question.viewer.roles


def is_auditor(question: Question) -> bool:
    """The viewer audits the agency."""
    return Role.AUDITOR in question.viewer.roles


POLICY: dict[Permission, tuple[Rule, ...]] = {  # any one rule suffices
    Permission.SEE_REPORT: (acts_for_desk, acts_for_its_unit, owns_report),
    Permission.SEE_IDENTITY: (
        identity_is_open,
        acts_for_intake,
        unmasked_with_reason,
        owns_report,
    ),
    Permission.UNMASK: (may_lift_pseudonym,),
    Permission.TAKE_TASK: (acts_for_step,),
    Permission.ASSIGN_TASK: (acts_for_step,),
    Permission.WRITE_NOTE: (acts_for_desk, acts_for_its_unit),
    Permission.WRITE_TO_REPORTER: (acts_for_desk,),
    Permission.SEE_RESPONSES: (acts_for_desk, acts_for_its_unit),
    Permission.SEE_DOCUMENTS: (acts_for_desk, acts_for_its_unit, owns_report),
    Permission.EXCLUDE_OFFICER: (acts_for_desk,),
    Permission.PUBLISH_REPORT: (acts_for_desk,),
    Permission.REPLY_AS_REPORTER: (owns_report,),
    Permission.INITIAL_LETTER: (acts_for_step,),
    Permission.SIGN_LETTER: (acts_for_step,),
    Permission.USE_QUEUES: (holds_any_seat,),
    Permission.SEARCH_REPORTS: (holds_any_seat,),
    Permission.RECORD_REPORT: (acts_for_intake,),
    Permission.SEE_RECAPS: (acts_for_desk, is_administrator, is_auditor),
    Permission.SEE_PROCEDURES: (holds_any_seat, is_administrator, is_auditor),
    Permission.OVERSEE: (holds_any_seat, is_administrator, is_auditor),
    Permission.USE_KNOWLEDGE: (holds_any_seat, is_administrator),
    Permission.EDIT_KNOWLEDGE: (acts_for_desk, is_administrator),
    Permission.ADMINISTER: (is_administrator,),
    Permission.SEE_AUDIT: (is_administrator, is_auditor),
}


def may(
    permission: Permission,
    viewer: Viewer,
    report: ReportFacts | None = None,
    task: TaskFacts | None = None,
    *,
    desk: UUID | None = None,
) -> bool:
    """True when ``viewer`` holds ``permission`` on what is named."""
    question = Question(viewer, report, task, desk)
    rules = POLICY[permission]
    if report is not None and viewer.account in report.excluded:
        # Who filed a report keeps it, even as the superior of the person reported.
        return owns_report in rules and owns_report(question)
    return any(rule(question) for rule in rules)
