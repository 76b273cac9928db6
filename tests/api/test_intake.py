"""Taking a report for somebody: look-up, evidence, filing once."""

from __future__ import annotations

import io
from contextvars import Context
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.storage.events import AuditEntry
from tanggap.storage.reports import Report, Reporter
from tests.api.officers import PREFIX, Browser, code_of
from tests.storage.evidence_samples import image


@pytest.fixture
def desk(operator: Browser) -> dict[str, Any]:
    """The NKK desk as the operator sees it."""
    return dict(operator.get("/desks").get_json()["items"][0])


def form(desk: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A call-taker's form, filled in."""
    category = next(one for one in desk["categories"] if one["parent_id"])
    return {
        "channel": "telephone",
        "submission_key": str(uuid4()),
        "reporter": {"name": "Danu Saputro", "phone": "0812-3456-7890"},
        "category_id": category["id"],
        "subject": "Loket tutup sebelum waktunya",
        "narrative": "Pukul 14.00 loket sudah tutup.",
        **other,
    }


def upload(browser: Browser, desk: dict[str, Any], name: str, content: bytes) -> Any:
    return browser.post(
        f"/desks/{desk['id']}/evidence",
        data={"file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def read_after_the_request(browser: Browser, path: str) -> bytes:
    """The first bytes of a file as a web server reads them: outside the application's context."""
    answer = Context().run(browser.client.get, PREFIX + path, headers={"Range": "bytes=0-9"})
    return Context().run(answer.get_data)


def test_a_call_becomes_a_report(operator: Browser, desk: dict[str, Any]) -> None:
    taken = operator.post(f"/desks/{desk['id']}/reports", form(desk))
    assert taken.status_code == 201, taken.get_json(force=True)
    report = taken.get_json()
    assert taken.headers["Location"] == f"/api/admin/v1/reports/{report['id']}"
    assert report["reporter"]["identity"]["phone"] == "+6281234567890"
    assert report["channel"] == "telephone"
    assert [one["kind"] for one in report["documents"]] == ["receipt"]
    assert report["tasks"][-1]["step"] == "receive"


def test_a_form_sent_twice_files_one_report_and_one_reporter(
    operator: Browser, desk: dict[str, Any], session: Session
) -> None:
    filled = form(desk)
    before = session.scalar(select(func.count()).select_from(Reporter))
    first = operator.post(f"/desks/{desk['id']}/reports", filled).get_json()
    again = operator.post(f"/desks/{desk['id']}/reports", filled).get_json()
    assert first["number"] == again["number"]
    assert session.scalar(select(func.count()).select_from(Report)) == 1
    assert session.scalar(select(func.count()).select_from(Reporter)) == (before or 0) + 1


def test_evidence_is_checked_when_it_arrives_and_joins_the_report(
    operator: Browser, desk: dict[str, Any]
) -> None:
    kept = upload(operator, desk, "../../foto Danu.png", image()).get_json()
    assert (kept["media_type"], kept["name"]) == ("image/jpeg", "foto Danu.jpg")
    report = operator.post(
        f"/desks/{desk['id']}/reports", form(desk, evidence=[kept["handle"]])
    ).get_json()
    [evidence] = report["evidence"]
    file = operator.get(f"/evidence/{evidence['id']}/file")
    assert file.headers["Content-Type"] == "image/jpeg"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"].startswith("sandbox")
    assert "foto Danu.jpg" in file.headers["Content-Disposition"]
    part = operator.get(f"/evidence/{evidence['id']}/file", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.data) == (206, file.data[:10])
    beyond = operator.get(f"/evidence/{evidence['id']}/file", headers={"Range": "bytes=99999999-"})
    assert (beyond.status_code, code_of(beyond)) == (416, "range-not-satisfiable")
    assert read_after_the_request(operator, f"/evidence/{evidence['id']}/file") == file.data[:10]
    whole = operator.get(
        f"/evidence/{evidence['id']}/file", headers={"If-None-Match": file.headers["ETag"]}
    )
    assert whole.status_code == 304


def test_hostile_and_empty_files_are_refused(operator: Browser, desk: dict[str, Any]) -> None:
    html = upload(operator, desk, "foto.jpg", b"<html><script>alert(1)</script></html>")
    assert (html.status_code, code_of(html)) == (422, "file-type-not-allowed")
    assert code_of(upload(operator, desk, "kosong.pdf", b"")) == "file-empty"
    nothing = operator.post(
        f"/desks/{desk['id']}/evidence", data={}, content_type="multipart/form-data"
    )
    assert nothing.get_json(force=True)["errors"] == {"file": ["Pilih berkas dahulu."]}


def test_a_handle_is_good_for_who_uploaded_the_file(
    operator: Browser, desk: dict[str, Any], sign_in: Any
) -> None:
    handle = upload(operator, desk, "foto.jpg", image()).get_json()["handle"]
    other = sign_in("operator2")
    refused = other.post(f"/desks/{desk['id']}/reports", form(desk, evidence=[handle]))
    assert (refused.status_code, code_of(refused)) == (422, "handle-invalid")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"reporter": {"name": "Danu", "nik": "123"}}, "nik-not-16-digits", "reporter.nik"),
        ({"reporter": {"name": "Danu", "phone": "abc"}}, "phone-unreadable", "reporter.phone"),
        ({"reporter": {"name": "Danu", "email": "danu@"}}, "email-malformed", "reporter.email"),
        ({"reporter": {"name": " "}}, "input-invalid", "reporter.name"),
        ({"channel": "merpati"}, "channel-unknown", "channel"),
        ({"channel": "web"}, "channel-unknown", "channel"),
        ({"category_id": str(uuid4())}, "category-unknown", None),
        ({"subject": "  "}, "input-invalid", "subject"),
        ({"persons": [{"name": " ", "position": "Kasir"}]}, "input-invalid", "persons.0.name"),
        ({"narrative": "a" * 20_001}, "text-too-long", None),
        ({"persons": [{"name": "Budi", "nip": "1"}]}, "nip-not-18-digits", "persons.0.nip"),
        ({"reporter": None}, "input-invalid", "reporter"),
        ({"reporter": None, "reporter_id": str(uuid4())}, "reporter-not-found", "reporter_id"),
    ],
)
def test_each_fault_of_the_form_is_told_at_its_field(
    operator: Browser, desk: dict[str, Any], changes: Any, code: str, field: str | None
) -> None:
    refused = operator.post(f"/desks/{desk['id']}/reports", form(desk, **changes))
    assert code_of(refused) == code
    assert refused.status_code in (404, 422)
    if field is not None:
        assert list(refused.get_json(force=True)["errors"]) == [field]


