"""Dates and time left are said the way Indonesian offices write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tanggap.domain.spoken_time import (
    letter_date,
    spoken_date,
    spoken_moment,
    spoken_remaining,
    zone_name,
)

MOMENT = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("working", "said"),
    [
        (timedelta(hours=1, minutes=20), "sisa 1 jam 20 menit"),
        (timedelta(minutes=45), "sisa 45 menit"),
        (timedelta(hours=7), "sisa 7 jam"),
        (timedelta(minutes=450), "sisa 1 hari kerja"),
        (timedelta(minutes=2 * 450 + 185), "sisa 2 hari kerja 3 jam"),
        (timedelta(minutes=450 + 20), "sisa 1 hari kerja"),
        (timedelta(minutes=59, seconds=59), "sisa 59 menit"),
        (timedelta(seconds=30), "sisa kurang dari 1 menit"),
        (timedelta(0), "jatuh tempo"),
        (-timedelta(seconds=1), "terlambat kurang dari 1 menit"),
        (-timedelta(minutes=75), "terlambat 1 jam 15 menit"),
        (-timedelta(minutes=2 * 450 + 180), "terlambat 2 hari kerja 3 jam"),
    ],
)
def test_time_left_is_said_in_its_two_largest_units(working: timedelta, said: str) -> None:
    assert spoken_remaining(working) == said


def test_days_follow_the_length_of_the_offices_day() -> None:
    assert spoken_remaining(timedelta(minutes=390), day_minutes=390) == "sisa 1 hari kerja"


def test_a_day_without_minutes_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="day_minutes"):
        spoken_remaining(timedelta(hours=1), day_minutes=0)


def test_dates_carry_weekday_and_month_in_indonesian() -> None:
    assert spoken_date(date(2026, 3, 12)) == "Kamis, 12 Maret 2026"
    assert spoken_date(date(2026, 8, 16)) == "Minggu, 16 Agustus 2026"
    assert letter_date(date(2026, 5, 1)) == "1 Mei 2026"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "Kamis, 12 Maret 2026 pukul 15.30 WIB"),
        ("Asia/Pontianak", "Kamis, 12 Maret 2026 pukul 15.30 WIB"),
        ("Asia/Makassar", "Kamis, 12 Maret 2026 pukul 16.30 WITA"),
        ("Asia/Jayapura", "Kamis, 12 Maret 2026 pukul 17.30 WIT"),
    ],
)
def test_a_moment_is_said_in_the_zone_of_the_office(zone: str, said: str) -> None:
    assert spoken_moment(MOMENT, zone) == said


def test_a_zone_outside_indonesia_keeps_its_own_abbreviation() -> None:
    assert zone_name(MOMENT, "UTC") == "UTC"


def test_a_late_evening_is_the_next_day_in_papua() -> None:
    evening = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)
    assert spoken_moment(evening, "Asia/Jakarta") == "Kamis, 31 Desember 2026 pukul 23.05 WIB"
    assert spoken_moment(evening, "Asia/Jayapura") == "Jumat, 1 Januari 2027 pukul 01.05 WIT"


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="naive"):
        spoken_moment(MOMENT.replace(tzinfo=None), "Asia/Jakarta")
