"""Queues, tasks and who does them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, queries
from tests.conftest import MovableClock
from tests.services.nkk_desk import account, act, file, unit


def tasks(browser: Browser, query: str = "") -> list[dict]:
    response = browser.get(f"/tasks{query}")
    assert response.status_code == 200, response.get_json(force=True)
    return response.get_json()["items"]


def count(browser: Browser, step: str) -> dict:
    return next(one for one in browser.get("/queues").get_json()["items"] if one["step"] == step)


def test_a_new_report_waits_for_the_operator_and_nobody_else(
    operator: Browser, main_team: Browser, dinkes: Browser
) -> None:
    filed = file()
    [task] = tasks(operator)
    assert (task["number"], task["step"]) == (filed.number, "receive")
    assert task["due_words"] == "sisa 10 menit"
    assert task["etag"] == f'"{filed.version}"'
    assert (tasks(main_team), tasks(dinkes)) == ([], [])
    assert count(operator, "receive")["open_words"] == "1"


def test_overdue_tasks_come_first_and_are_counted(operator: Browser, clock: MovableClock) -> None:
    file(subject="Yang lama")
    clock.advance(minutes=25)
    file(subject="Yang baru")
    assert [task["subject"] for task in tasks(operator)] == ["Yang lama", "Yang baru"]
    assert [task["subject"] for task in tasks(operator, "?overdue=true")] == ["Yang lama"]
    assert tasks(operator)[0]["due_words"] == "terlambat 15 menit"
    assert (count(operator, "receive")["open"], count(operator, "receive")["overdue"]) == (2, 1)


def test_pages_follow_one_another_without_gap_or_repeat(operator: Browser) -> None:
    numbers = [file(subject=f"Laporan {place}").number for place in range(5)]
    seen, cursor = [], ""
    while True:
        page = operator.get(f"/tasks?limit=2{cursor}").get_json()
        seen += [task["number"] for task in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == numbers


def test_a_cursor_cannot_be_made_up_or_carried_to_another_list(operator: Browser) -> None:
    for place in range(3):
        file(subject=f"Laporan {place}")
    cursor = operator.get("/tasks?limit=1").get_json()["next_cursor"]
    for path in (f"/tasks?cursor={cursor}x", "/tasks?cursor=abc", f"/reports?cursor={cursor}"):
        refused = operator.get(path)
        assert (refused.status_code, code_of(refused)) == (400, "cursor-invalid")


def test_an_unchanged_queue_is_not_sent_again(operator: Browser) -> None:
    file()
    for path in ("/queues", "/tasks", "/desks"):
        first = operator.get(path)
        again = operator.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    before = operator.get("/tasks").headers["ETag"]
    file()
    assert operator.get("/tasks", headers={"If-None-Match": before}).status_code == 200


def test_no_cache_keeps_what_officers_see(operator: Browser) -> None:
    filed = file()
    for path in ("/tasks", f"/reports/{filed.id}", "/session"):
        assert operator.get(path).headers["Cache-Control"] == "no-store"


def test_a_queue_costs_the_same_number_of_queries_however_long(operator: Browser) -> None:
    file(confidential=True)
    few = queries(lambda: tasks(operator))
    for place in range(6):
        file(subject=f"Laporan {place}", confidential=place % 2 == 0)
    assert queries(lambda: tasks(operator)) == few
    assert few <= 8
    assert queries(lambda: operator.get("/queues")) <= 8


def test_a_task_is_given_to_a_member_of_its_team(operator: Browser, session: Session) -> None:
    file()
    [task] = tasks(operator)
    team = operator.get(f"/tasks/{task['id']}/team").get_json()["items"]
    assert [one["name"] for one in team] == ["Bagus Prakoso", "Sari Melati"]
    colleague = team[0]["id"]
    given = operator.post(f"/tasks/{task['id']}/assignment", {"officer_id": colleague})
    assert given.get_json()["assigned_to"]["name"] == "Bagus Prakoso"
    assert tasks(operator, "?assigned=me") == []
    assert len(tasks(operator, "?assigned=anyone")) == 1
    report = operator.report(task["report_id"])
    waiting = next(one for one in report["tasks"] if one["closed_at"] is None)
    assert (waiting["may_act"], waiting["allowed_actions"]) == (False, [])
    freed = operator.post(f"/tasks/{task['id']}/assignment", {"officer_id": None})
    assert freed.get_json()["assigned_to"] is None


def test_a_task_is_never_given_outside_its_team(
    operator: Browser, main_team: Browser, session: Session
) -> None:
    file()
    [task] = tasks(operator)
    stranger = str(account(session, "timutama").id)
    refused = operator.post(f"/tasks/{task['id']}/assignment", {"officer_id": stranger})
    assert (refused.status_code, code_of(refused)) == (422, "officer-not-in-team")
    not_theirs = main_team.post(f"/tasks/{task['id']}/assignment", {"officer_id": stranger})
    assert (not_theirs.status_code, code_of(not_theirs)) == (404, "task-not-found")


def test_a_task_is_never_given_to_an_excluded_officer(operator: Browser, session: Session) -> None:
    filed = file()
    excluded = str(account(session, "operator2").id)
    operator.post(f"/reports/{filed.id}/exclusions", {"officer_id": excluded, "note": "Kerabat"})
    [task] = tasks(operator)
    assert [
        one["name"] for one in operator.get(f"/tasks/{task['id']}/team").get_json()["items"]
    ] == ["Sari Melati"]
    refused = operator.post(f"/tasks/{task['id']}/assignment", {"officer_id": excluded})
    assert code_of(refused) == "officer-not-in-team"


def test_many_tasks_are_given_at_once_each_judged_by_itself(
    operator: Browser, session: Session
) -> None:
    first, second = file(), file()
    act(session, second, "operator", "hand_over")
    mine = str(account(session, "operator").id)
    [task] = tasks(operator)
    others = operator.report(second.id)["tasks"][-1]["id"]
    result = operator.post(
        "/tasks/assignments",
        {
            "items": [
                {"task_id": task["id"], "officer_id": mine},
                {"task_id": others, "officer_id": mine},
            ]
        },
    ).get_json()["items"]
    assert [one["is_assigned"] for one in result] == [True, False]
    assert result[1]["code"] == "task-not-found"
    assert tasks(operator, "?assigned=me")[0]["number"] == first.number


def test_a_departments_queue_is_its_own(sign_in: SignIn, dinkes: Browser, session: Session) -> None:
    filed = file()
    act(session, filed, "operator", "hand_over")
    act(session, filed, "timutama", "complaint", units=[unit(session, "dinkes").id])
    assert [task["number"] for task in tasks(dinkes)] == [filed.number]
    disdik = sign_in("disdik")
    assert tasks(disdik) == []
    other = disdik.get(f"/tasks/{tasks(dinkes)[0]['id']}")
    assert (other.status_code, code_of(other)) == (404, "task-not-found")


def test_the_desks_tell_what_their_forms_need(operator: Browser, dinkes: Browser) -> None:
    [desk] = operator.get("/desks").get_json()["items"]
    assert desk["name"] == "Layanan Pengaduan NKK"
    assert desk["may_record"]
    assert {one["short_name"] for one in desk["units"]} == {"Dinkes", "Disdik", "Dishub"}
    assert any(one["parent_id"] for one in desk["categories"])
    assert not dinkes.get("/desks").get_json()["items"][0]["may_record"]
