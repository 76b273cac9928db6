"""What officers keep for themselves: saved views, and texts that are not sent yet."""

from __future__ import annotations

import pytest

from tanggap.services.account_upkeep import forget_what_is_over
from tanggap.services.clock_sweep import sweep
from tanggap.services.house import now
from tanggap.services.saved_views import MOST_VIEWS
from tanggap.services.unsent_texts import KEPT_FOR, LONGEST, MOST_TEXTS
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of
from tests.conftest import MovableClock
from tests.services.nkk_desk import file

MADE_UP = "0190a0a0-0000-7000-8000-000000000000"
LATE = {"place": "tasks", "name": "Terlambat", "address": {"terlambat": "ya"}}


def saved(browser: Browser, **given: object) -> dict:
    response = browser.post("/views", {**LATE, **given})
    assert response.status_code == 201, response.get_json(force=True)
    return response.get_json()


def names(browser: Browser) -> list[str]:
    return [view["name"] for view in browser.get("/views").get_json()["items"]]


def unsent(browser: Browser, kind: str = "note", about: object = MADE_UP) -> dict | None:
    response = browser.get(f"/unsent-texts/{kind}/{about}")
    assert response.status_code == 200, response.get_json(force=True)
    return response.get_json()["typed"]


def leave_unsent(browser: Browser, kind: str, about: object, **typed: object) -> None:
    response = browser.put(f"/unsent-texts/{kind}/{about}", {"typed": typed})
    assert response.status_code == 200, response.get_json(force=True)


def test_two_windows_do_not_write_over_each_others_text(operator: Browser) -> None:
    path = f"/unsent-texts/note/{MADE_UP}"
    empty = operator.get(path).get_json()
    assert (empty["typed"], empty["etag"]) == (None, "")
    unwritten = {"headers": {"If-None-Match": "*"}}
    first = operator.put(path, {"typed": {"body": "Satu"}}, **unwritten).get_json()
    refused = operator.put(path, {"typed": {"body": "Dua"}}, **unwritten)
    assert (refused.status_code, code_of(refused)) == (412, "draft-changed")
    assert code_of(operator.delete(path, **unwritten)) == "draft-changed"
    assert unsent(operator) == {"body": "Satu"}
    seen = {"headers": {"If-Match": f'"{first["etag"]}"'}}
    assert operator.put(path, {"typed": {"body": "Dua"}}, **seen).status_code == 200


def test_a_view_is_saved_renamed_and_deleted_by_its_owner_alone(
    operator: Browser, main_team: Browser
) -> None:
    view = saved(operator)
    assert view["address"] == {"terlambat": "ya"}
    assert names(main_team) == []
    for method, body in (("PATCH", {"name": "Curian"}), ("DELETE", None)):
        given = {"json": body} if body else {}
        assert code_of(main_team.send(method, f"/views/{view['id']}", **given)) == "view-not-found"
    renamed = operator.send("PATCH", f"/views/{view['id']}", json={"name": "Lewat tenggat"})
    assert renamed.status_code == 200
    assert names(operator) == ["Lewat tenggat"]
    assert operator.delete(f"/views/{view['id']}").status_code == 204
    assert names(operator) == []


def test_one_view_of_a_list_is_the_start(operator: Browser) -> None:
    first = saved(operator, is_start=True)
    second = saved(operator, name="Belum dibagi", address={"oleh": "belum"})
    elsewhere = saved(operator, place="reports", is_start=True)
    operator.send("PATCH", f"/views/{second['id']}", json={"is_start": True})
    starts = {view["id"] for view in operator.get("/views").get_json()["items"] if view["is_start"]}
    assert starts == {second["id"], elsewhere["id"]}
    assert first["id"] not in starts


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "  "}, "text-missing"),
        ({"name": "x" * 61}, "text-too-long"),
        ({"name": "TERLAMBAT"}, "view-name-taken"),
        ({"address": {}}, "view-empty"),
        ({"desk_id": MADE_UP}, "desk-not-found"),
        ({"place": "anywhere"}, "input-invalid"),
        ({"address": {"Layanan": "x"}}, "input-invalid"),
        ({"address": {"q": "x" * 301}}, "input-invalid"),
        ({"address": {chr(97 + place): "x" for place in range(21)}}, "input-invalid"),
    ],
)
def test_a_view_that_cannot_be_kept_is_refused_in_words(
    operator: Browser, given: dict, code: str
) -> None:
    saved(operator)
    response = operator.post("/views", {**LATE, "name": "Lain", **given})
    assert response.status_code in (404, 422)
    assert code_of(response) == code
    assert names(operator) == ["Terlambat"]


def test_there_is_an_end_to_views(operator: Browser) -> None:
    for place in range(MOST_VIEWS):
        saved(operator, name=f"Tampilan {place}")
    assert code_of(operator.post("/views", {**LATE, "name": "Lagi"})) == "too-many-views"
    saved(operator, name="Lagi", place="reports")


def test_a_view_of_a_desk_is_kept_with_it(operator: Browser) -> None:
    [desk] = operator.get("/desks").get_json()["items"]
    assert saved(operator, desk_id=desk["id"])["desk_id"] == desk["id"]
    assert desk["timezone"] == "Asia/Jakarta"


def test_a_view_needs_the_token(operator: Browser) -> None:
    response = operator.post("/views", LATE, headers={"X-CSRFToken": None})
    assert code_of(response) == "cross-site-token-invalid"
    assert names(operator) == []


