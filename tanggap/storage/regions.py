"""Codes and names of Indonesian provinces, regencies and districts (``data/wilayah.csv``)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "wilayah.csv"
_DISTRICT_DIGITS = 6


@cache
def _names() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: row["name"] for row in csv.DictReader(rows)}


@cache
def known_region_codes() -> frozenset[str]:
    """Return the six-digit district codes in force, as they open a NIK.

    A NIK keeps the code of first registration, which may be retired since: a code that is missing
    here is a reason to look twice, never a reason to refuse.
    """
    return frozenset(code for code in _names() if len(code) == _DISTRICT_DIGITS)


def region_name(code: str) -> str | None:
    """Return the name behind a code of 2, 4 or 6 digits (dots allowed), or None when unknown."""
    return _names().get(code.replace(".", ""))
