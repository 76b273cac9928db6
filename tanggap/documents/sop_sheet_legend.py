"""The five symbols with their meanings, for the foot of the SOP sheet."""

from __future__ import annotations

from dataclasses import dataclass

from tanggap.documents.flow_marks import Pen, arrow_mark, element, outline, words
from tanggap.documents.sop_sheet_text import POINT
from tanggap.domain.flow_shapes import Arrow, Outline, Point, Symbol

WIDTH, HEIGHT = 9.0, 5.0
PEN = Pen(0.3, 1.6, (0.9, 0.7), 7 * POINT, 6 * POINT, 7 * POINT)
MEANINGS = (
    (Outline.CAPSULE, "mulai atau selesai"),
    (Outline.BOX, "kegiatan"),
    (Outline.DIAMOND, "pengambilan keputusan"),
    (Outline.PENTAGON, "sambungan ke halaman lain"),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A small drawing as SVG markup, and what it means."""

    drawing: str
    means: str


Legend = tuple[Meaning, ...]


def legend() -> Legend:
    """Return the four outlines, the arrow, and the arrow that leads back."""
    outlines = tuple(
        Meaning(_picture(outline(_symbol(kind), PEN), meaning), meaning)
        for kind, meaning in MEANINGS
    )
    arrows = tuple(
        Meaning(_picture(arrow_mark(_arrow(is_back), PEN), meaning), meaning)
        for is_back, meaning in ((False, "arah kegiatan"), (True, "pengembalian atau arah balik"))
    )
    return outlines + arrows


def _symbol(kind: Outline) -> Symbol:
    width = HEIGHT * 0.8 if kind is Outline.PENTAGON else WIDTH - 1
    return Symbol(kind, WIDTH / 2, HEIGHT / 2, width, HEIGHT - 1)


def _arrow(is_back: bool) -> Arrow:
    points = (Point(0.3, HEIGHT / 2), Point(WIDTH - 0.3, HEIGHT / 2))
    return Arrow(points, None, None, (), is_back)


def _picture(marks: str, meaning: str) -> str:
    return element(
        "svg",
        element("title", words(f"Simbol: {meaning}")) + marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        width=f"{WIDTH:g}mm",
        height=f"{HEIGHT:g}mm",
        color="#000",
    )
