"""Draws the flow of a procedure for a screen, and on it where a report stands.

The drawing is one SVG element to be put into a page: no ids, no styles, no scripts, colours from
the page by ``currentColor``. What was done, where the report is and what came late is said by
outlines, marks and words; a stylesheet may add colour through the classes ``flow-done``,
``flow-now``, ``flow-late`` and ``flow-waiting``. In narrow columns it fits a telephone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tanggap.documents.flow_marks import (
    Pen,
    arrow_marks,
    element,
    group,
    label_mark,
    outline,
    symbol_mark,
    text_line,
    words,
)
from tanggap.documents.sop_sheet_text import face, fitter
from tanggap.domain.flow_layout import lay_out
from tanggap.domain.flow_progress import StepProgress, spoken_span
from tanggap.domain.flow_shapes import FlowLayout, FlowPage, Point, Row, Sizes, Symbol
from tanggap.domain.procedure import Procedure, Step, StepId

Progress = Mapping[StepId, StepProgress]

SIZES = Sizes(
    column_width=56,
    symbol_width=32,
    symbol_height=23,
    end_height=14,
    connector=16,
    head=6,
    lane=4.4,
)
PEN = Pen(line=1.3, head=6, dash=(3.5, 2.5), letters=10, small=9, pitch=10)
LEAST_ROW = 66.0
WIDEST_COLUMN = 92.0
NUMBER_WIDTH = 34.0
TIMES_WIDTH = 80.0
SMALL, LINE = 10.0, 11.5
TITLE = 9.0
HEAD_PAD = 5.0
BOLD = "TanggapSans-Bold.ttf"
WIDER = 1.16
"""How much wider than ours the letters of a page's own font may be."""
FAINT = 0.25


@dataclass(frozen=True, slots=True)
class ScreenFlow:
    """A layout for the screen; it depends on the procedure alone and may be kept.

    Attributes:
        titles: the broken lines of every actor's title.
    """

    layout: FlowLayout
    titles: tuple[tuple[str, ...], ...]

    @property
    def page(self) -> FlowPage:
        """The one page."""
        return self.layout.pages[0]

    @property
    def column(self) -> float:
        """Width of an actor's column."""
        return self.layout.column_width

    @property
    def columns(self) -> float:
        """Width of all actors' columns."""
        return self.column * len(self.titles)

    @property
    def head(self) -> float:
        """Height of the actors' titles."""
        return max(map(len, self.titles)) * LINE + 2 * HEAD_PAD


def screen_flow(procedure: Procedure) -> ScreenFlow:
    """Lay ``procedure`` out for the screen, in CSS pixels."""
    bold, size = face(BOLD), TITLE * WIDER
    words_width = max(bold.widest_word(actor.title, size) for actor in procedure.actors)
    column = min(WIDEST_COLUMN, max(SIZES.column_width, words_width + 6))
    fit = fitter(PEN.small * WIDER, PEN.pitch, column * 1.5, most_lines=4)
    heights = {step.id: LEAST_ROW for step in procedure.steps}
    layout = lay_out(procedure, replace(SIZES, column_width=column), heights, fit)
    titles = tuple(bold.lines(actor.title, size, column - 6) for actor in procedure.actors)
    return ScreenFlow(layout, titles)


