"""Says moments and time left in English, as ``spoken_time`` says them in Indonesian."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tanggap.domain.clock import as_utc
from tanggap.domain.spoken_time import zone_name

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ONE_MINUTE = timedelta(minutes=1)


def english_remaining(working: timedelta, day_minutes: int = 450) -> str:
    """Say working time left or overdue: ``1 h 20 min left``, ``2 working days 3 h overdue``.

    Only the two largest units are said, rounded down. Exactly nothing left is ``due now``.

    Args:
        working: signed working time, as :func:`tanggap.domain.clock.remaining` gives it.
        day_minutes: open minutes of an ordinary working day, for saying long spans in days.

    Raises:
        ValueError: ``day_minutes`` is not positive.
    """
    if day_minutes <= 0:
        raise ValueError("day_minutes must be positive")
    if not working:
        return "due now"
    end = "left" if working > timedelta(0) else "overdue"
    days, rest = divmod(abs(working) // _ONE_MINUTE, day_minutes)
    hours, minutes = divmod(rest, 60)
    if days:
        minutes = 0
    days_word = "working day" if days == 1 else "working days"
    parts = ((days, days_word), (hours, "h"), (minutes, "min"))
    said = " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
    return f"{said or 'less than 1 min'} {end}"


def english_moment(moment: datetime, timezone: str) -> str:
    """Return ``Thursday, 12 March 2026 at 15:30 WIB`` for an aware moment in an IANA zone.

    Raises:
        ValueError: ``moment`` is naive.
    """
    local = as_utc(moment).astimezone(ZoneInfo(timezone))
    day = f"{WEEKDAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{day} at {local:%H:%M} {zone_name(moment, timezone)}"
