"""Lays a procedure out as the flow matrix of the SOP sheet: rows, actors' columns, five symbols.

One symbol per row in its actor's column, in the order of the file, with every arrow connected or
carried over to another page by a pair of connectors. Pure and deterministic: the same procedure
and sizes give the same layout, so that what is printed and what a screen shows agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tanggap.domain.flow_labels import Board, place_labels
from tanggap.domain.flow_paging import Gate, PagePlan, Passage, share_out
from tanggap.domain.flow_reading import END, Flow, Link, read_flow
from tanggap.domain.flow_routing import Router
from tanggap.domain.flow_shapes import (
    Arrow,
    FitLabel,
    FlowLayout,
    FlowPage,
    Outline,
    Row,
    Sizes,
    Symbol,
)
from tanggap.domain.flow_ways import Errand, Spot
from tanggap.domain.procedure import Procedure, StepId

DENSITIES = (1, 2, 4, 8)
"""How many times closer the lanes may lie where the arrows of a page need it."""
SECOND_LOOKS = 2
SHARES = {
    Outline.DIAMOND: (1.0, 1.0),
    Outline.BOX: (0.88, 0.84),
    Outline.CAPSULE: (0.96, 0.84),
}
"""Width and height of a symbol in those of a diamond, which looks smaller than it is."""


def lay_out(
    procedure: Procedure,
    sizes: Sizes,
    row_heights: Mapping[StepId, float],
    fit_label: FitLabel,
    page_height: float | None = None,
) -> FlowLayout:
    """Return the flow of ``procedure``, page by page.

    Args:
        procedure: whose every reference exists (``procedure_faults`` finds nothing).
        sizes: measures of the drawing, in one unit.
        row_heights: what each row needs for its text, in that unit; a row is never lower than
            :func:`least_heights` says.
        fit_label: sets the words at a branch in lines.
        page_height: of the rows on one page; None for a single page of any height.
    """
    flow = read_flow(procedure)
    least = least_heights(procedure, sizes)
    heights = {step: max(row_heights.get(step, 0.0), least[step]) for step in least}
    plans = share_out(procedure, flow, sizes, heights, page_height)
    letters = _letters(flow, plans)
    pages = tuple(
        _Page(procedure, flow, sizes, heights, plans, at, letters).laid_out(fit_label)
        for at in range(len(plans))
    )
    actors = tuple(actor.id for actor in procedure.actors)
    return FlowLayout(actors, sizes.column_width, pages)


def least_heights(procedure: Procedure, sizes: Sizes) -> dict[StepId, float]:
    """The least height of every row, whatever its text."""
    with_end = {link.source for link in read_flow(procedure).links if link.target is None}
    return {
        step.id: sizes.least_row_with_end if step.id in with_end else sizes.least_row
        for step in procedure.steps
    }


def _letters(flow: Flow, plans: tuple[PagePlan, ...]) -> dict[Passage, str]:
    """A letter for every passage, in the order in which a reader meets the arrows that leave."""
    passages: dict[Passage, None] = {}
    for plan in plans:
        for link in flow.links:
            for gate in plan.gates:
                fits = gate.target == link.target and gate.is_back == link.is_back
                if fits and gate.leaves and link.source in plan.rows:
                    passages.setdefault(gate.passage)
    return {passage: _letter(at) for at, passage in enumerate(passages)}


def _letter(number: int) -> str:
    """A to Z, then AA, AB, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@dataclass(frozen=True, slots=True)
class _Way:
    """An arrow of this page before it is laid: from which spot to which, and whose it is."""

    errand: Errand
    arrow: Arrow
    text: str
    first: bool  # of those that have only one sensible place

    @property
    def span(self) -> float:
        start, finish = self.errand.start.symbol, self.errand.finish.symbol
        return abs(finish.y - start.y) + abs(finish.x - start.x) / 1000


