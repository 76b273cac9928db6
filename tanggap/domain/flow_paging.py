"""Shares the rows of a flow out to pages, and plans the connectors where an arrow leaves one.

Every arrow that leaves its page ends in a pentagon with a letter, and goes on from a pentagon with
the same letter on the target's page. Arrows to the same step share a letter. A way down the sheet
leaves at the foot of its page and comes in at the head of the other. A way back up stands beside
its symbol where a neighbouring column has room, since a line across half a page tells less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from tanggap.domain.flow_reading import Flow, Link
from tanggap.domain.flow_shapes import Sizes
from tanggap.domain.procedure import Procedure, StepId

SQUEEZES = 12


@dataclass(frozen=True, slots=True)
class Gate:
    """One connector on one page.

    Attributes:
        target: the step all arrows of this letter lead to.
        leaves: the arrow goes into it; else it comes out of it.
        is_down: leads to a later page.
        beside: the step in whose row it stands; None for a band at the edge of the page.
        column: where it stands.
        line: which line of the band, from 0 beside the rows' edge.
    """

    target: StepId
    is_back: bool
    is_down: bool
    leaves: bool
    beside: StepId | None
    column: int
    line: int = 0

    @property
    def above(self) -> bool:
        """Whether it stands in the band before the first row."""
        return self.leaves != self.is_down

    @property
    def passage(self) -> Passage:
        """What it shares with its counterparts on other pages."""
        return (self.target, self.is_back, self.is_down)


Passage = tuple[StepId, bool, bool]
"""What has one letter: target, whether it is a way back, whether it leads to a later page."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The rows and connectors of one page."""

    rows: tuple[StepId, ...]
    gates: tuple[Gate, ...]
    lines_above: int
    lines_below: int

    def gate(self, passage: Passage, *, leaves: bool, source: StepId | None = None) -> Gate | None:
        """The connector of this passage, the one beside ``source`` before the shared one."""
        fitting = [one for one in self.gates if one.passage == passage and one.leaves == leaves]
        own = (one for one in fitting if one.beside is not None and one.beside == source)
        shared = (one for one in fitting if not leaves or one.beside is None)
        return next(own, None) or next(shared, None)


def share_out(
    procedure: Procedure,
    flow: Flow,
    sizes: Sizes,
    heights: Mapping[StepId, float],
    page_height: float | None,
) -> tuple[PagePlan, ...]:
    """Return the pages: as few as the height allows, and about equally full.

    Args:
        heights: of every row.
        page_height: of a page's body; None for one page of any height. A row that is higher than
            a page has one of its own.
    """
    planner = _Planner(procedure, flow, sizes, heights)
    if page_height is None:
        return (planner.plan(0, len(procedure.steps), len(procedure.steps)),)
    best = planner.fill(page_height)
    lowest = page_height / 2
    for _ in range(SQUEEZES):
        middle = (lowest + page_height) / 2
        tried = planner.fill(middle)
        if len(tried) == len(best) and planner.fits(tried, middle):
            best, page_height = tried, middle
        else:
            lowest = middle
    return best


@dataclass(frozen=True, slots=True)
class _Planner:
    procedure: Procedure
    flow: Flow
    sizes: Sizes
    heights: Mapping[StepId, float]

    def fill(self, height: float) -> tuple[PagePlan, ...]:
        """Fill page after page with as many rows as ``height`` holds."""
        pages: list[PagePlan] = []
        first, count = 0, len(self.procedure.steps)
        while first < count:
            last = first + 1
            while last < count and self.height_of(self.plan(first, last + 1, count)) <= height:
                last += 1
            pages.append(self.plan(first, last, count))
            first = last
        return tuple(pages)

    def fits(self, pages: Sequence[PagePlan], height: float) -> bool:
        return all(self.height_of(page) <= height for page in pages)

    def height_of(self, page: PagePlan) -> float:
        bands = (page.lines_above + page.lines_below) * self.sizes.band
        return bands + sum(self.heights[step] for step in page.rows)

    def plan(self, first: int, last: int, count: int) -> PagePlan:
        """Plan the page of rows ``first`` up to, not including, ``last``."""
        order = {step.id: at for at, step in enumerate(self.procedure.steps)}
        rows = tuple(step.id for step in self.procedure.steps[first:last])
        gates: list[Gate] = []
        band: dict[tuple[Passage, bool], None] = {}
        taken: set[StepId] = set()
        for link, leaves in self._crossing(order, first, last):
            assert link.target is not None  # noqa: S101 - an end never leaves its page
            is_down = order[link.target] > order[link.source]
            passage = (link.target, link.is_back, is_down)
            host = link.source if leaves else link.target
            known = [gate for gate in gates if gate.passage == passage and gate.leaves == leaves]
            if (passage, leaves) in band or any(
                gate.beside == host or not leaves for gate in known
            ):
                continue
            beside = None if is_down or host in taken else self._free_side(host)
            if beside is None:
                band[passage, leaves] = None
                continue
            taken.add(host)
            gates.append(Gate(*passage, leaves, host, beside))
        below = self._band(passages := [one for one in band if one[0][2] == one[1]])
        above = self._band(others := [one for one in band if one not in passages])
        columns = len(self.procedure.actors)
        return PagePlan(
            rows,
            (*gates, *above, *below),
            ceil(len(others) / columns),
            ceil(len(passages) / columns),
        )

    def _crossing(
        self, order: Mapping[StepId, int], first: int, last: int
    ) -> Iterator[tuple[Link, bool]]:
        """The links that leave (True) or enter (False) these rows from or to others."""
        for link in self.flow.links:
            if link.target is None:
                continue
            starts_here = first <= order[link.source] < last
            ends_here = first <= order[link.target] < last
            if starts_here != ends_here:
                yield link, starts_here

    def _free_side(self, host: StepId) -> int | None:
        """The neighbouring column away from where the step's main arrow goes."""
        own = self._column(host)
        onward = next(
            (
                self._column(link.target)
                for link in self.flow.links
                if link.source == host and link.target is not None and not link.is_back
            ),
            own,
        )
        sides = (own - 1, own + 1) if onward > own else (own + 1, own - 1)
        return next((side for side in sides if 0 <= side < len(self.procedure.actors)), None)

    def _band(self, wanted: Sequence[tuple[Passage, bool]]) -> list[Gate]:
        """Give every connector of a band a place, near its target's column."""
        columns = len(self.procedure.actors)
        free = [
            (line, column)
            for line in range(ceil(len(wanted) / columns))
            for column in range(columns)
        ]
        placed: list[Gate] = []
        for passage, leaves in wanted:
            own = self._column(passage[0])
            line, column = min(free, key=lambda place: (abs(place[1] - own), place))
            free.remove((line, column))
            placed.append(Gate(*passage, leaves, None, column, line))
        return placed

    def _column(self, step: StepId) -> int:
        actor = self.procedure.step(step).actor
        return next(at for at, one in enumerate(self.procedure.actors) if one.id == actor)
