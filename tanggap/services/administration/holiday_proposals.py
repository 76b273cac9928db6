"""Propose what a year's national calendar would add to an office's; storing it is the editor's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tanggap.domain.clock import PERPRES_21_2023_RAMADAN, Calendar
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting
from tanggap.services.administration.calendars import get_calendar
from tanggap.services.holiday_seed import ramadan_periods, seed_holidays

FIRST_YEAR, LAST_YEAR = 2000, 2100

State = Literal["new", "present", "named_otherwise"]


@dataclass(frozen=True, slots=True)
class ProposedHoliday:
    """A national holiday or joint leave beside what the calendar has on that day.

    Attributes:
        present_name: what the calendar calls the day now; None when the day is new.
    """

    day: date
    name: str
    kind: str
    state: State
    present_name: str | None


@dataclass(frozen=True, slots=True)
class ProposedPeriod:
    """An estimated Ramadan; ``is_new`` unless a period of the calendar touches it."""

    name: str
    first: date
    last: date
    hours: Sequence[Sequence[str]]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be added to a calendar for one year."""

    year: int
    holidays: Sequence[ProposedHoliday]
    periods: Sequence[ProposedPeriod]


def propose_year(acting: Acting, calendar_id: UUID, year: int) -> Proposal:
    """What the national calendar of ``year`` would add; nothing is stored.

    Raises:
        Refused: ``calendar-unknown``, ``year-out-of-range``.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year-out-of-range", field="year", least=FIRST_YEAR, most=LAST_YEAR)
    row = get_calendar(acting, calendar_id).calendar
    named = {holiday.day: holiday.name for holiday in row.holidays}
    hours = Calendar(row.timezone, PERPRES_21_2023_RAMADAN).to_json()["hours"]
    holidays = [
        ProposedHoliday(
            day, seed.name, seed.kind, _state(named.get(day), seed.name), named.get(day)
        )
        for day, seed in seed_holidays([year]).items()
    ]
    periods = [
        ProposedPeriod(
            name=f"Ramadan {last.year}",
            first=first,
            last=last,
            hours=hours,
            is_new=not any(one.first <= last and first <= one.last for one in row.periods),
        )
        for first, last in ramadan_periods([year])
    ]
    return Proposal(year, holidays, periods)


def _state(present: str | None, name: str) -> State:
    if present is None:
        return "new"
    return "present" if present == name else "named_otherwise"
