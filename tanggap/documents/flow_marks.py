"""Draws the symbols, arrows and words of a flow as SVG elements without ids, styles or scripts.

Colour is ``currentColor`` and presentation attributes only, so that the same drawing works on
paper, in a light and a dark page, and under a policy that allows no inline style. Classes begin
with ``flow-`` and let a page's own stylesheet say more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from tanggap.documents.body import printable
from tanggap.domain.flow_shapes import Arrow, Label, Outline, Point, Symbol


@dataclass(frozen=True, slots=True)
class Pen:
    """How thick and how large things are drawn, in the unit of the layout.

    Attributes:
        line: stroke of symbols and arrows.
        head: length of an arrow's head; half of it is its width on either side.
        dash: dash and gap of arrows that lead back.
        letters: font size inside symbols; ``small`` of the words at branches; ``pitch`` from line
            to line of these.
        font: family; None leaves it to the page.
        paper: colour behind the words at branches; None leaves it to the page.
    """

    line: float
    head: float
    dash: tuple[float, float]
    letters: float
    small: float
    pitch: float
    font: str | None = None
    paper: str | None = None


def element(name: str, inner: str = "", /, **attributes: str | float | None) -> str:
    """Return one SVG element; ``_`` in names is ``-``, a trailing one is dropped.

    Attribute values are escaped; ``inner`` is markup already.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def words(text: str) -> str:
    """Return ``text`` as it may stand inside an element."""
    return escape(printable(text))


