"""Find the letters that wait for the viewer's initials or signature, and read one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import ReplyLetter
from tanggap.domain.document_kinds import DOCUMENT_KINDS, Signer
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.procedure import Action, Letter, Procedure, Step
from tanggap.domain.refusal import Refused
from tanggap.domain.text_differences import Passage, differences
from tanggap.services.assignment import own_task
from tanggap.services.casework import case_of
from tanggap.services.casework_access import visible_report
from tanggap.services.house import house, now
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.queues import LARGEST_PAGE, QueueKey, QueuePage, in_queue_of
from tanggap.services.report_facts import task_facts
from tanggap.services.report_texts import Lens, lens_for
from tanggap.services.signing.initials_box import initials_box
from tanggap.services.signing.papers import draft_to_sign
from tanggap.services.signing.words import (
    MOST_WRITINGS,
    Writing,
    last_writing,
    readable,
    writings,
)
from tanggap.storage.organisation import Desk
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.reports import Report
from tanggap.storage.signatures import LetterMark
from tanggap.storage.tasks import Task

Wanted = Literal["initial", "signature"]
MOST_MARKS = 200


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the chain and whether its mark stands under the present text."""

    step: Step
    title: str
    is_marked: bool
    is_yours: bool


@dataclass(frozen=True, slots=True)
class LetterAtRung:
    """A letter on its way, at the rung where the viewer stands.

    Attributes:
        accept: the action that initials or signs it.
        send_back: the action that returns it, where the SOP has one.
    """

    task: Task
    report: Report
    facts: ReportFacts
    procedure: Procedure
    letter: Letter
    accept: Action
    send_back: Action | None
    written: Writing

    @property
    def wanted(self) -> Wanted:
        """What the rung gives: initials, or the signature."""
        return "signature" if self.accept.signs is not None else "initial"

    @property
    def sha256(self) -> str:
        """The hash by which this text is frozen."""
        return self.written.sha256


@dataclass(frozen=True, slots=True)
class LetterRead:
    """All there is to know before deciding on a letter.

    Attributes:
        lens: how the viewer sees the report's words.
        shown: the text, masked where the viewer may not know the reporter.
        before: moment of the last version the chain saw; None when it saw none other.
        changes: that version and the present text, word by word.
    """

    at_rung: LetterAtRung
    lens: Lens
    shown: str
    rungs: tuple[Rung, ...]
    marks: Sequence[LetterMark]
    before: datetime | None
    changes: tuple[Passage, ...]


def letters_page(
    session: Session, viewer: Viewer, *, after: QueueKey | None = None, limit: int = 25
) -> QueuePage:
    """One page of the open tasks of the viewer that stand on a rung, most urgent first."""
    rungs = _rungs(session, viewer)
    if not rungs:
        return QueuePage([], None)
    statement = (
        select(Task)
        .join(Report, Report.id == Task.report_id)
        .where(in_queue_of(viewer), tuple_(Report.procedure_version_id, Task.step).in_(rungs))
    )
    if after is not None:
        statement = statement.where(tuple_(Task.sort_at, Task.id) > (after.sort_at, after.id))
    size = min(limit, LARGEST_PAGE)
    rows = session.scalars(
        statement.order_by(Task.sort_at, Task.id)
        .limit(size + 1)
        .options(
            joinedload(Task.report).joinedload(Report.category),
            joinedload(Task.unit),
            joinedload(Task.assigned_to),
        )
    ).all()
    tasks = rows[:size]
    more = len(rows) > size
    return QueuePage(tasks, QueueKey(tasks[-1].sort_at, tasks[-1].id) if more else None)


def desk_names(session: Session, tasks: Sequence[Task]) -> dict[UUID, str]:
    """The names of the desks these tasks belong to."""
    wanted = {task.desk_id for task in tasks}
    found = session.execute(select(Desk.id, Desk.name).where(Desk.id.in_(wanted)))
    return dict(found.all())


def report_of(session: Session, viewer: Viewer, task_id: UUID) -> UUID:
    """The report of a task that is, or was, on a report the viewer may see.

    Raises:
        Refused: ``task-not-found``.
    """
    report_id = session.scalar(select(Task.report_id).where(Task.id == task_id))
    if report_id is None:
        raise Refused("task-not-found")
    try:
        visible_report(session, viewer, report_id)
    except Refused:
        raise Refused("task-not-found") from None
    return report_id


def letter_at_rung(session: Session, viewer: Viewer, task_id: UUID) -> LetterAtRung:
    """The letter that stands at an open task of the viewer's team.

    Raises:
        Refused: ``task-not-found``; ``letter-not-here`` when the step is no rung;
            ``letter-not-written``.
    """
    task, report, facts = own_task(session, viewer, task_id)
    procedure = procedure_of(session, report.procedure_version_id)
    step = procedure.step(task.step)
    accept = accepting(step)
    if accept is None:
        raise Refused("letter-not-here")
    letter = procedure.letter(accept.signs or accept.initials or "")
    written = last_writing(session, report, procedure, letter)
    if written is None:
        raise Refused("letter-not-written", letter=letter.id)
    send_back = next((one for one in step.actions if one.is_return), None)
    return LetterAtRung(task, report, facts, procedure, letter, accept, send_back, written)


