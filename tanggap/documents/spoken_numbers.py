"""Says numbers and dates in words, as the opening of a *berita acara* does."""

from __future__ import annotations

from datetime import date

from tanggap.domain.spoken_time import MONTHS, WEEKDAYS

_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip


def spoken_number(number: int) -> str:
    """Return ``dua ribu dua puluh enam`` for 2026.

    Raises:
        ValueError: below 0 or above 9999.
    """
    if not 0 <= number <= 9999:
        raise ValueError("only numbers from 0 to 9999 are said in words")
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for size, name, single in ((1000, "ribu", "seribu"), (100, "ratus", "seratus")):
        if number >= size:
            many, rest = divmod(number, size)
            return _joined(single if many == 1 else f"{spoken_number(many)} {name}", rest)
    tens, rest = divmod(number, 10)
    return _joined(f"{_ONES[tens]} puluh", rest)


def spoken_day(day: date) -> str:
    """Return ``Rabu tanggal sebelas bulan November tahun dua ribu dua puluh enam (11-11-2026)``."""
    words = (
        f"{WEEKDAYS[day.weekday()]} tanggal {spoken_number(day.day)} bulan {MONTHS[day.month - 1]}"
        f" tahun {spoken_number(day.year)}"
    )
    return f"{words} ({day:%d-%m-%Y})"


def _joined(first: str, rest: int) -> str:
    return f"{first} {spoken_number(rest)}" if rest else first
