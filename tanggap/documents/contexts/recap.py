"""The daily or monthly figures of a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.paper import Paper
from tanggap.documents.contexts.parts import Rung
from tanggap.domain.spoken_time import MONTHS, spoken_date


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many reports came in and went out; ``on_time`` and ``late`` are parts of ``closed``."""

    received: int
    closed: int
    on_time: int
    late: int

    @property
    def share(self) -> str:
        """Share on time of what has a deadline, for example ``92,3%``; a dash for nothing."""
        judged = self.on_time + self.late
        return f"{100 * self.on_time / judged:.1f}%".replace(".", ",") if judged else "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """One table: counts by category, channel, outcome or unit.

    Attributes:
        title: heading of the table, for example ``Menurut kategori``.
        rows: name and counts, in the order printed.
    """

    title: str
    rows: tuple[tuple[str, Counts], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Recap(Paper):
    """The recap of one day or month of a desk (*rekapitulasi pengaduan*).

    Attributes:
        desk: name of the complaint desk.
        period: a day or a whole month.
        starts: the day, or the first day of the month.
        total: of the whole period.
        open_before: reports still open when the period began.
        open_after: reports still open when it ended.
        breakdowns: in the order printed.
        remarks: free text, as corrected by an officer.
        rungs: who initials and signs, from the lowest rung up; printed also once issued.
    """

    kind: Literal["recap"] = "recap"
    desk: str
    period: Literal["day", "month"]
    starts: date
    total: Counts
    open_before: int
    open_after: int
    breakdowns: tuple[Breakdown, ...]
    remarks: str = ""
    rungs: tuple[Rung, ...] = ()

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length(self.remarks)

    @property
    def spoken_period(self) -> str:
        """``Kamis, 5 November 2026`` or ``November 2026``."""
        if self.period == "day":
            return spoken_date(self.starts)
        return f"{MONTHS[self.starts.month - 1]} {self.starts.year}"

    @property
    def title(self) -> str:
        """Title of the file."""
        number = f" {self.number}" if self.number else ""
        said = f"{self.heading}{number}: {self.desk}, {self.spoken_period}"
        return f"Konsep: {said}" if self.draft else said