def draw_flow(
    procedure: Procedure, progress: Progress | None = None, flow: ScreenFlow | None = None
) -> str:
    """Return the flow as an SVG element.

    Args:
        procedure: what is drawn.
        progress: how far a report has come; None draws the procedure alone, without times.
        flow: the layout, when it was kept.
    """
    flow = flow or screen_flow(procedure)
    width = NUMBER_WIDTH + flow.columns + (TIMES_WIDTH if progress is not None else 0.0)
    height = flow.head + flow.page.height
    reached = progress or {}
    rows = [
        _row(procedure.step(row.step), row, reached.get(row.step), flow.columns, progress is None)
        for row in flow.page.rows
    ]
    marks = arrow_marks(flow.page.arrows, PEN)
    marks += [
        _symbol(procedure, symbol, reached.get(symbol.step) if symbol.step else None)
        for symbol in flow.page.symbols
    ]
    marks += [label_mark(arrow.label, PEN) for arrow in flow.page.arrows if arrow.label]
    drawn = (
        element("title", words(f"Alur {procedure.title}")),
        element("desc", words(in_words(procedure, progress))),
        _rules(flow, width, height),
        _heads(flow),
        group(rows, transform=f"translate(0 {flow.head:.2f})"),
        group(marks, transform=f"translate({NUMBER_WIDTH:g} {flow.head:.2f})"),
    )
    return element(
        "svg",
        "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        class_="flow",
        role="img",
        viewBox=f"0 0 {width:.2f} {height:.2f}",
        width=width,
        height=height,
        font_size=SMALL,
        font_family="system-ui, sans-serif",
    )


def in_words(procedure: Procedure, progress: Progress | None) -> str:
    """The drawing in words: every step with who does it, and how it went."""
    return " ".join(
        f"{_step_title(procedure, step, (progress or {}).get(step.id))}."
        for step in procedure.steps
    )


def _step_title(procedure: Procedure, step: Step, progress: StepProgress | None) -> str:
    title = f"Langkah {step.number}, {procedure.actor_of(step).title}: {step.activity}"
    if progress is None:
        return title
    return f"{title} ({'; '.join(_told(step, progress))})"


def _told(step: Step, progress: StepProgress) -> list[str]:
    told = ["laporan ada di sini" if progress.is_current else "selesai"]
    if progress.times > 1:
        told.append(f"{progress.times} kali")
    if progress.spent is not None:
        told.append(f"waktu terlama {spoken_span(progress.spent)}")
    if step.duration:
        told.append(f"standar {step.duration}")
    if progress.is_late is not None:
        told.append("terlambat" if progress.is_late else "tepat waktu")
    return told


def _rules(flow: ScreenFlow, width: float, height: float) -> str:
    """Thin rules between columns and rows."""
    borders = [NUMBER_WIDTH + flow.column * at for at in range(len(flow.titles) + 1)]
    rules = [_rule(x, 0, x, height) for x in borders]
    rules += [_rule(0, flow.head + row.top, width, flow.head + row.top) for row in flow.page.rows]
    return group(rules, class_="flow-rules", stroke="currentColor", stroke_opacity=FAINT)


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2)


def _heads(flow: ScreenFlow) -> str:
    parts = []
    for at, lines in enumerate(flow.titles):
        x = NUMBER_WIDTH + flow.column * (at + 0.5)
        top = (flow.head - len(lines) * LINE) / 2
        parts += [
            text_line(line, x, top + LINE * (number + 0.78), TITLE, PEN, text_anchor="middle")
            for number, line in enumerate(lines)
        ]
    return group(parts, class_="flow-actors", font_weight="bold")


def _row(step: Step, row: Row, progress: StepProgress | None, columns: float, is_bare: bool) -> str:
    """The number of a row, "here" where the report stands, and the times beside it."""
    middle = row.top + row.height / 2
    is_here = progress is not None and progress.is_current
    parts = [_band(row, NUMBER_WIDTH + columns + TIMES_WIDTH), _here(middle)] if is_here else []
    parts.append(
        text_line(
            step.number,
            NUMBER_WIDTH / 2,
            middle + SMALL * 0.36 - (LINE / 2 if is_here else 0),
            SMALL * 1.2,
            PEN,
            text_anchor="middle",
            font_weight="bold",
        )
    )
    if not is_bare:
        parts.append(_times(step, row, progress, NUMBER_WIDTH + columns + 6))
    return group(parts, class_="flow-row" if is_bare else f"flow-row {_state(progress)}")


def _band(row: Row, width: float) -> str:
    return element(
        "rect",
        x=0,
        y=row.top,
        width=width,
        height=row.height,
        fill="currentColor",
        fill_opacity=0.08,
        class_="flow-band",
    )


