"""What was measured, as numbers, as a table, and held against the targets."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.letters import Letters
from bench.running import BARE_FILING, CONCURRENCY, OPERATIONS, Cell, Cells, Key, Operation

LETTER_SHARE = 0.7
BUSIEST = max(CONCURRENCY)
ALONE = min(CONCURRENCY)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that was to be reached."""

    name: str
    measured: float
    limit: float
    is_least: bool

    @property
    def is_reached(self) -> bool:
        """Whether it was."""
        return self.measured >= self.limit if self.is_least else self.measured <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.is_least else "≤"
        verdict = "reached" if self.is_reached else "MISSED"
        return f"{verdict:8} {self.name:58} {self.measured:6.2f}  ({sign} {self.limit})"


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run.

    Attributes:
        sizes: numbers of reports, the smallest first.
        statements: SQL statements of one operation at the largest size.
    """

    cells: Cells
    sizes: Sequence[int]
    statements: Mapping[str, int]
    letters: Letters

    def share(self, operation: str, reports: int, browsers: int) -> float:
        """The part of the floor's throughput that is reached: the median of the rounds."""
        pairs = zip(
            self.cells[Key(operation, reports, browsers)],
            self.cells[Key(operation, 0, browsers)],
            strict=True,
        )
        return statistics.median(
            one.sample.per_second / bare.sample.per_second for one, bare in pairs
        )

    def cpu_share(self, operation: str, reports: int) -> float:
        """The floor's processor time as part of the operation's, all browsers at work."""
        return self._cpu(operation, 0, BUSIEST) / self._cpu(operation, reports, BUSIEST)

    def growth(self, operation: str) -> float:
        """How many times as long one takes with the most reports as with the fewest.

        Of all rounds the lower quartiles are compared: what else goes on on the machine only adds.
        Of searches those of each kind are added up, so that no kind hides behind a quicker one.
        """
        kinds = self._search_kinds() if operation == "search" else (operation,)
        small, large = (
            sum(_lower_quartile(self.cells[Key(kind, reports, ALONE)]) for kind in kinds)
            for reports in (self.sizes[0], self.sizes[-1])
        )
        return large / small

    def cpu_growth(self, operation: str) -> float:
        """The same of processor time, all browsers at work: a check on :meth:`growth`."""
        small, large = self.sizes[0], self.sizes[-1]
        return self._cpu(operation, large, BUSIEST) / self._cpu(operation, small, BUSIEST)

    def _cpu(self, operation: str, reports: int, browsers: int) -> float:
        cells = self.cells[Key(operation, reports, browsers)]
        return _median_ms(cells, "web") + _median_ms(cells, "database")

    def targets(self) -> Iterator[Target]:
        """Everything that was to be reached; shares at the largest size, all browsers at work."""
        largest = self.sizes[-1]
        for one in OPERATIONS:
            if one.share is not None:
                name = f"{one.name}: share of the {one.floor.upper()} floor's throughput"
                yield Target(name, self.share(one.name, largest, BUSIEST), one.share, True)
        for one in OPERATIONS:
            name = f"{one.name}: growth from {self.sizes[0]:,} to {largest:,} reports"
            yield Target(name, self.growth(one.name), one.growth, False)
        name = "letter: share of the bare letter (a), the same page"
        yield Target(name, self.letters.share_of_page, LETTER_SHARE, False)

    def text(self) -> str:
        """The tables and the verdicts."""
        return "\n".join(
            (
                _HEAD,
                *(line for one in OPERATIONS for line in self._lines(one)),
                "",
                "Searches by kind, one officer: median and 95th percentile in ms",
                *self._search_lines(),
                "",
                *self._letter_lines(),
                "",
                *self._filing_lines(),
                "",
                *map(str, self.targets()),
            )
        )

    def _lines(self, operation: Operation) -> Iterator[str]:
        yield self._line(f"{operation.floor.upper()} floor", operation, 0)
        for reports in self.sizes:
            yield self._line(f"{operation.name}, {reports:,}", operation, reports)
        yield ""

    def _line(self, title: str, operation: Operation, reports: int) -> str:
        parts = [f"{title:24}"]
        for browsers in CONCURRENCY:
            cells = self.cells[Key(operation.name, reports, browsers)]
            middle, late, rate = figures(cells)
            parts.append(f"{middle:8.1f}{late:8.1f}{rate:8.0f}")
            share = self.share(operation.name, reports, browsers) if reports else 1.0
            parts.append(f"{share:6.2f}")
        cells = self.cells[Key(operation.name, reports, BUSIEST)]
        web, database = (_median_ms(cells, part) for part in ("web", "database"))
        share = self.cpu_share(operation.name, reports)
        parts.append(f"{web:8.2f}{database:8.2f}{share:6.2f}")
        if reports == self.sizes[-1]:
            name = operation.name
            parts.append(f"{self.growth(name):8.2f}{self.cpu_growth(name):6.2f}")
            parts.append(f"{self.statements[name]:6}")
        return "".join(parts)

    def _search_lines(self) -> Iterator[str]:
        for kind in self._search_kinds():
            line = f"{kind:32}"
            for reports in self.sizes:
                middle, late, _ = figures(self.cells[Key(kind, reports, 1)])
                line += f"{middle:10.1f}{late:8.1f}"
            yield f"{line}   growth {self.growth(kind):.2f}"

    def _search_kinds(self) -> Sequence[str]:
        kinds = (key.operation for key in self.cells if key.operation.startswith("search: "))
        return tuple(dict.fromkeys(kinds))

    def _letter_lines(self) -> Iterator[str]:
        one = self.letters
        yield "A letter of one page, ms of processor time"
        yield f"  ours (the first of a process: {one.first:.0f})         {one.ours:8.1f}"
        yield _bare("(a) the same page, DejaVu Sans", one.same_page, one.share_of_page)
        yield _bare("(b) the same words as paragraphs", one.same_words, one.share_of_words)
        yield "  The target is judged against (a), the same work; (b) is what words alone cost."

    def _filing_lines(self) -> Iterator[str]:
        largest = self.sizes[-1]
        cells = self.cells[Key(BARE_FILING, largest, BUSIEST)]
        rate = figures(cells)[2]
        web, database = (_median_ms(cells, part) for part in ("web", "database"))
        bare = self.share(BARE_FILING, largest, BUSIEST)
        share = self.share("submit", largest, BUSIEST)
        yield "The statements of a submit from a bare Flask: no page, no form, no session, no rule"
        yield f"  {rate:.0f} a second, {web:.2f} ms web and {database:.2f} ms database each"
        yield f"  {bare:.2f} of the INSERT floor: no submit that sends these reaches more;"
        yield f"  ours reaches {share / bare:.2f} of it"

    def as_json(self) -> dict[str, Any]:
        """Every figure, for a machine."""
        return {
            "cells": [
                {
                    "operation": key.operation,
                    "reports": key.reports or None,
                    "is_floor": key.reports == 0,
                    "browsers": key.browsers,
                    **dict(zip(("p50_ms", "p95_ms", "per_second"), figures(cells), strict=True)),
                    "web_cpu_ms": _median_ms(cells, "web"),
                    "database_cpu_ms": _median_ms(cells, "database"),
                    "operations": sum(len(cell.sample.seconds) for cell in cells),
                    "share_of_floor": self.share(key.operation, key.reports, key.browsers)
                    if Key(key.operation, 0, key.browsers) in self.cells
                    else None,
                    "cpu_share_of_floor": self.cpu_share(key.operation, key.reports)
                    if key.browsers == BUSIEST
                    else None,
                }
                for key, cells in self.cells.items()
            ],
            "statements": dict(self.statements),
            "cpu_growth": {one.name: self.cpu_growth(one.name) for one in OPERATIONS},
            "letters": {name: getattr(self.letters, name) for name in Letters.__slots__},
            "targets": [
                {
                    "name": one.name,
                    "measured": one.measured,
                    "limit": one.limit,
                    "is_least": one.is_least,
                    "is_reached": one.is_reached,
                }
                for one in self.targets()
            ],
        }


