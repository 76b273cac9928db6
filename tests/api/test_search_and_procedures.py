"""Finding reports, reading procedures, and the files of documents."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, queries
from tests.api.test_reports import with_department
from tests.conftest import MovableClock
from tests.services.nkk_desk import act, file, run_jobs


def found(browser: Browser, query: str) -> list[str]:
    response = browser.get(f"/reports?{query}")
    assert response.status_code == 200, response.get_json(force=True)
    return [one["subject"] for one in response.get_json()["items"]]


def test_words_and_numbers_find_reports(operator: Browser) -> None:
    first = file(subject="Antrean puskesmas terlalu lama")
    file(subject="Petugas parkir meminta uang")
    assert found(operator, "q=parkir") == ["Petugas parkir meminta uang"]
    assert found(operator, f"q={first.number.lower()}") == ["Antrean puskesmas terlalu lama"]
    assert len(found(operator, "")) == 2


def test_filters_narrow_what_is_found(
    sign_in: SignIn, session: Session, clock: MovableClock
) -> None:
    old = file(subject="Kemarin")
    act(session, old, "operator", "hand_over")
    act(session, old, "timutama", "information")
    clock.advance(days=1)
    file(subject="Hari ini")
    operator = sign_in("operator")
    assert found(operator, "classification=information") == ["Kemarin"]
    assert found(operator, "from=2026-07-17") == ["Hari ini"]
    assert found(operator, "to=2026-07-16") == ["Kemarin"]
    assert found(operator, "state=closed") == []
    assert found(operator, f"category={old.category_id}") == ["Hari ini", "Kemarin"]
    assert found(operator, "channel=telephone") == []
    clock.advance(days=10)
    assert found(sign_in("operator"), "overdue=true") == ["Hari ini", "Kemarin"]


def test_search_pages_follow_one_another(operator: Browser) -> None:
    for place in range(5):
        file(subject=f"Laporan {place}")
    first = operator.get("/reports?limit=3").get_json()
    rest = operator.get(f"/reports?limit=3&cursor={first['next_cursor']}").get_json()
    assert [one["subject"] for one in first["items"] + rest["items"]] == [
        f"Laporan {place}" for place in (4, 3, 2, 1, 0)
    ]
    assert rest["next_cursor"] is None


def test_searching_costs_the_same_however_much_is_found(operator: Browser) -> None:
    file()
    few = queries(lambda: operator.get("/reports"))
    for place in range(5):
        file(subject=f"Laporan {place}")
    assert queries(lambda: operator.get("/reports")) == few
    assert few <= 7


def test_a_department_finds_only_what_was_sent_to_it(
    sign_in: SignIn, dinkes: Browser, session: Session
) -> None:
    with_department(session, subject="Untuk Dinkes")
    file(subject="Belum dikirim")
    assert found(dinkes, "") == ["Untuk Dinkes"]
    assert found(sign_in("disdik"), "") == []


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=1e9", "desk=x", "state=gone", "from=32-13-2026", "what=this"],
)
def test_a_wrong_filter_is_told_at_its_field(operator: Browser, query: str) -> None:
    refused = operator.get(f"/reports?{query}")
    assert (refused.status_code, code_of(refused)) == (422, "input-invalid")
    assert list(refused.get_json(force=True)["errors"]) == [query.split("=", maxsplit=1)[0]]


@pytest.mark.parametrize(
    "query",
    ["from=0001-01-01", "to=9999-12-31", "q=%00%00", "q=%22%20-%20(%26%7C", "q=" + "a" * 200],
)
def test_odd_but_legal_filters_find_nothing_wrong(operator: Browser, query: str) -> None:
    file()
    assert operator.get(f"/reports?{query}").status_code == 200


def test_a_procedure_reads_as_a_table(operator: Browser, sign_in: SignIn) -> None:
    [line] = operator.get("/procedures").get_json()["items"]
    assert (line["name"], line["in_force"]) == ("nkk", True)
    table = sign_in("auditor").get(f"/procedures/{line['id']}").get_json()
    classify = next(step for step in table["steps"] if step["id"] == "classify")
    assert classify["duration"]["words"] == "120 menit"
    assert classify["actor_title"] == "Tim NKK Utama"
    assert [one["label"] for one in classify["actions"]] == ["Informasi", "Pengaduan"]
    missing = operator.get(f"/procedures/{uuid4()}")
    assert (missing.status_code, code_of(missing)) == (404, "procedure-unknown")


def test_a_letter_is_fetched_once_it_is_made(
    operator: Browser, dinkes: Browser, session: Session
) -> None:
    filed = with_department(session)
    documents = {one["kind"]: one for one in operator.report(filed.id)["documents"]}
    sheet = documents["disposition"]
    waiting = operator.get(f"/documents/{sheet['id']}/file")
    assert (waiting.status_code, code_of(waiting)) == (409, "file-not-ready")
    run_jobs(session)
    assert dinkes.get(f"/documents/{sheet['id']}/file").data.startswith(b"%PDF-")
    receipt = dinkes.get(f"/documents/{documents['receipt']['id']}/file")
    assert (receipt.status_code, code_of(receipt)) == (404, "file-not-found")
    assert operator.get(f"/documents/{documents['receipt']['id']}/file").status_code == 200
    assert operator.get(f"/documents/{uuid4()}/file").status_code == 404
    assert operator.get(f"/evidence/{uuid4()}/file").status_code == 404


def test_a_disposition_to_one_department_is_not_shown_to_another(
    sign_in: SignIn, main_team: Browser, dinkes: Browser, session: Session
) -> None:
    filed = with_department(session)
    run_jobs(session)
    first = next(
        one for one in dinkes.report(filed.id)["documents"] if one["kind"] == "disposition"
    )
    dinkes.act(dinkes.report(filed.id), "return_report", note="Bukan kami")
    main = main_team.report(filed.id)
    task = next(one for one in main["tasks"] if one["may_act"])
    units = task["allowed_actions"][0]["fields"][0]["choices"]
    disdik = next(one["value"] for one in units if one["label"] == "Dinas Pendidikan")
    main_team.act(main, "redirect", units=[disdik])
    run_jobs(session)
    other = sign_in("disdik")
    shown = [one["id"] for one in other.report(filed.id)["documents"]]
    assert first["id"] not in shown
    assert len(shown) == 1
    assert other.get(f"/documents/{first['id']}/file").status_code == 404