def number(value: float) -> str:
    """Return ``value`` with at most two decimals, the same text on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def text_line(
    content: str, x: float, y: float, size: float, pen: Pen, **more: str | float | None
) -> str:
    """Return one line of text whose base line begins at (``x``, ``y``)."""
    if not content:
        return ""
    return element(
        "text",
        words(content),
        x=x,
        y=y,
        font_size=size,
        font_family=pen.font,
        fill="currentColor",
        **more,
    )


def symbol_mark(symbol: Symbol, pen: Pen, **more: str | float | None) -> str:
    """Return the outline of ``symbol`` with the words inside it."""
    drawn = outline(symbol, pen, **more)
    if not symbol.text:
        return drawn
    size = min(pen.letters, symbol.width / max(len(symbol.text), 1) * 1.55, symbol.height * 0.62)
    lift = 0.08 * symbol.height if symbol.outline is Outline.PENTAGON else 0.0
    inside = text_line(
        symbol.text,
        symbol.x,
        symbol.y + size * 0.36 - lift,
        size,
        pen,
        text_anchor="middle",
        class_="flow-text",
    )
    return drawn + inside


def outline(symbol: Symbol, pen: Pen, **more: str | float | None) -> str:
    """Return the bare outline; ``more`` attributes replace the usual ones."""
    left, right, top, bottom = symbol.room()
    look: dict[str, str | float | None] = {
        "class_": f"flow-{symbol.outline}",
        "fill": "none",
        "stroke": "currentColor",
        "stroke_width": pen.line,
        "stroke_linejoin": "round",
        **more,
    }
    match symbol.outline:
        case Outline.DIAMOND:
            corners = [(symbol.x, top), (right, symbol.y), (symbol.x, bottom), (left, symbol.y)]
        case Outline.PENTAGON:
            waist = bottom - (bottom - top) * 0.36
            corners = [(left, top), (right, top), (right, waist), (symbol.x, bottom), (left, waist)]
        case outlined:
            radius = (bottom - top) / 2 if outlined is Outline.CAPSULE else None
            return element(
                "rect",
                x=left,
                y=top,
                width=right - left,
                height=bottom - top,
                rx=radius,
                **look,
            )
    return element("polygon", points=_corners(corners), **look)


def arrow_marks(arrows: Sequence[Arrow], pen: Pen) -> list[str]:
    """Return all ``arrows``, each drawn until it runs into one to the same place.

    Two dashed lines on top of each other would look like a solid one.
    """
    drawn: list[str] = []
    for at, arrow in enumerate(arrows):
        earlier = [one.points for one in arrows[:at] if one.is_back == arrow.is_back]
        ends = [end for end in (_until_joined(arrow.points, one) for one in earlier) if end]
        drawn.append(
            arrow_line(min(ends, key=length_of), arrow.is_back, pen)
            if ends
            else arrow_mark(arrow, pen)
        )
    return drawn


def arrow_mark(arrow: Arrow, pen: Pen) -> str:
    """Return the line of ``arrow`` and its head; dashed when it leads back."""
    *_, before, tip = arrow.points
    stop = _towards(tip, before, pen.head * 0.7)
    line = arrow_line((*arrow.points[:-1], stop), arrow.is_back, pen)
    base = _towards(tip, before, pen.head)
    side_x, side_y = (tip.y - base.y) * 0.36, (base.x - tip.x) * 0.36
    corners = [
        (tip.x, tip.y),
        (base.x + side_x, base.y + side_y),
        (base.x - side_x, base.y - side_y),
    ]
    head = element("polygon", points=_corners(corners), class_="flow-head", fill="currentColor")
    return line + head


def arrow_line(points: Sequence[Point], is_back: bool, pen: Pen) -> str:
    """Return the bare line of an arrow."""
    return element(
        "polyline",
        points=_corners([(point.x, point.y) for point in points]),
        class_="flow-arrow flow-back" if is_back else "flow-arrow",
        fill="none",
        stroke="currentColor",
        stroke_width=pen.line,
        stroke_linejoin="round",
        stroke_dasharray=" ".join(map(number, pen.dash)) if is_back else None,
    )


def label_mark(label: Label, pen: Pen) -> str:
    """Return the words at a branch, on paper of their own.

    Without a colour in ``pen`` the paper is there but bare, for a stylesheet to fill.
    """
    paper = element(
        "rect",
        x=label.x,
        y=label.y,
        width=label.width,
        height=label.height,
        fill=pen.paper or "none",
        class_="flow-label-paper",
    )
    lines = [
        text_line(
            line,
            label.x,
            label.y + pen.pitch * at + pen.pitch * 0.78,
            pen.small,
            pen,
            class_="flow-label",
        )
        for at, line in enumerate(label.lines)
    ]
    return paper + "".join(lines)


def remark_mark(symbol: Symbol, remark: str, pen: Pen) -> str:
    """Return the small words above or below a connector."""
    above, below = symbol.top - pen.small * 0.35, symbol.bottom + pen.small * 0.95
    y = above if symbol.notes_above else below
    return text_line(
        remark, symbol.x, y, pen.small * 0.92, pen, text_anchor="middle", class_="flow-remark"
    )


def group(parts: Iterable[str], **attributes: str | float | None) -> str:
    """Return ``parts`` in one ``<g>``."""
    return element("g", "".join(parts), **attributes)


def length_of(points: Sequence[Point]) -> float:
    """The length of a way."""
    return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(points))


def _until_joined(points: Sequence[Point], other: Sequence[Point]) -> tuple[Point, ...]:
    """``points`` up to where they run into ``other`` for good; empty when they never do."""
    if points[-1] != other[-1]:
        return ()
    mine, theirs = list(points), list(other)
    while len(mine) > 1 and len(theirs) > 1:
        tip, here, there = mine[-1], mine[-2], theirs[-2]
        own, others = length_of((here, tip)), length_of((there, tip))
        shared = min(own, others)
        if _towards(tip, here, shared) != _towards(tip, there, shared):
            break
        meeting = _towards(tip, here, shared)
        mine[-1] = theirs[-1] = meeting
        if own <= shared:
            mine.pop()
        if others <= shared:
            theirs.pop()
    return () if mine[-1] == points[-1] else tuple(mine)


def _towards(start: Point, goal: Point, distance: float) -> Point:
    whole = abs(goal.x - start.x) + abs(goal.y - start.y)
    share = min(distance / whole, 1.0) if whole else 0.0
    return Point(start.x + (goal.x - start.x) * share, start.y + (goal.y - start.y) * share)


def _corners(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
