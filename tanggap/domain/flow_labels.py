"""Finds a place for the words at each branch: near where the arrow begins, on nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tanggap.domain.flow_routing import Piece, passes, pieces
from tanggap.domain.flow_shapes import (
    Arrow,
    FitLabel,
    FittedText,
    Label,
    Outline,
    Room,
    Row,
    Symbol,
)

OUTSIDE = 10_000.0
ON_WORDS = 2_000.0
ON_SYMBOL = 2_000.0
ON_ARROW = 60.0
NEAR_ANOTHER = 8.0
SHARED = 30.0
LATER_PIECE = 7.0
LATER_LINES = 2.5
ON_ROW_BORDER = 4.0
ON_COLUMN_BORDER = 1.5
REMARK = 0.45  # height of a connector's remark, in heights of the connector
OFF_ARROW = 3.0  # what it costs that words stand clear of the symbol beside their arrow
STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Board:
    """The page on which words are placed."""

    width: float
    height: float
    column_width: float
    gap: float
    rows: tuple[Row, ...]
    symbols: tuple[Symbol, ...]


Place = tuple[float, float, float]
"""Left, top, and what it costs to stand there."""


def place_labels(
    arrows: Sequence[Arrow], texts: Sequence[str], board: Board, fit: FitLabel
) -> tuple[Arrow, ...]:
    """Return ``arrows`` with their labels.

    Args:
        texts: one for each arrow; empty for none.
        fit: sets a text in lines.
    """
    all_pieces = [pieces(arrow.points) for arrow in arrows]
    placed: dict[int, Label] = {}
    for number, text in enumerate(texts):
        if text:
            others = [
                piece for at, found in enumerate(all_pieces) if at != number for piece in found
            ]
            placed[number] = _best(text, all_pieces[number], others, board, fit, placed.values())
    return tuple(replace(arrow, label=placed.get(number)) for number, arrow in enumerate(arrows))


def _best(
    text: str,
    own: Sequence[Piece],
    others: Sequence[Piece],
    board: Board,
    fit: FitLabel,
    placed: Iterable[Label],
) -> Label:
    labels = list(placed)
    best: tuple[float, Label] | None = None
    for rank, fitted in enumerate(fit(text)):
        for x, y, base in _places(own, others, fitted, board):
            label = Label(text, fitted.lines, x, y, fitted.width, fitted.height)
            cost = base + LATER_LINES * rank + _nuisance(label, own, others, board, labels)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, label)
    if best is None:
        raise ValueError("a label needs at least one way to be set")
    return best[1]


def _places(
    own: Sequence[Piece], others: Sequence[Piece], fitted: FittedText, board: Board
) -> Iterator[Place]:
    gap = board.gap
    for number, piece in enumerate(own[:3]):
        base = LATER_PIECE * number
        base += SHARED if any(_runs_with(piece, other) for other in others) else 0.0
        long = piece.high - piece.low
        for share in STEPS:
            cost = base + 5 * share
            if piece.level:
                slack = max(long - fitted.width - 2 * gap, 0.0) * share
                over = max(fitted.width + gap - long, 0.0) / board.column_width
                x = (
                    piece.low + gap + slack
                    if piece.ahead
                    else piece.high - gap - fitted.width - slack
                )
                yield x, piece.at - gap - fitted.height, cost + 2 * over
                yield x, piece.at + gap, cost + 1 + 2 * over
                for lift in _lifts(board):
                    off = OFF_ARROW * lift / gap + 2 * over
                    yield x, piece.at - gap - lift - fitted.height, cost + off
                    yield x, piece.at + gap + lift, cost + 1 + off
            else:
                slack = max(long - fitted.height - 2 * gap, 0.0) * share
                y = (
                    piece.low + gap + slack
                    if piece.ahead
                    else piece.high - gap - fitted.height - slack
                )
                yield piece.at + 1.6 * gap, y, cost + 1
                yield piece.at - 1.6 * gap - fitted.width, y, cost + 1.5
    yield from _beside_end(own[-1], fitted, board)


def _lifts(board: Board) -> list[float]:
    """How far from a level arrow words clear each kind of symbol that it may lead to."""
    return sorted({symbol.height * (0.5 + REMARK) for symbol in board.symbols})


def _beside_end(last: Piece, fitted: FittedText, board: Board) -> Iterator[Place]:
    """Beside the small capsule under a symbol, to which a very short arrow leads."""
    if last.level or not last.ahead:
        return
    for symbol in board.symbols:
        is_end = symbol.outline is Outline.CAPSULE and bool(symbol.ends)
        if (
            is_end
            and abs(symbol.x - last.at) < board.gap
            and abs(symbol.top - last.high) < board.gap
        ):
            y = symbol.y - fitted.height / 2
            yield symbol.right + board.gap, y, 2.0
            yield symbol.left - board.gap - fitted.width, y, 2.5


def _nuisance(
    label: Label,
    own: Sequence[Piece],
    others: Sequence[Piece],
    board: Board,
    labels: Sequence[Label],
) -> float:
    """What it costs that the words stand where they stand."""
    room, gap = label.room(), board.gap
    near, nearer = label.room(gap * 2), label.room(gap * 0.4)
    cost = 0.0
    if room.left < 0 or room.top < 0 or room.right > board.width or room.bottom > board.height:
        cost += OUTSIDE
    cost += ON_SYMBOL * sum(room.overlaps(taken_room(symbol)) for symbol in board.symbols)
    cost += ON_WORDS * sum(room.overlaps(other.room(gap / 2)) for other in labels)
    for piece in others:
        if passes(piece, near):
            cost += NEAR_ANOTHER + ON_ARROW * passes(piece, nearer)
    cost += ON_ARROW * sum(passes(piece, nearer) for piece in own)
    cost += ON_ROW_BORDER * sum(room.top < row.top < room.bottom for row in board.rows)
    borders = int(room.right / board.column_width) - int(max(room.left, 0.0) / board.column_width)
    return cost + ON_COLUMN_BORDER * max(borders, 0)


def taken_room(symbol: Symbol) -> Room:
    """The room of a symbol with the remark that stands above or below a connector."""
    room = symbol.room()
    if not symbol.others:
        return room
    more, wider = symbol.height * REMARK, symbol.width * 0.12
    return Room(
        room.left - wider,
        room.right + wider,
        room.top - (more if symbol.notes_above else 0.0),
        room.bottom + (0.0 if symbol.notes_above else more),
    )


def _runs_with(piece: Piece, other: Piece) -> bool:
    return (
        piece.level == other.level
        and abs(piece.at - other.at) < 1e-6
        and min(piece.high, other.high) - max(piece.low, other.low) > 1e-6
    )
