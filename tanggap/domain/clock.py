"""Counts working time on a calendar: limits, pauses, warnings, time left and overdue.

Moments go in and come out as aware UTC datetimes; a naive one is a programming error and raises
``ValueError``. Nothing here reads the time of day: callers pass ``now``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from tanggap.domain.duration import Duration, DurationUnit
from tanggap.domain.office_calendar import (
    PERPRES_21_2023,
    PERPRES_21_2023_RAMADAN,
    Calendar,
    Hours,
    Interval,
    OpenInterval,
    Period,
    WeeklyHours,
    day_hours,
    day_of,
    open_intervals,
    usual_day_minutes,
)
from tanggap.domain.refusal import Refused

__all__ = [
    "LONGEST_CLOSURE_DAYS",
    "PERPRES_21_2023",
    "PERPRES_21_2023_RAMADAN",
    "Calendar",
    "Hours",
    "Interval",
    "OpenInterval",
    "Period",
    "WeeklyHours",
    "add_working_time",
    "as_utc",
    "day_hours",
    "deadline",
    "extend",
    "is_open",
    "next_open",
    "open_intervals",
    "remaining",
    "usual_day_minutes",
    "warn_at",
    "working_time_between",
]

LONGEST_CLOSURE_DAYS = 400
"""A calendar without one opening in this many days in a row is taken never to open."""

_ONE_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Say whether ``moment`` is inside office hours; opening and closing time both are.

    Closing time belongs to the day so that a limit which ends at 16:00 sharp ends in office hours.
    """
    at = as_utc(moment)
    return any(
        opens <= at <= closes
        for day in {_local_date(calendar, at - datetime.resolution), _local_date(calendar, at)}
        for opens, closes in open_intervals(calendar, day)
    )


def next_open(calendar: Calendar, moment: datetime) -> datetime:
    """Return the first moment, ``moment`` itself or later, from which working time runs.

    At closing time nothing runs any more, so the answer is the next opening.

    Raises:
        Refused: ``calendar-never-opens``.
    """
    return next(_open_from(calendar, as_utc(moment)))[0]


def deadline(calendar: Calendar, start: datetime, duration: Duration) -> datetime:
    """Return when a limit that begins at ``start`` ends.

    * Minutes and hours run inside office hours only; outside them they begin at the next opening.
    * Working days: closing time of the N-th working day after the local date of ``start``. The day
      of start does not count, however early; a day that never opens is no working day.
    * Calendar days: 23:59:59 local time of the N-th day after the local date of ``start``, holiday
      or not. Laws give such limits in days, not hours (UU 25/2009: 14, 30 and 60 days), so the last
      day belongs wholly to the one who must act, who may act online after closing time.

    Raises:
        Refused: ``calendar-never-opens``.
    """
    at = as_utc(start)
    match duration.unit:
        case DurationUnit.MINUTES:
            return add_working_time(calendar, at, timedelta(minutes=duration.amount))
        case DurationUnit.HOURS:
            return add_working_time(calendar, at, timedelta(hours=duration.amount))
        case DurationUnit.WORKING_DAYS:
            return _close_of_working_day(calendar, _local_date(calendar, at), duration.amount)
        case DurationUnit.CALENDAR_DAYS:
            last = _local_date(calendar, at) + timedelta(days=duration.amount)
            return datetime.combine(last, time(23, 59, 59), calendar.zone).astimezone(UTC)