def test_what_is_typed_waits_in_another_browser_for_its_writer_alone(
    operator: Browser, main_team: Browser, sign_in
) -> None:
    report = file()
    leave_unsent(operator, "note", report.id, body="Sudah saya telepon")
    leave_unsent(operator, "note", report.id, body="Sudah saya telepon dua kali\0")
    assert unsent(sign_in("operator"), "note", report.id) == {"body": "Sudah saya telepon dua kali"}
    assert unsent(main_team, "note", report.id) is None
    assert unsent(operator, "message", report.id) is None
    assert operator.delete(f"/unsent-texts/note/{report.id}").status_code == 204
    assert unsent(operator, "note", report.id) is None


def test_a_sent_note_and_message_leave_no_draft(operator: Browser) -> None:
    report = file()
    for kind, path in (("note", "notes"), ("message", "messages")):
        leave_unsent(operator, kind, report.id, body="Akan kami periksa")
        operator.post(f"/reports/{report.id}/{path}", {"body": "Akan kami periksa"})
        assert unsent(operator, kind, report.id) is None


def test_a_refused_note_keeps_its_draft(operator: Browser) -> None:
    report = file()
    leave_unsent(operator, "note", report.id, body="x" * 5_001)
    refused = operator.post(f"/reports/{report.id}/notes", {"body": "x" * 5_001})
    assert code_of(refused) == "text-too-long"
    assert unsent(operator, "note", report.id) == {"body": "x" * 5_001}


def test_a_written_entry_and_a_taken_report_leave_no_draft(operator: Browser) -> None:
    [desk] = operator.get("/desks").get_json()["items"]
    leave_unsent(operator, "new-entry", desk["id"], question="Kapan buka?")
    leave_unsent(operator, "intake", desk["id"], subject="Loket tutup", persons=[{"name": "X"}])
    entry = operator.post(
        f"/desks/{desk['id']}/knowledge", {"question": "Kapan buka?", "answer": "Pukul delapan."}
    )
    assert entry.status_code == 201, entry.get_json()
    assert unsent(operator, "new-entry", desk["id"]) is None
    assert unsent(operator, "intake", desk["id"]) == {
        "subject": "Loket tutup",
        "persons": [{"name": "X"}],
    }
    taken = operator.post(
        f"/desks/{desk['id']}/reports",
        {
            "channel": next(one for one in desk["channels"] if one != "web"),
            "submission_key": MADE_UP,
            "reporter": {"name": "Danu Saputro"},
            "category_id": desk["categories"][-1]["id"],
            "subject": "Loket tutup",
            "narrative": "Pukul 14.00 loket sudah tutup.",
        },
    )
    assert taken.status_code == 201, taken.get_json()
    assert unsent(operator, "intake", desk["id"]) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("teks", "input-invalid"),
        ({"a": {"b": {"c": {"d": {}}}}}, "input-invalid"),
        ({"a": 1.5}, "input-invalid"),
        ({"a": "x" * (LONGEST // 2), "b": "x" * (LONGEST // 2)}, "draft-too-large"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(operator: Browser, typed: object, code: str) -> None:
    response = operator.put(f"/unsent-texts/note/{MADE_UP}", {"typed": typed})
    assert (response.status_code, code_of(response)) == (422, code)
    assert code_of(operator.get(f"/unsent-texts/diary/{MADE_UP}")) == "draft-not-found"


def test_unsent_texts_are_bounded_in_number_and_age(operator: Browser, clock: MovableClock) -> None:
    for place in range(MOST_TEXTS):
        leave_unsent(operator, "note", MADE_UP[:-2] + f"{place:02x}", body="Akan")
    last = MADE_UP[:-2] + "ff"
    refused = operator.put(f"/unsent-texts/note/{last}", {"typed": {"body": "Lagi"}})
    assert code_of(refused) == "too-many-unsent-texts"
    leave_unsent(operator, "note", MADE_UP, body="yang sudah ada tetap boleh bertambah")
    clock.advance(minutes=KEPT_FOR.total_seconds() / 60)
    assert forget_what_is_over(now()).texts == MOST_TEXTS


def test_what_an_officer_took_down_themselves_is_no_news_to_them(
    operator: Browser, sign_in: SignIn
) -> None:
    def newest(seen_by: Browser) -> str | None:
        counts = seen_by.get("/queues").get_json()["items"]
        return next(one for one in counts if one["step"] == "receive")["newest_at"]

    file(channel="counter", taken_by="operator")
    assert newest(operator) is None
    assert newest(sign_in("operator2")) is not None
    file()
    assert newest(operator) is not None


def test_a_task_near_its_deadline_is_counted_until_it_is_late(
    operator: Browser, clock: MovableClock
) -> None:
    file()

    def receive() -> dict:
        counts = operator.get("/queues").get_json()["items"]
        return next(one for one in counts if one["step"] == "receive")

    assert (receive()["due_soon"], receive()["warned_at"]) == (0, None)
    assert receive()["newest_at"] is not None
    clock.advance(minutes=8)
    sweep(now())
    assert (receive()["due_soon"], receive()["overdue"]) == (1, 0)
    assert receive()["warned_at"] is not None
    [task] = operator.get("/tasks").get_json()["items"]
    assert task["is_due_soon"]
    clock.advance(minutes=5)
    assert (receive()["due_soon"], receive()["overdue"]) == (0, 1)
