"""Limits end when an Indonesian office, its holidays and its Ramadan hours say they do."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tanggap.domain.clock import (
    PERPRES_21_2023,
    PERPRES_21_2023_RAMADAN,
    Calendar,
    Interval,
    Period,
    WeeklyHours,
    add_working_time,
    day_hours,
    deadline,
    extend,
    is_open,
    next_open,
    open_intervals,
    remaining,
    usual_day_minutes,
    warn_at,
    working_time_between,
)
from tanggap.domain.duration import DurationUnit, parse_duration
from tanggap.domain.refusal import Refused
from tanggap.services.holiday_seed import seed_holidays

RAMADAN = Period(date(2026, 2, 19), date(2026, 3, 20), PERPRES_21_2023_RAMADAN, "Ramadan 1447 H")
CALENDAR = Calendar(
    "Asia/Jakarta",
    PERPRES_21_2023,
    periods=(RAMADAN,),
    holidays={day: seed.name for day, seed in seed_holidays([2026]).items()},
)
PLAIN = Calendar("Asia/Jakarta", PERPRES_21_2023)
ALWAYS_OPEN = Calendar("Asia/Jakarta", (day_hours("00:00-24:00"),) * 7)
NEVER: WeeklyHours = ((),) * 7


def wib(text: str) -> datetime:
    """Return a moment written in Jakarta time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Jakarta"))


