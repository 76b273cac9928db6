"""What a task took: pauses are when no officer had the report, and count for nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tanggap.domain.clock import PERPRES_21_2023, Calendar
from tanggap.domain.worked_time import Stretch, measure, pauses

CALENDAR = Calendar("Asia/Jakarta", PERPRES_21_2023)
MONDAY = datetime(2026, 7, 13, 2, 0, tzinfo=UTC)  # 09.00


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def stretch(begins: float, ends: float | None) -> Stretch:
    return Stretch(at(begins), None if ends is None else at(ends))


@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        ([], [(0, None)]),
        ([stretch(0, None)], []),
        ([stretch(0, 1)], [(1, None)]),
        ([stretch(0, 1), stretch(1, 2)], [(2, None)]),
        ([stretch(2, 3), stretch(0, 1)], [(1, 2), (3, None)]),
        ([stretch(0, 5), stretch(1, 2), stretch(6, None)], [(5, 6)]),
    ],
)
def test_a_report_stands_still_while_no_officer_has_it(
    officers: list[Stretch], expected: list[tuple[float, float | None]]
) -> None:
    assert pauses(at(0), officers) == [stretch(*one) for one in expected]


def test_an_officers_task_is_never_paused() -> None:
    task = stretch(0, 2)
    took = measure(CALENDAR, at(0), at(2), pauses(at(0), [task]))
    assert (took.worked, took.paused) == (120, 0)


def test_a_reporters_task_beside_an_officers_is_paused_for_the_rest_alone() -> None:
    still = pauses(at(0), [stretch(0, 1)])
    took = measure(CALENDAR, at(0), at(2.5), still)
    assert (took.worked, took.paused) == (60, 90)


def test_nights_and_breaks_count_neither_as_work_nor_as_pause() -> None:
    evening, next_morning = at(8), at(23)  # 17.00, and 08.00 the day after
    took = measure(CALENDAR, evening, next_morning, pauses(at(0), [stretch(0, 8)]))
    assert (took.worked, took.paused) == (0, 30)
