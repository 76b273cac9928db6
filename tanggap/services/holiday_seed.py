"""Proposes holidays and Ramadan dates of coming years for an agency's editable calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import holidays

HolidayKind = Literal["public", "joint_leave"]

_EID_AL_FITR = "Hari Raya Idul Fitri"
_ESTIMATED = " (perkiraan)"
_LONGEST_RAMADAN = timedelta(days=30)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidaySeed:
    """A closed date and why.

    Attributes:
        name: Indonesian name; ends in "(perkiraan)" while the date is astronomical.
        kind: a national holiday, or joint leave (cuti bersama) decreed for that year.
    """

    name: str
    kind: HolidayKind


def seed_holidays(years: Iterable[int]) -> dict[date, HolidaySeed]:
    """Return the national holidays and joint leave of ``years``, in order of date.

    Joint leave is known only for years whose joint decree of three ministers (SKB 3 Menteri) the
    installed ``holidays`` package contains; for later years add it when the decree is out. A date
    that is both is a public holiday.
    """
    wanted = sorted(set(years))
    joint_leave = _indonesian(wanted, "government")
    public = _indonesian(wanted, "public")
    seeds = {day: HolidaySeed(name, "joint_leave") for day, name in joint_leave.items()}
    seeds |= {day: HolidaySeed(name, "public") for day, name in public.items()}
    return dict(sorted(seeds.items()))


def ramadan_periods(years: Iterable[int]) -> list[tuple[date, date]]:
    """Return first and last day of every Ramadan that touches ``years``, estimated.

    Ramadan lasts 29 or 30 days and ends the day before Eid al-Fitr. 30 days are assumed, so the
    first day may be one too early; the isbat decree of the Ministry of Religious Affairs decides,
    and an officer corrects the date. A year of the Gregorian calendar can touch two of them.
    """
    wanted = sorted(set(years))
    # a Ramadan that begins in December ends with an Eid of the next year
    searched = {year + ahead for year in wanted for ahead in (0, 1)}
    eids = sorted(
        day
        for day, names in _indonesian(sorted(searched), "public").items()
        if any(name.removesuffix(_ESTIMATED) == _EID_AL_FITR for name in names.split("; "))
    )
    periods = [(eid - _LONGEST_RAMADAN, eid - _ONE_DAY) for eid in eids]
    return [(first, last) for first, last in periods if first.year in wanted or last.year in wanted]


def _indonesian(years: list[int], category: str) -> dict[date, str]:
    if not years:
        return {}
    return dict(
        holidays.country_holidays("ID", years=years, categories=(category,), language="id").items()
    )