def read_letter(session: Session, viewer: Viewer, task_id: UUID) -> LetterRead:
    """The letter with its text, its chain so far and what changed since the chain last saw it.

    Raises:
        Refused: as :func:`letter_at_rung`.
    """
    found = letter_at_rung(session, viewer, task_id)
    lens = lens_for(session, viewer, found.report, found.facts)
    marks = session.scalars(
        select(LetterMark)
        .where(LetterMark.report_id == found.report.id, LetterMark.letter == found.letter.id)
        .order_by(LetterMark.id)
        .limit(MOST_MARKS)
    ).all()
    before = _version_before(session, found, marks)
    shown = lens.show(readable(session, found.written))
    return LetterRead(
        at_rung=found,
        lens=lens,
        shown=shown,
        rungs=_chain(session, found),
        marks=marks,
        before=before[0] if before else None,
        changes=differences(lens.show(before[1]), shown) if before else (),
    )


def preview(session: Session, viewer: Viewer, task_id: UUID) -> bytes:
    """The PDF of the letter as the viewer would sign or initial it: a draft with its initials.

    Raises:
        Refused: as :func:`letter_at_rung`, or what the letter's making refuses.
    """
    found = letter_at_rung(session, viewer, task_id)
    is_heads = DOCUMENT_KINDS[found.letter.kind].signer is Signer.HEAD
    is_signer = found.wanted == "signature" or not is_heads
    by = viewer.account if is_signer else _head_of(session, found.report)
    action = found.accept if found.wanted == "signature" else None
    unit_id = found.task.unit_id
    report, written = found.report, found.written
    draft = draft_to_sign(session, report, written, now(), by, unit_id=unit_id, action=action)
    letter = draft.letter
    if isinstance(letter, ReplyLetter):
        zone = letter.issued_at.tzinfo
        box = initials_box(session, report, found.procedure, found.letter, written.words, zone)
        letter = replace(letter, rungs=box)
    return house().renderer.render(letter)


def accepting(step: Step) -> Action | None:
    """The action of a rung that initials or signs; None when the step is no rung."""
    return next((one for one in step.actions if one.signs or one.initials), None)


def _head_of(session: Session, report: Report) -> UUID:
    """Who heads the unit that issues the report's letters.

    Raises:
        Refused: ``unit-has-no-head``.
    """
    unit = session.get_one(Desk, report.desk_id).unit
    if unit.head_id is None:
        raise Refused("unit-has-no-head", unit=unit.name)
    return unit.head_id


def may_mark(viewer: Viewer, found: LetterAtRung) -> bool:
    """Whether the viewer may give what the rung gives."""
    wanted = found.wanted == "signature"
    permission = Permission.SIGN_LETTER if wanted else Permission.INITIAL_LETTER
    return may(permission, viewer, found.facts, task_facts(found.task))


def marks_letters(procedure: Procedure, actor: str) -> bool:
    """Whether this actor's team initials or signs letters at any step."""
    rungs = {rung for letter in procedure.letters for rung in letter.rungs}
    return any(procedure.step(rung).actor == actor for rung in rungs)


def _rungs(session: Session, viewer: Viewer) -> list[tuple[UUID, str]]:
    """Every step that is a rung, by version of the procedures of the viewer's desks."""
    desks = {seat.desk for seat in viewer.seats}
    agencies = select(Desk.agency_id).where(Desk.id.in_(desks))
    versions = session.scalars(
        select(ProcedureVersion.id).where(ProcedureVersion.agency_id.in_(agencies))
    ).all()
    return [
        (version, rung)
        for version in versions
        for letter in procedure_of(session, version).letters
        for rung in letter.rungs
    ]


def _chain(session: Session, found: LetterAtRung) -> tuple[Rung, ...]:
    case = case_of(found.procedure, found.report, [found.task])
    written = case.letters.get(found.letter.id)
    marked = written.marked if written is not None else ()
    steps = [found.procedure.step(rung) for rung in found.letter.rungs]
    return tuple(
        Rung(
            step=step,
            title=found.procedure.actor_of(step).title,
            is_marked=step.id in marked,
            is_yours=step.id == found.task.step,
        )
        for step in steps
    )


def _version_before(
    session: Session, found: LetterAtRung, marks: Sequence[LetterMark]
) -> tuple[datetime, str] | None:
    """The last other text this rung saw; if it saw none, the last other one any rung saw."""
    others = [mark for mark in marks if mark.text_sha256 != found.sha256]
    if not others:
        return None
    own = [mark for mark in others if mark.step == found.task.step]
    seen = (own or others)[-1]
    earlier = writings(session, found.report, found.procedure, found.letter, most=MOST_WRITINGS)
    for one in earlier:
        if one.sha256 == seen.text_sha256 and one.at is not None:
            return one.at, readable(session, one)
    return None
