"""Letter numbers come out as the office's pattern says, and broken patterns are refused."""

from __future__ import annotations

from datetime import date

import pytest

from tanggap.documents.numbering import checked_pattern, format_number, named_today
from tanggap.domain.refusal import Refused


@pytest.mark.parametrize(
    ("pattern", "sequence", "on", "printed"),
    [
        (
            "800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
            12,
            date(2026, 11, 3),
            "800/0012/NKK/BKPSDMD/XI/2026",
        ),
        ("{nomor}/{unit}/{tahun}", 1, date(2026, 1, 1), "1/BKPSDMD/2026"),
        ("{nomor:3}.{bulan}.{tahun}", 7, date(2027, 4, 30), "007.04.2027"),
        ("{nomor:2}-{bulan_romawi}-{tahun}", 1234, date(2026, 12, 31), "1234-XII-2026"),
    ],
)
def test_a_number_follows_the_pattern(pattern: str, sequence: int, on: date, printed: str) -> None:
    assert format_number(pattern, sequence=sequence, unit="BKPSDMD", kind="NKK", on=on) == printed


def test_each_month_has_its_roman_numeral() -> None:
    printed = [
        format_number(
            "{nomor}/{bulan_romawi}/{tahun}",
            sequence=1,
            unit="X",
            kind="Y",
            on=date(2026, month, 1),
        ).split("/")[1]
        for month in range(1, 13)
    ]
    assert printed == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@pytest.mark.parametrize(
    ("pattern", "fault", "part"),
    [
        ("800/{nomor}/{unit}", "incomplete", "tahun"),
        ("800/{unit}/{tahun}", "incomplete", "nomor"),
        ("{nomor/{tahun}", "braces", None),
        ("{nomor}/{tahun}}", "braces", None),
        ("{nomor}/{tahun}/{nama}", "field", "nama"),
        ("{nomor}/{tahun}/{}", "field", ""),
        ("{nomor.__class__}/{tahun}", "field", "nomor.__class__"),
        ("{nomor!r}/{tahun}", "field", "nomor!r"),
        ("{nomor:>10}/{tahun}", "width", "nomor"),
        ("{nomor:0}/{tahun}", "width", "nomor"),
        ("{nomor}/{tahun:4}", "width", "tahun"),
        ("{nomor}/{tahun}/<b>", "literal", "<>"),
        ("{nomor}/{tahun}/{{}}", "literal", "{"),
        ("{nomor}/{tahun}/\n", "literal", "\n"),
        ("{nomor}/{tahun}/" + "0" * 200, "too-long", None),
    ],
)
def test_a_pattern_that_cannot_number_letters_is_refused(
    pattern: str, fault: str, part: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        checked_pattern(pattern)
    assert refused.value.code == f"number-pattern-{fault}"
    assert refused.value.facts.get("part") == part


def test_fields_by_their_former_names_are_read_and_shown_by_those_of_today() -> None:
    former = "800/{sequence:4}/{kind}/{unit}/{roman_month}.{month}/{year}"
    today = "800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}.{bulan}/{tahun}"
    assert checked_pattern(former) == named_today(former) == today
    assert checked_pattern(today) == today
    numbers = {
        format_number(one, sequence=7, unit="BKPSDMD", kind="NKK", on=date(2026, 11, 3))
        for one in (former, today)
    }
    assert numbers == {"800/0007/NKK/BKPSDMD/XI.11/2026"}


def test_a_broken_pattern_is_shown_as_it_is() -> None:
    assert named_today("{nomor") == "{nomor"


@pytest.mark.parametrize("code", ["", "A/B", "<b>", " A"])
def test_a_code_that_would_break_the_number_apart_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refused:
        format_number(
            "{nomor}/{unit}/{tahun}", sequence=1, unit=code, kind="NKK", on=date(2026, 1, 1)
        )
    assert refused.value.code == "letter-code-broken"


def test_a_sequence_starts_at_one() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        format_number("{nomor}/{tahun}", sequence=0, unit="A", kind="B", on=date(2026, 1, 1))
