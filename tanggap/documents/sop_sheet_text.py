"""Measures and breaks text by the widths of our own fonts, so that a drawing knows its room.

WeasyPrint sets the same lines later from the same files; it is told not to break them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fontTools.ttLib import TTFont

from tanggap.documents.assets import FONTS
from tanggap.documents.body import printable
from tanggap.domain.flow_shapes import FitLabel, FittedText

POINT = 25.4 / 72
"""Millimetres in a typographic point."""
ELSEWHERE = 1.05
"""Width, in font sizes, of a character that our fonts lack and another one will draw."""
SAFETY = 1.01
_PLACES_TO_BREAK = re.compile(r"(\s+)|(?<=/)(?=\w)|(?<=\w{3}-)(?=\w{3})")


@dataclass(frozen=True, slots=True)
class Face:
    """The widths of a font's characters, in font sizes."""

    advances: Mapping[str, float]

    def width(self, text: str, size: float) -> float:
        """The width of ``text`` set in ``size``, in the unit of ``size``; kerning is left out."""
        return sum(self.advances.get(character, ELSEWHERE) for character in text) * size * SAFETY

    def lines(self, text: str, size: float, room: float) -> tuple[str, ...]:
        """Break ``text`` into lines no wider than ``room``, in the unit of ``size``.

        Lines break at spaces, after ``/`` and ``-``, and inside a word only when it alone is too
        wide. Line ends in the text stay. Empty text gives no lines.
        """
        found: list[str] = []
        for paragraph in printable(text).split("\n"):
            found += self._paragraph(paragraph, size, room)
        return tuple(found)

    def widest_word(self, text: str, size: float) -> float:
        """The width of the widest piece of ``text`` that need not be broken."""
        parts = _parts(printable(text))
        return max((self.width(part, size) for part in parts if part.strip()), default=0.0)

    def _paragraph(self, text: str, size: float, room: float) -> list[str]:
        found: list[str] = []
        line = ""
        for part in _parts(text):
            if self.width((line + part).rstrip(), size) <= room:
                line += part if line or part.strip() else ""
                continue
            if line.strip():
                found.append(line.rstrip())
            line = "" if not part.strip() else part
            while line and self.width(line, size) > room:
                fits = self._fitting(line, size, room)
                found.append(line[:fits])
                line = line[fits:]
        return [*found, line.rstrip()] if line.strip() else found

    def _fitting(self, word: str, size: float, room: float) -> int:
        fits = 1
        while fits < len(word) and self.width(word[: fits + 1], size) <= room:
            fits += 1
        return fits


def _fitted(lines: tuple[str, ...], size: float, pitch: float) -> FittedText:
    width = max((face().width(line, size) for line in lines), default=0.0)
    return FittedText(lines, width, pitch * len(lines))


def _parts(text: str) -> list[str]:
    """``text`` cut where a line may end: around spaces, after a slash or a hyphen of long words."""
    return [part for part in _PLACES_TO_BREAK.split(text) if part]


@cache
def face(file: str = "TanggapSans-Regular.ttf") -> Face:
    """The widths of one of our fonts, read once."""
    with TTFont(FONTS / file, lazy=True) as font:
        size, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return Face(
            {chr(code): widths[glyph][0] / size for code, glyph in font.getBestCmap().items()}
        )


def fitter(size: float, pitch: float, widest: float, most_lines: int = 3) -> FitLabel:
    """Return how the words at a branch may be set: on one line, or more and narrower.

    Args:
        size: of the letters, in the unit of the drawing.
        pitch: from line to line.
        widest: of any line.
        most_lines: what does not fit is cut short with an ellipsis.
    """
    sans = face()

    def fit(text: str) -> tuple[FittedText, ...]:
        whole, word = sans.width(printable(text), size), sans.widest_word(text, size)
        rooms = [max(whole / share * 1.08, word) for share in range(1, most_lines + 1)]
        ways: dict[tuple[str, ...], None] = {}
        for room in (*rooms, widest):
            ways.setdefault(sans.lines(text, size, min(room, widest)))
        whole_ways = [lines for lines in ways if len(lines) <= most_lines]
        if not whole_ways:
            cut = sans.lines(text, size, widest)[:most_lines]
            whole_ways = [(*cut[:-1], cut[-1][:-1].rstrip() + "…")]
        return tuple(_fitted(lines, size, pitch) for lines in sorted(whole_ways, key=len))

    return fit
