"""Whatever officers and reporters do, a case never gets lost, stuck or into two minds."""

from __future__ import annotations

from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tanggap.domain.clock import is_open
from tanggap.domain.engine import advance, allowed_actions, is_officers_turn, is_reporter_step
from tanggap.domain.procedure import Action, FieldKind
from tanggap.domain.refusal import Refused
from tests.domain.nkk_case import CALENDAR, HEALTH, SCHOOLS, TRAFFIC, Run

UNITS = (HEALTH, SCHOOLS, TRAFFIC)


class NkkMachine(RuleBasedStateMachine):
    """Takes any action on offer, or any other, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.run_ = Run()

    @precondition(lambda self: self.run_.case.outcome is None)
    @rule(data=st.data(), minutes=st.integers(0, 3 * 24 * 60))
    def take_an_action_on_offer(self, data: st.DataObject, minutes: int) -> None:
        case = self.run_.case
        self.run_.wait(minutes=minutes)
        task = data.draw(st.sampled_from(case.open_tasks))
        action = data.draw(st.sampled_from(allowed_actions(case, task)))
        given = {field.id: self._answer(data, action, field.kind) for field in action.asks}
        before = self.run_.case
        refused = self._advance(task.id, action.id, given)
        if refused is not None:
            assert refused.code == "unit-already-working"
            assert self.run_.case is before

    @precondition(lambda self: self.run_.case.outcome is None)
    @rule(data=st.data(), name=st.sampled_from(["answer", "accept", "complaint", "nonsense"]))
    def try_an_action_out_of_turn(self, data: st.DataObject, name: str) -> None:
        task = data.draw(st.sampled_from(self.run_.case.open_tasks))
        if self.run_.case.procedure.step(task.step).action(name) is not None:
            return
        before = self.run_.case
        refused = self._advance(task.id, name, {})
        assert refused is not None
        assert refused.code == "action-not-at-this-step"
        assert self.run_.case is before

    @precondition(lambda self: self.run_.case.outcome is not None)
    @rule()
    def a_closed_case_takes_no_action(self) -> None:
        closed = self.run_.case
        refused = self._advance(UUID(int=1), "hand_over", {})
        assert refused is not None
        assert refused.code == "task-not-open"
        assert self.run_.case is closed

    def _advance(self, task: UUID, action: str, given: dict[str, object]) -> Refused | None:
        run = self.run_
        try:
            result = advance(
                run.case, task, action, given, at=run.at, calendar=CALENDAR, new_id=run.new_id
            )
        except Refused as refused:
            return refused
        run.case = result.case
        return None

    def _answer(self, data: st.DataObject, action: Action, kind: FieldKind) -> object:
        if kind is FieldKind.UNITS:
            return data.draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True))
        if kind is FieldKind.RATING:
            return data.draw(st.integers(1, 5))
        return "teks"

    @invariant()
    def a_case_is_closed_or_somebody_must_act(self) -> None:
        case = self.run_.case
        assert (case.outcome is None) == bool(case.open_tasks)

    @invariant()
    def every_open_task_offers_a_way_on(self) -> None:
        case = self.run_.case
        assert all(allowed_actions(case, task) for task in case.open_tasks)

    @invariant()
    def a_unit_has_at_most_one_task_at_a_step(self) -> None:
        places = [(task.step, task.unit) for task in self.run_.case.open_tasks if task.unit]
        assert len(places) == len(set(places))

    @invariant()
    def the_joining_step_is_open_only_when_no_unit_is_at_work(self) -> None:
        steps = [task.step for task in self.run_.case.open_tasks]
        assert not ("review" in steps and "respond" in steps)
        assert steps.count("review") <= 1
        assert steps.count("answer") <= 1

    @invariant()
    def the_clock_is_stopped_exactly_when_only_the_reporter_can_act(self) -> None:
        case = self.run_.case
        if case.outcome is None:
            assert (case.paused_at is None) == is_officers_turn(case)

    @invariant()
    def officers_due_times_lie_in_office_hours(self) -> None:
        case = self.run_.case
        for task in case.open_tasks:
            if not is_reporter_step(case.procedure, task.step):
                assert task.due_at is not None
                assert is_open(CALENDAR, task.due_at)


NkkMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestNkkMachine = NkkMachine.TestCase
