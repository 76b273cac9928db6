"""Letter numbers: from an office's pattern and a place in its sequence to the printed number."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

from tanggap.domain.refusal import Refused

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST_PATTERN = 120

_FIELDS = frozenset({"sequence", "kind", "unit", "roman_month", "month", "year"})
_REQUIRED = ("sequence", "year")
_LITERAL = re.compile(r"[A-Za-z0-9 ./-]*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .-]*")


def check_pattern(pattern: str) -> None:
    """Check that ``pattern`` can number the letters of a unit without repeating itself.

    A pattern is literal text (letters, digits, space, ``/``, ``.``, ``-``) with fields in braces:
    ``{sequence}`` or ``{sequence:4}`` padded with zeros to 1 to 9 digits, ``{kind}`` and
    ``{unit}`` letter codes, ``{roman_month}``, ``{month}`` (two digits) and ``{year}``. Sequence
    and year are required, because numbers start again at 1 each year.

    Raises:
        Refused: ``number-pattern-broken`` with ``pattern`` and a ``reason``: ``too-long``,
            ``braces``, ``literal``, ``unknown-field``, ``width`` or ``missing-field``.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise _broken(pattern, "too-long")
    seen: set[str] = set()
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise _broken(pattern, "braces") from error
    for literal, field, width, conversion in parts:
        if not _LITERAL.fullmatch(literal):
            raise _broken(pattern, "literal")
        if field is None:
            continue
        if field not in _FIELDS or conversion:
            raise _broken(pattern, "unknown-field", field=field)
        if width and not (field == "sequence" and re.fullmatch("[1-9]", width)):
            raise _broken(pattern, "width", field=field)
        seen.add(field)
    for field in _REQUIRED:
        if field not in seen:
            raise _broken(pattern, "missing-field", field=field)


def format_number(pattern: str, *, sequence: int, unit: str, kind: str, on: date) -> str:
    """Return the number of a letter, for example ``800/0012/NKK/BKPSDMD/XI/2026``.

    Args:
        pattern: see :func:`check_pattern`; here ``800/{sequence:4}/{kind}/{unit}/{roman_month}/
            {year}``.
        sequence: place in the unit's sequence of the year, from 1.
        unit: letter code of the unit.
        kind: letter code of the kind of letter.
        on: date of the letter.

    Raises:
        Refused: ``number-pattern-broken``; ``letter-code-broken`` for a unit or kind code that is
            empty or holds other signs than letters, digits, space, ``.`` and ``-``.
        ValueError: ``sequence`` is below 1.
    """
    check_pattern(pattern)
    if sequence < 1:
        raise ValueError("a letter's sequence starts at 1")
    codes = {"unit": unit, "kind": kind}
    for name, code in codes.items():
        if f"{{{name}}}" in pattern and not _CODE.fullmatch(code):
            raise Refused("letter-code-broken", field=name, value=code)
    values = {
        **codes,
        "roman_month": ROMAN_MONTHS[on.month - 1],
        "month": f"{on.month:02d}",
        "year": str(on.year),
    }
    printed = ""
    for literal, field, width, _ in Formatter().parse(pattern):
        printed += literal
        if field == "sequence":
            printed += str(sequence).zfill(int(width or 1))
        elif field is not None:
            printed += values[field]
    return printed


def _broken(pattern: str, reason: str, **facts: object) -> Refused:
    return Refused("number-pattern-broken", pattern=pattern, reason=reason, **facts)
