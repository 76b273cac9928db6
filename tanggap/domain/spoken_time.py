"""Says dates, moments and time left in Indonesian, as pages, letters and messages show them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tanggap.domain.clock import as_utc

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
_SHARES = {
    Fraction(1, 2): "setengah",
    Fraction(1, 3): "sepertiga",
    Fraction(2, 3): "dua pertiga",
    Fraction(1, 4): "seperempat",
    Fraction(3, 4): "tiga perempat",
}
_ONE_MINUTE = timedelta(minutes=1)


def spoken_remaining(working: timedelta, day_minutes: int = 450) -> str:
    """Say working time left or overdue: ``sisa 1 jam 20 menit``, ``terlambat 2 hari kerja 3 jam``.

    Only the two largest units are said, rounded down: what is left is never made to look longer
    than it is. Exactly nothing left is ``jatuh tempo``.

    Args:
        working: signed working time, as :func:`tanggap.domain.clock.remaining` gives it.
        day_minutes: open minutes of an ordinary working day, for saying long spans in days.

    Raises:
        ValueError: ``day_minutes`` is not positive.
    """
    if day_minutes <= 0:
        raise ValueError("day_minutes must be positive")
    if not working:
        return "jatuh tempo"
    lead = "sisa" if working > timedelta(0) else "terlambat"
    days, rest = divmod(abs(working) // _ONE_MINUTE, day_minutes)
    hours, minutes = divmod(rest, 60)
    if days:
        minutes = 0
    parts = ((days, "hari kerja"), (hours, "jam"), (minutes, "menit"))
    said = " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
    return f"{lead} {said or 'kurang dari 1 menit'}"


def spoken_share(share: Fraction) -> str:
    """Return ``tiga perempat``; a share without a name of its own as ``9/10``."""
    return _SHARES.get(share, str(share))


def spoken_date(day: date) -> str:
    """Return ``Kamis, 12 Maret 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {letter_date(day)}"


def letter_date(day: date) -> str:
    """Return ``12 Maret 2026``, the date of an official letter."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken_moment(moment: datetime, timezone: str) -> str:
    """Return ``Kamis, 12 Maret 2026 pukul 15.30 WIB`` for an aware moment in an IANA zone.

    Raises:
        ValueError: ``moment`` is naive.
    """
    local = _local(moment, timezone)
    return f"{spoken_date(local)} pukul {local:%H.%M} {zone_name(moment, timezone)}"


def zone_name(moment: datetime, timezone: str) -> str:
    """Return WIB, WITA or WIT; outside Indonesia the zone's own abbreviation at ``moment``."""
    return _ZONES.get(timezone) or _local(moment, timezone).strftime("%Z")


def _local(moment: datetime, timezone: str) -> datetime:
    return as_utc(moment).astimezone(ZoneInfo(timezone))
