"""Finds the way of every arrow among the others: no symbol passed, no arrow hidden.

The ways an arrow could take are weighed, cheapest first, against the arrows that lie already.
Arrows to the same symbol may run together; any other two may cross but never touch or cover one
another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tanggap.domain.flow_shapes import Point, Room, Sizes, Symbol
from tanggap.domain.flow_ways import EPSILON, Errand, list_ways

CROSSING = 9.0
BESIDE = 4.0
JOINED = 3.0  # the gain when an arrow runs into another to the same symbol
MOST_GAIN = 3 * JOINED
MIXED = 30.0
SHARED_START = 45.0
FORBIDDEN = 100_000.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight piece of an arrow: ``at`` is its y when level, its x when upright."""

    level: bool
    at: float
    low: float
    high: float
    ahead: bool  # runs to the right, or down


@dataclass(frozen=True, slots=True)
class _Laid:
    """An arrow that has its way; ``room`` is what it spans."""

    errand: Errand
    points: tuple[Point, ...]
    pieces: tuple[Piece, ...]
    room: Room


@dataclass(slots=True)
class Router:
    """Lays arrows one after the other on one page.

    Args:
        sizes: measures of the drawing.
        lanes: x of the upright lanes.
        symbols: everything an arrow must keep away from.
    """

    sizes: Sizes
    lanes: tuple[float, ...]
    symbols: tuple[Symbol, ...]
    laid: dict[int, _Laid] = field(default_factory=dict)

    def lay(self, number: int, errand: Errand) -> None:
        """Find the best way for ``errand`` among the arrows that lie already."""
        least = float("inf")
        best: _Laid | None = None
        walls = self._walls(errand)
        for base, points in list_ways(errand, self.sizes, self.lanes):
            if base >= least + MOST_GAIN:
                break
            found = pieces(points)
            if any(passes(piece, wall) for wall in walls for piece in found):
                continue
            laid = _Laid(errand, points, found, _span(points, self.sizes.lane))
            cost = base + self._trouble(laid, least - base + MOST_GAIN)
            if cost < least - EPSILON:
                least, best = cost, laid
        if best is None:
            raise AssertionError("a lane beside the column is free of symbols, so there is a way")
        self.laid[number] = best

    def relay(self, number: int) -> None:
        """Take an arrow up and lay it again, now that the others lie."""
        self.lay(number, self.laid.pop(number).errand)

    @property
    def is_clean(self) -> bool:
        """Whether no two arrows cover or touch one another that may not."""
        return all(self._trouble(one) < FORBIDDEN / 2 for one in self.laid.values())

    def _walls(self, errand: Errand) -> list[Room]:
        """What the arrow may not pass: all symbols, and the air around those of others."""
        ends, air = (errand.start.symbol, errand.finish.symbol), self.sizes.lane * 0.4
        return [
            symbol.room(0.0 if symbol is ends[0] or symbol is ends[1] else air)
            for symbol in self.symbols
        ]

    def _trouble(self, one: _Laid, enough: float = float("inf")) -> float:
        """What it costs that ``one`` lies among the others; counting stops at ``enough``."""
        cost = 0.0
        for other in self.laid.values():
            if other is one or not one.room.overlaps(other.room):
                continue
            same_start = one.errand.start.key == other.errand.start.key
            same_finish = one.errand.finish.key == other.errand.finish.key
            mixed = one.errand.is_back != other.errand.is_back
            for mine in one.pieces:
                for theirs in other.pieces:
                    cost += self._price(mine, theirs, same_start, same_finish, mixed)
            if cost > enough:
                break
        return cost

    def _price(
        self, mine: Piece, theirs: Piece, same_start: bool, same_finish: bool, mixed: bool
    ) -> float:
        if mine.level == theirs.level:
            shared = min(mine.high, theirs.high) - max(mine.low, theirs.low)
            apart = abs(mine.at - theirs.at)
            if shared < -EPSILON or apart > self.sizes.lane * 0.9:
                return 0.0
            if apart > EPSILON:
                return BESIDE if shared > EPSILON else 0.0
            if shared > EPSILON and mine.ahead != theirs.ahead:
                return FORBIDDEN
            joined = same_finish and not mixed and shared > EPSILON
            return -JOINED if joined else _together(same_start, same_finish, mixed)
        if not _meet(mine, theirs):
            return 0.0
        if _inside(mine, theirs.at) and _inside(theirs, mine.at):
            return CROSSING
        return _together(same_start, same_finish, mixed)


def pieces(points: Iterable[Point]) -> tuple[Piece, ...]:
    """The straight pieces between ``points``."""
    return tuple(
        Piece(True, a.y, min(a.x, b.x), max(a.x, b.x), b.x > a.x)
        if abs(a.y - b.y) < EPSILON
        else Piece(False, a.x, min(a.y, b.y), max(a.y, b.y), b.y > a.y)
        for a, b in pairwise(points)
    )


def passes(piece: Piece, room: Room) -> bool:
    """Whether ``piece`` goes through ``room``; along its edge is not through."""
    if piece.level:
        return (
            room.top + EPSILON < piece.at < room.bottom - EPSILON
            and piece.low < room.right - EPSILON
            and piece.high > room.left + EPSILON
        )
    return (
        room.left + EPSILON < piece.at < room.right - EPSILON
        and piece.low < room.bottom - EPSILON
        and piece.high > room.top + EPSILON
    )


def _span(points: Sequence[Point], around: float) -> Room:
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Room(min(xs) - around, max(xs) + around, min(ys) - around, max(ys) + around)


def _together(same_start: bool, same_finish: bool, mixed: bool) -> float:
    """What it costs that two arrows run together."""
    if same_finish:
        return MIXED if mixed else 0.0
    return SHARED_START if same_start else FORBIDDEN


def _meet(one: Piece, other: Piece) -> bool:
    return (
        one.low - EPSILON <= other.at <= one.high + EPSILON
        and other.low - EPSILON <= one.at <= other.high + EPSILON
    )


def _inside(piece: Piece, at: float) -> bool:
    return piece.low + EPSILON < at < piece.high - EPSILON
