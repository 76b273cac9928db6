"""Find what is weak in a procedure that runs: what an SOP reviewer would send back.

A finding on something that carries a ``source_note`` is acknowledged: the note tells the reader of
the printed sheet why the row departs from, or follows, a faulty source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from tanggap.domain.duration import DurationUnit
from tanggap.domain.procedure import ActorKind, Identity, Procedure, Step
from tanggap.domain.regulations import replaced_in

ALIKE = 0.8
NUMBER = re.compile(r"(\d+)([a-z]?)")
TEAM_NAMED = re.compile(r"\bTim (?:[A-Z][\w/]*)(?: [A-Z][\w/]*)*")


class Severity(StrEnum):
    """How much a finding weighs; errors make the command fail."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One weakness: stable code, severity, file line, facts, and whether it is owned up to."""

    code: str
    severity: Severity
    line: int
    facts: Mapping[str, object] = field(default_factory=dict)
    acknowledged: bool = False


def lint(procedure: Procedure, on: date) -> tuple[Finding, ...]:
    """Every weakness of ``procedure``, in file order.

    Args:
        procedure: one that loads; what cannot load is ``procedure_faults``'s.
        on: the day on which cited regulations must be in force.
    """
    found = [
        *_missing_numbers(procedure),
        *_without_any_time(procedure),
        *_steps_without_time(procedure),
        *_times_beyond_the_limit(procedure),
        *_unused_actors(procedure),
        *_actors_named_twice(procedure),
        *_strange_teams(procedure),
        *_replaced_regulations(procedure, on),
        *_branches_alike(procedure),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.code)))


def _of_step(code: str, severity: Severity, step: Step, **facts: object) -> Finding:
    return Finding(code, severity, step.line, facts, acknowledged=bool(step.source_note))


def _missing_numbers(procedure: Procedure) -> Iterator[Finding]:
    """Main numbers of the sheet count up without a gap."""
    previous = 0
    for step in procedure.steps:
        match = NUMBER.fullmatch(step.number)
        if match is None or match.group(2):
            continue
        number = int(match.group(1))
        for missing in range(previous + 1, number):
            yield _of_step("number-missing", Severity.ERROR, step, number=missing)
        if number < previous:
            yield _of_step("number-out-of-order", Severity.ERROR, step, number=number)
        previous = max(previous, number)


def _without_any_time(procedure: Procedure) -> Iterator[Finding]:
    """A sheet whose time column is empty from top to bottom: one finding, not one a row."""
    if not _has_any_time(procedure):
        finding = _of_identity("no-step-has-time", procedure.identity)
        yield replace(finding, severity=Severity.WARNING)


def _has_any_time(procedure: Procedure) -> bool:
    return any(step.duration is not None for step in procedure.steps)


def _steps_without_time(procedure: Procedure) -> Iterator[Finding]:
    if not _has_any_time(procedure):
        return
    for step in procedure.steps:
        kind = procedure.actor_of(step).kind
        waits = kind is ActorKind.REPORTER and step.on_silence is not None
        if step.duration is None and not waits:
            yield _of_step("step-without-time", Severity.WARNING, step, number=step.number)


def _times_beyond_the_limit(procedure: Procedure) -> Iterator[Finding]:
    """The officers' rows of the sheet, one after the other, must fit the overall limit.

    Side steps (``4a``) are exceptions and do not count.
    """
    overall = procedure.overall
    if overall is None or overall.limit.unit is DurationUnit.CALENDAR_DAYS:
        return
    counted = [
        step
        for step in procedure.steps
        if step.duration is not None
        and step.every is None
        and step.number.isdecimal()
        and procedure.actor_of(step).kind is not ActorKind.REPORTER
    ]
    total = sum(step.duration.nominal_minutes() for step in counted if step.duration)
    limit = overall.limit.nominal_minutes()
    if total <= limit:
        return
    longest = max(counted, key=lambda step: step.duration.nominal_minutes() if step.duration else 0)
    yield _of_step(
        "times-beyond-limit", Severity.ERROR, longest, total=round(total), limit=round(limit)
    )


def _unused_actors(procedure: Procedure) -> Iterator[Finding]:
    used = {step.actor for step in procedure.steps}
    for actor in procedure.actors:
        if actor.id not in used:
            yield _of_identity("actor-unused", procedure.identity, actor=actor.title)


def _of_identity(code: str, identity: Identity, **facts: object) -> Finding:
    return Finding(
        code, Severity.ERROR, identity.line, facts, acknowledged=bool(identity.source_note)
    )


def _actors_named_twice(procedure: Procedure) -> Iterator[Finding]:
    for at, one in enumerate(procedure.actors):
        for other in procedure.actors[at + 1 :]:
            if _alike(one.title, other.title):
                yield _of_identity(
                    "actor-named-twice", procedure.identity, one=one.title, other=other.title
                )


def _alike(one: str, other: str) -> bool:
    """The same words but for one, which is a near miss and not a number or another office."""
    first, second = one.casefold().split(), other.casefold().split()
    if first == second:
        return True
    different = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    if len(first) != len(second) or len(different) != 1:
        return False
    return SequenceMatcher(None, *different[0]).ratio() >= ALIKE


def _strange_teams(procedure: Procedure) -> Iterator[Finding]:
    """A team that a row speaks of, but no actor is called so."""
    titles = [actor.title.casefold() for actor in procedure.actors]
    for step in procedure.steps:
        for named in TEAM_NAMED.findall(f"{step.activity} {step.remarks}"):
            if not any(named.casefold() in title for title in titles):
                yield _of_step("team-unknown", Severity.ERROR, step, team=named)
        # A note that quotes the source's other name owns up to it.
        quoted = re.findall(r"[“\"](Tim [^”\"]+)[”\"]", step.source_note)
        for named in quoted:
            if not any(named.casefold() in title for title in titles):
                yield _of_step("team-unknown", Severity.ERROR, step, team=named)


def _replaced_regulations(procedure: Procedure, on: date) -> Iterator[Finding]:
    identity = procedure.identity
    for cited in identity.legal_basis:
        for old in replaced_in(cited, on):
            finding = _of_identity("regulation-replaced", identity, cited=cited, by=old.by)
            yield replace(finding, severity=Severity.WARNING)


def _branches_alike(procedure: Procedure) -> Iterator[Finding]:
    """Two ways out of a step that are called the same cannot be told apart on the sheet."""
    for step in procedure.steps:
        labels = [action.label.strip().casefold() for action in step.actions]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            yield _of_step("branch-label-doubled", Severity.ERROR, step, label=label)
