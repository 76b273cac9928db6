"""NIK and NIP are read, and each way of being wrong has its own code."""

from __future__ import annotations

from datetime import date

import pytest

from tanggap.domain.identity_numbers import Sex, parse_nik, parse_nip
from tanggap.domain.refusal import Refused

TODAY = date(2026, 11, 23)
REGIONS = frozenset({"197101"})


def test_a_mans_nik_tells_region_birth_and_sex() -> None:
    nik = parse_nik("1971011703900001", REGIONS, today=TODAY)
    assert (nik.value, nik.region_code) == ("1971011703900001", "197101")
    assert (nik.birth_date, nik.sex, nik.warnings) == (date(1990, 3, 17), Sex.MALE, ())


def test_a_womans_day_of_birth_is_written_plus_forty() -> None:
    nik = parse_nik("1971015703900001", REGIONS, today=TODAY)
    assert (nik.birth_date, nik.sex) == (date(1990, 3, 17), Sex.FEMALE)


@pytest.mark.parametrize(
    "typed",
    [
        "1971 0117 0390 0001",
        "19.71.01.170390.0001",
        "197101-170390-0001",
        "\u202a197101\u00a01703900001\u200b",
    ],
)
def test_separators_and_invisible_characters_of_a_pasted_nik_are_dropped(typed: str) -> None:
    assert parse_nik(typed, today=TODAY).value == "1971011703900001"


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("", "nik-not-16-digits", {"digits": 0}),
        ("197101170390001", "nik-not-16-digits", {"digits": 15}),
        ("19710117039000011", "nik-not-16-digits", {"digits": 17}),
        ("197101170390O001", "nik-unexpected-character", {"character": "O"}),
        ("197101170390٠٠٠1", "nik-unexpected-character", {"character": "٠"}),
        ("1971013202900001", "nik-date-impossible", {"day": "32", "month": "02", "year": "90"}),
        ("1971010003900001", "nik-date-impossible", {"day": "00", "month": "03", "year": "90"}),
        ("1971014003900001", "nik-date-impossible", {"day": "40", "month": "03", "year": "90"}),
        ("1971017203900001", "nik-date-impossible", {"day": "72", "month": "03", "year": "90"}),
        ("1971011713900001", "nik-date-impossible", {"day": "17", "month": "13", "year": "90"}),
        ("1971012902010001", "nik-date-impossible", {"day": "29", "month": "02", "year": "01"}),
        ("1971011703900000", "nik-serial-zero", {}),
    ],
)
def test_a_wrong_nik_is_refused_for_its_own_reason(
    typed: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refusal:
        parse_nik(typed, REGIONS, today=TODAY)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


def test_a_retired_region_is_a_warning_and_no_refusal() -> None:
    assert parse_nik("9999991703900001", REGIONS, today=TODAY).warnings == ("nik-region-unknown",)


@pytest.mark.parametrize(
    ("short_year", "born"),
    [
        ("05", date(2005, 3, 17)),
        ("15", date(2015, 3, 17)),
        ("27", date(1927, 3, 17)),
        ("90", date(1990, 3, 17)),
    ],
)
def test_the_century_is_the_one_a_living_person_fits(short_year: str, born: date) -> None:
    assert parse_nik(f"1971011703{short_year}0001", today=TODAY).birth_date == born


def test_a_year_that_fits_a_child_and_a_centenarian_leaves_the_date_open() -> None:
    nik = parse_nik("1971011703200001", today=TODAY)
    assert (nik.birth_date, nik.warnings) == (None, ("nik-century-uncertain",))


def test_a_birth_later_this_year_belongs_to_the_last_century() -> None:
    assert parse_nik("1971012412260001", today=TODAY).birth_date == date(1926, 12, 24)


def test_a_pns_number_tells_birth_appointment_sex_and_serial() -> None:
    nip = parse_nip("19850214 201001 2 003", today=TODAY)
    assert (nip.value, nip.birth_date) == ("198502142010012003", date(1985, 2, 14))
    assert (nip.appointed_year, nip.appointed_month, nip.contract_sequence) == (2010, 1, None)
    assert (nip.sex, nip.serial, nip.is_pppk) == (Sex.FEMALE, 3, False)


def test_a_pppk_number_holds_a_contract_sequence_instead_of_a_month() -> None:
    nip = parse_nip("199001012022211001", today=TODAY)
    assert (nip.is_pppk, nip.contract_sequence, nip.appointed_month) == (True, 21, None)


def test_serial_zero_is_accepted_in_a_nip() -> None:
    assert parse_nip("198502142010012000", today=TODAY).serial == 0


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("19850214201001200", "nip-not-18-digits", {"digits": 17}),
        ("19850214201001200x", "nip-unexpected-character", {"character": "x"}),
        ("198502302010012003", "nip-date-impossible", {"part": "birth", "value": "19850230"}),
        ("178502142010012003", "nip-date-impossible", {"part": "birth", "value": "17850214"}),
        ("203002142050012003", "nip-date-impossible", {"part": "birth", "value": "20300214"}),
        ("198502142010002003", "nip-date-impossible", {"part": "appointment", "value": "201000"}),
        ("198502141985012003", "nip-date-impossible", {"part": "appointment", "value": "198501"}),
        ("198502142031012003", "nip-date-impossible", {"part": "appointment", "value": "203101"}),
        ("198502142010013003", "nip-sex-digit", {"digit": "3"}),
    ],
)
def test_a_wrong_nip_is_refused_for_its_own_reason(
    typed: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refusal:
        parse_nip(typed, today=TODAY)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


def test_the_digits_of_a_person_do_not_reach_a_log_by_repr() -> None:
    assert "1703900001" not in repr(parse_nik("1971011703900001", today=TODAY))
    assert "19850214" not in repr(parse_nip("198502142010012003", today=TODAY))
