"""What the database adds up is what anybody finds who counts the calendar by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from math import floor
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar, working_time_between
from tanggap.domain.refusal import Refused
from tanggap.services.oversight.measuring import measure_closed_tasks
from tanggap.services.oversight.scope import Scope
from tanggap.services.oversight.step_times import StepTimes, step_times
from tanggap.services.procedure_catalogue import calendar_of
from tanggap.services.transaction import transaction
from tanggap.storage.tasks import Task
from tests.conftest import MovableClock
from tests.services.administration.office import nkk
from tests.services.oversight.days_of_work import all_tasks, scope, unit_id, weeks_of_work

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def work(session: Session, clock: MovableClock) -> None:
    weeks_of_work(session, clock)


def calendar(session: Session) -> Calendar:
    return calendar_of(session, nkk(session).calendar_id)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Linear between neighbours, as the SQL standard has it."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def by_hand(session: Session, wanted: Scope, tasks: Sequence[Task]) -> dict[Any, dict[str, Any]]:
    """The table from the rows of the tasks alone: no column that was kept for it is read."""
    procedure = next(iter(wanted.desks.values())).procedure
    open_hours = calendar(session)
    groups: dict[Any, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.closing == "taken" and wanted.begins <= task.closed_at < wanted.ends:
            groups[(task.step, task.actor, task.unit_id)].append(task)
    found = {}
    for key, group in groups.items():
        is_reporters = key[1] == "reporter"
        took = [
            working_time_between(open_hours, one.opened_at, one.closed_at) / MINUTE for one in group
        ]
        limited = [one for one in group if one.due_at is not None and not is_reporters]
        found[key] = {
            "executions": len(group),
            "median": None if is_reporters else percentile(took, 0.5),
            "ninetieth": None if is_reporters else percentile(took, 0.9),
            "limited": len(limited),
            "on_time": sum(one.closed_at <= one.due_at for one in limited),
            "paused": sum(took) if is_reporters else 0,
            "returns": sum(procedure.step(one.step).action(one.action).is_return for one in group),
        }
    return found


def as_table(rows: Sequence[StepTimes]) -> dict[Any, dict[str, Any]]:
    names = ("executions", "median", "ninetieth", "limited", "on_time", "paused", "returns")
    return {
        (row.step, row.actor, row.unit_id): {name: getattr(row, name) for name in names}
        for row in rows
    }


def same(found: dict[Any, dict[str, Any]], expected: dict[Any, dict[str, Any]]) -> None:
    assert found.keys() == expected.keys()
    for key, values in expected.items():
        assert found[key] == pytest.approx(values), key


def test_the_table_is_what_a_count_by_hand_gives(session: Session, clock: MovableClock) -> None:
    wanted = scope(session, "operator", clock, first=date(2026, 7, 1), last=date(2027, 6, 1))
    tasks = all_tasks(session)
    expected = by_hand(session, wanted, tasks)
    rows = step_times(session, wanted)
    same(as_table(rows), expected)
    assert len(expected) > 6
    assert sum(row.returns for row in rows) > 2
    assert 0 < sum(row.on_time for row in rows) < sum(row.limited for row in rows)
    assert any(row.paused > 0 for row in rows)


def test_a_period_counts_what_was_closed_in_its_local_days(
    session: Session, clock: MovableClock
) -> None:
    closed = sorted(task.closed_at for task in all_tasks(session) if task.closed_at)
    first, last = closed[len(closed) // 4].date(), closed[-len(closed) // 4].date()
    wanted = scope(session, "operator", clock, first=first, last=last)
    same(as_table(step_times(session, wanted)), by_hand(session, wanted, all_tasks(session)))


def test_months_add_up_to_the_whole(session: Session, clock: MovableClock) -> None:
    wanted = scope(session, "operator", clock, first=date(2026, 7, 1), last=date(2027, 6, 1))
    whole, months = step_times(session, wanted), step_times(session, wanted, "month")
    assert {row.period.day for row in months if row.period} == {1}
    assert len({row.period for row in months}) > 1
    for name in ("executions", "limited", "on_time", "paused", "returns"):
        assert sum(getattr(row, name) for row in whole) == pytest.approx(
            sum(getattr(row, name) for row in months)
        )


def test_filters_leave_the_rows_they_name(session: Session, clock: MovableClock) -> None:
    given = {"first": date(2026, 7, 1), "last": date(2027, 6, 1)}
    health = unit_id(session, "dinkes")
    rows = step_times(session, scope(session, "operator", clock, unit=health, **given))
    assert {row.unit_name for row in rows} == {"Dinas Kesehatan"}
    rows = step_times(session, scope(session, "operator", clock, step="classify", **given))
    assert {(row.step, row.actor) for row in rows} == {("classify", "main_team")}


def test_a_department_sees_its_own_rows_alone(session: Session, clock: MovableClock) -> None:
    given = {"first": date(2026, 7, 1), "last": date(2027, 6, 1)}
    everything = step_times(session, scope(session, "operator", clock, **given))
    health = unit_id(session, "dinkes")
    for login in ("dinkes", "admin", "auditor"):
        rows = step_times(session, scope(session, login, clock, **given))
        its_own = [row for row in everything if login != "dinkes" or row.unit_id == health]
        assert rows == its_own
        assert rows
    schools = scope(session, "dinkes", clock, unit=unit_id(session, "disdik"), **given)
    assert step_times(session, schools) == []


def test_who_works_at_no_desk_oversees_nothing(session: Session, clock: MovableClock) -> None:
    with pytest.raises(Refused, match="not-allowed"):
        scope(session, "warga", clock)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 8, 1), date(2026, 7, 1), "period-reversed"),
        (date(2025, 1, 1), date(2026, 7, 1), "period-too-long"),
        (date(1, 1, 1), date(9999, 12, 31), "period-too-long"),
    ],
)
def test_a_period_that_cannot_be_meant_is_refused(
    session: Session, clock: MovableClock, first: date, last: date, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        scope(session, "operator", clock, first=first, last=last)
    assert refused.value.code == code


def test_what_was_closed_before_is_measured_the_same_and_only_once(session: Session) -> None:
    kept = {
        task.id: (task.worked_minutes, task.paused_minutes, task.is_return)
        for task in all_tasks(session)
    }
    with transaction() as own:
        own.execute(update(Task).values(worked_minutes=None, paused_minutes=0, is_return=False))
    assert sum(measure_closed_tasks()) == sum(worked is not None for worked, *_ in kept.values())
    for task in all_tasks(session):
        found = (task.worked_minutes, task.paused_minutes, task.is_return)
        assert found == pytest.approx(kept[task.id]), task.step
    assert list(measure_closed_tasks()) == []
