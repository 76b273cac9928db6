"""What holds for every calendar, every start and every limit."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.domain.clock import (
    PERPRES_21_2023,
    PERPRES_21_2023_RAMADAN,
    Calendar,
    Hours,
    Period,
    add_working_time,
    day_hours,
    deadline,
    extend,
    is_open,
    next_open,
    remaining,
    warn_at,
    working_time_between,
)
from tanggap.domain.duration import Duration, DurationUnit

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
WORKING_UNITS = (DurationUnit.MINUTES, DurationUnit.HOURS, DurationUnit.WORKING_DAYS)


def clock_face(minute: int) -> str:
    """Return minutes since midnight as a time of day."""
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def office_days(draw: st.DrawFn) -> Hours:
    """Draw a day with up to three open intervals, midnight to midnight included."""
    edges = draw(st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted))
    pairs = zip(edges[0::2], edges[1::2], strict=False)
    return day_hours(*(f"{clock_face(opens)}-{clock_face(closes)}" for opens, closes in pairs))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw an office that works by regulation, or by hours of its own."""
    first = draw(DAYS)
    own = st.lists(office_days(), min_size=7, max_size=7).map(tuple).filter(any)
    return Calendar(
        timezone=draw(st.sampled_from(ZONES)),
        hours=draw(st.just(PERPRES_21_2023) | own),
        periods=(Period(first, first + timedelta(days=29), PERPRES_21_2023_RAMADAN, "Ramadan"),),
        holidays=dict.fromkeys(draw(st.lists(DAYS, max_size=20)), "libur"),
    )


def moments() -> st.SearchStrategy[datetime]:
    """Draw a moment of 2026, often on a whole minute, where office hours begin and end."""
    seconds = int(timedelta(days=364).total_seconds())
    passed = st.floats(0, seconds, allow_subnormal=False)
    exact = passed.map(lambda gone: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=gone))
    return exact | exact.map(lambda moment: moment.replace(second=0, microsecond=0))


def spans(days: int = 20) -> st.SearchStrategy[timedelta]:
    """Draw an amount of working time."""
    longest = days * 24 * 60
    return st.integers(0, longest).map(lambda minutes: timedelta(minutes=minutes)) | st.timedeltas(
        timedelta(0), timedelta(minutes=longest)
    )


def limits(units: tuple[DurationUnit, ...] = tuple(DurationUnit)) -> st.SearchStrategy[Duration]:
    """Draw a limit of one of the units."""
    return st.builds(Duration, st.integers(1, 300), st.sampled_from(units))


@given(calendars(), moments(), limits(WORKING_UNITS))
def test_a_deadline_never_falls_outside_office_hours(
    calendar: Calendar, start: datetime, limit: Duration
) -> None:
    assert is_open(calendar, deadline(calendar, start, limit))


@given(calendars(), moments(), limits())
def test_a_deadline_is_later_than_its_start(
    calendar: Calendar, start: datetime, limit: Duration
) -> None:
    ends = deadline(calendar, start, limit)
    assert ends > start
    assert ends.tzinfo is UTC


@given(calendars(), moments(), spans(), limits())
def test_who_starts_later_never_ends_earlier(
    calendar: Calendar, start: datetime, later: timedelta, limit: Duration
) -> None:
    assert deadline(calendar, start, limit) <= deadline(calendar, start + later, limit)


@given(calendars(), moments(), limits(), st.integers(1, 50))
def test_who_has_more_time_ends_later(
    calendar: Calendar, start: datetime, limit: Duration, more: int
) -> None:
    longer = Duration(limit.amount + more, limit.unit)
    assert deadline(calendar, start, limit) < deadline(calendar, start, longer)


@given(calendars(), moments(), spans())
def test_added_working_time_is_what_lies_between(
    calendar: Calendar, start: datetime, amount: timedelta
) -> None:
    reached = add_working_time(calendar, start, amount)
    assert is_open(calendar, reached)
    assert working_time_between(calendar, start, reached) == amount


@given(calendars(), moments(), spans(), spans())
def test_working_time_can_be_added_in_parts(
    calendar: Calendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    in_parts = add_working_time(calendar, add_working_time(calendar, start, first), second)
    assert in_parts == add_working_time(calendar, start, first + second)


@given(calendars(), st.lists(moments(), min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up_over_any_moment_between(
    calendar: Calendar, three: list[datetime]
) -> None:
    start, middle, end = three
    parts = (
        working_time_between(calendar, start, middle),
        working_time_between(calendar, middle, end),
    )
    assert sum(parts, timedelta(0)) == working_time_between(calendar, start, end)


@given(calendars(), moments())
def test_no_working_time_passes_before_the_next_opening(
    calendar: Calendar, moment: datetime
) -> None:
    opening = next_open(calendar, moment)
    assert is_open(calendar, opening)
    assert opening >= moment
    assert working_time_between(calendar, moment, opening) == timedelta(0)
    assert working_time_between(calendar, opening, opening + datetime.resolution)


@given(calendars(), moments(), moments(), spans(), st.sampled_from(WORKING_UNITS))
def test_a_pause_leaves_as_much_time_as_there_was(
    calendar: Calendar, due: datetime, asked: datetime, pause: timedelta, unit: DurationUnit
) -> None:
    answered = asked + pause
    moved = extend(calendar, due, asked, answered, unit)
    assert remaining(calendar, answered, moved) == remaining(calendar, asked, due)


@given(calendars(), moments(), limits(), st.fractions(0, 1).filter(bool))
def test_a_warning_comes_between_start_and_deadline(
    calendar: Calendar, opened: datetime, limit: Duration, share: Fraction
) -> None:
    ends = deadline(calendar, opened, limit)
    assert opened <= warn_at(calendar, opened, ends, share) <= ends


@given(calendars())
def test_every_calendar_survives_storage(calendar: Calendar) -> None:
    assert Calendar.from_json(calendar.to_json()) == calendar


@settings(max_examples=25)
@given(calendars(), moments(), st.integers(1, 2160))
def test_working_time_is_the_count_of_open_minutes_on_the_wall_clock(
    calendar: Calendar, moment: datetime, minutes: int
) -> None:
    start = moment.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=minutes)
    counted = 0
    for passed in range(minutes):
        local = (start + timedelta(minutes=passed)).astimezone(ZoneInfo(calendar.timezone))
        if local.date() in calendar.holidays:
            continue
        today = calendar.weekly_hours_on(local.date())[local.weekday()]
        now = local.hour * 60 + local.minute
        counted += any(opens <= now < closes for opens, closes in (i.minutes for i in today))
    assert working_time_between(calendar, start, end) == timedelta(minutes=counted)
