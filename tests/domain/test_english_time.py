"""Moments and time left are said in English to officers who asked for it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import timedeltas

from tanggap.domain.english_time import english_moment, english_remaining
from tanggap.domain.spoken_time import spoken_remaining


@pytest.mark.parametrize(
    ("working", "said"),
    [
        (timedelta(hours=1, minutes=20), "1 h 20 min left"),
        (timedelta(minutes=45), "45 min left"),
        (timedelta(minutes=450), "1 working day left"),
        (timedelta(minutes=2 * 450 + 185), "2 working days 3 h left"),
        (timedelta(seconds=30), "less than 1 min left"),
        (timedelta(0), "due now"),
        (-timedelta(seconds=1), "less than 1 min overdue"),
        (-timedelta(minutes=75), "1 h 15 min overdue"),
    ],
)
def test_time_left_is_said_in_its_two_largest_units(working: timedelta, said: str) -> None:
    assert english_remaining(working) == said


@given(timedeltas(min_value=-timedelta(days=400), max_value=timedelta(days=400)))
def test_both_languages_say_the_same_numbers(working: timedelta) -> None:
    numbers = [
        [word for word in say(working).split() if word.isdigit()]
        for say in (english_remaining, spoken_remaining)
    ]
    assert numbers[0] == numbers[1]


def test_a_moment_names_its_weekday_and_zone() -> None:
    moment = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
    assert english_moment(moment, "Asia/Jakarta") == "Thursday, 12 March 2026 at 15:30 WIB"
    assert english_moment(moment, "Asia/Makassar") == "Thursday, 12 March 2026 at 16:30 WITA"


def test_a_day_has_some_length() -> None:
    with pytest.raises(ValueError, match="day_minutes"):
        english_remaining(timedelta(hours=1), day_minutes=0)
