"""Letter numbers come out as the office's pattern says, and broken patterns are refused."""

from __future__ import annotations

from datetime import date

import pytest

from tanggap.documents.numbering import check_pattern, format_number
from tanggap.domain.refusal import Refused


@pytest.mark.parametrize(
    ("pattern", "sequence", "on", "printed"),
    [
        (
            "800/{sequence:4}/{kind}/{unit}/{roman_month}/{year}",
            12,
            date(2026, 11, 3),
            "800/0012/NKK/BKPSDMD/XI/2026",
        ),
        ("{sequence}/{unit}/{year}", 1, date(2026, 1, 1), "1/BKPSDMD/2026"),
        ("{sequence:3}.{month}.{year}", 7, date(2027, 4, 30), "007.04.2027"),
        ("{sequence:2}-{roman_month}-{year}", 1234, date(2026, 12, 31), "1234-XII-2026"),
    ],
)
def test_a_number_follows_the_pattern(pattern: str, sequence: int, on: date, printed: str) -> None:
    assert format_number(pattern, sequence=sequence, unit="BKPSDMD", kind="NKK", on=on) == printed


def test_each_month_has_its_roman_numeral() -> None:
    printed = [
        format_number(
            "{sequence}/{roman_month}/{year}",
            sequence=1,
            unit="X",
            kind="Y",
            on=date(2026, month, 1),
        ).split("/")[1]
        for month in range(1, 13)
    ]
    assert printed == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("800/{sequence}/{unit}", "missing-field"),
        ("800/{unit}/{year}", "missing-field"),
        ("{sequence/{year}", "braces"),
        ("{sequence}/{year}}", "braces"),
        ("{sequence}/{year}/{name}", "unknown-field"),
        ("{sequence.__class__}/{year}", "unknown-field"),
        ("{sequence!r}/{year}", "unknown-field"),
        ("{sequence:>10}/{year}", "width"),
        ("{sequence:0}/{year}", "width"),
        ("{sequence}/{year:4}", "width"),
        ("{sequence}/{year}/<b>", "literal"),
        ("{sequence}/{year}/{{}}", "literal"),
        ("{sequence}/{year}/\n", "literal"),
        ("{sequence}/{year}/" + "0" * 200, "too-long"),
    ],
)
def test_a_pattern_that_cannot_number_letters_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        check_pattern(pattern)
    assert refused.value.code == "number-pattern-broken"
    assert refused.value.facts["reason"] == reason


@pytest.mark.parametrize("code", ["", "A/B", "<b>", " A"])
def test_a_code_that_would_break_the_number_apart_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refused:
        format_number(
            "{sequence}/{unit}/{year}", sequence=1, unit=code, kind="NKK", on=date(2026, 1, 1)
        )
    assert refused.value.code == "letter-code-broken"


def test_a_sequence_starts_at_one() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        format_number("{sequence}/{year}", sequence=0, unit="A", kind="B", on=date(2026, 1, 1))
