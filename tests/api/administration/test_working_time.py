"""Calendars over the API: previewed, saved, proposed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.administration.paths import HERE, change, found
from tests.api.officers import Browser, code_of
from tests.conftest import MovableClock
from tests.services.nkk_desk import file

PARTS = ("name", "timezone", "hours", "periods", "holidays")


@pytest.fixture
def calendar(administrator: Browser) -> dict[str, Any]:
    return found(administrator, "/calendars")


def edited(calendar: dict[str, Any], **other: object) -> dict[str, Any]:
    return {**{part: calendar[part] for part in PARTS}, **other}


def with_friday(calendar: dict[str, Any]) -> dict[str, Any]:
    friday = {"day": "2026-07-17", "name": "Hari jadi kota", "kind": "regional"}
    return edited(calendar, holidays=[*calendar["holidays"], friday])


def test_a_holiday_is_previewed_and_saved(
    administrator: Browser, calendar: dict[str, Any], clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    report = file()
    administrator.sign_in("admin")
    path = f"/calendars/{calendar['id']}"
    shown = administrator.post(f"{HERE}{path}/preview", with_friday(calendar)).get_json()
    assert (shown["tasks"], shown["reports"]) == (1, 1)
    task = shown["items"][0]
    assert task["number"] == report.number
    assert (task["was"], task["becomes"]) == ("2026-07-17T00:35:00Z", "2026-07-20T00:35:00Z")
    saved = change(administrator, "PUT", path, 1, with_friday(calendar))
    assert saved.get_json()["settled"] == {"tasks": 1, "reports": 1, "in_background": False}
    assert saved.get_json()["version"] == 2
    assert code_of(change(administrator, "PUT", path, 1, edited(calendar))) == "version-outdated"


def test_officers_read_in_the_timeline_why_a_due_time_moved(
    administrator: Browser, operator: Browser, calendar: dict[str, Any]
) -> None:
    report = file()
    change(administrator, "PUT", f"/calendars/{calendar['id']}", 1, with_friday(calendar))
    timeline = operator.get(f"/reports/{report.id}/timeline").get_json()["items"]
    assert "due_time_moved" in {one["kind"] for one in timeline}


def test_a_year_is_proposed(administrator: Browser, calendar: dict[str, Any]) -> None:
    path = f"{HERE}/calendars/{calendar['id']}/proposals"
    shown = administrator.get(f"{path}/2030").get_json()
    assert {one["state"] for one in shown["holidays"]} == {"new"}
    assert len(shown["periods"][0]["hours"]) == 7
    assert code_of(administrator.get(f"{path}/3000")) == "year-out-of-range"


def test_a_second_calendar_is_made(administrator: Browser, calendar: dict[str, Any]) -> None:
    made = administrator.post(
        f"{HERE}/calendars", edited(calendar, name="WIT", timezone="Asia/Jayapura")
    )
    assert made.status_code == 201
    assert made.get_json()["desks"] == []
    assert administrator.post(f"{HERE}/calendars", edited(calendar)).status_code == 409


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ({"hours": [["16:00-07:30"]] + [[]] * 6}, "hours-out-of-order"),
        ({"hours": [["x"]] * 7}, "hours-unreadable"),
        ({"hours": [[]] * 7, "periods": []}, "calendar-never-opens"),
        ({"hours": [[]] * 3}, "input-invalid"),
        ({"timezone": "Mars/Olympus"}, "input-invalid"),
        ({"holidays": [{"day": "2026-02-30", "name": "x", "kind": "public"}]}, "input-invalid"),
        ({"periods": [{"name": "x"}]}, "input-invalid"),
    ],
)
def test_a_broken_calendar_is_refused_in_words(
    administrator: Browser, calendar: dict[str, Any], edit: dict[str, object], code: str
) -> None:
    response = change(
        administrator, "PUT", f"/calendars/{calendar['id']}", 1, edited(calendar, **edit)
    )
    assert (response.status_code, code_of(response)) == (422, code)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"hours": [["07:30-12:00"]] * 3 + [["16:00-07:30"]] + [[]] * 3}, "hours.3"),
        ({"hours": [["pagi-sore"]] + [[]] * 6}, "hours.0"),
        ({"hours": [[]] * 7, "periods": []}, "hours"),
        (
            {
                "periods": [
                    {
                        "name": "Ramadan",
                        "first": "2031-02-01",
                        "last": "2031-01-01",
                        "hours": [[]] * 7,
                    }
                ]
            },
            "periods.0.last",
        ),
        (
            {
                "periods": [
                    {
                        "name": "Ramadan",
                        "first": "2031-01-01",
                        "last": "2031-02-01",
                        "hours": [[]] * 6 + [["12:00-11:00"]],
                    }
                ]
            },
            "periods.0.hours.6",
        ),
        ({"holidays": [{"day": "2026-08-17", "name": " ", "kind": "public"}]}, "holidays.0.name"),
        (
            {"holidays": [{"day": "2026-08-17", "name": "HUT RI", "kind": "public"}] * 2},
            "holidays.1.day",
        ),
    ],
)
def test_a_fault_of_a_calendar_is_told_at_its_field(
    administrator: Browser, calendar: dict[str, Any], parts: dict[str, Any], field: str
) -> None:
    path = f"{HERE}/calendars/{calendar['id']}/preview"
    body = administrator.post(path, edited(calendar, **parts)).get_json(force=True)
    assert list(body["errors"]) == [field]
