"""Find what makes a procedure unable to run: dangling references, dead ends, missing gates.

These faults stop a file from loading. Weaknesses that still run are the linter's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tanggap.domain.document_kinds import DOCUMENT_KINDS, ISSUED_BY_ACTIONS
from tanggap.domain.procedure import (
    Action,
    ActorKind,
    FieldKind,
    Letter,
    Procedure,
    Recorded,
    Step,
)

KNOWN_DOCUMENTS = ISSUED_BY_ACTIONS
KNOWN_TELLINGS = frozenset(
    {
        "receipt",
        "acknowledgement",
        "completion_request",
        "identity_request",
        "photo_request",
        "answer",
        "follow_up",
        "referred",
        "closed_incomplete",
        "closed_silent",
    }
)
TEXT_OF = {Recorded.UNIT_RESPONSE: "response", Recorded.OFFICIAL_ANSWER: "answer"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a procedure file: stable code, file line, and what was seen."""

    code: str
    line: int
    facts: Mapping[str, object] = field(default_factory=dict)


def find_faults(procedure: Procedure) -> tuple[Fault, ...]:
    """Everything that keeps ``procedure`` from running, in file order."""
    found = [fault for check in _CHECKS for fault in check(procedure)]
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.code)))


def _actions(procedure: Procedure) -> Iterator[tuple[Step, Action]]:
    for step in procedure.steps:
        for action in step.actions:
            yield step, action


def _doubled(procedure: Procedure) -> Iterator[Fault]:
    ids = Counter(step.id for step in procedure.steps)
    numbers = Counter(step.number for step in procedure.steps)
    for step in procedure.steps:
        if ids[step.id] > 1:
            yield Fault("step-doubled", step.line, {"step": step.id})
        if numbers[step.number] > 1:
            yield Fault("step-number-doubled", step.line, {"number": step.number})
        actions = Counter(action.id for action in step.actions)
        for action in step.actions:
            if actions[action.id] > 1:
                yield Fault("action-doubled", action.line, {"action": action.id})


def _references(procedure: Procedure) -> Iterator[Fault]:
    actors = {actor.id for actor in procedure.actors}
    for step in procedure.steps:
        if step.actor not in actors:
            yield Fault("actor-unknown", step.line, {"actor": step.actor})
        if step.on_silence and step.action(step.on_silence.take) is None:
            yield Fault("silence-action-unknown", step.line, {"action": step.on_silence.take})
        if step.on_message and step.action(step.on_message.take) is None:
            yield Fault("message-action-unknown", step.line, {"action": step.on_message.take})


def _action_references(procedure: Procedure) -> Iterator[Fault]:
    steps = {step.id for step in procedure.steps}
    for step, action in _actions(procedure):
        if action.goto is not None and action.goto not in steps:
            yield Fault("step-unknown", action.line, {"step": action.goto, "from": step.id})
        if action.ends is not None and action.ends not in procedure.outcomes:
            yield Fault("outcome-unknown", action.line, {"outcome": action.ends})
        for kind in (*action.issues, *action.needs_documents):
            if kind not in KNOWN_DOCUMENTS:
                yield Fault("document-unknown", action.line, {"document": kind})
        for template in action.tells:
            if template not in KNOWN_TELLINGS:
                yield Fault("message-unknown", action.line, {"message": template})


def _doubled_fields(procedure: Procedure) -> Iterator[Fault]:
    for _, action in _actions(procedure):
        if len({one.id for one in action.asks}) < len(action.asks):
            yield Fault("field-doubled", action.line, {"action": action.id})


def _return_notes(procedure: Procedure) -> Iterator[Fault]:
    for _, action in _actions(procedure):
        if action.is_return and not any(one.id == "note" and one.required for one in action.asks):
            yield Fault("return-without-note", action.line, {"action": action.id})


def _gates(procedure: Procedure) -> Iterator[Fault]:
    for _, action in _actions(procedure):
        if action.records and not any(
            one.id == TEXT_OF[action.records] and one.required for one in action.asks
        ):
            wanted = TEXT_OF[action.records]
            yield Fault("gate-without-field", action.line, {"action": action.id, "field": wanted})
        for one in action.asks:
            if one.kind is FieldKind.CHOICE and not one.choices:
                yield Fault("choice-without-choices", action.line, {"field": one.id})


def _spreads(procedure: Procedure) -> Iterator[Fault]:
    kinds = {actor.id: actor.kind for actor in procedure.actors}
    steps = {step.id: step for step in procedure.steps}
    for step, action in _actions(procedure):
        target = steps.get(action.goto) if action.goto else None
        if target is None or target.actor not in kinds or step.actor not in kinds:
            continue
        to_units = kinds[target.actor] is ActorKind.UNIT_TEAM
        from_units = kinds[step.actor] is ActorKind.UNIT_TEAM
        if to_units and not from_units and action.spread is None:
            yield Fault("units-not-asked", action.line, {"action": action.id, "step": target.id})
        if action.spread is not None and not _is_asked(
            procedure, action, action.spread, (FieldKind.UNIT, FieldKind.UNITS)
        ):
            yield Fault("spread-without-units", action.line, {"action": action.id})
        if action.spread is not None and not to_units:
            yield Fault("spread-to-one-team", action.line, {"action": action.id})


