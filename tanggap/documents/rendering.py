"""Turns a document's context into the bytes of its PDF, the same bytes every time."""

from __future__ import annotations

import os
import re
import textwrap
import threading
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tanggap.documents.archival import VARIANT, claim_universal_access
from tanggap.documents.assets import TEMPLATES, OwnAssets, Pictures
from tanggap.documents.body import Listing, blocks, printable
from tanggap.documents.contexts import DocumentContext, Urgency
from tanggap.documents.embedded_context import embedded_context, name_once
from tanggap.documents.page_templates import page_environment
from tanggap.documents.pictures import qr_code
from tanggap.documents.spoken_numbers import spoken_day
from tanggap.domain.spoken_time import spoken_moment

EMBLEMS_KEPT = 32
BREAK_EVERY = 40
COLOURS = "--srgb"
"""Name of the colour profile in ``common.css``."""

_ENDLESS_WORD = re.compile(r"\S{121,}")


class Renderer:
    """Renders documents with fonts, stylesheets and templates read once in a process.

    Reading fonts and styles costs more than laying out a letter. They are read at the first
    render, and again in a process forked from one that had rendered: the fonts of a WeasyPrint
    font configuration lie in a temporary folder that goes with its process. Pango's font map is
    not safe to share, so a lock lets one document through at a time.
    """

    def __init__(self, templates: Path = TEMPLATES, *, pictures: Pictures | None = None) -> None:
        """Make a renderer.

        Args:
            pictures: where kept pictures come from; without it they are left out.
        """
        self._templates = templates
        self._pictures = pictures
        self._pages = _environment(templates)
        self._lock = threading.Lock()
        self._press: _Press | None = None

    def html(self, context: DocumentContext) -> str:
        """Return the page of ``context`` before layout."""
        return self._pages.get_template(f"{context.kind}.html").render(document=context)

    def render(self, context: DocumentContext) -> bytes:
        """Return ``context`` as a PDF/A-3a and PDF/UA-1 file.

        Equal contexts give equal bytes under the same versions of program, fonts and libraries:
        dates come from ``context.issued_at``, the file's identifier is a hash of its content.
        """
        page = self.html(context)
        with self._lock:
            if self._press is None or self._press.process != os.getpid():
                self._press = _Press(self._templates, self._pictures)
            return self._press.print(page, context)


class _Press:
    """What WeasyPrint needs for every document, bound to one process."""

    def __init__(self, templates: Path, pictures: Pictures | None) -> None:
        self.process = os.getpid()
        self._assets = OwnAssets(pictures)
        self._fonts = FontConfiguration()
        self._colours: dict[str, Any] = {}
        self._images: dict[str, Any] = {}
        self._templates = templates
        self._common = self._stylesheet(templates / "common.css")
        self._styles: dict[str, Any] = {}
        for profile in self._colours.values():
            profile.name  # noqa: B018 (once read it is written into the file: from the first on)

    def print(self, page: str, context: DocumentContext) -> bytes:
        """Lay out ``page``, the page of ``context``, and return the PDF with its data."""
        laid_out = HTML(string=page, url_fetcher=self._assets).render(
            font_config=self._fonts,
            stylesheets=(self._common, self._styles_of(context.kind)),
            color_profiles=dict(self._colours),
            cache=self._images,
            pdf_variant=VARIANT,
            output_intent=COLOURS,
        )
        claim_universal_access(laid_out.metadata)
        content: bytes = laid_out.write_pdf(
            pdf_variant=VARIANT,
            output_intent=COLOURS,
            attachments=[embedded_context(context, self._assets)],
            finisher=name_once,
        )
        if len(self._images) > EMBLEMS_KEPT:
            self._images.clear()
        return content

    def _styles_of(self, kind: str) -> Any:
        """The styles of one kind, read when it is first printed."""
        if kind not in self._styles:
            self._styles[kind] = self._stylesheet(self._templates / f"{kind}.css")
        return self._styles[kind]

    def _stylesheet(self, path: Path) -> Any:
        text = path.read_text(encoding="utf-8")
        return CSS(
            string=text,
            font_config=self._fonts,
            color_profiles=self._colours,
            url_fetcher=self._assets,
        )


def _environment(templates: Path) -> Environment:
    environment = page_environment(templates, _on_paper)
    environment.filters |= {
        "blocks": blocks,
        "moment": spoken_moment,
        "qr_code": qr_code,
        "shortened": _shortened,
        "spoken_day": spoken_day,
    }
    environment.tests["listing"] = lambda block: isinstance(block, Listing)
    environment.globals["urgencies"] = tuple(Urgency)
    return environment


def _on_paper(value: object) -> object:
    """Clean every text a template prints, and let endless words break.

    Line breaking takes time that grows with the square of a word's length; a zero-width space now
    and then keeps a hostile text from stopping the press.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _ENDLESS_WORD.sub(lambda word: _breakable(word[0]), printable(value))


def _shortened(text: str, width: int) -> str:
    """Return the beginning of ``text`` as one line of at most ``width`` characters."""
    line = printable(text).replace("\n", " ")[: width + 1]
    return line if len(line) <= width else textwrap.shorten(line, width, placeholder=" …")


def _breakable(word: str) -> str:
    parts = (word[start : start + BREAK_EVERY] for start in range(0, len(word), BREAK_EVERY))
    return "\u200b".join(parts)
