"""Procedure versions over the API."""

from __future__ import annotations

from tests.api.administration.paths import HERE, found
from tests.api.officers import Browser, code_of
from tests.services.administration.versions import nkk_source, with_secretary

VERSIONS = f"{HERE}/procedures"


def test_a_version_is_checked_stored_and_compared(administrator: Browser) -> None:
    source = with_secretary()
    checked = administrator.post(f"{VERSIONS}/check", {"source": source}).get_json()
    assert (checked["is_good"], checked["version"], checked["next_version"]) == (True, 2, 2)
    stored = administrator.post(VERSIONS, {"source": source})
    assert stored.status_code == 201
    assert stored.get_json()["desks"] == []
    first = found(administrator, "/procedures", version=1)
    second = stored.get_json()["id"]
    shown = administrator.get(f"{VERSIONS}/{first['id']}/comparison?to={second}").get_json()
    assert [one["id"] for one in shown["steps"]] == ["receive", "classify"]
    whole = administrator.get(f"{VERSIONS}/{second}").get_json()
    assert whole["source"] == source


def test_a_broken_file_comes_back_with_lines(administrator: Browser) -> None:
    broken = with_secretary().replace("goto: classify", "goto: klasifikasi")
    response = administrator.post(VERSIONS, {"source": broken})
    assert (response.status_code, code_of(response)) == (422, "procedure-broken")
    body = response.get_json(force=True)
    assert body["facts"]["lines"][0]["line"] > 1
    assert "Baris" in body["detail"]
    assert "source" in body["errors"]
    checked = administrator.post(f"{VERSIONS}/check", {"source": broken}).get_json()
    assert checked["is_good"] is False
    assert checked["faults"][0]["sentence"]


def test_hostile_files_are_refused_in_words(administrator: Browser) -> None:
    for source in (
        "",
        "[[[[",
        "x: &a [*a, *a]",
        "!!python/object:os.system {}",
        "\u202e: x",
        "a" * 200_000,
    ):
        response = administrator.post(VERSIONS, {"source": source})
        assert response.status_code == 422, source[:20]
    assert administrator.post(VERSIONS, {"source": "x" * 2_000_000}).status_code == 413


def test_officers_read_versions(operator: Browser) -> None:
    version = found(operator, "/procedures", version=1)
    assert [desk["name"] for desk in version["desks"]] == ["Layanan Pengaduan NKK"]
    assert operator.get(f"{VERSIONS}/{version['id']}").get_json()["source"] == nkk_source()
    assert operator.post(VERSIONS, {"source": with_secretary()}).status_code == 403


def test_remarks_on_a_stored_version_name_the_lines_of_its_file(operator: Browser) -> None:
    version = found(operator, "/procedures", version=1)
    whole = operator.get(f"{VERSIONS}/{version['id']}").get_json()
    lines = whole["source"].splitlines()
    late = next(one for one in whole["remarks"] if one["code"] == "times-beyond-limit")
    assert 0 < late["line"] <= len(lines)


def test_a_version_is_drawn_and_printed_for_the_office_that_runs_it(operator: Browser) -> None:
    version = found(operator, "/procedures", version=1)
    flow = operator.get(f"/procedures/{version['id']}/flow").get_json()
    assert flow["svg"].startswith("<svg")
    assert "Tim NKK" in flow["svg"]
    assert " style=" not in flow["svg"]
    sheet = operator.get(f"/procedures/{version['id']}/sheet")
    assert sheet.mimetype == "application/pdf"
    assert sheet.headers["Content-Disposition"] == "inline; filename=sop-nkk-v1.pdf"
    assert sheet.data.startswith(b"%PDF")
    unknown = "/procedures/00000000-0000-0000-0000-000000000000"
    for path in (f"{unknown}/flow", f"{unknown}/sheet"):
        assert code_of(operator.get(path)) == "procedure-unknown"
