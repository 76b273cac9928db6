"""Sets the flow matrix of the SOP sheet on landscape pages: cells, their rules, and the drawing.

Table and drawing come from one set of measures in millimetres: text is broken by the widths of our
fonts, a row is as high as its longest cell or its symbol, and the rules of the table are drawn
with the arrows. The page then only puts the words on top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tanggap.documents.flow_marks import (
    Pen,
    arrow_marks,
    element,
    group,
    label_mark,
    remark_mark,
    symbol_mark,
    words,
)
from tanggap.documents.sop_sheet_cells import RowText
from tanggap.documents.sop_sheet_text import POINT, face, fitter
from tanggap.domain.flow_layout import lay_out
from tanggap.domain.flow_shapes import FlowLayout, FlowPage, Sizes, Symbol
from tanggap.domain.procedure import Procedure, StepId

WIDTH = 271.0
"""Millimetres between the margins of a landscape A4 page."""
HEIGHT = 178.0
"""Millimetres for head and rows of one page."""
TEXT, PITCH = 8.0, 9.8  # points
HEAD_TEXT, HEAD_PITCH = 8.0, 9.6
SMALLEST_HEAD = 5.0
PAD_X, PAD_Y = 1.3, 1.3
HEAD_PAD = 1.2
NUMBER_WIDTH = 9.0
HEAD_ROW = 6.0
RULE, FRAME = 0.2, 0.35
HEAD_PAPER = "#ececec"
BOLD = "TanggapSans-Bold.ttf"
DIVISIONS = (
    (0.35, 0.18, 0.12, 0.18, 0.17),
    (0.32, 0.17, 0.11, 0.17, 0.23),
    (0.30, 0.19, 0.12, 0.21, 0.18),
    (0.37, 0.18, 0.12, 0.19, 0.14),
    (0.40, 0.16, 0.11, 0.16, 0.17),
    (0.28, 0.16, 0.11, 0.16, 0.29),
)
"""How activity, requirements, time, output and remarks may share the width that is left."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of the matrix' columns in millimetres; ``actor`` is that of each actor."""

    number: float
    activity: float
    actor: float
    requirements: float
    time: float
    output: float
    remarks: float


Cell = tuple[str, ...]
"""The broken lines of one cell."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """An actor's title as it stands in the head."""

    lines: tuple[str, ...]
    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row of the table: ``cells`` before the actors' columns, and ``after`` them."""

    height: float
    cells: tuple[Cell, ...]
    after: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of the matrix, ready for the template.

    Attributes:
        drawing: SVG markup of rules, symbols, arrows and words at branches.
        height: of head and body.
        band_above, band_below: free height before and after the rows, for page connectors.
    """

    drawing: str
    height: float
    head: float
    band_above: float
    band_below: float
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class SheetBoard:
    """The whole matrix."""

    widths: Widths
    actors: tuple[HeadCell, ...]
    head_rows: tuple[float, float]
    pages: tuple[BoardPage, ...]
    layout: FlowLayout

    @property
    def columns(self) -> tuple[float, ...]:
        """The widths of all columns from left to right."""
        wide = self.widths
        actors = (wide.actor,) * len(self.actors)
        after = (wide.requirements, wide.time, wide.output, wide.remarks)
        return (wide.number, wide.activity, *actors, *after)


def set_board(
    procedure: Procedure, texts: Sequence[RowText], first_page: int, height: float = HEIGHT
) -> SheetBoard:
    """Return the matrix of ``procedure`` page by page.

    Args:
        texts: the words of its rows, in order.
        first_page: number of the first page of the matrix, for the remarks at page connectors.
        height: millimetres for head and rows on one page.
    """
    widths = column_widths(len(procedure.actors), texts)
    actors = tuple(_head_cell(actor.title, widths.actor) for actor in procedure.actors)
    titles = max(len(one.lines) * one.pitch for one in actors) + 2 * HEAD_PAD
    head = HEAD_ROW + max(titles, 2 * HEAD_PITCH * POINT + 2 * HEAD_PAD)
    rows = {
        step.id: _row_cells(text, widths) for step, text in zip(procedure.steps, texts, strict=True)
    }
    sizes = flow_sizes(widths.actor)
    label = label_size(widths.actor)
    layout = lay_out(
        procedure,
        sizes,
        {step: text_height(before + after) for step, (before, after) in rows.items()},
        fitter(label * POINT, label * 1.12 * POINT, max(widths.actor * 1.5, 18.0)),
        height - head,
    )
    pages = tuple(_page(page, widths, rows, head, layout, first_page) for page in layout.pages)
    return SheetBoard(widths, actors, (HEAD_ROW, head - HEAD_ROW), pages, layout)


def column_widths(actors: int, texts: Sequence[RowText] = ()) -> Widths:
    """Share the page's width out: actors' columns first, wide enough for a symbol.

    The text columns take the one of a few divisions that gives the lowest rows.
    """
    actor = min(max(25.0, min(60.0, 80.0 / actors)), max(11.5, 122.0 / actors), 165.0 / actors)
    left = WIDTH - NUMBER_WIDTH - actor * actors
    ways = [
        Widths(NUMBER_WIDTH, left * activity, actor, *(left * share for share in others))
        for activity, *others in DIVISIONS
    ]
    least = flow_sizes(actor).least_row
    return min(ways, key=lambda widths: _height_of_all(texts, widths, least))


def _height_of_all(texts: Sequence[RowText], widths: Widths, least: float) -> float:
    cells = (_row_cells(text, widths) for text in texts)
    return sum(max(least, text_height(before + after)) for before, after in cells)


def flow_sizes(actor: float) -> Sizes:
    """The measures of the drawing in columns ``actor`` millimetres wide."""
    width = min(13.5, actor * 0.62)
    return Sizes(
        column_width=actor,
        symbol_width=width,
        symbol_height=min(8.0 if actor >= 18 else 7.0, width * 0.8),
        end_height=4.4,
        connector=min(6.0, actor * 0.5),
        head=2.0 if actor >= 14 else 1.6,
        lane=1.5 if actor >= 14 else 1.1,
    )


def label_size(actor: float) -> float:
    """Points of the words at branches."""
    return 6.2 if actor >= 14 else 5.4


def text_height(cells: Sequence[Cell]) -> float:
    """The height in millimetres that the longest of ``cells`` needs."""
    return max(map(len, cells)) * PITCH * POINT + 2 * PAD_Y


def _row_cells(text: RowText, widths: Widths) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    before = (_cell(text.number, widths.number), _cell(text.activity, widths.activity))
    after = (
        _cell(text.requirements, widths.requirements),
        _cell(text.time, widths.time),
        _cell(text.output, widths.output),
        _cell(text.remarks, widths.remarks),
    )
    return before, after


def _cell(text: str, width: float) -> Cell:
    return face().lines(text, TEXT * POINT, width - 2 * PAD_X)


def _head_cell(title: str, width: float) -> HeadCell:
    """An actor's title, as large as its longest word lets it be."""
    bold, room = face(BOLD), width - 1.8
    size = HEAD_TEXT
    while size > SMALLEST_HEAD and bold.widest_word(title, size * POINT) > room:
        size -= 0.25
    pitch = size * HEAD_PITCH / HEAD_TEXT
    return HeadCell(bold.lines(title, size * POINT, room), size, pitch * POINT)


