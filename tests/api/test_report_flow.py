"""The SOP drawing on a report's page: where it stands, what each step took, and for whom."""

from __future__ import annotations

from xml.etree import ElementTree

from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import PREFIX, Browser, queries
from tests.api.test_reports import with_department
from tests.conftest import MovableClock
from tests.services.nkk_desk import act, file, reply, unit

SVG = "{http://www.w3.org/2000/svg}"


def flow(browser: Browser, report: object) -> dict:  # type: ignore[type-arg]
    response = browser.get(f"/reports/{report}/flow")
    assert response.status_code == 200, response.get_json()
    return dict(response.get_json())


def test_the_drawing_shows_where_the_report_is_and_what_steps_took(
    session: Session, sign_in: SignIn, clock: MovableClock
) -> None:
    report = file()
    clock.advance(minutes=25)
    act(session, report, "operator", "ask_completion", note="Kapan?")
    clock.advance(minutes=100)
    reply(session, report, "complete", completion="Senin")
    clock.advance(minutes=4)
    act(session, report, "operator", "hand_over")
    clock.advance(minutes=7)
    shown = flow(sign_in("operator"), report.id)
    told = {
        one["number"]: (one["state"], one["times"], one["spent"], one["standard"], one["is_late"])
        for one in shown["steps"]
    }
    assert told["2"] == ("done", 2, "25 mnt", "10 menit", True)
    assert told["2a"] == ("done", 1, "1 jam 40 mnt", "", None)
    assert told["3"][:3] == ("now", 1, "7 mnt")
    assert told["3"][4] is False
    assert told["4"][:3] == ("waiting", 0, "")
    root = ElementTree.fromstring(shown["svg"])
    assert [one.get("class") for one in root.iter(f"{SVG}g")].count("flow-step flow-now") == 1


def test_it_costs_nothing_to_ask_again(operator: Browser, clock: MovableClock) -> None:
    report = file()
    first = operator.get(f"/reports/{report.id}/flow")
    again = operator.get(
        f"/reports/{report.id}/flow", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    clock.advance(minutes=12)
    later = operator.get(
        f"/reports/{report.id}/flow", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert later.status_code == 200
    assert queries(lambda: operator.get(f"/reports/{report.id}/flow")) <= 9


def test_a_department_sees_its_own_times_and_no_other_unit_s(
    session: Session, sign_in: SignIn, clock: MovableClock
) -> None:
    report = with_department(session)
    clock.advance(minutes=30)
    act(session, report, "dinkes", "return_report", note="Bukan pegawai kami")
    act(session, report, "timutama", "redirect", units=[unit(session, "disdik").id])
    clock.advance(minutes=15)
    steps = {one["number"]: one for one in flow(sign_in("dinkes"), report.id)["steps"]}
    respond = next(one for one in steps.values() if one["spent"] == "30 mnt")
    assert (respond["state"], respond["times"]) == ("done", 1)
    of_operator = {one["number"]: one for one in flow(sign_in("operator"), report.id)["steps"]}
    assert of_operator[respond["number"]]["state"] == "now"
    outsider = sign_in("dishub").get(f"/reports/{report.id}/flow")
    assert outsider.status_code == 404, PREFIX
