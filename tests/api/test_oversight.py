"""Oversight over the API: figures that lead to exactly the reports they count, and files."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission
from tanggap.services.transaction import transaction
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, queries
from tests.conftest import MovableClock
from tests.services.nkk_desk import file
from tests.services.oversight.days_of_work import unit_id, weeks_of_work

PERIOD = "from=2026-07-01&to=2027-06-01"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(autouse=True)
def work(session: Session, clock: MovableClock) -> None:
    weeks_of_work(session, clock)


def overview(browser: Browser) -> dict[str, Any]:
    response = browser.get(f"/oversight/overview?{PERIOD}")
    assert response.status_code == 200, response.get_json()
    return dict(response.get_json())


def times(browser: Browser, more: str = "") -> list[dict[str, Any]]:
    response = browser.get(f"/oversight/times?{PERIOD}{more}")
    assert response.status_code == 200, response.get_json()
    return list(response.get_json()["items"])


def found(browser: Browser, query: str) -> set[str]:
    response = browser.get(f"/reports?limit=100&{query}")
    assert response.status_code == 200, response.get_json()
    return {one["number"] for one in response.get_json()["items"]}


def test_the_session_says_who_may_oversee(operator: Browser, sign_in: SignIn) -> None:
    for browser in (operator, sign_in("dinkes"), sign_in("admin"), sign_in("auditor")):
        assert Permission.OVERSEE in browser.get("/session").get_json()["permissions"]


def test_choices_are_those_the_officer_oversees(operator: Browser, dinkes: Browser) -> None:
    [whole] = operator.get("/oversight/desks").get_json()["items"]
    [part] = dinkes.get("/oversight/desks").get_json()["items"]
    assert (whole["is_whole"], part["is_whole"]) == (True, False)
    assert len(whole["units"]) > 1
    assert [unit["name"] for unit in part["units"]] == ["Dinas Kesehatan"]
    assert "submit" not in {step["id"] for step in whole["steps"]}


def test_the_backlog_leads_to_the_reports_it_counts(operator: Browser) -> None:
    backlog = overview(operator)["backlog"]
    assert sum(one["open"] for one in backlog) > 3
    for one in backlog:
        narrowed = f"step={one['step']}" + (f"&unit={one['unit_id']}" if one["unit_id"] else "")
        assert len(found(operator, f"task=open&{narrowed}")) == one["open"]
        assert len(found(operator, f"task=overdue&{narrowed}")) == one["overdue"]


def test_ages_lead_to_the_reports_they_count(operator: Browser) -> None:
    ages = overview(operator)["ages"]
    assert sum(one["open"] + one["waiting"] for one in ages) == len(
        found(operator, "state=open") | found(operator, "state=waiting")
    )
    for one in ages:
        since = f"&from={one['filed_from']}" if one["filed_from"] else ""
        for state in ("open", "waiting"):
            query = f"state={state}&to={one['filed_to']}{since}"
            assert len(found(operator, query)) == one[state], (one, state)


def test_a_step_leads_to_its_late_and_returned_reports(operator: Browser) -> None:
    late = returned = 0
    for one in times(operator):
        if one["is_reporters"]:
            continue
        query = f"step={one['step']}&done_from=2026-07-01&done_to=2027-06-01"
        query += f"&unit={one['unit_id']}" if one["unit_id"] else ""
        reports = found(operator, f"task=late&{query}")
        assert bool(reports) == (one["on_time"] < one["limited"])
        assert len(reports) <= one["limited"] - one["on_time"]  # a report may be late there twice
        assert bool(found(operator, f"task=returned&{query}")) == (one["returns"] > 0)
        late += len(reports)
        returned += one["returns"]
    assert late
    assert returned


def test_the_trend_adds_up_to_the_table(operator: Browser) -> None:
    trend = overview(operator)["trend"]
    rows = [one for one in times(operator) if not one["is_reporters"]]
    for name in ("executions", "limited", "on_time", "returns"):
        assert sum(one[name] for one in trend) == sum(one[name] for one in rows)
    assert sum(one["filed"] for one in trend) == len(found(operator, "q="))


def test_places_never_tell_of_confidential_reports(
    operator: Browser, sign_in: SignIn, session: Session
) -> None:
    reports = [file(), file(), file(), file(confidential=True)]
    with transaction() as own:
        for report, place in zip(
            reports, ("Loket 3", "loket 3 ", "Rumah Danu", "Kamar 12"), strict=True
        ):
            own.get_one(Report, report.id).place = place
    places = overview(operator)["places"]
    assert places == [{"place": "Loket 3", "reports": 2}, {"place": "Rumah Danu", "reports": 1}]
    assert len(found(operator, "place=LOKET 3")) == 2
    assert found(operator, "place=Kamar 12") == set()
    assert overview(sign_in("auditor"))["places"] == []


def test_a_department_sees_its_own_figures(operator: Browser, dinkes: Browser) -> None:
    seen = overview(dinkes)
    assert {one["unit_name"] for one in seen["backlog"]} <= {"Dinas Kesehatan"}
    filed = sum(one["filed"] for one in overview(operator)["trend"])
    assert 0 < sum(one["filed"] for one in seen["trend"]) < filed
    assert {one["unit_name"] for one in times(dinkes)} == {"Dinas Kesehatan"}


def test_a_desk_that_is_not_ones_own_does_not_exist(operator: Browser) -> None:
    response = operator.get("/oversight/times?desk=0190a0a0-0000-7000-8000-000000000000")
    assert (response.status_code, code_of(response)) == (404, "desk-not-found")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("from=2026-07-02&to=2026-07-01", "period-reversed"),
        ("from=2020-07-02&to=2026-07-01", "period-too-long"),
        ("to=0001-01-01", None),
        ("from=9999-12-31", None),
        ("from=kemarin", "input-invalid"),
        ("by=century", "input-invalid"),
    ],
)
def test_filters_that_cannot_be_meant_are_said_to_be_so(
    operator: Browser, query: str, code: str | None
) -> None:
    response = operator.get(f"/oversight/times?{query}")
    assert response.status_code == (422 if code else 200), response.get_json()
    if code:
        assert code_of(response) == code


def test_oversight_costs_a_fixed_number_of_queries(operator: Browser) -> None:
    operator.get(f"/oversight/overview?{PERIOD}")
    before = queries(lambda: operator.get(f"/oversight/overview?{PERIOD}"))
    file()
    after = queries(lambda: operator.get(f"/oversight/overview?{PERIOD}"))
    assert before == after <= 12
    assert queries(lambda: operator.get(f"/oversight/times?{PERIOD}&by=month")) <= 9


def test_both_files_hold_the_table_and_no_formula(
    operator: Browser, session: Session, clock: MovableClock
) -> None:
    with transaction() as own:
        own.get_one(Unit, unit_id(session, "dinkes")).name = '=HYPERLINK("http://x","Dinkes")'
    rows = times(operator, "&by=month")
    given = operator.get(f"/oversight/times/file?{PERIOD}&by=month&format=csv")
    assert given.headers["Content-Disposition"].startswith("attachment;")
    lines = list(csv.DictReader(io.StringIO(given.get_data().decode("utf-8-sig"))))
    assert [int(line["Pelaksanaan"]) for line in lines] == [row["executions"] for row in rows]
    assert [line["Periode mulai"] for line in lines] == [row["period"] for row in rows]
    units = {line["Perangkat daerah"] for line in lines}
    assert '\'=HYPERLINK("http://x","Dinkes")' in units

    given = operator.get(f"/oversight/times/file?{PERIOD}&by=month&format=xlsx")
    with zipfile.ZipFile(io.BytesIO(given.get_data())) as book:
        page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    assert not list(page.iter(f"{SHEET}f"))
    said = ["".join(one.itertext()) for one in strings.iter(f"{SHEET}si")]
    assert '=HYPERLINK("http://x","Dinkes")' in said
    assert any(one.startswith("Ditutup: 2026-07-01 sampai 2027-06-01") for one in said)
    table = [row for row in page.iter(f"{SHEET}row") if len(row) == 16]
    assert len(table) == len(rows) + 1
    executions = [float(row[8].findtext(f"{SHEET}v", "")) for row in table[1:]]
    assert executions == [row["executions"] for row in rows]
    assert date.fromisoformat(rows[0]["period"]).day == 1
