"""When an office works: weekly hours, breaks, holidays and special periods, ready to be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tanggap.domain.refusal import Refused

_DAYS_REMEMBERED = 4_000
_ONE_DAY = timedelta(days=1)
_NOTHING = timedelta(0)
_MINUTES_OF_A_DAY = 24 * 60


class Interval(NamedTuple):
    """One stretch of open office in local time; closing at 00:00 means the end of the day."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Interval:
        """Read ``07:30-12:00``; ``24:00`` as closing time is the end of the day.

        Raises:
            Refused: ``hours-unreadable``.
        """
        opens, _, closes = text.partition("-")
        try:
            return cls(
                time.fromisoformat(opens.strip()),
                time.fromisoformat(closes.strip().replace("24:00", "00:00")),
            )
        except ValueError:
            raise Refused("hours-unreadable", text=text[:40]) from None

    def __str__(self) -> str:
        closes = f"{self.closes:%H:%M}" if self.closes != time.min else "24:00"
        return f"{self.opens:%H:%M}-{closes}"

    @property
    def minutes(self) -> tuple[int, int]:
        """Opening and closing as minutes since local midnight, at most 1440."""
        closes = self.closes.hour * 60 + self.closes.minute
        return self.opens.hour * 60 + self.opens.minute, closes or _MINUTES_OF_A_DAY


Hours = tuple[Interval, ...]
WeeklyHours = tuple[Hours, ...]
OpenInterval = tuple[datetime, datetime]


def day_hours(*written: str) -> Hours:
    """Return the open intervals of a day; a break is the gap between two of them."""
    return tuple(Interval.parse(text) for text in written)


PERPRES_21_2023: WeeklyHours = (
    *(day_hours("07:30-12:00", "13:00-16:00"),) * 4,
    day_hours("07:30-11:30", "13:00-16:30"),
    (),
    (),
)
"""Office hours of Perpres 21/2023, articles 3 and 4, on an ordinary week.

The regulation fixes Monday to Friday, 37.5 hours a week without breaks, opening at 07:30 local
time, breaks of 60 minutes and 90 on Friday. Closing is derived: 7.5 hours and the break after
07:30 give 16:00, on Friday 16:30. Where the break lies is the head of office's choice; these are
the usual places around midday and Friday prayer.
"""

PERPRES_21_2023_RAMADAN: WeeklyHours = (
    *(day_hours("08:00-12:00", "12:30-15:00"),) * 4,
    day_hours("08:00-11:30", "12:30-15:30"),
    (),
    (),
)
"""Office hours of Perpres 21/2023, article 4, during Ramadan.

32.5 hours a week from 08:00, breaks of 30 minutes and 60 on Friday: 6.5 hours and the break after
08:00 give 15:00, on Friday 15:30.
"""


@dataclass(frozen=True, slots=True)
class Period:
    """Dates between which other weekly hours apply, for example Ramadan; both ends belong to it.

    Raises:
        Refused: ``period-backwards``, or a code of the weekly hours (see :class:`Calendar`).
    """

    first: date
    last: date
    hours: WeeklyHours
    name: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(
                "period-backwards",
                name=self.name,
                first=self.first.isoformat(),
                last=self.last.isoformat(),
            )
        _check_week(self.hours)


class Day(NamedTuple):
    """One local date worked out: its open intervals in UTC and their sum."""

    open: tuple[OpenInterval, ...]
    total: timedelta


