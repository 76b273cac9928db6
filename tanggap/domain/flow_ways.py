"""Lists the ways an arrow could take: level and upright pieces, with at most four turns.

An arrow leaves a symbol at a side or at its foot and arrives at the head or a side. It turns only
on *lanes*: level ones just above and below the symbol whose arrow it is, upright ones in the gaps
between the columns. So no level piece meets a symbol, and there is always some way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tanggap.domain.flow_shapes import Point, Sizes, Symbol

EPSILON = 1e-6
TURN = 12.0
LENGTH = 0.22  # for the length of one lane's width
AWKWARD = {"top": 0.0, "left": 5.0, "right": 5.0, "bottom": 60.0}
AWKWARD_BACK = {"top": 8.0, "left": 0.0, "right": 0.0, "bottom": 20.0}
SIDES = (("left", -1), ("right", 1))
FAR = float("inf")


@dataclass(frozen=True, slots=True)
class Spot:
    """A placed symbol, and where arrows may turn near it.

    Attributes:
        key: the same for arrows that may run together at it.
        lanes_above, lanes_below: y of the level lanes, the preferred first.
        exits, entries: usable sides among left, right, top and bottom.
    """

    key: str
    symbol: Symbol
    lanes_above: tuple[float, ...]
    lanes_below: tuple[float, ...]
    exits: frozenset[str] = frozenset({"left", "right", "bottom"})
    entries: frozenset[str] = frozenset({"left", "right", "top", "bottom"})


@dataclass(frozen=True, slots=True)
class Errand:
    """An arrow that needs a way."""

    start: Spot
    finish: Spot
    is_back: bool


Run = tuple[float, float]
"""The x between which a level piece may end."""

Way = tuple[list[Point], str]
"""The points of a way, and the side of the symbol at which it arrives."""


@dataclass(frozen=True, slots=True)
class _Departure:
    """A way out of a symbol that goes on level: first points, y, and how far it may go."""

    lead: list[Point]
    level: float
    run: Run


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A way into a symbol that comes level: last points, y, from where, and the side."""

    tail: list[Point]
    level: float
    run: Run
    side: str


def list_ways(
    errand: Errand, sizes: Sizes, lanes: Sequence[float]
) -> list[tuple[float, tuple[Point, ...]]]:
    """Return every way with its cost by length, turns and side of arrival, the cheapest first."""
    awkward = AWKWARD_BACK if errand.is_back else AWKWARD
    found = []
    for way, side in _all_ways(errand, sizes, lanes):
        points = straightened(way)
        length = sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(points))
        cost = LENGTH * length / sizes.lane + TURN * (len(points) - 2) + awkward[side]
        found.append((cost, points))
    return sorted(found, key=lambda way: way[0])


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """``points`` without doubled ones and without corners that do not turn."""
    kept: list[Point] = []
    for point in points:
        if kept and _same(kept[-1], point):
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def _all_ways(errand: Errand, sizes: Sizes, lanes: Sequence[float]) -> Iterator[Way]:
    start, finish = errand.start, errand.finish
    arrivals = list(_arrivals(finish, sizes))
    departures = list(_departures(start, sizes))
    if start.key != finish.key:
        yield from _straight(start, finish, sizes.head)
        yield from _elbows(departures, finish, sizes.head)
        yield from _falls(start, arrivals)
    for departure in departures:
        for arrival in arrivals:
            if abs(departure.level - arrival.level) > EPSILON:
                yield from _by_lane(departure, arrival, lanes)
            elif start.key != finish.key:
                yield from _side_by_side(start.symbol, finish.symbol, departure, arrival)


def _departures(spot: Spot, sizes: Sizes) -> Iterator[_Departure]:
    symbol = spot.symbol
    for side, sign in SIDES:
        if side in spot.exits:
            x = symbol.left if sign < 0 else symbol.right
            run = (-FAR, x - sizes.lane / 2) if sign < 0 else (x + sizes.lane / 2, FAR)
            yield _Departure([Point(x, symbol.y)], symbol.y, run)
    if "bottom" in spot.exits:
        for lane in spot.lanes_below:
            lead = [Point(symbol.x, symbol.bottom), Point(symbol.x, lane)]
            yield _Departure(lead, lane, (-FAR, FAR))


