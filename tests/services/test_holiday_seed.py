"""The proposed holidays are those of the decrees, and Ramadan ends on the eve of Lebaran."""

from datetime import date, timedelta

from tanggap.services.holiday_seed import HolidaySeed, ramadan_periods, seed_holidays


def test_national_holidays_and_joint_leave_are_told_apart() -> None:
    seeds = seed_holidays([2026])
    assert seeds[date(2026, 3, 19)] == HolidaySeed("Hari Suci Nyepi", "public")
    assert seeds[date(2026, 3, 20)] == HolidaySeed(
        "Cuti Bersama Hari Raya Idul Fitri", "joint_leave"
    )
    assert list(seeds) == sorted(seeds)
    assert {day.year for day in seeds} == {2026}


def test_an_estimated_date_says_so() -> None:
    assert seed_holidays([2029])[date(2029, 2, 15)].name.endswith("(perkiraan)")


def test_no_years_give_no_days() -> None:
    assert seed_holidays([]) == {}
    assert ramadan_periods([]) == []


def test_ramadan_ends_on_the_eve_of_lebaran() -> None:
    assert ramadan_periods([2026]) == [(date(2026, 2, 19), date(2026, 3, 20))]
    assert all(
        last - first == timedelta(days=29) for first, last in ramadan_periods(range(2024, 2034))
    )


def test_a_year_with_two_ramadans_has_both() -> None:
    assert ramadan_periods([2030]) == [
        (date(2030, 1, 5), date(2030, 2, 3)),
        (date(2030, 12, 26), date(2031, 1, 24)),
    ]
