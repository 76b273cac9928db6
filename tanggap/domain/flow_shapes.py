"""What a flow drawing is made of: outlines, arrows, labels, rows and pages, as plain data.

Lengths have no unit of their own: whoever asks for a layout gives every size in one unit, for
example millimetres on paper or CSS pixels on a screen. ``x`` runs to the right from the left edge
of the first actor's column, ``y`` runs down from the top of the page's body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tanggap.domain.procedure import ActionId, ActorId, StepId


class Outline(StrEnum):
    """The four closed symbols of an SOP sheet; the fifth symbol is the arrow.

    Source: Permenpan RB 35/2012, which allows these five and no others.
    """

    CAPSULE = "capsule"  # begins or ends the procedure
    BOX = "box"  # something is done
    DIAMOND = "diamond"  # something is decided
    PENTAGON = "pentagon"  # the arrow goes on at the same letter of another page


@dataclass(frozen=True, slots=True)
class Point:
    """A corner or an end of an arrow."""

    x: float
    y: float


class Room(NamedTuple):
    """An upright rectangle."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: Room) -> bool:
        """Whether two rooms share more than an edge."""
        return (
            self.left < other.right - 1e-6
            and self.right > other.left + 1e-6
            and self.top < other.bottom - 1e-6
            and self.bottom > other.top + 1e-6
        )


@dataclass(frozen=True, slots=True)
class Symbol:
    """One outline in its place.

    Attributes:
        x, y: its centre.
        step: the row it belongs to; None for a page connector at the edge of a page.
        text: what stands inside: ``Mulai``, ``Selesai``, the letter of a connector, or nothing.
        ends: the actions with which a report ends in this symbol.
        others: pages (from 1) on which the same letter stands; only for connectors.
        notes_above: a connector's remark stands above it instead of below.
    """

    outline: Outline
    x: float
    y: float
    width: float
    height: float
    step: StepId | None = None
    text: str = ""
    ends: tuple[ActionId, ...] = ()
    others: tuple[int, ...] = ()
    notes_above: bool = False

    @property
    def left(self) -> float:
        """The smallest x."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The largest x."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The smallest y."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The largest y."""
        return self.y + self.height / 2

    def room(self, around: float = 0.0) -> Room:
        """The rectangle it stands in, with some space ``around``."""
        wide, high = self.width / 2 + around, self.height / 2 + around
        return Room(self.x - wide, self.x + wide, self.y - high, self.y + high)


@dataclass(frozen=True, slots=True)
class FittedText:
    """One way to set a short text in lines, and the room this takes."""

    lines: tuple[str, ...]
    width: float
    height: float


FitLabel = Callable[[str], tuple[FittedText, ...]]
"""The ways in which a label may be set, best first."""


@dataclass(frozen=True, slots=True)
class Label:
    """The words at a branch.

    Attributes:
        text: in full; the lines may be shortened.
        x, y: left and top of the room the lines take.
    """

    text: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    def room(self, around: float = 0.0) -> Room:
        """The rectangle its lines stand in, with some space ``around``."""
        return Room(
            self.x - around,
            self.x + self.width + around,
            self.y - around,
            self.y + self.height + around,
        )


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from symbol to symbol: level and upright pieces from ``points[0]`` to its head.

    Attributes:
        source: the step it leaves; None when it comes out of a connector.
        target: the step it reaches; None when it goes into a connector or to an end.
        actions: what an officer does to send a report along it; empty out of a connector, since
            the arrow into the letter carries them.
        is_back: a return or another way back up the sheet.
        letter: of the connector at one of its ends.
    """

    points: tuple[Point, ...]
    source: StepId | None
    target: StepId | None
    actions: tuple[ActionId, ...]
    is_back: bool
    letter: str = ""
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A step's band across the page."""

    step: StepId
    number: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class FlowPage:
    """What stands on one page.

    Attributes:
        number: from 1.
        height: of the whole body, bands for connectors included.
        band_above: height of the band for connectors before the first row; 0 for none.
        band_below: the same after the last row.
    """

    number: int
    height: float
    band_above: float
    band_below: float
    rows: tuple[Row, ...]
    symbols: tuple[Symbol, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """The flow matrix of a procedure, page by page."""

    actors: tuple[ActorId, ...]
    column_width: float
    pages: tuple[FlowPage, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of a drawing, all in one unit.

    Attributes:
        column_width: of one actor's column.
        symbol_width, symbol_height: of a diamond; boxes and capsules are a little smaller.
        end_height: of the small capsule under a symbol from which a report may also end.
        connector: width and height of a pentagon.
        head: length of an arrow's head.
        lane: least distance between lines that run side by side.
    """

    column_width: float
    symbol_width: float
    symbol_height: float
    end_height: float
    connector: float
    head: float
    lane: float

    @property
    def room(self) -> float:
        """Free height above and below a symbol, for arrows that turn there."""
        return self.head + 1.1 * self.lane

    @property
    def least_row(self) -> float:
        """The least height of a row."""
        return self.symbol_height + 2 * self.room

    @property
    def least_row_with_end(self) -> float:
        """The least height of a row whose symbol has an end under it."""
        return self.least_row + self.head + self.lane + self.end_height

    @property
    def band(self) -> float:
        """The height of one line of page connectors."""
        return self.connector + 2 * self.room
