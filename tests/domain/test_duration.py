"""Limits are read exactly as an SOP writes them, and nothing ambiguous gets through."""

import pytest

from tanggap.domain.duration import Duration, DurationUnit, parse_duration
from tanggap.domain.refusal import Refused


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("120 menit", 120, DurationUnit.MINUTES),
        ("2 jam", 2, DurationUnit.HOURS),
        ("2 hari kerja", 2, DurationUnit.WORKING_DAYS),
        ("30 hari kalender", 30, DurationUnit.CALENDAR_DAYS),
        ("  14  Hari\tKerja ", 14, DurationUnit.WORKING_DAYS),
        ("5menit", 5, DurationUnit.MINUTES),
    ],
)
def test_a_limit_is_read_as_the_sop_writes_it(text: str, amount: int, unit: DurationUnit) -> None:
    assert parse_duration(text) == Duration(amount, unit)


@pytest.mark.parametrize("unit", DurationUnit)
def test_a_printed_limit_reads_back_as_itself(unit: DurationUnit) -> None:
    assert parse_duration(str(Duration(7, unit))) == Duration(7, unit)


@pytest.mark.parametrize("text", ["2 hari", "3 HARI", "120", "1 "])
def test_a_bare_hari_or_number_is_refused_and_the_units_are_named(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_duration(text)
    assert refused.value.code == "duration-without-unit"
    assert refused.value.facts["units"] == ("menit", "jam", "hari kerja", "hari kalender")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jam",
        "dua jam",
        "2 minggu",
        "-3 jam",
        "1,5 jam",
        "1.5 jam",
        "2 jam 30 menit",
        "2 hari kerjaan",
        "2 hours",
        "² jam",
        "٣ jam",
        "9" * 5000 + " jam",
        "x" * 100_000,
    ],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_duration(text)
    assert refused.value.code == "duration-unreadable"
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("text", ["0 menit", "100001 jam", "999999999999 hari kerja"])
def test_an_amount_out_of_range_is_refused_with_the_range(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_duration(text)
    assert refused.value.code == "duration-out-of-range"
    assert (refused.value.facts["least"], refused.value.facts["most"]) == (1, 100_000)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("120 menit", 120),
        ("2 jam", 120),
        ("2 hari kerja", 900),
        ("7 hari kalender", 2250),
        ("100000 menit", 100_000),
    ],
)
def test_limits_in_different_units_can_be_compared(text: str, minutes: int) -> None:
    assert parse_duration(text).nominal_minutes() == minutes


def test_the_comparison_follows_the_length_of_the_offices_day() -> None:
    assert parse_duration("2 hari kerja").nominal_minutes(day_minutes=360) == 720