def test_a_form_with_several_faults_tells_them_all_at_once(
    operator: Browser, desk: dict[str, Any]
) -> None:
    blank = form(desk, category_id="", subject="", narrative=" ", reporter={"name": ""})
    missing = operator.post(f"/desks/{desk['id']}/reports", blank).get_json(force=True)["errors"]
    assert missing == {
        name: ["Isi dahulu."] for name in ("category_id", "subject", "narrative", "reporter.name")
    }
    reporter = {"name": "Danu", "nik": "123", "phone": "abc", "email": "danu@"}
    wrong = form(desk, reporter=reporter, persons=[{"name": "Budi", "nip": "1"}])
    told = operator.post(f"/desks/{desk['id']}/reports", wrong).get_json(force=True)
    assert told["code"] == "input-invalid"
    assert {at: len(said) for at, said in told["errors"].items()} == dict.fromkeys(
        ("reporter.nik", "reporter.phone", "reporter.email", "persons.0.nip"), 1
    )
    assert "16 angka" in told["errors"]["reporter.nik"][0]


@pytest.mark.parametrize(
    "words", ["1971015203900001", "+62 812 0000 0001", "WARGA@contoh.example", "citra les"]
)
def test_a_known_reporter_is_found_and_the_look_up_audited(
    operator: Browser, desk: dict[str, Any], session: Session, words: str
) -> None:
    found = operator.post(f"/desks/{desk['id']}/reporter-look-ups", {"q": words})
    [reporter] = found.get_json()["items"]
    assert (reporter["name"], reporter["number"]) == ("Citra Lestari Dewi", "…0001")
    assert reporter["phone"] == "…0001"
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "reporter_looked_up")
    ).one()
    assert entry.after is not None
    assert entry.after["reporters"] == [reporter["id"]]
    taken = operator.post(
        f"/desks/{desk['id']}/reports",
        form(desk, reporter=None, reporter_id=reporter["id"]),
    )
    assert taken.get_json()["reporter"]["label"] == "Citra Lestari Dewi"


@pytest.mark.parametrize("words", ["", "ab", "%%%", "_", "12"])
def test_a_look_up_needs_enough_to_go_by(
    operator: Browser, desk: dict[str, Any], words: str
) -> None:
    refused = operator.post(f"/desks/{desk['id']}/reporter-look-ups", {"q": words})
    assert refused.status_code == 422
    assert code_of(refused) in ("look-up-too-short", "phone-unreadable")


def test_only_who_receives_reports_takes_them(
    main_team: Browser, operator: Browser, desk: dict[str, Any]
) -> None:
    refused = main_team.post(f"/desks/{desk['id']}/reports", form(desk))
    assert (refused.status_code, code_of(refused)) == (403, "not-allowed")
    elsewhere = operator.post(f"/desks/{uuid4()}/reports", form(desk))
    assert (elsewhere.status_code, code_of(elsewhere)) == (404, "desk-not-found")
