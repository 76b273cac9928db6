"""Officers over the API: invited, found, changed, let go."""

from __future__ import annotations

from typing import Any

from tests.api.administration.paths import HERE, change, found
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of
from tests.conftest import MovableClock


def user(browser: Browser, login: str) -> dict[str, Any]:
    return found(browser, "/users", email=f"{login}@contoh.example")


def invitation(browser: Browser, **other: object) -> dict[str, Any]:
    return {
        "name": "Intan Permatasari",
        "email": "intan@contoh.example",
        "roles": ["officer"],
        "unit_id": found(browser, "/units", code="dinkes")["id"],
        "position": "Analis",
        **other,
    }


def test_an_officer_is_invited(administrator: Browser) -> None:
    made = administrator.post(f"{HERE}/users", invitation(administrator))
    assert made.status_code == 201
    assert made.get_json()["state"] == "invited"
    again = administrator.post(f"{HERE}/users", invitation(administrator))
    assert (again.status_code, code_of(again)) == (409, "email-taken")
    assert "email" in again.get_json(force=True)["errors"]
    wrong = administrator.post(
        f"{HERE}/users", invitation(administrator, email="lain@contoh.example", nip="12")
    )
    assert list(wrong.get_json(force=True)["errors"]) == ["nip"]
    path = f"/users/{made.get_json()['id']}/invitation"
    assert change(administrator, "POST", path, 1).status_code == 200


def test_everything_an_invitation_lacks_is_told_at_once(administrator: Browser) -> None:
    blank = invitation(administrator, name=" ", email="", position="", unit_id="")
    refused = administrator.post(f"{HERE}/users", blank)
    assert refused.status_code == 422
    assert set(refused.get_json(force=True)["errors"]) == {"name", "email", "position", "unit_id"}


def test_officers_are_found_and_paged(administrator: Browser) -> None:
    first = administrator.get(f"{HERE}/users?limit=4").get_json()
    assert [one["name"] for one in first["items"]] == sorted(one["name"] for one in first["items"])
    rest = administrator.get(f"{HERE}/users?limit=100&cursor={first['next_cursor']}").get_json()
    assert len(first["items"]) + len(rest["items"]) == 10
    assert rest["next_cursor"] is None
    [sari] = administrator.get(f"{HERE}/users?q=mela&role=officer").get_json()["items"]
    assert (sari["name"], sari["teams"][0]["name"]) == ("Sari Melati", "Operator NKK")
    wrong = administrator.get(f"{HERE}/users?cursor=dibuat-buat")
    assert code_of(wrong) == "cursor-invalid"


def test_an_officer_is_changed_in_every_part(administrator: Browser) -> None:
    sari = user(administrator, "operator2")
    path = f"/users/{sari['id']}"
    moved = change(administrator, "PATCH", path, 1, {"position": "Agen", "rank": None})
    assert (moved.get_json()["position"], moved.get_json()["rank"]) == ("Agen", None)
    roles = change(administrator, "PUT", f"{path}/roles", 2, {"roles": ["officer", "auditor"]})
    assert roles.get_json()["roles"] == ["officer", "auditor"]
    teams = change(administrator, "PUT", f"{path}/teams", 3, {"team_ids": []})
    assert teams.get_json()["teams"] == []
    off = change(administrator, "PUT", f"{path}/state", 4, {"is_active": False})
    assert off.get_json()["state"] == "inactive"


def test_who_is_let_go_is_out_at_once(administrator: Browser, sign_in: SignIn) -> None:
    leaver = sign_in("operator2")
    assert leaver.get("/queues").status_code == 200
    one = user(administrator, "operator2")
    change(administrator, "PUT", f"/users/{one['id']}/state", 1, {"is_active": False})
    assert leaver.get("/queues").status_code == 401


def test_sessions_are_ended_from_afar(administrator: Browser, sign_in: SignIn) -> None:
    browser = sign_in("operator")
    one = user(administrator, "operator")
    assert change(administrator, "DELETE", f"/users/{one['id']}/sessions", 1).status_code == 200
    assert browser.get("/queues").status_code == 401
    assert administrator.get(f"{HERE}/users/{one['id']}").status_code == 200


def test_roles_and_second_factors_need_a_fresh_login(
    administrator: Browser, clock: MovableClock
) -> None:
    one = user(administrator, "operator")
    path = f"/users/{one['id']}"
    for _ in range(5):
        clock.advance(minutes=14)
        administrator.get(f"{HERE}/users?limit=1")
    for method, part, given in (
        ("PUT", "roles", {"roles": ["auditor"]}),
        ("DELETE", "second-factor", None),
    ):
        response = change(administrator, method, f"{path}/{part}", 1, given)
        assert (response.status_code, code_of(response)) == (403, "login-not-fresh")


def test_an_administrator_does_not_arrange_their_own_account(administrator: Browser) -> None:
    own = user(administrator, "admin")
    assert own["is_self"]
    for method, part, given, code in (
        ("PUT", "roles", {"roles": ["officer"]}, "own-roles"),
        ("PUT", "state", {"is_active": False}, "own-account"),
        ("DELETE", "second-factor", None, "own-second-factor"),
    ):
        response = change(
            administrator, method, f"/users/{own['id']}/{part}", own["version"], given
        )
        assert (response.status_code, code_of(response)) == (409, code)
