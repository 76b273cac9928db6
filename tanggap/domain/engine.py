"""Run a procedure: what an action does to a case, as a pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tanggap.domain.answers import check_answers
from tanggap.domain.case import Case, OpenTask
from tanggap.domain.clock import Calendar, deadline, extend
from tanggap.domain.procedure import (
    Action,
    ActorKind,
    Every,
    Guard,
    Procedure,
    Recorded,
    Step,
)
from tanggap.domain.refusal import Refused, refuse
from tanggap.domain.signature_chain import chosen_in, letter_words, mark, take_off, write

Answers = Mapping[str, object]
NewId = Callable[[], UUID]

AUTOMATIC_STEPS_IN_A_ROW = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """One action as it was carried out."""

    task: OpenTask
    action: Action
    given: Answers
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Advance:
    """The answer of the engine: the next case and everything that led there.

    Attributes:
        taken: the action asked for, followed by automatic ones it set off.
        opened: tasks that are now open and were not before.
        withdrawn: branches that were still open when enough others had arrived.
    """

    case: Case
    taken: tuple[Taken, ...]
    opened: tuple[OpenTask, ...]
    withdrawn: tuple[OpenTask, ...]


def begin(
    procedure: Procedure,
    at: datetime,
    calendar: Calendar,
    new_id: NewId,
    every: Every | None = None,
) -> Case:
    """A new case standing at its first row; a limit "from received" counts from here.

    Args:
        every: begin the work of a period, which belongs to the desk and to no report.

    Raises:
        Refused: ``period-unknown``.
    """
    overall = procedure.overall if every is None else None
    counts = overall is not None and overall.starts == "received"
    due = deadline(calendar, at, overall.limit) if overall and counts else None
    case = Case(procedure=procedure, overall_due=due)
    case = _open(case, procedure.first_of(every), (None,), None, at, calendar, new_id)
    return _with_clock(case, at, calendar)


def allowed_actions(case: Case, task: OpenTask) -> tuple[Action, ...]:
    """The actions on offer at ``task`` now: guards and limits applied, gates not yet."""
    step = case.procedure.step(task.step)
    return tuple(action for action in step.actions if _on_offer(case, task, action))


def advance(
    case: Case,
    task_id: UUID,
    action_id: str,
    given: Answers,
    *,
    at: datetime,
    calendar: Calendar,
    new_id: NewId,
) -> Advance:
    """Return what ``action_id`` does to ``case``.

    Args:
        case: the case as it stands.
        task_id: the open task the action closes.
        action_id: one of the step's actions.
        given: the answers to the action's fields; unit ids as :class:`~uuid.UUID`.
        at: the moment of the action, aware UTC.
        calendar: the desk's working time.
        new_id: makes ids for the tasks opened.

    Raises:
        Refused: ``task-not-open``, ``action-not-at-this-step``, ``action-used-up``,
            ``action-not-now``, ``output-missing``, ``document-missing``, a field's code, or one of
            the signature chain's (``letter-not-written``, ``initials-missing``).
    """
    taken: list[Taken] = []
    before = {task.id for task in case.open_tasks}
    pending: list[tuple[UUID, str, Answers, bool]] = [(task_id, action_id, given, False)]
    withdrawn: list[OpenTask] = []
    while pending:
        if len(taken) > AUTOMATIC_STEPS_IN_A_ROW:
            raise Refused("automatic-steps-never-end", step=taken[-1].task.step)
        this_task, this_action, answers, automatic = pending.pop(0)
        task = case.task(this_task)
        action = _chosen(case, task, this_action)
        checked = check_answers(action.asks, answers)
        taken.append(Taken(task, action, checked, automatic))
        was = {open_task.id: open_task for open_task in case.open_tasks}
        case = _apply(case, task, action, checked, at, calendar, new_id)
        still = {open_task.id for open_task in case.open_tasks}
        withdrawn += [was[gone] for gone in was if gone not in still and gone != task.id]
        pending += _automatic(case, was)
    case = _with_clock(case, at, calendar)
    opened = tuple(task for task in case.open_tasks if task.id not in before)
    return Advance(case, tuple(taken), opened, tuple(withdrawn))


def is_officers_turn(case: Case) -> bool:
    """True while at least one open task belongs to the house, not to the reporter."""
    return any(not is_reporter_step(case.procedure, task.step) for task in case.open_tasks)


def is_reporter_step(procedure: Procedure, step: str) -> bool:
    """True when the step waits for the reporter."""
    return procedure.actor_of(procedure.step(step)).kind is ActorKind.REPORTER


def _chosen(case: Case, task: OpenTask, action_id: str) -> Action:
    step = case.procedure.step(task.step)
    action = step.action(action_id) or refuse(
        "action-not-at-this-step", action=action_id, step=step.id
    )
    if _used_up(case, step, action):
        raise Refused("action-used-up", action=action.id, limit=action.limit)
    if not _on_offer(case, task, action):
        raise Refused("action-not-now", action=action.id)
    missing = sorted(set(action.needs_documents) - case.documents)
    if missing:
        raise Refused("document-missing", documents=missing)
    return action


def _used_up(case: Case, step: Step, action: Action) -> bool:
    return action.limit is not None and case.counts.get(_key(step, action), 0) >= action.limit


def _on_offer(case: Case, task: OpenTask, action: Action) -> bool:
    if _used_up(case, case.procedure.step(task.step), action):
        return False
    if action.when is None:
        return True
    answered = case.arrivals.get(task.fork, 0) if task.fork is not None else 0
    is_accompanied = bool(case.siblings(task)) or answered > 0
    return is_accompanied is (action.when is Guard.ACCOMPANIED)


def _key(step: Step, action: Action) -> str:
    return f"{step.id}.{action.id}"


def _apply(
    case: Case,
    task: OpenTask,
    action: Action,
    given: Answers,
    at: datetime,
    calendar: Calendar,
    new_id: NewId,
) -> Case:
    step = case.procedure.step(task.step)
    key = _key(step, action)
    case = replace(
        case,
        open_tasks=tuple(other for other in case.open_tasks if other.id != task.id),
        facts={**case.facts, **action.sets},
        counts={**case.counts, key: case.counts.get(key, 0) + 1},
        documents=case.documents | frozenset(action.issues),
    )
    case = _lettered(case, step, action, given)
    if action.signs is not None:  # who signs acts upon the people and units the letter names
        given = {**case.letters[action.signs].chosen, **given}
    case = _named(case, action, given)
    overall = case.procedure.overall
    if action.starts_overall and overall is not None and case.overall_due is None:
        # A pause that this very action ends lies before the limit and must not move it.
        paused_at = at if case.paused_at is not None else None
        due = deadline(calendar, at, overall.limit)
        case = replace(case, overall_due=due, paused_at=paused_at)
    if action.ends is not None or action.goto is None:
        return replace(case, outcome=action.ends, open_tasks=())
    return _move(case, task, action, given, at, calendar, new_id)


def _lettered(case: Case, step: Step, action: Action, given: Answers) -> Case:
    """Write, initial, sign or send back the letters that pass this step."""
    letters = dict(case.letters)
    if action.writes is not None:
        words = letter_words(case.procedure.letter(action.writes), given)
        letters[action.writes] = write(letters.get(action.writes), words, chosen_in(given))
    for marked in (action.initials, action.signs):
        if marked is not None:
            letter = case.procedure.letter(marked)
            letters[marked] = mark(letter, letters.get(marked), step.id)
    if action.is_return:
        for letter in case.procedure.letters:
            if step.id in letter.rungs and letter.id in letters:
                letters[letter.id] = take_off(letter, letters[letter.id], step.id)
    return replace(case, letters=letters)


def _named(case: Case, action: Action, given: Answers) -> Case:
    """Remember the people named for the actor that the action leads to."""
    if action.names is None or action.goto is None:
        return case
    actor = case.procedure.step(action.goto).actor
    people = _ids(given.get(action.names))
    return replace(case, named={**case.named, actor: people})


def _move(
    case: Case,
    task: OpenTask,
    action: Action,
    given: Answers,
    at: datetime,
    calendar: Calendar,
    new_id: NewId,
) -> Case:
    target = case.procedure.step(action.goto or "")
    if action.spread is not None:
        fork = task.fork
        if fork is None:
            fork = case.forks + 1
            case = replace(case, forks=fork, arrivals={**case.arrivals, fork: 0})
        units = _ids(given.get(action.spread))
        working = {other.unit for other in case.open_tasks if other.step == target.id}
        if doubled := [unit for unit in units if unit in working]:
            raise Refused("unit-already-working", units=[str(unit) for unit in doubled])
        return _open(case, target, units, fork, at, calendar, new_id)
    if task.fork is not None and target.waits_for:
        return _arrive(case, task, target, at, calendar, new_id)
    unit = task.unit if case.procedure.actor_of(target).kind is ActorKind.UNIT_TEAM else None
    return _open(case, target, (unit,), _fork_kept(case, task), at, calendar, new_id)


def _fork_kept(case: Case, task: OpenTask) -> int | None:
    """A branch that is the only one left of its spread is no branch any more."""
    if task.fork is None:
        return None
    alone = not case.siblings(task) and case.arrivals.get(task.fork, 0) == 0
    return None if alone else task.fork


def _arrive(
    case: Case, task: OpenTask, target: Step, at: datetime, calendar: Calendar, new_id: NewId
) -> Case:
    fork = task.fork or 0
    arrived = case.arrivals.get(fork, 0) + 1
    case = replace(case, arrivals={**case.arrivals, fork: arrived})
    running = case.siblings(task)
    if running and (target.waits_for < 0 or arrived < target.waits_for):
        return case
    gone = {other.id for other in running}
    case = replace(case, open_tasks=tuple(t for t in case.open_tasks if t.id not in gone))
    return _open(case, target, (None,), None, at, calendar, new_id)


def _open(
    case: Case,
    step: Step,
    units: Sequence[UUID | None],
    fork: int | None,
    at: datetime,
    calendar: Calendar,
    new_id: NewId,
) -> Case:
    due = None
    if is_reporter_step(case.procedure, step.id):
        due = deadline(calendar, at, step.on_silence.after) if step.on_silence else None
    elif step.duration is not None:
        due = deadline(calendar, at, step.duration)
    people = case.named.get(step.actor, ())
    opened = tuple(OpenTask(new_id(), step.id, unit, fork, at, due, people) for unit in units)
    return replace(case, open_tasks=case.open_tasks + opened)


def _automatic(case: Case, was: Mapping[UUID, OpenTask]) -> list[tuple[UUID, str, Answers, bool]]:
    """Tasks of the system just opened; each takes its first action at once."""
    found: list[tuple[UUID, str, Answers, bool]] = []
    for task in case.open_tasks:
        step = case.procedure.step(task.step)
        if task.id not in was and case.procedure.actor_of(step).kind is ActorKind.SYSTEM:
            found.append((task.id, step.actions[0].id, {}, True))
    return found


def _with_clock(case: Case, at: datetime, calendar: Calendar) -> Case:
    """Stop the overall clock while only the reporter can act; on resuming, move the promise."""
    if is_officers_turn(case):
        if case.paused_at is None:
            return case
        due, limit = case.overall_due, case.procedure.overall
        if due is not None and limit is not None:
            due = extend(calendar, due, case.paused_at, at, limit.limit.unit)
        return replace(case, paused_at=None, overall_due=due)
    if case.paused_at is None and case.outcome is None:
        return replace(case, paused_at=at)
    return case


def _ids(given: object) -> tuple[UUID, ...]:
    if isinstance(given, UUID):
        return (given,)
    if isinstance(given, tuple | list):
        return tuple(one for one in given if isinstance(one, UUID))
    return ()


def recorded_text(procedure: Procedure, taken: Taken) -> tuple[Recorded, str] | None:
    """The response this action recorded, if it records one: its kind and its text."""
    action = taken.action
    if action.writes is not None:
        text = taken.given.get(procedure.letter(action.writes).text, "")
        return Recorded.LETTER_DRAFT, str(text)
    wanted = {Recorded.UNIT_RESPONSE: "response", Recorded.OFFICIAL_ANSWER: "answer"}
    if action.records not in wanted:
        return None
    return action.records, str(taken.given.get(wanted[action.records], ""))
