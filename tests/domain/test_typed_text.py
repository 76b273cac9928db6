"""Typed text is cleaned of what cannot be seen, and its words stay."""

from __future__ import annotations

import pytest

from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank


def clean(raw: str, *, multiline: bool = True) -> str:
    return clean_text(raw, max_length=1000, multiline=multiline)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Jalan\tMerdeka", "Jalan Merdeka"),
        ("  tepi  ", "tepi"),
        ("satu\n\n\n\n\n\ndua", "satu\n\n\ndua"),
        ("satu\n\n\ndua", "satu\n\n\ndua"),
        ("satu \n \n \n \n \ndua", "satu\n\n\ndua"),
        ("nol\x00di\x07tengah", "nolditengah"),
        ("file\u202egnp.exe", "filegnp.exe"),
        ("Bu\u200bdi\u2060\ufeff San\u00adtoso", "Budi Santoso"),
        ("Bu\u200ddi", "Budi"),
        ("e\u0301", "é"),
        ("tersembunyi\U000e0041\U000e0042", "tersembunyi"),
        ("\ud83d rusak", "rusak"),
    ],
)
def test_what_cannot_be_seen_is_removed(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "raw",
    [
        "👨‍👩‍👧 datang",
        "ꦏ꧀\u200cꦏ",
        "می\u200cخواهم",
        "1 < 2 & 'kutip' <b>",
        "Rp 1.000.000,-",
        "Ünïcode ñ",
    ],
)
def test_words_emoji_and_other_scripts_stay_as_typed(raw: str) -> None:
    assert clean(raw) == raw


def test_a_single_line_has_no_line_ends_and_single_spaces() -> None:
    assert clean("Budi \n\n  Santoso", multiline=False) == "Budi Santoso"


def test_length_is_counted_after_cleaning() -> None:
    assert clean_text("  abc\x00 ", max_length=3, multiline=True) == "abc"
    with pytest.raises(Refused) as refusal:
        clean_text("a" * 100_000, max_length=4000, multiline=True)
    assert refusal.value.code == "text-too-long"
    assert refusal.value.facts == {"limit": 4000, "length": 100_000}


@pytest.mark.parametrize("text", [None, "", " \n\t", "\u200b\u200d", "\u3164\u2800", "\u00a0"])
def test_text_that_shows_nothing_is_blank(text: str | None) -> None:
    assert is_blank(text)


def test_text_that_shows_something_is_not_blank() -> None:
    assert not is_blank(" . ")