def wit(text: str) -> datetime:
    """Return a moment written in Jayapura time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Jayapura"))


def due(start: datetime, limit: str, calendar: Calendar = CALENDAR) -> datetime:
    """Return when a limit that starts at ``start`` ends."""
    return deadline(calendar, start, parse_duration(limit))


@pytest.mark.parametrize(
    ("limit", "day"), [("5 hari kerja", date(2026, 3, 27)), ("14 hari kerja", date(2026, 4, 10))]
)
def test_working_days_skip_nyepi_lebaran_joint_leave_and_good_friday(limit: str, day: date) -> None:
    ends = due(wib("2026-03-13 10:00"), limit)
    assert ends == datetime.combine(day, time(16, 30), ZoneInfo("Asia/Jakarta"))
    assert ends.tzinfo is UTC


def test_the_day_of_start_never_counts_as_a_working_day() -> None:
    for start in ("2026-04-06 00:00", "2026-04-06 07:30", "2026-04-06 23:59"):
        assert due(wib(start), "1 hari kerja") == wib("2026-04-07 16:00")


def test_working_days_from_a_weekend_count_from_monday() -> None:
    assert due(wib("2026-04-11 09:00"), "1 hari kerja") == wib("2026-04-13 16:00")


@pytest.mark.parametrize(
    ("start", "limit", "ends"),
    [
        ("2026-04-06 08:00", "120 menit", "2026-04-06 10:00"),
        ("2026-04-06 11:30", "60 menit", "2026-04-06 13:30"),  # over the break
        ("2026-04-06 12:20", "30 menit", "2026-04-06 13:30"),  # from the break
        ("2026-04-06 15:30", "60 menit", "2026-04-07 08:00"),  # into the next day
        ("2026-04-06 05:00", "10 menit", "2026-04-06 07:40"),  # before opening
        ("2026-04-06 20:00", "10 menit", "2026-04-07 07:40"),  # after closing
        ("2026-04-10 11:00", "1 jam", "2026-04-10 13:30"),  # Friday prayer
        ("2026-04-10 16:20", "20 menit", "2026-04-13 07:40"),  # over the weekend
        ("2026-04-02 15:50", "20 menit", "2026-04-06 07:40"),  # over Good Friday
        ("2026-04-06 07:30", "8 jam", "2026-04-07 08:00"),  # a day has seven hours and a half
    ],
)
def test_minutes_and_hours_run_in_office_hours_only(start: str, limit: str, ends: str) -> None:
    assert due(wib(start), limit) == wib(ends)


def test_a_limit_that_fills_the_day_ends_at_closing_time() -> None:
    ends = due(wib("2026-04-06 14:00"), "2 jam")
    assert ends == wib("2026-04-06 16:00")
    assert is_open(CALENDAR, ends)


@pytest.mark.parametrize(
    ("start", "limit", "ends"),
    [
        ("2026-03-12 07:00", "30 menit", "2026-03-12 08:30"),
        ("2026-03-12 11:45", "30 menit", "2026-03-12 12:45"),
        ("2026-03-12 14:30", "60 menit", "2026-03-13 08:30"),
        ("2026-03-13 11:00", "60 menit", "2026-03-13 13:00"),
        ("2026-03-12 10:00", "1 hari kerja", "2026-03-13 15:30"),
        ("2026-02-18 15:30", "60 menit", "2026-02-19 08:30"),  # the eve has ordinary hours
    ],
)
def test_ramadan_has_its_own_hours(start: str, limit: str, ends: str) -> None:
    assert due(wib(start), limit) == wib(ends)


@pytest.mark.parametrize(
    ("week", "minutes_a_week"),
    [(PERPRES_21_2023, 37.5 * 60), (PERPRES_21_2023_RAMADAN, 32.5 * 60)],
)
def test_a_week_has_the_hours_the_regulation_prescribes(
    week: WeeklyHours, minutes_a_week: float
) -> None:
    calendar = Calendar("Asia/Jakarta", week)
    worked = working_time_between(calendar, wib("2026-06-08 00:00"), wib("2026-06-15 00:00"))
    assert worked == timedelta(minutes=minutes_a_week)
    assert usual_day_minutes(week) == minutes_a_week / 5


def test_a_holiday_has_no_office_hours() -> None:
    assert open_intervals(CALENDAR, date(2026, 3, 19)) == ()
    assert not is_open(CALENDAR, wib("2026-03-19 10:00"))
    assert next_open(CALENDAR, wib("2026-03-17 15:00")) == wib("2026-03-25 07:30")


def test_calendar_days_end_with_the_day_even_on_a_holiday() -> None:
    assert due(wib("2026-03-12 09:15"), "7 hari kalender") == wib("2026-03-19 23:59:59")


def test_the_date_of_start_is_the_offices_own_date() -> None:
    jayapura = Calendar("Asia/Jayapura", PERPRES_21_2023)
    late_monday_in_jakarta = datetime(2026, 4, 6, 15, 30, tzinfo=UTC)
    assert due(late_monday_in_jakarta, "1 hari kerja", PLAIN) == wib("2026-04-07 16:00")
    assert due(late_monday_in_jakarta, "1 hari kerja", jayapura) == wit("2026-04-08 16:00")
    assert due(late_monday_in_jakarta, "1 hari kalender", jayapura) == wit("2026-04-08 23:59:59")


def test_an_office_in_papua_opens_on_the_utc_day_before() -> None:
    jayapura = Calendar("Asia/Jayapura", PERPRES_21_2023)
    assert open_intervals(jayapura, date(2026, 4, 6))[0] == (
        datetime(2026, 4, 5, 22, 30, tzinfo=UTC),
        datetime(2026, 4, 6, 3, 0, tzinfo=UTC),
    )
    assert is_open(jayapura, datetime(2026, 4, 5, 23, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Jakarta", 0), ("Asia/Makassar", -1), ("Asia/Jayapura", -2)]
)
@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 4, 6), date(2026, 10, 26)])
def test_indonesian_zones_open_at_the_same_utc_time_all_year(
    zone: str, hour: int, day: date
) -> None:
    opens = open_intervals(Calendar(zone, PERPRES_21_2023), day)[0][0]
    expected = datetime.combine(day, time(0, 30), UTC) + timedelta(hours=hour)
    assert opens == expected


def test_moments_of_any_zone_are_the_same_moment() -> None:
    tokyo = wib("2026-04-06 08:00").astimezone(timezone(timedelta(hours=9)))
    assert due(tokyo, "30 menit") == due(wib("2026-04-06 08:00"), "30 menit")


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-04-06 07:29:59", False),
        ("2026-04-06 07:30", True),
        ("2026-04-06 12:00", True),
        ("2026-04-06 12:00:01", False),
        ("2026-04-06 16:00", True),
        ("2026-04-11 10:00", False),
    ],
)
def test_opening_and_closing_time_are_office_hours(moment: str, inside: bool) -> None:
    assert is_open(CALENDAR, wib(moment)) is inside


def test_at_closing_time_the_next_opening_is_tomorrow() -> None:
    assert next_open(CALENDAR, wib("2026-04-06 16:00")) == wib("2026-04-07 07:30")
    assert next_open(CALENDAR, wib("2026-04-06 10:00")) == wib("2026-04-06 10:00")


def test_a_desk_open_until_midnight_is_open_at_midnight() -> None:
    evenings = Calendar("Asia/Jayapura", (day_hours("18:00-24:00"), *((),) * 6))
    ends = due(wit("2026-04-06 18:00"), "6 jam", evenings)
    assert ends == wit("2026-04-07 00:00")
    assert is_open(evenings, ends)
    assert add_working_time(evenings, ends, timedelta(0)) == ends
    assert due(ends, "1 menit", evenings) == wit("2026-04-13 18:01")


def test_a_desk_that_never_closes_counts_every_hour() -> None:
    assert due(wib("2026-04-11 13:00"), "30 jam", ALWAYS_OPEN) == wib("2026-04-12 19:00")


def test_working_time_between_leaves_out_breaks_nights_and_weekends() -> None:
    friday, monday = wib("2026-04-10 11:00"), wib("2026-04-13 08:00")
    assert working_time_between(CALENDAR, friday, monday) == timedelta(hours=4, minutes=30)
    assert working_time_between(CALENDAR, monday, friday) == timedelta(0)


def test_what_is_late_is_counted_in_working_time() -> None:
    ends = wib("2026-04-10 16:30")
    assert remaining(CALENDAR, wib("2026-04-10 13:00"), ends) == timedelta(hours=3, minutes=30)
    assert remaining(CALENDAR, wib("2026-04-11 10:00"), ends) == timedelta(0)
    assert remaining(CALENDAR, wib("2026-04-13 09:00"), ends) == -timedelta(hours=1, minutes=30)


@pytest.mark.parametrize(
    ("unit", "moved_to"),
    [
        (DurationUnit.MINUTES, "2026-04-13 16:00"),
        (DurationUnit.HOURS, "2026-04-13 16:00"),
        (DurationUnit.WORKING_DAYS, "2026-04-13 16:00"),
        (DurationUnit.CALENDAR_DAYS, "2026-04-13 08:00"),
    ],
)
def test_a_pause_moves_the_limit_by_the_time_it_took(unit: DurationUnit, moved_to: str) -> None:
    asked, answered = wib("2026-04-08 14:00"), wib("2026-04-12 08:00")  # 17 working hours
    assert extend(CALENDAR, wib("2026-04-09 14:00"), asked, answered, unit) == wib(moved_to)


@pytest.mark.parametrize("unit", DurationUnit)
def test_a_pause_without_length_moves_nothing(unit: DurationUnit) -> None:
    ends, at = wib("2026-04-12 23:59:59"), wib("2026-04-08 09:00")
    assert extend(CALENDAR, ends, at, at, unit) == ends
    assert extend(CALENDAR, ends, at, at - timedelta(hours=1), unit) == ends


def test_a_pause_over_the_weekend_costs_a_working_limit_nothing() -> None:
    ends = wib("2026-04-13 16:00")
    asked, answered = wib("2026-04-10 17:00"), wib("2026-04-13 06:00")
    assert extend(CALENDAR, ends, asked, answered, DurationUnit.WORKING_DAYS) == ends


def test_a_warning_comes_when_its_share_of_working_time_is_used_up() -> None:
    opened, ends = wib("2026-04-10 15:30"), wib("2026-04-13 10:30")
    assert warn_at(CALENDAR, opened, ends, Fraction(3, 4)) == wib("2026-04-13 09:30")
    assert warn_at(CALENDAR, opened, ends, 0.5) == wib("2026-04-13 08:30")
    assert warn_at(CALENDAR, opened, ends, 1) == ends


def test_a_warning_is_never_later_than_the_limit() -> None:
    opened, ends = wib("2026-04-11 10:00"), wib("2026-04-12 23:59:59")
    assert warn_at(CALENDAR, opened, ends, 0.5) == opened


@pytest.mark.parametrize("share", [0, -0.1, 1.01])
def test_a_share_out_of_range_is_a_mistake(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        warn_at(CALENDAR, wib("2026-04-06 08:00"), wib("2026-04-06 09:00"), share)


NAIVE = datetime.fromisoformat("2026-04-06 08:00")
AWARE = wib("2026-04-06 08:00")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: is_open(PLAIN, NAIVE),
        lambda: next_open(PLAIN, NAIVE),
        lambda: due(NAIVE, "1 jam"),
        lambda: due(NAIVE, "1 hari kalender"),
        lambda: working_time_between(PLAIN, AWARE, NAIVE),
        lambda: remaining(PLAIN, NAIVE, AWARE),
        lambda: extend(PLAIN, AWARE, NAIVE, AWARE, DurationUnit.HOURS),
        lambda: warn_at(PLAIN, AWARE, NAIVE, 0.5),
    ],
)
def test_a_moment_without_a_zone_is_a_mistake(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="naive"):
        ask()


def test_working_time_cannot_be_taken_away() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_time(PLAIN, AWARE, timedelta(minutes=-1))


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar("Asia/Jakarta", NEVER),
        Calendar(
            "Asia/Jakarta",
            PERPRES_21_2023,
            periods=(Period(date(2026, 1, 1), date(2028, 1, 1), NEVER, "tutup"),),
        ),
    ],
)
@pytest.mark.parametrize("limit", ["1 menit", "1 jam", "1 hari kerja"])
def test_a_calendar_that_never_opens_is_refused(calendar: Calendar, limit: str) -> None:
    with pytest.raises(Refused) as refused:
        due(AWARE, limit, calendar)
    assert refused.value.code == "calendar-never-opens"


def test_a_calendar_that_opens_once_a_year_is_not_refused() -> None:
    eve = Period(date(2027, 4, 5), date(2027, 4, 5), PERPRES_21_2023, "setahun sekali")
    calendar = Calendar("Asia/Jakarta", NEVER, periods=(eve,))
    assert due(AWARE, "1 jam", calendar) == wib("2027-04-05 08:30")


def test_a_calendar_survives_storage_and_copying() -> None:
    stored = json.dumps(CALENDAR.to_json())
    assert Calendar.from_json(json.loads(stored)) == CALENDAR
    assert hash(Calendar.from_json(json.loads(stored))) == hash(CALENDAR)
    assert copy.deepcopy(CALENDAR) == CALENDAR
    assert Calendar.from_json(ALWAYS_OPEN.to_json()) == ALWAYS_OPEN


def test_stored_hours_can_be_read_by_a_person() -> None:
    stored = CALENDAR.to_json()
    assert stored["hours"][4] == ["07:30-11:30", "13:00-16:30"]
    assert stored["periods"][0]["first"] == "2026-02-19"
    assert stored["holidays"]["2026-03-19"] == "Hari Suci Nyepi"


def test_a_calendar_does_not_change_with_the_mapping_it_was_made_from() -> None:
    closed = {date(2026, 4, 7): "libur daerah"}
    calendar = Calendar("Asia/Jakarta", PERPRES_21_2023, holidays=closed)
    closed.clear()
    assert open_intervals(calendar, date(2026, 4, 7)) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"timezone": "Asia/Bangka"}, "timezone-unknown"),
        ({"timezone": "../etc/passwd"}, "timezone-unknown"),
        ({"hours": [["07:30-12:00"]]}, "week-not-seven-days"),
        ({"hours": [["12:00-07:30"], [], [], [], [], [], []]}, "hours-out-of-order"),
        ({"hours": [["07:30-12:00", "11:00-16:00"], *[[]] * 6]}, "hours-out-of-order"),
        ({"hours": [["07:30:30-12:00"], *[[]] * 6]}, "hours-not-whole-minutes"),
        ({"hours": [["pagi"], *[[]] * 6]}, "hours-unreadable"),
        ({"hours": [["07:30-25:00"], *[[]] * 6]}, "hours-unreadable"),
        ({"hours": None}, "calendar-unreadable"),
        ({"hours": [[7], *[[]] * 6]}, "calendar-unreadable"),
        ({"holidays": {"17 Agustus": "x"}}, "calendar-unreadable"),
        ({"holidays": ["2026-08-17"]}, "calendar-unreadable"),
        ({"periods": [{"first": "2026-01-01"}]}, "calendar-unreadable"),
    ],
)
def test_a_calendar_with_a_fault_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        Calendar.from_json({**PLAIN.to_json(), **change})
    assert refused.value.code == code


def test_periods_run_forward_and_do_not_overlap() -> None:
    with pytest.raises(Refused) as refused:
        Period(date(2026, 3, 20), date(2026, 2, 19), PERPRES_21_2023_RAMADAN, "Ramadan")
    assert refused.value.code == "period-backwards"
    second = Period(RAMADAN.last, date(2026, 3, 31), PERPRES_21_2023, "Lebaran")
    with pytest.raises(Refused) as refused:
        Calendar("Asia/Jakarta", PERPRES_21_2023, periods=(second, RAMADAN))
    assert refused.value.code == "periods-overlap"


def test_an_interval_reads_back_what_it_prints() -> None:
    for text in ("07:30-12:00", "00:00-24:00", "18:00-24:00"):
        assert str(Interval.parse(text)) == text
