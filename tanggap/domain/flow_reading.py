"""Reads a procedure as a flow: which symbol each step is, and which arrows leave it.

A step is a *decision* when its actor chooses between different places on the sheet. Two kinds of
action are no choice: what happens by itself when a reporter stays silent, and a return to a side
step (``2a``), which is a detour from the signed row and not a branch of the procedure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tanggap.domain.flow_shapes import Outline
from tanggap.domain.procedure import Action, ActionId, Procedure, Step, StepId

BEGIN = "Mulai"
END = "Selesai"
YES = "Ya"
NO = "Tidak"
SHORT = 14
"""Characters up to which the words on the buttons are short enough to stand at a branch."""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow before it has a place.

    Attributes:
        target: None for an end.
        actions: those of one step that lead to the same target in the same way.
        is_back: a return, or a way to a row that is not further down.
        label: words at the branch; empty where there is no other way.
    """

    source: StepId
    target: StepId | None
    actions: tuple[ActionId, ...]
    is_back: bool
    label: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A procedure as symbols and links, in the order of the file.

    Attributes:
        texts: what stands inside a step's symbol.
        ends: actions that end a report in the step's own symbol, for steps that are an end.
    """

    outlines: Mapping[StepId, Outline]
    texts: Mapping[StepId, str]
    ends: Mapping[StepId, tuple[ActionId, ...]]
    links: tuple[Link, ...]


def read_flow(procedure: Procedure) -> Flow:
    """Return the symbols and links of ``procedure``.

    The first step of a report begins, and so does the first of each period's work. A step whose
    every way on is an end ends; the capsule under a step that may go on as well is a link without
    target.
    """
    starts = {procedure.first.id, *(procedure.first_of(every).id for every in procedure.periods)}
    order = {step.id: at for at, step in enumerate(procedure.steps)}
    side_steps = {step.id for step in procedure.steps if not step.number.isdigit()}
    outlines: dict[StepId, Outline] = {}
    texts: dict[StepId, str] = {}
    ends: dict[StepId, tuple[ActionId, ...]] = {}
    links: list[Link] = []
    for step in procedure.steps:
        is_first = step.id in starts
        is_end = not is_first and _is_end(step)
        texts[step.id] = BEGIN if is_first else END if is_end else ""
        ends[step.id] = tuple(one.id for one in step.actions if one.ends) if is_end else ()
        is_decision = _is_decision(step, side_steps)
        if is_first or is_end:
            outlines[step.id] = Outline.CAPSULE
        else:
            outlines[step.id] = Outline.DIAMOND if is_decision else Outline.BOX
        links += _links(step, order, is_end=is_end, is_decision=is_decision)
    return Flow(outlines, texts, ends, tuple(links))


def _is_end(step: Step) -> bool:
    onward = [action for action in step.actions if not action.is_return]
    return bool(onward) and all(action.ends for action in onward)


def _is_decision(step: Step, side_steps: set[StepId]) -> bool:
    by_itself = step.on_silence.take if step.on_silence else None
    places = {
        action.goto
        for action in step.actions
        if action.id != by_itself and not (action.is_return and action.goto in side_steps)
    }
    return len(places) > 1


def _links(
    step: Step, order: Mapping[StepId, int], *, is_end: bool, is_decision: bool
) -> list[Link]:
    grouped: dict[tuple[StepId | None, bool], list[Action]] = {}
    for action in step.actions:
        if action.ends and is_end:
            continue
        is_back = action.goto is not None and (
            action.is_return or order[action.goto] <= order[step.id]
        )
        grouped.setdefault((action.goto, is_back), []).append(action)
    labels = _labels(step, list(grouped), list(grouped.values()), is_decision=is_decision)
    return [
        Link(step.id, target, tuple(action.id for action in actions), is_back, label)
        for ((target, is_back), actions), label in zip(grouped.items(), labels, strict=True)
    ]


def _labels(
    step: Step,
    ways: list[tuple[StepId | None, bool]],
    groups: list[list[Action]],
    *,
    is_decision: bool,
) -> list[str]:
    """The words at each way: the buttons' own when short or the only ones that tell apart."""
    said = [" / ".join(action.label for action in group) for group in groups]
    only_way = len(ways) + (1 if any(action.ends for action in step.actions) else 0) == 1
    if only_way:
        return ["" for _ in ways]
    if is_decision:
        backs = [is_back for _, is_back in ways]
        if sorted(backs) == [False, True] and max(map(len, said)) > SHORT:
            return [NO if is_back else YES for is_back in backs]
        return said
    return [
        words if is_back or target is None else ""
        for (target, is_back), words in zip(ways, said, strict=True)
    ]