def _bare(title: str, took: float, share: float) -> str:
    return f"  bare {title:35}{took:8.1f}   ours is {share:.2f} of it"


def figures(cells: Sequence[Cell]) -> tuple[float, float, float]:
    """Median and 95th percentile of all operations in ms, and the median rate of the rounds."""
    every = _all_seconds(cells)
    late = every[min(len(every) - 1, int(len(every) * 0.95))]
    rate = statistics.median(cell.sample.per_second for cell in cells)
    return statistics.median(every) * 1000, late * 1000, rate


def _all_seconds(cells: Sequence[Cell]) -> list[float]:
    """How long every single operation of all rounds took, the quickest first."""
    return sorted(second for cell in cells for second in cell.sample.seconds)


def _lower_quartile(cells: Sequence[Cell]) -> float:
    seconds = _all_seconds(cells)
    return seconds[len(seconds) // 4]


def _median_ms(cells: Sequence[Cell], part: str) -> float:
    return float(statistics.median(getattr(cell, part) for cell in cells)) * 1000


_HEAD = (
    f"{'':24}{'---- one at a time, ms ------':>30}{f'---- {BUSIEST} at a time, ms ----':>30}"
    f"{'----- CPU, ms ------':>22}{'-- growth --':>14}\n{'':24}"
    + f"{'p50':>8}{'p95':>8}{'/s':>8}{'share':>6}" * len(CONCURRENCY)
    + f"{'web':>8}{'db':>8}{'share':>6}{'':>2}{'time':>6}{'CPU':>6}{'SQL':>6}\n"
)
