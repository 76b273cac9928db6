"""Tell a report's way through its procedure, and what its reporter is asked for now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tanggap.domain.case import OpenTask
from tanggap.domain.engine import (
    allowed_actions,
    is_reporter_step,
)
from tanggap.domain.procedure import Action, FieldKind, Procedure, Step
from tanggap.services.casework import case_of
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task


@dataclass(frozen=True, slots=True)
class Passage:
    """One stay at a step, with all departments that worked on it side by side.

    Attributes:
        closed_at: None while it lasts.
        action: what ended it, where one action did.
        by_silence: it ended because the reporter did not answer.
    """

    step: Step
    actor_title: str
    is_reporters: bool
    units: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    action: Action | None = None
    by_silence: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """The reporter's own open step: what is asked, and what may be done.

    Attributes:
        request: what the officer wrote when sending the report back, or empty.
        until: when silence is taken as the answer.
    """

    task_id: UUID
    step: Step
    actions: tuple[Action, ...]
    request: str
    until: datetime | None


def passages_of(procedure: Procedure, tasks: Sequence[Task]) -> list[Passage]:
    """The way of a report through its procedure; branches opened together count as one."""
    together: dict[tuple[str, datetime], list[Task]] = {}
    for task in tasks:
        if task.closing != "automatic":
            together.setdefault((task.step, task.opened_at), []).append(task)
    return [_passage(procedure, group) for group in together.values()]


def _passage(procedure: Procedure, group: Sequence[Task]) -> Passage:
    step = procedure.step(group[0].step)
    ends = [task.closed_at for task in group]
    is_over = None not in ends
    actions = {task.action for task in group if task.action}
    action = step.action(actions.pop()) if is_over and len(actions) == 1 else None
    return Passage(
        step=step,
        actor_title=procedure.actor_of(step).title,
        is_reporters=is_reporter_step(procedure, step.id),
        units=tuple(task.unit.short_name for task in group if task.unit is not None),
        opened_at=group[0].opened_at,
        closed_at=max(end for end in ends if end is not None) if is_over else None,
        due_at=max((task.due_at for task in group if task.due_at), default=None),
        action=action,
        by_silence=bool(action and step.on_silence and action.id == step.on_silence.take),
    )


def turn_of(procedure: Procedure, report: Report, tasks: Sequence[Task]) -> Turn | None:
    """The reporter's own open step, if the report waits for its reporter."""
    waiting = [task for task in tasks if task.closed_at is None]
    case = case_of(procedure, report, waiting)
    for task in case.open_tasks:
        if not is_reporter_step(procedure, task.step):
            continue
        step = procedure.step(task.step)
        silence = step.on_silence.take if step.on_silence else None
        actions = tuple(one for one in allowed_actions(case, task) if one.id != silence)
        return Turn(task.id, step, actions, _request(procedure, tasks, task), task.due_at)
    return None


def _request(procedure: Procedure, tasks: Sequence[Task], asked: OpenTask) -> str:
    """What the officer wrote with the action that sent the report back to its reporter."""
    for task in reversed(tasks):
        if task.closed_at != asked.opened_at or not task.action:
            continue
        action = procedure.step(task.step).action(task.action)
        if action is None or action.goto != asked.step or action.records is not None:
            continue
        texts = [
            str(task.given[field.id])
            for field in action.asks
            if field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) and task.given.get(field.id)
        ]
        return "\n\n".join(texts)
    return ""