def _page(
    page: FlowPage,
    widths: Widths,
    rows: Mapping[StepId, tuple[tuple[Cell, ...], tuple[Cell, ...]]],
    head: float,
    layout: FlowLayout,
    first_page: int,
) -> BoardPage:
    return BoardPage(
        _drawing(page, widths, len(layout.actors), head, first_page),
        head + page.height,
        head,
        page.band_above,
        page.band_below,
        tuple(BoardRow(row.height, *rows[row.step]) for row in page.rows),
    )


def _drawing(page: FlowPage, widths: Widths, actors: int, head: float, first_page: int) -> str:
    pen = print_pen(widths.actor)
    flow_left = widths.number + widths.activity
    height = head + page.height
    marks = arrow_marks(page.arrows, pen)
    marks += [symbol_mark(symbol, pen) for symbol in page.symbols]
    marks += [
        remark_mark(symbol, remark_of(symbol, first_page), pen)
        for symbol in page.symbols
        if symbol.others
    ]
    marks += [label_mark(arrow.label, pen) for arrow in page.arrows if arrow.label]
    flow = group(marks, transform=f"translate({flow_left:.2f} {head:.2f})")
    return element(
        "svg",
        element("title", words(description(page)))
        + _rules(page, widths, actors, head, height)
        + flow,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {height:.2f}",
        width=f"{WIDTH:g}mm",
        height=f"{height:.2f}mm",
        color="#000",
    )


def print_pen(actor: float) -> Pen:
    """The pen of the printed sheet, in millimetres."""
    small = label_size(actor)
    return Pen(
        line=0.38,
        head=2.0 if actor >= 14 else 1.6,
        dash=(1.1, 0.8),
        letters=7 * POINT,
        small=small * POINT,
        pitch=small * 1.12 * POINT,
        font="Tanggap Sans",
        paper="#fff",
    )


def remark_of(symbol: Symbol, first_page: int) -> str:
    """Where the other half of a connector stands, for example ``hlm. 3``."""
    numbers = ", ".join(str(other + first_page - 1) for other in symbol.others)
    return f"hlm. {numbers}"


def description(page: FlowPage) -> str:
    """The flow of a page in words, for those who cannot see it."""
    numbers = {row.step: row.number for row in page.rows}
    said = []
    for arrow in page.arrows:
        source = f"langkah {numbers[arrow.source]}" if arrow.source else f"sambungan {arrow.letter}"
        if arrow.target in numbers and arrow.target is not None:
            target = f"langkah {numbers[arrow.target]}"
        else:
            target = f"sambungan {arrow.letter}" if arrow.letter else "selesai"
        label = f" ({arrow.label.text})" if arrow.label else ""
        said.append(f"{source} ke {target}{label}")
    return "Diagram alir: " + "; ".join(said) + "."


def _rules(page: FlowPage, widths: Widths, actors: int, head: float, height: float) -> str:
    """The frame, the rules between columns and rows, and the shade behind the head."""
    before, after = widths.number + widths.activity, WIDTH - widths.remarks
    measures = after - widths.requirements - widths.time - widths.output
    parts = [element("rect", x=0, y=0, width=WIDTH, height=head, fill=HEAD_PAPER)]
    whole = (widths.number, before, measures, after)
    inner = [before + widths.actor * at for at in range(1, actors)]
    inner += [measures + widths.requirements, after - widths.output]
    parts += [_line(x, 0, x, height) for x in whole]
    parts += [_line(x, HEAD_ROW, x, height) for x in inner]
    parts += [_line(before, HEAD_ROW, after, HEAD_ROW), _line(0, head, WIDTH, head)]
    parts += [
        _line(0, head + row.top, WIDTH, head + row.top) for row in page.rows if row.top > 0.01
    ]
    if page.band_below:
        y = head + page.height - page.band_below
        parts.append(_line(0, y, WIDTH, y))
    frame = element(
        "rect",
        x=FRAME / 2,
        y=FRAME / 2,
        width=WIDTH - FRAME,
        height=height - FRAME,
        fill="none",
        stroke="#000",
        stroke_width=FRAME,
    )
    return group([*parts, frame])


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="#000", stroke_width=RULE)
