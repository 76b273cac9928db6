"""Letter numbers: from an office's pattern and a place in its sequence to the printed number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import NamedTuple

from tanggap.domain.refusal import Refused

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST_PATTERN = 120

_FIELDS = ("nomor", "jenis", "unit", "bulan_romawi", "bulan", "tahun")
_FORMER_NAMES = {
    "sequence": "nomor",
    "kind": "jenis",
    "roman_month": "bulan_romawi",
    "month": "bulan",
    "year": "tahun",
}
"""What the fields were called before; patterns kept since then are read as ever."""
_REQUIRED = ("nomor", "tahun")
_LITERAL = re.compile(r"[A-Za-z0-9 ./-]*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .-]*")


class Part(NamedTuple):
    """Literal text and the field after it, if any; ``width`` is the least digits of the number."""

    literal: str
    field: str | None
    width: str


def checked_pattern(pattern: str) -> str:
    """Return ``pattern`` with its fields by their names of today, fit to number a unit's letters.

    A pattern is literal text (letters, digits, space, ``/``, ``.``, ``-``) with fields in braces:
    ``{nomor}`` or ``{nomor:4}`` padded with zeros to 1 to 9 digits, ``{jenis}`` and ``{unit}``
    letter codes, ``{bulan_romawi}``, ``{bulan}`` (two digits) and ``{tahun}``. Number and year are
    required, because numbers start again at 1 each year.

    Raises:
        Refused: ``number-pattern-too-long``, ``number-pattern-braces``,
            ``number-pattern-literal``, ``number-pattern-field``, ``number-pattern-width`` or
            ``number-pattern-incomplete``, each with ``pattern`` and what of it is meant (``part``).
    """
    if len(pattern) > LONGEST_PATTERN:
        raise Refused("number-pattern-too-long", pattern=pattern, limit=LONGEST_PATTERN)
    parts = list(_parts(pattern))
    for literal, field, width in parts:
        if strange := sorted(set(literal) - set("".join(_LITERAL.findall(literal)))):
            raise Refused("number-pattern-literal", pattern=pattern, part="".join(strange))
        if field is None:
            continue
        if field not in _FIELDS:
            known = [f"{{{one}}}" for one in _FIELDS]
            raise Refused("number-pattern-field", pattern=pattern, part=field, known=known)
        if width and not (field == "nomor" and re.fullmatch("[1-9]", width)):
            raise Refused("number-pattern-width", pattern=pattern, part=field)
    for field in _REQUIRED:
        if all(part.field != field for part in parts):
            raise Refused("number-pattern-incomplete", pattern=pattern, part=field)
    return "".join(map(_written, parts))


def named_today(pattern: str) -> str:
    """``pattern`` as it is shown: its fields by their names of today. One that is broken stays."""
    try:
        return checked_pattern(pattern)
    except Refused:
        return pattern


def _parts(pattern: str) -> Iterator[Part]:
    try:
        for literal, field, width, conversion in Formatter().parse(pattern):
            name = None if field is None else _FORMER_NAMES.get(field, field)
            yield Part(literal, f"{name}!{conversion}" if conversion else name, width or "")
    except ValueError as error:
        raise Refused("number-pattern-braces", pattern=pattern) from error


def _written(part: Part) -> str:
    if part.field is None:
        return part.literal
    return f"{part.literal}{{{part.field}{':' if part.width else ''}{part.width}}}"


def format_number(pattern: str, *, sequence: int, unit: str, kind: str, on: date) -> str:
    """Return the number of a letter, for example ``800/0012/NKK/BKPSDMD/XI/2026``.

    Args:
        pattern: see :func:`checked_pattern`; here
            ``800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}``.
        sequence: place in the unit's sequence of the year, from 1.
        unit: letter code of the unit.
        kind: letter code of the kind of letter.
        on: date of the letter.

    Raises:
        Refused: as :func:`checked_pattern`; ``letter-code-broken`` for a unit or kind code that is
            empty or holds other signs than letters, digits, space, ``.`` and ``-``.
        ValueError: ``sequence`` is below 1.
    """
    pattern = checked_pattern(pattern)
    if sequence < 1:
        raise ValueError("a letter's sequence starts at 1")
    codes = {"unit": unit, "jenis": kind}
    for name, code in codes.items():
        if f"{{{name}}}" in pattern and not _CODE.fullmatch(code):
            raise Refused("letter-code-broken", field=name, value=code)
    values = {
        **codes,
        "bulan_romawi": ROMAN_MONTHS[on.month - 1],
        "bulan": f"{on.month:02d}",
        "tahun": str(on.year),
    }
    printed = ""
    for literal, field, width in _parts(pattern):
        printed += literal
        if field == "nomor":
            printed += str(sequence).zfill(int(width or 1))
        elif field is not None:
            printed += values[field]
    return printed