def add_working_time(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """Return the first moment by which ``amount`` of working time has passed since ``start``.

    An amount that exactly fills a day ends at its closing time, not at the next opening. Nothing
    added gives ``start``, or the next opening when ``start`` is outside office hours.

    Raises:
        ValueError: ``amount`` is negative.
        Refused: ``calendar-never-opens``.
    """
    if amount < _NOTHING:
        raise ValueError("working time to add must not be negative")
    at = as_utc(start)
    if not amount and is_open(calendar, at):
        return at
    left = amount
    stretches = _open_from(calendar, at)
    while True:
        opens, closes = next(stretches)
        if left <= closes - opens:
            return opens + left
        left -= closes - opens


def working_time_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return the open office time from ``start`` to ``end``; zero when ``end`` is not later."""
    begin, finish = as_utc(start), as_utc(end)
    if finish <= begin:
        return _NOTHING
    first, last = _local_date(calendar, begin), _local_date(calendar, finish)
    total = _NOTHING
    for day in {first, last}:
        for opens, closes in open_intervals(calendar, day):
            total += max(_NOTHING, min(closes, finish) - max(opens, begin))
    between = first + _ONE_DAY
    while between < last:
        total += day_of(calendar, between).total
        between += _ONE_DAY
    return total


def remaining(calendar: Calendar, now: datetime, due: datetime) -> timedelta:
    """Return the working time left until ``due``; negative is the working time it is overdue.

    It stays zero from a limit's end until the office next opens, so compare ``now`` with ``due`` to
    know whether a limit is over.
    """
    if as_utc(now) <= as_utc(due):
        return working_time_between(calendar, now, due)
    return -working_time_between(calendar, due, now)


def extend(
    calendar: Calendar,
    due: datetime,
    paused_from: datetime,
    paused_to: datetime,
    unit: DurationUnit,
) -> datetime:
    """Return ``due`` moved by a pause, for example while the reporter completes the report.

    A limit in minutes, hours or working days moves by the working time that passed, so exactly as
    much working time is left after the pause as before it. A limit in calendar days moves by the
    time on the wall. A pause without length moves nothing.

    Raises:
        Refused: ``calendar-never-opens``.
    """
    before, after = as_utc(paused_from), as_utc(paused_to)
    if unit is DurationUnit.CALENDAR_DAYS:
        return as_utc(due) + max(_NOTHING, after - before)
    paused = working_time_between(calendar, before, after)
    return add_working_time(calendar, due, paused) if paused else as_utc(due)


def warn_at(
    calendar: Calendar, opened: datetime, due: datetime, share: Fraction | float
) -> datetime:
    """Return when ``share`` of the working time from ``opened`` to ``due`` is used up.

    Never later than ``due``, also when no office hour lies between the two. ``share`` is more than
    0 and at most 1; a half warns halfway.

    Raises:
        ValueError: ``share`` is out of range.
    """
    if not 0 < share <= 1:
        raise ValueError("share must be more than 0 and at most 1")
    end = as_utc(due)
    whole = working_time_between(calendar, opened, end) // datetime.resolution
    if not whole:
        return min(as_utc(opened), end)
    used = timedelta(microseconds=int(whole * Fraction(share)))
    return min(add_working_time(calendar, opened, used), end)


def as_utc(moment: datetime) -> datetime:
    """Return ``moment`` in UTC.

    Raises:
        ValueError: it is naive.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its time zone; got a naive datetime")
    return moment.astimezone(UTC)


def _local_date(calendar: Calendar, at: datetime) -> date:
    return at.astimezone(calendar.zone).date()


def _open_from(calendar: Calendar, at: datetime) -> Iterator[OpenInterval]:
    """Yield the open stretches that end after ``at``, the first one cut to begin there."""
    day = _local_date(calendar, at)
    closed = 0
    while closed < LONGEST_CLOSURE_DAYS:
        stretches = open_intervals(calendar, day)
        closed = 0 if stretches else closed + 1
        for opens, closes in stretches:
            if closes > at:
                yield max(opens, at), closes
        day += _ONE_DAY
    raise _never_opens(day)


def _close_of_working_day(calendar: Calendar, start: date, count: int) -> datetime:
    day, left, closed = start, count, 0
    while closed < LONGEST_CLOSURE_DAYS:
        day += _ONE_DAY
        stretches = open_intervals(calendar, day)
        if not stretches:
            closed += 1
            continue
        closed = 0
        left -= 1
        if not left:
            return stretches[-1][1]
    raise _never_opens(day)


def _never_opens(searched_to: date) -> Refused:
    return Refused(
        "calendar-never-opens", searched_to=searched_to.isoformat(), days=LONGEST_CLOSURE_DAYS
    )
