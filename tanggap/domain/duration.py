"""Time limits as an SOP writes them: an amount and the unit it is counted in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tanggap.domain.refusal import Refused

LEAST_AMOUNT = 1
MOST_AMOUNT = 100_000


class DurationUnit(StrEnum):
    """What a limit is counted in; the value is what is stored."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


_WORDS = {
    DurationUnit.MINUTES: "menit",
    DurationUnit.HOURS: "jam",
    DurationUnit.WORKING_DAYS: "hari kerja",
    DurationUnit.CALENDAR_DAYS: "hari kalender",
}
_UNITS = {word: unit for unit, word in _WORDS.items()}
_WITHOUT_UNIT = ("", "hari")
_WRITTEN = re.compile(r"([0-9]{1,12}) ?([a-z ]*)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A limit such as ``120 menit`` or ``2 hari kerja``.

    Minutes and hours are working time, counted inside office hours only. Working and calendar days
    are counted whole. Two limits in different units are never equal: use :meth:`nominal_minutes`
    to compare sizes.

    Attributes:
        amount: how many, from 1 to 100,000.
        unit: what is counted.

    Raises:
        Refused: ``duration-out-of-range``, the amount is not between 1 and 100,000.
    """

    amount: int
    unit: DurationUnit

    def __post_init__(self) -> None:
        if not LEAST_AMOUNT <= self.amount <= MOST_AMOUNT:
            raise Refused(
                "duration-out-of-range", amount=self.amount, least=LEAST_AMOUNT, most=MOST_AMOUNT
            )

    def __str__(self) -> str:
        """Return the Indonesian text that :func:`parse_duration` reads back."""
        return f"{self.amount} {_WORDS[self.unit]}"

    def nominal_minutes(self, day_minutes: int = 450) -> int:
        """Return about how many working minutes this is, to compare or add limits.

        The true length depends on the calendar and the moment of start; this does not. A calendar
        day counts as five sevenths of a working day, since five days of seven are worked.

        Args:
            day_minutes: open minutes of an ordinary working day; 450 is 37.5 hours over five days
                (Perpres 21/2023, article 4).
        """
        match self.unit:
            case DurationUnit.MINUTES:
                return self.amount
            case DurationUnit.HOURS:
                return self.amount * 60
            case DurationUnit.WORKING_DAYS:
                return self.amount * day_minutes
            case DurationUnit.CALENDAR_DAYS:
                return self.amount * day_minutes * 5 // 7


def parse_duration(text: str) -> Duration:
    """Read a limit as an SOP writes it: ``120 menit``, ``2 jam``, ``2 hari kerja``.

    Capital letters and extra spaces do not matter. A bare ``hari`` is refused because working days
    and calendar days differ by weeks over a long limit and no reader can tell which was meant.

    Raises:
        Refused: ``duration-without-unit`` for a number alone or a bare ``hari``;
            ``duration-out-of-range`` for an amount outside 1 to 100,000;
            ``duration-unreadable`` for anything else that is not a limit.
    """
    shown = text[:80]
    written = _WRITTEN.fullmatch(" ".join(text.lower().split()))
    if written is None:
        raise Refused("duration-unreadable", text=shown)
    amount, word = written.groups()
    if word in _WITHOUT_UNIT:
        raise Refused("duration-without-unit", text=shown, units=tuple(_UNITS))
    if word not in _UNITS:
        raise Refused("duration-unreadable", text=shown)
    return Duration(int(amount), _UNITS[word])
