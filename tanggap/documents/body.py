"""Plain text, as an officer types it, into the paragraphs and lists of a letter."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text

LINE_LENGTH = 85
PAGE_LINES = 45
MOST_PAGES = 60
"""Room for a text of 100,000 characters; a page takes some 40 ms to render."""

_ITEM = re.compile(r"\s*(?P<marker>\d{1,3}[.)]|[a-z][.)]|[-\u2013\u2022*])[ \t]+(?P<text>\S.*)")
_BULLETS = frozenset("-\u2013\u2022*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one paragraph; a new line of the text stays a new line on paper."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One list item, with its marker as typed (``-`` for every kind of bullet)."""

    marker: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """List items that follow one another."""

    items: tuple[Item, ...]


Block = Paragraph | Listing


def printable(text: str) -> str:
    """Return ``text`` as :func:`tanggap.domain.typed_text.clean_text` cleans it, at any length."""
    return clean_text(text, max_length=sys.maxsize, multiline=True)


def check_length(text: str) -> None:
    """Check that ``text`` fits a document of :data:`MOST_PAGES` pages, by a rough estimate.

    Raises:
        Refused: ``document-too-long`` (pages, limit).
    """
    lines = sum(-(-max(len(line), 1) // LINE_LENGTH) for line in printable(text).split("\n"))
    pages = -(-lines // PAGE_LINES)
    if pages > MOST_PAGES:
        raise Refused("document-too-long", pages=pages, limit=MOST_PAGES)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of ``text``, in order.

    A blank line ends a paragraph or an item. Items that are parted only by blank lines still
    make one list, so that numbering which somebody spaced out is not torn apart.
    """
    found: list[Block] = []
    for piece in re.split(r"\n(?:[ \t]*\n)+", printable(text)):
        for block in _read(piece):
            last = found[-1] if found else None
            if isinstance(block, Listing) and isinstance(last, Listing):
                found[-1] = Listing(last.items + block.items)
            else:
                found.append(block)
    return tuple(found)


def _read(piece: str) -> list[Block]:
    """Read text without blank lines: at most one paragraph, then at most one list."""
    paragraph: list[str] = []
    items: list[tuple[str, list[str]]] = []
    for line in filter(None, (raw.rstrip() for raw in piece.split("\n"))):
        if item := _ITEM.fullmatch(line):
            marker = item["marker"]
            items.append(("-" if marker in _BULLETS else marker, [item["text"]]))
        elif items:
            items[-1][1].append(line.strip())
        else:
            paragraph.append(line.strip())
    read: list[Block] = []
    if any(paragraph):
        read.append(Paragraph(tuple(paragraph)))
    if items:
        read.append(Listing(tuple(Item(marker, tuple(lines)) for marker, lines in items)))
    return read
