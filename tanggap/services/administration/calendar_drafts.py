"""A calendar as its editor holds it: checked by the rules of working time, written on its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tanggap.domain.clock import Calendar, next_open
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import line
from tanggap.storage.calendars import CalendarPeriod, CalendarRow, Holiday
from tanggap.storage.database import new_id

DAYS = 7
HOLIDAY_KINDS = ("public", "joint_leave", "regional")
TIMEZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")

Changes = tuple[dict[str, Any], dict[str, Any]]
"""What was and what is, of what changed alone."""


@dataclass(frozen=True, slots=True)
class HolidayDraft:
    """A closed day."""

    day: date
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PeriodDraft:
    """Other weekly hours between two days, both included."""

    name: str
    first: date
    last: date
    hours: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """A whole calendar; saving replaces what is stored.

    Attributes:
        hours: seven days from Monday, each a list such as ``["07:30-12:00", "13:00-16:00"]``.
    """

    name: str
    timezone: str
    hours: Sequence[Sequence[str]]
    periods: Sequence[PeriodDraft] = ()
    holidays: Sequence[HolidayDraft] = ()


def checked(draft: CalendarDraft, at: datetime) -> Calendar:
    """The calendar the draft describes.

    Raises:
        Refused: ``holiday-doubled``, ``holiday-kind-unknown``, ``text-missing``,
            ``text-too-long`` or a code of ``domain.clock``: ``timezone-unknown``,
            ``week-not-seven-days``, ``hours-unreadable``, ``hours-out-of-order``,
            ``hours-not-whole-minutes``, ``period-backwards``, ``periods-overlap``,
            ``calendar-never-opens``.
    """
    if draft.timezone not in TIMEZONES:
        raise Refused("timezone-unknown", field="timezone", timezone=draft.timezone)
    with _said_at("hours"):
        _check_week("hours", draft.hours)
    periods = [_period(f"periods.{place}", one) for place, one in enumerate(draft.periods)]
    holidays = _names(draft.holidays)
    with _said_at("periods"):
        calendar = Calendar.from_json(
            {
                "timezone": draft.timezone,
                "hours": draft.hours,
                "periods": periods,
                "holidays": holidays,
            }
        )
    with _said_at("hours"):
        next_open(calendar, at)
    return calendar


@contextmanager
def _said_at(field: str) -> Iterator[None]:
    """Let what the block refuses be shown at this field of the editor, unless it names its own."""
    try:
        yield
    except Refused as refusal:
        raise Refused(refusal.code, **{"field": field, **refusal.facts}) from None


def _check_week(path: str, hours: Sequence[Sequence[str]]) -> None:
    """Try each weekday by itself, so that a fault is told at its day: ``hours.3``."""
    if len(hours) != DAYS:
        raise Refused("week-not-seven-days", days=len(hours))
    for weekday, stretches in enumerate(hours):
        week: list[Sequence[str]] = [[] for _ in range(DAYS)]
        week[weekday] = stretches
        with _said_at(f"{path}.{weekday}"):
            Calendar.from_json({"timezone": TIMEZONES[0], "hours": week})


def _period(path: str, period: PeriodDraft) -> dict[str, Any]:
    """The period as a calendar reads it, tried by itself."""
    name = line(f"{path}.name", period.name)
    with _said_at(f"{path}.hours"):
        _check_week(f"{path}.hours", period.hours)
    if period.last < period.first:
        raise Refused("period-backwards", field=f"{path}.last", name=name)
    return {
        "name": name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "hours": period.hours,
    }


def write_draft(row: CalendarRow, name: str, draft: CalendarDraft, calendar: Calendar) -> Changes:
    """Make ``row`` what the checked draft says; works for a new row and a stored one.

    Args:
        name: the calendar's name, cleaned and known to be free.
        calendar: what :func:`checked` made of the draft.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    stored = calendar.to_json()
    columns = {"name": name, "timezone": stored["timezone"], "hours": stored["hours"]}
    for column, value in columns.items():
        if getattr(row, column) != value:
            before[column], after[column] = getattr(row, column), value
            setattr(row, column, value)
    kinds = {holiday.day: holiday.kind for holiday in draft.holidays}
    for part, (gone, come) in (
        ("periods", _write_periods(row, stored["periods"])),
        ("holidays", _write_holidays(row, calendar.holidays, kinds)),
    ):
        if gone or come:
            before[part], after[part] = gone, come
    return before, after


def opens_alike(one: Calendar, other: Calendar) -> bool:
    """Whether two calendars open at the same times, whatever their days are called."""

    def times(calendar: Calendar) -> tuple[object, ...]:
        periods = [(period.first, period.last, period.hours) for period in calendar.periods]
        return calendar.timezone, calendar.hours, periods, set(calendar.holidays)

    return times(one) == times(other)


def _names(holidays: Sequence[HolidayDraft]) -> dict[str, str]:
    names: dict[str, str] = {}
    for place, holiday in enumerate(holidays):
        path = f"holidays.{place}"
        if holiday.kind not in HOLIDAY_KINDS:
            raise Refused("holiday-kind-unknown", field=f"{path}.kind", known=HOLIDAY_KINDS)
        day = holiday.day.isoformat()
        if day in names:
            raise Refused("holiday-doubled", field=f"{path}.day", day=day)
        names[day] = line(f"{path}.name", holiday.name)
    return names


def _write_periods(
    row: CalendarRow, wanted: Sequence[Mapping[str, Any]]
) -> tuple[list[Any], list[Any]]:
    stored = [(period, _told(period)) for period in row.periods]
    gone = [told for _, told in stored if told not in wanted]
    known = [told for _, told in stored]
    come = [dict(one) for one in wanted if one not in known]
    row.periods = [period for period, told in stored if told in wanted] + [
        CalendarPeriod(
            id=new_id(),
            name=one["name"],
            first=date.fromisoformat(one["first"]),
            last=date.fromisoformat(one["last"]),
            hours=one["hours"],
        )
        for one in come
    ]
    return gone, come


def _told(period: CalendarPeriod) -> dict[str, Any]:
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "hours": period.hours,
        "name": period.name,
    }


def _write_holidays(
    row: CalendarRow, names: Mapping[date, str], kinds: Mapping[date, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Holidays keep their rows by day, so that renaming one is no removal."""
    gone: dict[str, str] = {}
    come: dict[str, str] = {}
    stored = {holiday.day: holiday for holiday in row.holidays}
    for day in sorted(stored.keys() | names.keys()):
        old = stored.get(day)
        if old and day in names and (old.name, old.kind) == (names[day], kinds[day]):
            continue
        if old:
            gone[day.isoformat()] = f"{old.name} ({old.kind})"
        if day in names:
            come[day.isoformat()] = f"{names[day]} ({kinds[day]})"
            holiday = stored.setdefault(day, Holiday(day=day))
            holiday.name, holiday.kind = names[day], kinds[day]
    row.holidays = [stored[day] for day in sorted(names)]
    return gone, come
