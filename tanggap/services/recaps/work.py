"""Work on recaps: find them, put figures right, and take the steps the SOP gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.case import Case, OpenTask
from tanggap.domain.engine import Taken, advance, allowed_actions
from tanggap.domain.policy import Permission, TaskFacts, Viewer, may
from tanggap.domain.procedure import Action, Every, Procedure, StepId
from tanggap.domain.recap import Correction, Period, correct, from_plain, period_of, to_plain
from tanggap.domain.refusal import Refused
from tanggap.domain.signature_chain import text_hash
from tanggap.domain.typed_text import clean_text
from tanggap.services.case_state import case_from
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.recaps.archiving import archive
from tanggap.services.recaps.notices import Turn, tell_turn
from tanggap.services.recaps.opening import keep, open_recap, stand
from tanggap.services.refused_attempts import attempts_at_desk_kept, attempts_at_recap_kept
from tanggap.services.transaction import transaction
from tanggap.services.typed_answers import cleaned_answers
from tanggap.storage.accounts import Account
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk
from tanggap.storage.recaps import Recap, RecapEvent

PAGE = 25
LONGEST_REASON = 500
MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class RecapKey:
    """Where a page of recaps ended."""

    first_day: date
    id: UUID


@dataclass(frozen=True, slots=True)
class RecapRead:
    """A recap with all an officer needs to judge it.

    Attributes:
        actions: what this viewer may do now; empty when it is another team's turn.
        history: who did what, with the names of officers, oldest first.
    """

    recap: Recap
    procedure: Procedure
    actions: tuple[Action, ...]
    may_correct: bool
    history: Sequence[tuple[RecapEvent, str | None]]


def recap_page(
    session: Session,
    viewer: Viewer,
    desk_id: UUID,
    *,
    every: Every | None = None,
    after: RecapKey | None = None,
    limit: int = PAGE,
) -> tuple[Sequence[Recap], RecapKey | None]:
    """The desk's recaps, the latest first.

    Raises:
        Refused: ``desk-not-found`` for who has no business with them.
    """
    if not may(Permission.SEE_RECAPS, viewer, desk=desk_id):
        raise Refused("desk-not-found")
    statement = select(Recap).where(Recap.desk_id == desk_id).options(joinedload(Recap.desk))
    if every is not None:
        statement = statement.where(Recap.every == every.value)
    if after is not None:
        statement = statement.where(tuple_(Recap.first_day, Recap.id) < (after.first_day, after.id))
    size = min(limit, PAGE)
    found = session.scalars(
        statement.order_by(Recap.first_day.desc(), Recap.id.desc()).limit(size + 1)
    ).all()
    shown = found[:size]
    more = RecapKey(shown[-1].first_day, shown[-1].id) if len(found) > size else None
    return shown, more


def read_recap(session: Session, viewer: Viewer, recap_id: UUID) -> RecapRead:
    """One recap.

    Raises:
        Refused: ``recap-not-found``, the same whether it is missing or not theirs.
    """
    recap = session.scalars(
        select(Recap).where(Recap.id == recap_id).options(joinedload(Recap.desk))
    ).one_or_none()
    return _read(session, viewer, recap)


def begin_recap(viewer: Viewer, desk_id: UUID, every: Every, day: date) -> Recap:
    """Begin the recap of the period of ``day`` by hand, for example after an outage.

    Raises:
        Refused: ``desk-not-found``, ``recap-exists``, ``period-not-over``, ``period-unknown``.
    """
    if not may(Permission.SEE_RECAPS, viewer, desk=desk_id):
        raise Refused("desk-not-found")
    with attempts_at_desk_kept(viewer, desk_id), transaction() as session:
        # A row lock: of two who begin the same recap, the second finds the first one's.
        desk = session.get(Desk, desk_id, with_for_update={"key_share": True})
        if desk is None:
            raise Refused("desk-not-found")
        return open_recap(session, desk, period_of(every, day), now())


def correct_figure(
    viewer: Viewer,
    recap_id: UUID,
    correction: Correction,
    reason: str,
    *,
    expected_version: int,
) -> RecapRead:
    """Put one figure right; what was counted stays beside it, and the reason is recorded.

    Raises:
        Refused: ``recap-not-found``, ``version-outdated``, ``recap-frozen`` when it has been
            submitted, ``reason-missing``, ``figure-unknown`` or ``figure-negative``.
    """
    reason = clean_text(reason, max_length=LONGEST_REASON, multiline=False)
    if not reason:
        raise Refused("reason-missing", field="reason")
    with transaction() as session:
        recap = _locked(session, viewer, recap_id, expected_version)
        if not _may_correct(viewer, recap, procedure_of(session, recap.procedure_version_id)):
            raise Refused("recap-frozen")
        figures, was = correct(from_plain(recap.corrected), correction)
        recap.corrected = to_plain(figures)
        recap.version += 1
        facts = {
            "table": correction.table,
            "row": correction.row,
            "count": correction.count,
            "was": was,
            "now": correction.value,
            "reason": reason,
        }
        keep(session, recap, "figure_corrected", now(), viewer.account, **facts)
        session.flush()
        return _read(session, viewer, recap)


def take_recap_step(
    viewer: Viewer,
    recap_id: UUID,
    action_id: str,
    given: Mapping[str, object],
    *,
    expected_version: int,
) -> RecapRead:
    """Take an action of the recap's open step; the last one archives it.

    Raises:
        Refused: ``recap-not-found``, ``version-outdated``, ``task-not-open``, ``not-allowed`` or
            what the engine refuses. Broken rules are audited.
    """
    at = now()
    with attempts_at_recap_kept(viewer, recap_id, action_id), transaction() as session:
        recap = _locked(session, viewer, recap_id, expected_version)
        procedure = procedure_of(session, recap.procedure_version_id)
        if recap.task_id is None:
            raise Refused("task-not-open")
        if not _is_theirs(viewer, recap):
            raise Refused("not-allowed", permission=Permission.TAKE_TASK.value)
        action = procedure.step(recap.step).action(action_id)
        calendar = calendar_of(session, session.get_one(Desk, recap.desk_id).calendar_id)
        result = advance(
            _case(procedure, recap),
            recap.task_id,
            action_id,
            cleaned_answers(action, given),
            at=at,
            calendar=calendar,
            new_id=new_id,
        )
        for taken in result.taken:
            _write_taken(session, recap, taken, viewer.account, at)
        stand(recap, result.case, at)
        recap.version += 1
        if recap.closed_at is not None:
            archive(session, recap, at, viewer.account)
        else:
            _tell_next(session, recap, result.taken, at)
        session.flush()
        return _read(session, viewer, recap)


def _tell_next(session: Session, recap: Recap, taken: Sequence[Taken], at: datetime) -> None:
    """Tell those whose turn it is now; who gets it back reads why."""
    last = taken[-1]
    turn = Turn.RETURNED if last.action.is_return else Turn.HANDED_ON
    tell_turn(session, recap, turn, at, note=str(last.given.get("note") or ""))


def is_viewers_turn(viewer: Viewer, recap: Recap) -> bool:
    """Whether the open step is this viewer's team's."""
    return recap.task_id is not None and _is_theirs(viewer, recap)


def period_of_recap(recap: Recap) -> Period:
    """The period a recap speaks of."""
    return Period(Every(recap.every), recap.first_day)


def _write_taken(
    session: Session, recap: Recap, taken: Taken, account_id: UUID, at: datetime
) -> None:
    if "summary" in taken.given:
        recap.summary = str(taken.given["summary"])
    elif taken.given.get("note") and not taken.action.is_return:
        recap.summary = str(taken.given["note"])
    keep(
        session,
        recap,
        "recap_step_taken",
        at,
        account_id,
        step=taken.task.step,
        action=taken.action.id,
        label=taken.action.label,
        initials=taken.action.initials is not None,
        text_sha256=text_hash(recap.summary),
        note=str(taken.given.get("note", "")),
    )


def _read(session: Session, viewer: Viewer, recap: Recap | None) -> RecapRead:
    if recap is None or not may(Permission.SEE_RECAPS, viewer, desk=recap.desk_id):
        raise Refused("recap-not-found")
    procedure = procedure_of(session, recap.procedure_version_id)
    actions: tuple[Action, ...] = ()
    if recap.task_id is not None and _is_theirs(viewer, recap):
        case = _case(procedure, recap)
        actions = allowed_actions(case, case.task(recap.task_id))
    history = session.execute(
        select(RecapEvent, Account.name)
        .outerjoin(Account, Account.id == RecapEvent.account_id)
        .where(RecapEvent.recap_id == recap.id)
        .order_by(RecapEvent.id)
        .limit(MOST_EVENTS)
    )
    return RecapRead(
        recap=recap,
        procedure=procedure,
        actions=actions,
        may_correct=_may_correct(viewer, recap, procedure),
        history=[(event, name) for event, name in history],
    )


def _locked(session: Session, viewer: Viewer, recap_id: UUID, expected_version: int) -> Recap:
    recap = session.scalars(
        select(Recap)
        .where(Recap.id == recap_id)
        .with_for_update(of=Recap)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if recap is None or not may(Permission.SEE_RECAPS, viewer, desk=recap.desk_id):
        raise Refused("recap-not-found")
    if recap.version != expected_version:
        facts = {"version": recap.version, "decided_on": expected_version}
        raise Refused("version-outdated", object="recap", **facts)
    return recap


def _case(procedure: Procedure, recap: Recap) -> Case:
    tasks = []
    if recap.task_id is not None:
        tasks.append(
            OpenTask(recap.task_id, StepId(recap.step), None, None, recap.opened_at, recap.due_at)
        )
    return case_from(procedure, recap.case_state, tasks)


def _is_theirs(viewer: Viewer, recap: Recap) -> bool:
    task = TaskFacts(actor=recap.actor, unit=None)
    return may(Permission.TAKE_TASK, viewer, None, task, desk=recap.desk_id)


def _may_correct(viewer: Viewer, recap: Recap, procedure: Procedure) -> bool:
    """Figures are put right before they are submitted, by those whose step that is."""
    first = procedure.first_of(Every(recap.every))
    return recap.task_id is not None and recap.step == first.id and _is_theirs(viewer, recap)
