"""The shipped table of regions is complete and readable."""

from __future__ import annotations

from tanggap.storage.regions import known_region_codes, region_name


def test_every_district_code_has_six_digits_and_a_name() -> None:
    codes = known_region_codes()
    assert len(codes) == 7285
    assert all(len(code) == 6 and code.isdigit() and region_name(code) for code in codes)


def test_names_are_found_at_every_level() -> None:
    assert region_name("19") == "Kepulauan Bangka Belitung"
    assert region_name("19.71") == "Kota Pangkal Pinang"
    assert region_name("99") is None
