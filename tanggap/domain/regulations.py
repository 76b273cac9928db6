"""Regulations that SOPs cite and that have been replaced: a small dated table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Replaced:
    """A regulation no longer in force.

    Attributes:
        kind, number, year: how it is cited, for example UU 5/2014.
        by: what stands in its place.
        since: from when; where only the year is known, its first day.
    """

    kind: str
    number: str
    year: int
    by: str
    since: date


REPLACED = (
    Replaced("UU", "5", 2014, "Undang-Undang Nomor 20 Tahun 2023", date(2023, 10, 31)),
    Replaced("PERMENPANRB", "24", 2014, "Permenpan RB Nomor 62 Tahun 2018", date(2018, 1, 1)),
    Replaced("PERMENPANRB", "62", 2018, "Permenpan RB Nomor 5 Tahun 2025", date(2025, 1, 1)),
    Replaced("PERMENDAGRI", "52", 2011, "Permendagri Nomor 8 Tahun 2023", date(2023, 1, 1)),
)

_KINDS = (
    ("UU", r"undang\s*[-–]?\s*undang|\bUU\b"),
    (
        "PERMENPANRB",
        r"peraturan menteri pan\s?-?rb"
        r"|peraturan menteri pendayagunaan aparatur negara(?: dan reformasi birokrasi)?"
        r"|permen\s?pan(?:\s?-?\s?rb)?",
    ),
    ("PERMENDAGRI", r"peraturan menteri dalam negeri|permendagri"),
)
_CITED = re.compile(
    "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS) + r"|(?P<end>\Z)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:nomor|no\.?)\s*(\d+)\s*(?:tahun|/)\s*(\d{4})", re.IGNORECASE)


def replaced_in(text: str, on: date) -> tuple[Replaced, ...]:
    """The regulations cited in ``text`` that were no longer in force ``on`` that day."""
    found = []
    for match in _CITED.finditer(text):
        number = _NUMBER.match(text, match.end())
        if match.lastgroup is None or number is None:
            continue
        cited = (match.lastgroup, number.group(1).lstrip("0"), int(number.group(2)))
        found += [
            one for one in REPLACED if (one.kind, one.number, one.year) == cited and one.since <= on
        ]
    return tuple(found)
