"""Prints a procedure as the official SOP sheet (Permenpan RB 35/2012), on landscape A4.

Page 1 identifies the SOP and carries the signature; the matrix follows, then the source notes.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tanggap.documents.archival import VARIANT, claim_universal_access
from tanggap.documents.assets import TEMPLATES, OwnAssets
from tanggap.documents.body import printable
from tanggap.documents.contexts import Signatory
from tanggap.documents.embedded_context import name_once
from tanggap.documents.page_templates import page_environment
from tanggap.documents.rendering import COLOURS
from tanggap.documents.sop_sheet_board import SheetBoard, set_board
from tanggap.documents.sop_sheet_cells import Note, overall_sentence, row_texts
from tanggap.documents.sop_sheet_data import embedded_procedure
from tanggap.documents.sop_sheet_legend import Legend, legend
from tanggap.domain.procedure import Procedure

TEMPLATE = "sop_sheet.html"
STYLES = ("common.css", "sop_sheet.css")


@dataclass(frozen=True, kw_only=True, slots=True)
class SopSheet:
    """What is printed.

    Attributes:
        government: the local government, printed in capitals.
        unit: the office whose SOP it is, printed in capitals.
        approver: who signs; None leaves room for name and staff number by hand.
        emblem_svg: an SVG picture as text; None leaves a marked place for it.
    """

    procedure: Procedure
    government: str
    unit: str
    approver: Signatory | None = None
    emblem_svg: str | None = None

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"SOP {self.procedure.title}"

    @property
    def dated(self) -> date | None:
        """The day that stands in the file's own data: that of the last change that is known."""
        identity = self.procedure.identity
        return identity.revised or identity.effective or identity.created

    @property
    def position(self) -> str:
        """Who approves, with the deputy's mark."""
        if self.approver is None:
            return self.procedure.identity.approved_by
        deputy = f"{self.approver.deputy} " if self.approver.deputy else ""
        return f"{deputy}{self.approver.position}"


class SheetPrinter:
    """Prints sheets with fonts, stylesheets and template read once in a process.

    Fonts of a WeasyPrint font configuration lie in a folder that goes with its process, and its
    font map is not safe to share: a lock lets one sheet through at a time.
    """

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._templates = templates
        self._pages = _environment(templates)
        self._lock = threading.Lock()
        self._press: _Press | None = None

    def html(self, sheet: SopSheet, first_page: int = 2) -> str:
        """Return the pages of ``sheet`` before layout.

        Args:
            sheet: what is printed.
            first_page: number of the first page of the matrix.
        """
        rows, notes = row_texts(sheet.procedure)
        return self._page(sheet, set_board(sheet.procedure, rows, first_page), notes)

    def render(self, sheet: SopSheet) -> bytes:
        """Return ``sheet`` as a PDF/A-3a and PDF/UA-1 file.

        Equal sheets give equal bytes under the same versions of program, fonts and libraries.
        Page connectors name the page of their other half, so the pages before the matrix are
        counted first: a long list of laws may fill more than one.
        """
        with self._lock:
            if self._press is None or self._press.process != os.getpid():
                self._press = _Press(self._templates)
            before = self._press.count(self._page(sheet, None, ()))
            return self._press.print(self.html(sheet, before + 1), sheet)

    def _page(self, sheet: SopSheet, board: SheetBoard | None, notes: tuple[Note, ...]) -> str:
        explained: Legend | None = legend() if board else None
        return self._pages.get_template(TEMPLATE).render(
            sheet=sheet,
            procedure=sheet.procedure,
            identity=sheet.procedure.identity,
            board=board,
            notes=notes,
            overall=overall_sentence(sheet.procedure),
            legend=explained,
        )


class _Press:
    """What WeasyPrint needs for every sheet, bound to one process."""

    def __init__(self, templates: Path) -> None:
        self.process = os.getpid()
        self._assets = OwnAssets()
        self._fonts = FontConfiguration()
        self._colours: dict[str, Any] = {}
        self._styles = [self._stylesheet(templates / name) for name in STYLES]
        for profile in self._colours.values():
            profile.name  # noqa: B018 - littlecms writes a profile otherwise once its name was read

    def count(self, page: str) -> int:
        """Return how many pages ``page`` fills."""
        return len(self._laid_out(page).pages)

    def print(self, page: str, sheet: SopSheet) -> bytes:
        """Return ``page``, that of ``sheet``, as PDF with the procedure embedded in it."""
        laid_out = self._laid_out(page)
        claim_universal_access(laid_out.metadata)
        content: bytes = laid_out.write_pdf(
            pdf_variant=VARIANT,
            output_intent=COLOURS,
            attachments=[embedded_procedure(sheet.procedure, sheet.dated, self._assets)],
            finisher=name_once,
        )
        return content

    def _laid_out(self, page: str) -> Any:
        return HTML(string=page, url_fetcher=self._assets).render(
            font_config=self._fonts,
            stylesheets=self._styles,
            color_profiles=dict(self._colours),
            pdf_variant=VARIANT,
            output_intent=COLOURS,
        )

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
    environment.filters |= {"drawing": Markup, "mm": _millimetres}
    return environment


def _on_paper(value: object) -> object:
    """Drop what paper cannot show from every text the template prints."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return printable(value)


def _millimetres(value: float) -> str:
    return f"{value:.3f}mm"