def _arrivals(spot: Spot, sizes: Sizes) -> Iterator[_Arrival]:
    symbol = spot.symbol
    for side, sign in SIDES:
        if side in spot.entries:
            x = symbol.left if sign < 0 else symbol.right
            run = (-FAR, x - sizes.head) if sign < 0 else (x + sizes.head, FAR)
            yield _Arrival([Point(x, symbol.y)], symbol.y, run, side)
    if "top" in spot.entries:
        for lane in spot.lanes_above:
            tail = [Point(symbol.x, lane), Point(symbol.x, symbol.top)]
            yield _Arrival(tail, lane, (-FAR, FAR), "top")
    if "bottom" in spot.entries:
        for lane in spot.lanes_below:
            if lane - symbol.bottom > sizes.head:
                tail = [Point(symbol.x, lane), Point(symbol.x, symbol.bottom)]
                yield _Arrival(tail, lane, (-FAR, FAR), "bottom")


def _straight(start: Spot, finish: Spot, head: float) -> Iterator[Way]:
    """Straight down or up between symbols of one column."""
    s, f = start.symbol, finish.symbol
    if abs(s.x - f.x) > EPSILON:
        return
    if "bottom" in start.exits and "top" in finish.entries and f.top - s.bottom >= head:
        yield [Point(s.x, s.bottom), Point(f.x, f.top)], "top"
    if "top" in start.exits and "bottom" in finish.entries and s.top - f.bottom >= head:
        yield [Point(s.x, s.top), Point(f.x, f.bottom)], "bottom"


def _elbows(departures: Sequence[_Departure], finish: Spot, head: float) -> Iterator[Way]:
    """Level to the middle of the target's column, then down or up into it."""
    f = finish.symbol
    for departure in departures:
        if not _within(f.x, departure.run):
            continue
        corner = Point(f.x, departure.level)
        if "top" in finish.entries and departure.level < f.top - head:
            yield [*departure.lead, corner, Point(f.x, f.top)], "top"
        if "bottom" in finish.entries and departure.level > f.bottom + head:
            yield [*departure.lead, corner, Point(f.x, f.bottom)], "bottom"


def _falls(start: Spot, arrivals: Sequence[_Arrival]) -> Iterator[Way]:
    """Down or up the middle of the own column, then level into the target's side."""
    s = start.symbol
    for arrival in arrivals:
        if arrival.side not in ("left", "right") or not _within(s.x, arrival.run):
            continue
        corner = Point(s.x, arrival.level)
        if "bottom" in start.exits and arrival.level > s.bottom + EPSILON:
            yield [Point(s.x, s.bottom), corner, *arrival.tail], arrival.side
        if "top" in start.exits and arrival.level < s.top - EPSILON:
            yield [Point(s.x, s.top), corner, *arrival.tail], arrival.side


def _by_lane(departure: _Departure, arrival: _Arrival, lanes: Sequence[float]) -> Iterator[Way]:
    """Level to an upright lane, along it, and level again."""
    for lane in lanes:
        if _within(lane, departure.run) and _within(lane, arrival.run):
            first, second = Point(lane, departure.level), Point(lane, arrival.level)
            yield [*departure.lead, first, second, *arrival.tail], arrival.side


def _side_by_side(
    one: Symbol, other: Symbol, departure: _Departure, arrival: _Arrival
) -> Iterator[Way]:
    """Straight across between two symbols of one row."""
    low, high = min(one.right, other.right), max(one.left, other.left)
    middle = (low + high) / 2
    if high > low and _within(middle, departure.run) and _within(middle, arrival.run):
        yield [*departure.lead, *arrival.tail], arrival.side


def _within(x: float, run: Run) -> bool:
    return run[0] <= x <= run[1]


def _same(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) < EPSILON and abs(one.y - other.y) < EPSILON


def _in_line(a: Point, b: Point, c: Point) -> bool:
    upright = abs(a.x - b.x) < EPSILON and abs(b.x - c.x) < EPSILON
    level = abs(a.y - b.y) < EPSILON and abs(b.y - c.y) < EPSILON
    return upright or level
