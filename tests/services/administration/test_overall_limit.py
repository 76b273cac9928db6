"""The overall limit worked out from a report's tasks is the one the engine kept step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.domain.case import OpenTask
from tanggap.domain.clock import PERPRES_21_2023, Calendar
from tanggap.domain.duration import Duration, DurationUnit
from tanggap.domain.engine import (
    advance,
    allowed_actions,
)
from tanggap.domain.procedure import Action, FieldKind, OverallLimit, Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.administration.due_times import Span, overall_due
from tests.domain.nkk_case import CALENDAR, HEALTH, PROCEDURE, SCHOOLS, TRAFFIC, Run

WITH_HOLIDAY = Calendar("Asia/Jakarta", PERPRES_21_2023, holidays={date(2026, 7, 17): "Libur"})
LIMITS = [
    Duration(2, DurationUnit.WORKING_DAYS),
    Duration(960, DurationUnit.MINUTES),
    Duration(14, DurationUnit.CALENDAR_DAYS),
]


def with_limit(limit: Duration, starts: str) -> Procedure:
    """The NKK procedure with another promise; "complete" counts from the operator's hand-over."""
    steps = tuple(
        replace(
            step,
            actions=tuple(
                replace(action, starts_overall=starts == "complete" and action.id == "hand_over")
                for action in step.actions
            ),
        )
        for step in PROCEDURE.steps
    )
    return replace(PROCEDURE, overall=OverallLimit(limit, starts), steps=steps)


class Kept:
    """A run that keeps the spans of its tasks, as the task rows do."""

    def __init__(self, procedure: Procedure) -> None:
        self.run = Run(procedure)
        self.filed_at = self.run.at
        self.tasks: dict[UUID, OpenTask] = {task.id: task for task in self.run.case.open_tasks}
        self.closed: dict[UUID, tuple[str | None, datetime]] = {}

    def take(self, task: OpenTask, action: Action, given: dict[str, object]) -> None:
        run = self.run
        try:
            result = advance(
                run.case, task.id, action.id, given, at=run.at, calendar=CALENDAR, new_id=run.new_id
            )
        except Refused:
            return
        run.case = result.case
        self.tasks |= {one.id: one for one in result.opened}
        self.tasks |= {taken.task.id: taken.task for taken in result.taken}
        for taken in result.taken:
            self.closed[taken.task.id] = (taken.action.id, run.at)
        for gone in result.withdrawn:
            self.closed[gone.id] = (None, run.at)

    @property
    def spans(self) -> list[Span]:
        return [self.span(task) for task in self.tasks.values()]

    def span(self, task: OpenTask) -> Span:
        action, closed_at = self.closed.get(task.id, (None, None))
        return Span(task.step, action, task.opened_at, closed_at)


@pytest.mark.parametrize("starts", ["received", "complete"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), limit=st.sampled_from(LIMITS))
def test_the_tasks_alone_tell_when_the_report_is_due(
    starts: str, data: st.DataObject, limit: Duration
) -> None:
    kept = Kept(with_limit(limit, starts))
    for _ in range(data.draw(st.integers(0, 20))):
        case = kept.run.case
        if case.outcome is not None:
            break
        kept.run.wait(minutes=data.draw(st.integers(0, 3 * 24 * 60)))
        task = data.draw(st.sampled_from(case.open_tasks))
        action = data.draw(st.sampled_from(allowed_actions(case, task)))
        kept.take(task, action, {one.id: answer(data, one.kind) for one in action.asks})
        told = overall_due(case.procedure, CALENDAR, kept.filed_at, kept.spans)
        assert told == kept.run.case.overall_due


def answer(data: st.DataObject, kind: FieldKind) -> object:
    if kind is FieldKind.UNITS:
        chosen = st.lists(st.sampled_from((HEALTH, SCHOOLS, TRAFFIC)), min_size=1, unique=True)
        return data.draw(chosen)
    return data.draw(st.integers(1, 5)) if kind is FieldKind.RATING else "teks"


def test_a_holiday_within_the_limit_moves_it_by_a_day() -> None:
    kept = Kept(PROCEDURE)
    assert kept.run.case.overall_due is not None
    moved = overall_due(PROCEDURE, WITH_HOLIDAY, kept.filed_at, kept.spans)
    assert moved is not None
    assert moved.date().isoformat() == "2026-07-21"
    assert kept.run.case.overall_due.date().isoformat() == "2026-07-20"