def _reachability(procedure: Procedure) -> Iterator[Fault]:
    steps: dict[str, Step] = {step.id: step for step in procedure.steps}
    if any(
        action.goto is not None and action.goto not in steps for _, action in _actions(procedure)
    ):
        return  # what cannot be reached is known once every way leads somewhere
    starts = {procedure.first_of(every).id for every in procedure.periods}
    if any(step.every is None for step in procedure.steps):
        starts.add(procedure.first.id)
    reached = _closure(set(starts), lambda step: _goes_to(steps.get(step)))
    ending = {step.id for step, action in _actions(procedure) if action.ends is not None}
    back: dict[str, set[str]] = {}
    for step, action in _actions(procedure):
        if action.goto is not None:
            back.setdefault(action.goto, set()).add(step.id)
    can_end = _closure(set(ending), lambda step: back.get(step, set()))
    for step in procedure.steps:
        if step.id not in reached:
            yield Fault("step-unreachable", step.line, {"step": step.id})
        elif step.id not in can_end:
            yield Fault("loop-without-exit", step.line, {"step": step.id})


def _periods(procedure: Procedure) -> Iterator[Fault]:
    """The desk's own periodic work and the way of a report never lead into each other."""
    steps = {step.id: step for step in procedure.steps}
    if all(step.every is not None for step in procedure.steps):
        yield Fault("no-step-of-a-report", procedure.steps[0].line)
    for step, action in _actions(procedure):
        target = steps.get(action.goto) if action.goto else None
        if target is not None and target.every is not step.every:
            yield Fault("period-crossed", action.line, {"from": step.id, "step": target.id})


def _named_people(procedure: Procedure) -> Iterator[Fault]:
    kinds = {actor.id: actor.kind for actor in procedure.actors}
    steps = {step.id: step for step in procedure.steps}
    for _, action in _actions(procedure):
        if action.names is None:
            continue
        if not _is_asked(procedure, action, action.names, (FieldKind.PEOPLE,)):
            yield Fault("people-not-asked", action.line, {"action": action.id})
        target = steps.get(action.goto) if action.goto else None
        if target is None or kinds.get(target.actor) is not ActorKind.TEAM:
            yield Fault("names-without-team", action.line, {"action": action.id})


def _is_asked(
    procedure: Procedure, action: Action, wanted: str, kinds: Collection[FieldKind]
) -> bool:
    """Whether a required field of one of these kinds is asked.

    For an action that signs a letter it may be asked wherever the letter is written.
    """
    asking = [action]
    if action.signs is not None and action.asked(wanted) is None:
        asking = [writer for _, writer in procedure.writers(action.signs)]
    found = [one.asked(wanted) for one in asking]
    return bool(found) and all(one and one.required and one.kind in kinds for one in found)


def _letter_references(procedure: Procedure) -> Iterator[Fault]:
    letters = {letter.id: letter for letter in procedure.letters}
    for step, action in _actions(procedure):
        for wanted in (action.writes, action.initials, action.signs):
            if wanted is not None and wanted not in letters:
                yield Fault("letter-unknown", action.line, {"letter": wanted})
        if action.writes in letters:
            asked = action.asked(letters[action.writes].text)
            if asked is None or not asked.required:
                wanted_field = letters[action.writes].text
                facts = {"action": action.id, "field": wanted_field}
                yield Fault("gate-without-field", action.line, facts)
        for marked in (action.initials, action.signs):
            if marked in letters and step.id not in letters[marked].rungs:
                yield Fault("rung-unlisted", action.line, {"letter": marked, "step": step.id})
        if action.signs in letters and letters[action.signs].kind not in action.issues:
            facts = {"action": action.id, "document": letters[action.signs].kind}
            yield Fault("signature-issues-nothing", action.line, facts)


def _chains(procedure: Procedure) -> Iterator[Fault]:
    steps = {step.id: step for step in procedure.steps}
    for letter in procedure.letters:
        if letter.kind not in DOCUMENT_KINDS:
            yield Fault("document-unknown", letter.line, {"document": letter.kind})
        writers = {step.id for step, one in _actions(procedure) if one.writes == letter.id}
        if not writers:
            yield Fault("letter-never-written", letter.line, {"letter": letter.id})
        for at, rung in enumerate(letter.rungs):
            if rung not in steps:
                yield Fault("step-unknown", letter.line, {"step": rung, "from": letter.id})
                continue
            below = {letter.rungs[at - 1]} if at else writers
            yield from _rung(letter, steps[rung], below, is_last=at + 1 == len(letter.rungs))


def _rung(letter: Letter, step: Step, below: Collection[str], *, is_last: bool) -> Iterator[Fault]:
    """A rung marks and hands on, or sends back exactly one rung; only the last one may sign."""
    facts = {"letter": letter.id, "step": step.id}
    initialled = any(one.initials == letter.id for one in step.actions)
    signed = any(one.signs == letter.id for one in step.actions)
    if not (initialled or (is_last and signed)):
        code = "rung-without-signature" if is_last else "rung-without-initials"
        yield Fault(code, step.line, facts)
    for action in step.actions:
        if action.is_return and action.goto not in below:
            yield Fault("return-not-one-rung", action.line, {**facts, "action": action.id})


def _warnings(procedure: Procedure) -> Iterator[Fault]:
    """Only officers who have a time can be warned that it runs out."""
    kinds = {actor.id: actor.kind for actor in procedure.actors}
    officers = (ActorKind.TEAM, ActorKind.UNIT_TEAM)
    for step in procedure.steps:
        if step.warnings and (step.duration is None or kinds.get(step.actor) not in officers):
            yield Fault("warnings-without-time", step.line, {"step": step.id})


def _closure(seeds: set[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    found, queue = set(seeds), list(seeds)
    while queue:
        for after in following(queue.pop()):
            if after not in found:
                found.add(after)
                queue.append(after)
    return found


def _goes_to(step: Step | None) -> set[str]:
    return {action.goto for action in step.actions if action.goto is not None} if step else set()


_CHECKS = (
    _doubled,
    _references,
    _action_references,
    _doubled_fields,
    _return_notes,
    _gates,
    _spreads,
    _periods,
    _named_people,
    _letter_references,
    _chains,
    _warnings,
    _reachability,
)
