"""A berita acara says its day in words."""

from __future__ import annotations

from datetime import date

import pytest

from tanggap.documents.spoken_numbers import spoken_day, spoken_number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"),
        (19, "sembilan belas"), (20, "dua puluh"), (31, "tiga puluh satu"), (100, "seratus"),
        (111, "seratus sebelas"), (215, "dua ratus lima belas"), (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"), (2026, "dua ribu dua puluh enam"),
    ],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(number: int, words: str) -> None:
    assert spoken_number(number) == words


def test_a_day_is_said_in_words_and_in_figures() -> None:
    said = "Rabu tanggal sebelas bulan November tahun dua ribu dua puluh enam (11-11-2026)"
    assert spoken_day(date(2026, 11, 11)) == said


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_out_of_range_is_not_guessed(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        spoken_number(number)
