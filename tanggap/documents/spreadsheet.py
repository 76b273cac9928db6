"""Tables as files for spreadsheets: CSV for other programs, XLSX for people.

No cell of either is ever taken for a formula: names of units and steps are typed by people, and a
spreadsheet program would run what begins with an equals sign (CWE-1236).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import xlsxwriter

Cell = str | int | float | date | None
Kind = Literal["text", "whole", "decimal", "share", "day"]

BOM = "\ufeff"
"""Tells spreadsheet programs that a CSV is UTF-8."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_000
FORMATS: dict[Kind, str] = {
    "text": "@",
    "whole": "0",
    "decimal": "0.0",
    "share": "0.0%",
    "day": "yyyy-mm-dd",
}
HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        width: in characters.
    """

    title: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, and the lines that say what it is.

    Attributes:
        about: name and value of each line above the table; XLSX alone has them.
        made_at: aware; stands in the file's properties, so that equal input gives equal bytes.
    """

    title: str
    about: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    made_at: datetime


def as_csv(sheet: Sheet) -> bytes:
    """The table alone, by RFC 4180: commas, points as decimal signs, UTF-8."""
    written = io.StringIO(newline="")
    written.write(BOM)
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([column.title for column in sheet.columns])
    for row in sheet.rows:
        lines.writerow([_plain(cell) for cell in row])
    return written.getvalue().encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """The table with its head fixed, filters on, and what it is about above it."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        created = sheet.made_at.replace(microsecond=0, tzinfo=None)
        book.set_properties({"title": sheet.title, "created": created})
        page = book.add_worksheet(_tab(sheet.title))
        page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 14}))
        for at, (name, value) in enumerate(sheet.about, start=1):
            page.write_string(at, 0, _bounded(f"{name}: {value}"))
        head = len(sheet.about) + 2
        formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        bold = book.add_format(HEAD)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(head, at, column.title, bold)
        for place, row in enumerate(sheet.rows, start=head + 1):
            for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                _write(page, place, at, cell, formats[column.kind])
        page.freeze_panes(head + 1, 0)
        page.autofilter(head, 0, head + max(1, len(sheet.rows)), len(sheet.columns) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
    return content.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return round(cell, 4)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA):
        return "'" + cell
    return cell


def _write(page: Any, place: int, at: int, cell: Cell, shown: Any) -> None:
    """Write a cell as exactly what it is; text is never looked into."""
    if cell is None:
        page.write_blank(place, at, None, shown)
    elif isinstance(cell, str):
        page.write_string(place, at, _bounded(cell), shown)
    elif isinstance(cell, date):
        page.write_datetime(place, at, datetime(cell.year, cell.month, cell.day), shown)  # noqa: DTZ001
    else:
        page.write_number(place, at, cell, shown)


def _bounded(text: str) -> str:
    return text[:LONGEST_CELL]


def _tab(title: str) -> str:
    """A title as the name of a tab may be."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31]
