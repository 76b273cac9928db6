"""Recaps: the period they speak of, and how a desk's reports become their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

from tanggap.domain.procedure import Every
from tanggap.domain.refusal import Refused
from tanggap.domain.spoken_time import MONTHS, spoken_date


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a calendar month, in the desk's own zone."""

    every: Every
    first: date

    @property
    def after(self) -> date:
        """The first day that belongs to it no more."""
        if self.every is Every.DAY:
            return self.first + timedelta(days=1)
        return _month_after(self.first)

    @property
    def spoken(self) -> str:
        """``Kamis, 16 Juli 2026`` or ``Juli 2026``."""
        if self.every is Every.DAY:
            return spoken_date(self.first)
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"


def period_of(every: Every, day: date) -> Period:
    """The period in which ``day`` lies."""
    return Period(every, day if every is Every.DAY else day.replace(day=1))


def last_ended(every: Every, today: date) -> Period:
    """The latest period that is over on ``today``."""
    begun = period_of(every, today).first
    return period_of(every, begun - timedelta(days=1))


def _month_after(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports came in and went out; ``on_time`` and ``late`` are parts of ``closed``."""

    received: int = 0
    closed: int = 0
    on_time: int = 0
    late: int = 0

    def plus(self, line: Line) -> Tally:
        """This tally with one more report."""
        return Tally(
            received=self.received + line.is_received,
            closed=self.closed + line.is_closed,
            on_time=self.on_time + (line.is_closed and line.is_late is False),
            late=self.late + (line.is_closed and line.is_late is True),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One report as a recap counts it.

    Attributes:
        is_late: None when nothing set it a time.
        units: the departments that worked on it.
    """

    is_received: bool
    is_closed: bool
    is_late: bool | None
    category: str
    channel: str
    outcome: str
    units: tuple[str, ...] = ()


Table = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a recap: totals, and the same by category, channel, outcome and unit."""

    open_before: int
    open_after: int
    total: Tally = field(default_factory=Tally)
    tables: Mapping[str, Table] = field(default_factory=dict)


TABLES = ("category", "channel", "outcome", "unit")
COUNTS = tuple(one.name for one in fields(Tally))


def summarise(lines: Iterable[Line], open_before: int) -> Figures:
    """Count ``lines``; what was open before, plus what came, less what went, is open after."""
    total = Tally()
    tables: dict[str, dict[str, Tally]] = {table: {} for table in TABLES}
    for line in lines:
        total = total.plus(line)
        places = [("category", line.category), ("channel", line.channel)]
        places += [("outcome", line.outcome)] if line.is_closed else []
        places += [("unit", unit) for unit in line.units]
        for table, row in places:
            tables[table][row] = tables[table].get(row, Tally()).plus(line)
    ordered = {table: dict(sorted(rows.items())) for table, rows in tables.items()}
    return Figures(open_before, open_before + total.received - total.closed, total, ordered)


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure as an officer put it right.

    Attributes:
        table: one of ``TABLES``, or ``total``; with ``total`` the row is empty.
        count: one of ``COUNTS``, or for the total also ``open_before`` and ``open_after``.
    """

    table: str
    row: str
    count: str
    value: int


def correct(figures: Figures, correction: Correction) -> tuple[Figures, int]:
    """The figures with one of them put right, and what stood there before.

    Raises:
        Refused: ``figure-unknown`` for a figure the recap does not have; ``figure-negative``.
    """
    if correction.value < 0:
        raise Refused("figure-negative")
    if correction.table == "total" and correction.count == "open_before":
        return replace(figures, open_before=correction.value), figures.open_before
    if correction.table == "total" and correction.count == "open_after":
        return replace(figures, open_after=correction.value), figures.open_after
    totals = {"": figures.total}
    rows = totals if correction.table == "total" else figures.tables.get(correction.table)
    if rows is None or correction.row not in rows or correction.count not in COUNTS:
        raise Refused("figure-unknown")
    before = rows[correction.row]
    after = replace(before, **{correction.count: correction.value})
    if correction.table == "total":
        return replace(figures, total=after), getattr(before, correction.count)
    tables = {**figures.tables, correction.table: {**rows, correction.row: after}}
    return replace(figures, tables=tables), getattr(before, correction.count)


def to_plain(figures: Figures) -> dict[str, object]:
    """The figures as JSON values."""
    return {
        "open_before": figures.open_before,
        "open_after": figures.open_after,
        "total": _tally_to_plain(figures.total),
        "tables": {
            table: [{"name": name, **_tally_to_plain(tally)} for name, tally in rows.items()]
            for table, rows in figures.tables.items()
        },
    }


def _tally_to_plain(tally: Tally) -> dict[str, int]:
    return {count: getattr(tally, count) for count in COUNTS}


def from_plain(plain: Mapping[str, object]) -> Figures:
    """The figures that ``to_plain`` wrote."""

    def tally(kept: Mapping[str, int]) -> Tally:
        return Tally(**{count: int(kept[count]) for count in COUNTS})

    tables: Mapping[str, list[dict[str, int]]] = plain["tables"]  # type: ignore[assignment]
    return Figures(
        open_before=int(str(plain["open_before"])),
        open_after=int(str(plain["open_after"])),
        total=tally(plain["total"]),  # type: ignore[arg-type]
        tables={  # in their own order, which a JSON column does not keep
            table: {str(row["name"]): tally(row) for row in tables[table]}
            for table in TABLES
            if table in tables
        },
    )