@dataclass(frozen=True, slots=True)
class _Page:
    """Everything needed to lay out page ``at``."""

    procedure: Procedure
    flow: Flow
    sizes: Sizes
    heights: Mapping[StepId, float]
    plans: tuple[PagePlan, ...]
    at: int
    letters: Mapping[Passage, str]

    @property
    def plan(self) -> PagePlan:
        return self.plans[self.at]

    def laid_out(self, fit_label: FitLabel) -> FlowPage:
        rows = self._rows()
        above = self.plan.lines_above * self.sizes.band
        below = self.plan.lines_below * self.sizes.band
        height = above + below + sum(row.height for row in rows)
        for density in DENSITIES:
            spots = self._spots(rows, above, height - below, density)
            symbols = tuple(spot.symbol for spot in spots.values())
            ways = self._ways(spots)
            router = Router(self.sizes, self._lanes(density), symbols)
            lay_all(router, ways)
            if router.is_clean:
                break
        arrows = [
            replace(way.arrow, points=router.laid[number].points) for number, way in enumerate(ways)
        ]
        width = self.sizes.column_width * len(self.procedure.actors)
        gap = self.sizes.lane * 0.45
        board = Board(width, height, self.sizes.column_width, gap, rows, symbols)
        labelled = place_labels(arrows, [way.text for way in ways], board, fit_label)
        return FlowPage(self.at + 1, height, above, below, rows, symbols, labelled)

    def _rows(self) -> tuple[Row, ...]:
        top = self.plan.lines_above * self.sizes.band
        rows = []
        for step in self.plan.rows:
            rows.append(Row(step, self.procedure.step(step).number, top, self.heights[step]))
            top += self.heights[step]
        return tuple(rows)

    def _lanes(self, density: int) -> tuple[float, ...]:
        """Return x of the upright lanes: in the gaps between columns, clear of their borders."""
        sizes, columns = self.sizes, len(self.procedure.actors)
        half = (sizes.column_width - sizes.symbol_width) / 2
        first = min(sizes.lane * 0.5, half * 0.3)
        last = half - min(sizes.head + sizes.lane * 0.3, half * 0.45)
        count = max(1, int((last - first) / sizes.lane * density) + 1)
        offsets = [(first + last) / 2]
        if count > 1:
            offsets = [first + (last - first) * at / (count - 1) for at in range(count)]
        lanes = [
            border * sizes.column_width + sign * offset
            for border in range(columns + 1)
            for sign in (-1, 1)
            for offset in offsets
        ]
        return tuple(x for x in lanes if 0 < x < columns * sizes.column_width)

    def _spots(
        self, rows: tuple[Row, ...], above: float, below: float, density: int
    ) -> dict[str, Spot]:
        with_end = {link.source: link for link in self.flow.links if link.target is None}
        spots: dict[str, Spot] = {}
        for row in rows:
            end = with_end.get(row.step)
            spots |= self._row_spots(row, end, density)
        for gate in self.plan.gates:
            if gate.beside is None:
                line = gate.line * self.sizes.band
                top = above - line - self.sizes.band if gate.above else below + line
            else:
                row = next(one for one in rows if one.step == gate.beside)
                centre = spots[_step_key(row.step)].symbol.y
                top = centre - self.sizes.band / 2
            spots[_gate_key(gate)] = self._gate_spot(gate, top, density)
        return spots

    def _row_spots(self, row: Row, end: Link | None, density: int) -> dict[str, Spot]:
        sizes, step = self.sizes, row.step
        outline = self.flow.outlines[step]
        width = sizes.symbol_width * SHARES[outline][0]
        height = sizes.symbol_height * SHARES[outline][1]
        x = (self._column(step) + 0.5) * sizes.column_width
        tail = sizes.head + sizes.lane + sizes.end_height if end else 0.0
        y = row.top + (row.height - tail) / 2
        symbol = Symbol(
            outline, x, y, width, height, step, self.flow.texts[step], self.flow.ends[step]
        )
        bottom = row.top + row.height
        spot = Spot(
            _step_key(step),
            symbol,
            self._lanes_above(row.top, symbol.top, density),
            self._lanes_below(symbol.bottom, bottom, density),
        )
        if end is None:
            return {spot.key: spot}
        capsule = Symbol(
            Outline.CAPSULE,
            x,
            symbol.bottom + sizes.head + sizes.lane + sizes.end_height / 2,
            sizes.symbol_width * SHARES[Outline.CAPSULE][0],
            sizes.end_height,
            step,
            END,
            end.actions,
        )
        key = _end_key(step)
        closed = replace(spot, lanes_below=(), entries=spot.entries - {"bottom"})
        return {spot.key: closed, key: Spot(key, capsule, (), (), frozenset(), frozenset({"top"}))}

    def _gate_spot(self, gate: Gate, top: float, density: int) -> Spot:
        sizes = self.sizes
        size = sizes.connector
        symbol = Symbol(
            Outline.PENTAGON,
            (gate.column + 0.5) * sizes.column_width,
            top + sizes.band / 2,
            size,
            size,
            None,
            self.letters[gate.passage],
            others=self._others(gate),
            notes_above=gate.beside is None and gate.above,
        )
        if gate.beside is not None:
            ways = frozenset({"left", "right"})
        elif gate.above:
            ways = frozenset({"left", "right", "bottom"})
        else:
            ways = frozenset({"left", "right", "top"})
        return Spot(
            _gate_key(gate),
            symbol,
            self._lanes_above(top, symbol.top, density),
            self._lanes_below(symbol.bottom, top + sizes.band, density),
            frozenset() if gate.leaves else ways,
            ways if gate.leaves else frozenset(),
        )

    def _others(self, gate: Gate) -> tuple[int, ...]:
        """The pages, from 1, where this connector's counterparts stand."""
        return tuple(
            number
            for number, plan in enumerate(self.plans, start=1)
            if any(one.passage == gate.passage and one.leaves != gate.leaves for one in plan.gates)
        )

    def _lanes_above(self, top: float, head: float, density: int) -> tuple[float, ...]:
        lowest = head - self.sizes.head - self.sizes.lane * 0.2
        return _spread(max(top, lowest - 3 * self.sizes.lane), lowest, self.sizes.lane, density)

    def _lanes_below(self, foot: float, bottom: float, density: int) -> tuple[float, ...]:
        highest = foot + self.sizes.lane * 0.8
        return _spread(
            highest, min(bottom, highest + 3 * self.sizes.lane), self.sizes.lane, density
        )

    def _ways(self, spots: Mapping[str, Spot]) -> list[_Way]:
        ways: list[_Way] = []
        here = set(self.plan.rows)
        for link in self.flow.links:
            if link.source not in here:
                continue
            start = spots[_step_key(link.source)]
            arrow = Arrow((), link.source, link.target, link.actions, link.is_back)
            if link.target is None:
                errand = Errand(start, spots[_end_key(link.source)], is_back=False)
                ways.append(_Way(errand, arrow, link.label, first=True))
            elif link.target in here:
                errand = Errand(start, spots[_step_key(link.target)], link.is_back)
                ways.append(_Way(errand, arrow, link.label, first=False))
            else:
                ways.append(self._leaving(link, arrow, start, spots))
        return ways + self._arriving(spots)

    def _leaving(self, link: Link, arrow: Arrow, start: Spot, spots: Mapping[str, Spot]) -> _Way:
        assert link.target is not None  # noqa: S101 - asked by the caller
        is_down = link.target not in {row for plan in self.plans[: self.at] for row in plan.rows}
        passage = (link.target, link.is_back, is_down)
        gate = self.plan.gate(passage, leaves=True, source=link.source)
        assert gate is not None  # noqa: S101 - planned for this very link
        errand = Errand(start, spots[_gate_key(gate)], link.is_back)
        cut = replace(arrow, target=None, letter=self.letters[passage])
        return _Way(errand, cut, link.label, first=gate.beside is not None)

    def _arriving(self, spots: Mapping[str, Spot]) -> list[_Way]:
        return [
            _Way(
                Errand(spots[_gate_key(gate)], spots[_step_key(gate.target)], gate.is_back),
                Arrow((), None, gate.target, (), gate.is_back, self.letters[gate.passage]),
                "",
                first=gate.beside is not None,
            )
            for gate in self.plan.gates
            if not gate.leaves
        ]

    def _column(self, step: StepId) -> int:
        actor = self.procedure.step(step).actor
        return next(at for at, one in enumerate(self.procedure.actors) if one.id == actor)


def lay_all(router: Router, ways: list[_Way]) -> None:
    """Lay the arrows: first those without a choice, then short before long, returns last."""
    order = sorted(
        range(len(ways)),
        key=lambda number: (
            not ways[number].first,
            ways[number].errand.is_back,
            ways[number].span,
            number,
        ),
    )
    for number in order:
        router.lay(number, ways[number].errand)
    for _ in range(SECOND_LOOKS):
        for number in order:
            router.relay(number)


def _spread(low: float, high: float, lane: float, density: int) -> tuple[float, ...]:
    """Lanes between two edges, touching neither; at least one.

    They serve one symbol, whose own arrows may run together: a few are enough.
    """
    count = max(1, min(3, int((high - low) / lane))) * min(density, 2)
    return tuple(low + (high - low) * (number + 0.5) / count for number in range(count))


def _step_key(step: StepId) -> str:
    return f"step:{step}"


def _end_key(step: StepId) -> str:
    return f"end:{step}"


def _gate_key(gate: Gate) -> str:
    place = f"{gate.beside}" if gate.beside else f"{gate.line}.{gate.column}"
    return f"gate:{gate.target}:{gate.is_back}:{gate.is_down}:{gate.leaves}:{place}"