def _here(middle: float) -> str:
    """A small pointer and the word "di sini" under the row's number."""
    y = middle + LINE * 0.9
    pointer = element(
        "polygon",
        points=f"{NUMBER_WIDTH - 6:g},{middle - 4:.2f} {NUMBER_WIDTH:g},{middle:.2f} "
        f"{NUMBER_WIDTH - 6:g},{middle + 4:.2f}",
        fill="currentColor",
    )
    return pointer + text_line(
        "di sini", NUMBER_WIDTH / 2 - 1, y, SMALL * 0.95, PEN, text_anchor="middle"
    )


def _times(step: Step, row: Row, progress: StepProgress | None, x: float) -> str:
    """How long the step took, its standard, and whether that was in time."""
    room = TIMES_WIDTH - 8
    spent = progress.spent if progress is not None else None
    lines: list[tuple[str, str | None]] = []
    if progress is not None and spent is not None:
        often = f"{progress.times}×, " if progress.times > 1 else ""
        took = face(BOLD).lines(f"{often}{spoken_span(spent)}", SMALL * WIDER, room)
        lines += [(line, "bold") for line in took]
    if step.duration:
        standard = f"{'standar' if spent is None else 'dari'} {step.duration}"
        lines += [(line, None) for line in face().lines(standard, SMALL * WIDER, room)]
    verdict = progress.is_late if progress is not None else None
    if verdict is not None:
        lines.append(("   terlambat" if verdict else "   tepat waktu", "bold" if verdict else None))
    top = row.top + (row.height - len(lines) * LINE) / 2
    parts = [
        text_line(line.strip(), x + (11 if line[0] == " " else 0), top + LINE * (at + 0.78),
                  SMALL, PEN, font_weight=weight)
        for at, (line, weight) in enumerate(lines)
    ]  # fmt: skip
    if verdict is not None:
        y = top + LINE * (len(lines) - 0.5)
        parts.append(_late_mark(x + 4, y) if verdict else _tick(x + 4, y))
    return group(parts, class_="flow-times")


def _symbol(procedure: Procedure, symbol: Symbol, progress: StepProgress | None) -> str:
    drawn = symbol_mark(symbol, PEN)
    step = procedure.step(symbol.step) if symbol.step else None
    if step is None:
        return drawn
    parts = [element("title", words(_step_title(procedure, step, progress)))]
    is_own = not symbol.ends or symbol.height > SIZES.end_height
    if progress is not None and is_own:
        tint = outline(
            symbol, PEN, class_="flow-fill", fill="currentColor", fill_opacity=0.14, stroke="none"
        )
        parts.append(tint)
        if progress.is_current:
            parts.append(outline(symbol, PEN, stroke_width=3, class_="flow-ring"))
        else:
            parts.append(_tick(symbol.right - 1, symbol.top + 1))
    parts.append(drawn)
    state = f" {_state(progress)}" if progress is not None and is_own else ""
    return group(parts, class_=f"flow-step{state}")


def _state(progress: StepProgress | None) -> str:
    if progress is None:
        return "flow-waiting"
    state = "flow-now" if progress.is_current else "flow-done"
    return f"{state} flow-late" if progress.is_late else state


def _tick(x: float, y: float) -> str:
    return element(
        "polyline",
        points=_points(Point(x - 4, y), Point(x - 1, y + 3), Point(x + 4, y - 4)),
        fill="none",
        stroke="currentColor",
        stroke_width=2,
        class_="flow-tick",
    )


def _late_mark(x: float, y: float) -> str:
    """A triangle with an exclamation mark, drawn."""
    triangle = element(
        "polygon",
        points=_points(Point(x, y - 4.5), Point(x + 5, y + 4), Point(x - 5, y + 4)),
        fill="none",
        stroke="currentColor",
        stroke_width=1.3,
        stroke_linejoin="round",
    )
    stroke = element("path", d=f"M{x:g} {y - 1.6:.2f}v3", stroke="currentColor", stroke_width=1.3)
    return group([triangle, stroke], class_="flow-late-mark")


def _points(*points: Point) -> str:
    return " ".join(f"{point.x:g},{point.y:.2f}" for point in points)
