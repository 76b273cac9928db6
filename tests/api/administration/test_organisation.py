"""Units, desks, categories and teams over the API."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.api.administration.paths import HERE, change, found
from tests.api.officers import Browser, code_of
from tests.services.nkk_desk import account, file


def test_a_unit_is_added_shown_and_changed(administrator: Browser) -> None:
    made = administrator.post(
        f"{HERE}/units",
        {"code": "dinsos", "name": "Dinas Sosial", "short_name": "Dinsos", "letter_code": "DINSOS"},
    )
    assert made.status_code == 201
    body = made.get_json()
    assert body["letterhead"] == {"address_lines": [], "contact_line": ""}
    shown = administrator.get(f"{HERE}/units/{body['id']}")
    head = {"letterhead": {"address_lines": ["Jalan Contoh 3"]}, "deputy": None}
    changed = administrator.send(
        "PATCH",
        f"{HERE}/units/{body['id']}",
        json=head,
        headers={"If-Match": shown.headers["ETag"]},
    )
    assert changed.status_code == 200
    assert changed.get_json()["letterhead"]["address_lines"] == ["Jalan Contoh 3"]
    assert changed.get_json()["version"] == 2


def test_a_change_says_which_version_it_was_decided_on(administrator: Browser) -> None:
    unit = found(administrator, "/units", code="dinkes")
    path = f"/units/{unit['id']}"
    for version, status, code in (
        (None, 428, "precondition-required"),
        ("x", 400, "precondition-malformed"),
        (7, 412, "version-outdated"),
    ):
        response = change(administrator, "PATCH", path, version, {"name": "Dinkes"})
        assert (response.status_code, code_of(response)) == (status, code)
    assert change(administrator, "PATCH", path, 1, {"name": "Dinkes"}).status_code == 200


def test_wrong_input_is_told_at_its_field(administrator: Browser) -> None:
    unit = found(administrator, "/units", code="dinkes")
    path = f"/units/{unit['id']}"
    for given, field in (
        ({"name": 7}, "name"),
        ({"name": ""}, "name"),
        ({"head_id": "bukan id"}, "head_id"),
        ({"warna": "biru"}, "warna"),
        ({"letterhead": {"address_lines": ["x"] * 9}}, "letterhead.address_lines"),
        ({"deputy": "Pjs."}, "deputy"),
        ({"is_active": "mungkin"}, "is_active"),
    ):
        response = change(administrator, "PATCH", path, 1, given)
        assert response.status_code == 422, given
        assert list(response.get_json(force=True)["errors"]) == [field]


def test_an_unchanged_list_is_not_sent_twice(administrator: Browser) -> None:
    first = administrator.get(f"{HERE}/units")
    again = administrator.get(f"{HERE}/units", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_desk_is_changed_and_tells_its_gaps(administrator: Browser) -> None:
    desk = found(administrator, "/desks", slug="nkk")
    assert desk["gaps"] == []
    assert desk["procedure"]["version"] == 1
    response = change(
        administrator,
        "PATCH",
        f"/desks/{desk['id']}",
        1,
        {"summary": "Kode etik", "channels": ["web"]},
    )
    assert response.status_code == 200
    assert response.get_json()["channels"] == ["web"]
    version = desk["procedure"]["id"]
    gaps = administrator.get(f"{HERE}/desks/{desk['id']}/gaps?procedure_version_id={version}")
    assert gaps.get_json() == {"items": []}
    broken = change(
        administrator, "PATCH", f"/desks/{desk['id']}", 2, {"letter_pattern": "{siapa}"}
    )
    assert code_of(broken) == "number-pattern-field"
    [said] = broken.get_json(force=True)["errors"]["letter_pattern"]
    assert "“siapa” tidak dikenal" in said
    assert "{nomor}, {jenis}, {unit}" in said


def test_a_new_desk_is_closed_at_first(administrator: Browser) -> None:
    desk = found(administrator, "/desks", slug="nkk")
    made = administrator.post(
        f"{HERE}/desks",
        {
            "slug": "umum",
            "name": "Pengaduan Umum",
            "summary": "Keluhan",
            "register_prefix": "PUM",
            "letter_pattern": "800/{sequence:4}/{unit}/{year}",
            "channels": ["counter"],
            "unit_id": desk["unit"]["id"],
            "calendar_id": desk["calendar"]["id"],
            "procedure_version_id": desk["procedure"]["id"],
        },
    )
    assert made.status_code == 201
    assert made.get_json()["is_active"] is False
    opened = change(
        administrator, "PATCH", f"/desks/{made.get_json()['id']}", 1, {"is_active": True}
    )
    assert (opened.status_code, code_of(opened)) == (409, "procedure-without-teams")


def test_categories_are_added_ordered_and_removed(administrator: Browser) -> None:
    desk = found(administrator, "/desks", slug="nkk")
    made = administrator.post(f"{HERE}/desks/{desk['id']}/categories", {"name": "Gratifikasi"})
    assert made.status_code == 201
    path = f"/categories/{made.get_json()['id']}"
    first = change(administrator, "PATCH", path, 1, {"position": 0})
    assert first.get_json()["position"] == 0
    listed = administrator.get(f"{HERE}/desks/{desk['id']}/categories").get_json()["items"]
    assert listed[0]["name"] == "Gratifikasi"
    assert change(administrator, "DELETE", path, 2).status_code == 204
    assert administrator.get(f"{HERE}{path}").status_code == 404


def test_a_team_is_made_filled_and_emptied(administrator: Browser, session: Session) -> None:
    desk = found(administrator, "/desks", slug="nkk")
    bkpsdmd = found(administrator, "/units", code="bkpsdmd")
    made = administrator.post(
        f"{HERE}/desks/{desk['id']}/teams",
        {"actor": "supporting_team", "unit_id": bkpsdmd["id"], "name": "Tim BKPSDMD"},
    )
    assert made.status_code == 201
    path = f"/teams/{made.get_json()['id']}"
    who = str(account(session, "kepala").id)
    seated = change(administrator, "POST", f"{path}/members", 1, {"account_id": who})
    assert [one["name"] for one in seated.get_json()["members"]] == ["Ratih Anindya Kusuma"]
    assert change(administrator, "PATCH", path, 2, {"name": "Tim BK"}).get_json()["version"] == 3
    emptied = change(administrator, "DELETE", f"{path}/members/{who}", 3)
    assert emptied.get_json()["members"] == []
    assert change(administrator, "DELETE", path, 4).status_code == 204
    actors = administrator.get(f"{HERE}/desks/{desk['id']}/teams").get_json()["actors"]
    assert [(one["id"], one["per_unit"]) for one in actors] == [
        ("operator", False),
        ("main_team", False),
        ("supporting_team", True),
    ]


def test_a_team_with_work_is_not_left_empty(administrator: Browser, session: Session) -> None:
    file()
    desk = found(administrator, "/desks", slug="nkk")
    team = found(administrator, f"/desks/{desk['id']}/teams", actor="operator")
    version = team["version"]
    first, last = (str(account(session, login).id) for login in ("operator2", "operator"))
    path = f"/teams/{team['id']}/members"
    assert change(administrator, "DELETE", f"{path}/{first}", version).status_code == 200
    refused = change(administrator, "DELETE", f"{path}/{last}", version + 1)
    assert (refused.status_code, code_of(refused)) == (409, "team-left-empty")
    assert "Operator NKK" in refused.get_json(force=True)["detail"]