@dataclass(frozen=True)
class Calendar:
    """When one desk works. Immutable; remembers the days it has worked out.

    Attributes:
        timezone: IANA name: Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT).
        hours: open intervals per weekday, Monday first, in local time and in order.
        periods: date ranges with their own weekly hours; they must not overlap.
        holidays: closed dates and their names; joint leave belongs here too.

    Raises:
        Refused: ``timezone-unknown``, ``week-not-seven-days``, ``hours-out-of-order``,
            ``hours-not-whole-minutes`` or ``periods-overlap``.
    """

    timezone: str
    hours: WeeklyHours
    periods: tuple[Period, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    zone: ZoneInfo = field(init=False, compare=False, repr=False)
    _days: dict[date, Day] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "zone", ZoneInfo(self.timezone))
        except (OSError, LookupError, ValueError):
            raise Refused("timezone-unknown", timezone=self.timezone) from None
        _check_week(self.hours)
        in_order = tuple(sorted(self.periods, key=lambda period: period.first))
        for earlier, later in pairwise(in_order):
            if later.first <= earlier.last:
                raise Refused("periods-overlap", first=earlier.name, second=later.name)
        object.__setattr__(self, "periods", in_order)
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the four facts; what is remembered stays behind."""
        return Calendar, (self.timezone, self.hours, self.periods, dict(self.holidays))

    def weekly_hours_on(self, day: date) -> WeeklyHours:
        """Return the weekly hours in force on ``day``."""
        for period in self.periods:
            if period.first <= day <= period.last:
                return period.hours
        return self.hours

    def to_json(self) -> dict[str, Any]:
        """Return plain data for a JSON column; :meth:`from_json` reads it back."""
        return {
            "timezone": self.timezone,
            "hours": _week_to_json(self.hours),
            "periods": [
                {
                    "first": period.first.isoformat(),
                    "last": period.last.isoformat(),
                    "hours": _week_to_json(period.hours),
                    "name": period.name,
                }
                for period in self.periods
            ],
            "holidays": {day.isoformat(): self.holidays[day] for day in sorted(self.holidays)},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Calendar:
        """Build a calendar from what :meth:`to_json` gave.

        Raises:
            Refused: ``calendar-unreadable`` when the shape is wrong; ``hours-unreadable`` and the
                codes of :class:`Calendar` when a value is.
        """
        try:
            return cls(
                timezone=str(stored["timezone"]),
                hours=_week_from_json(stored["hours"]),
                periods=tuple(
                    Period(
                        first=date.fromisoformat(period["first"]),
                        last=date.fromisoformat(period["last"]),
                        hours=_week_from_json(period["hours"]),
                        name=str(period["name"]),
                    )
                    for period in stored.get("periods", ())
                ),
                holidays={
                    date.fromisoformat(day): str(name)
                    for day, name in stored.get("holidays", {}).items()
                },
            )
        except (AttributeError, KeyError, TypeError, ValueError) as broken:
            raise Refused("calendar-unreadable", problem=str(broken)[:120]) from None


def usual_day_minutes(week: WeeklyHours) -> int:
    """Return the mean open minutes of the week's working days; 450 for Perpres 21/2023.

    Returns:
        0 when the week never opens.
    """
    worked = [sum(end - start for start, end in (i.minutes for i in day)) for day in week if day]
    return round(sum(worked) / len(worked)) if worked else 0


def open_intervals(calendar: Calendar, day: date) -> tuple[OpenInterval, ...]:
    """Return when the desk is open on a local date, in order, as UTC pairs (opens, closes)."""
    return day_of(calendar, day).open


def day_of(calendar: Calendar, day: date) -> Day:
    """Return a local date worked out, from memory when it was asked for before."""
    known = calendar._days.get(day)
    if known is None:
        known = _work_out_day(calendar, day)
        if len(calendar._days) >= _DAYS_REMEMBERED:
            calendar._days.clear()
        calendar._days[day] = known
    return known


def _work_out_day(calendar: Calendar, day: date) -> Day:
    if day in calendar.holidays:
        return Day((), _NOTHING)
    stretches = tuple(
        (
            datetime.combine(day, opens, calendar.zone).astimezone(UTC),
            datetime.combine(
                day if closes != time.min else day + _ONE_DAY, closes, calendar.zone
            ).astimezone(UTC),
        )
        for opens, closes in calendar.weekly_hours_on(day)[day.weekday()]
    )
    return Day(stretches, sum((closes - opens for opens, closes in stretches), _NOTHING))


def _check_week(week: WeeklyHours) -> None:
    if len(week) != 7:
        raise Refused("week-not-seven-days", days=len(week))
    for weekday, day in enumerate(week):
        previous = 0
        for interval in day:
            if any(edge != edge.replace(second=0, microsecond=0, tzinfo=None) for edge in interval):
                raise Refused("hours-not-whole-minutes", weekday=weekday, hours=str(interval))
            opens, closes = interval.minutes
            if not previous <= opens < closes:
                raise Refused("hours-out-of-order", weekday=weekday, hours=str(interval))
            previous = closes


def _week_to_json(week: WeeklyHours) -> list[list[str]]:
    return [[str(interval) for interval in day] for day in week]


def _week_from_json(stored: Any) -> WeeklyHours:
    return tuple(day_hours(*day) for day in stored)
