"""Whom a confidential reporter stays hidden from, and who stays away from a report."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.filing import PersonNamed
from tanggap.storage.events import AuditEntry
from tanggap.storage.reports import Report
from tests.api.attached import attach
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of
from tests.api.test_reports import with_department
from tests.services.nkk_desk import account, act, file, run_jobs

SECRETS = ("Citra", "Lestari Dewi", "1971015203900001", "81200000001", "warga@")


def everything_readable(browser: Browser, report_id: object) -> str:
    """All text this officer can get of a report, lists and search included."""
    paths = (f"/reports/{report_id}", f"/reports/{report_id}/timeline", "/tasks", "/reports")
    return "\n".join(browser.get(path).get_data(as_text=True) for path in paths)


@pytest.fixture
def secret(session: Session):  # type: ignore[no-untyped-def]
    """A confidential report whose own words name the reporter, lying with the health office."""
    return with_department(session, confidential=True, subject="Citra Lestari Dewi dibentak")


def test_a_department_never_learns_who_reported(
    dinkes: Browser, operator: Browser, session: Session, secret
) -> None:  # type: ignore[no-untyped-def]
    operator.post(f"/reports/{secret.id}/messages", {"body": "Ibu Citra, mohon lengkapi."})
    operator.post(f"/reports/{secret.id}/notes", {"body": "Ibu Citra menelepon."})
    act(session, secret, "dinkes", "respond", response="Sudah ditegur")
    act(session, secret, "timutama", "hand_over", note="Sampaikan kepada Citra")
    act(session, secret, "operator", "answer", answer="Ibu Citra Lestari Dewi, sudah ditegur.")
    run_jobs(session)
    seen = everything_readable(dinkes, secret.id)
    assert [word for word in SECRETS if word in seen] == []
    report = dinkes.report(secret.id)
    assert report["reporter"] == {"label": secret.pseudonym, "identity": None}
    assert "receipt" not in {one["kind"] for one in report["documents"]}


def test_the_main_team_sees_a_pseudonym_until_it_gives_a_reason(
    main_team: Browser, session: Session, secret
) -> None:  # type: ignore[no-untyped-def]
    run_jobs(session)
    before = everything_readable(main_team, secret.id)
    assert [word for word in SECRETS if word in before] == []
    empty = main_team.post(f"/reports/{secret.id}/unmasking", {"reason": "  "})
    assert (empty.status_code, code_of(empty)) == (422, "reason-missing")
    opened = main_team.post(f"/reports/{secret.id}/unmasking", {"reason": "Perlu dihubungi"})
    assert opened.get_json()["reporter"]["identity"]["name"] == "Citra Lestari Dewi"
    assert "Citra Lestari Dewi" in everything_readable(main_team, secret.id)
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "identity_unmasked")
    ).one()
    assert entry.after == {"number": secret.number, "reason": "Perlu dihubungi"}
    assert entry.account_id == account(session, "timutama").id


def test_lifting_the_pseudonym_is_for_oneself_alone(
    main_team: Browser, sign_in: SignIn, secret
) -> None:  # type: ignore[no-untyped-def]
    main_team.post(f"/reports/{secret.id}/unmasking", {"reason": "Perlu dihubungi"})
    colleague = sign_in("timutama2").report(secret.id)
    assert colleague["reporter"]["identity"] is None


def test_a_department_may_not_lift_the_pseudonym(dinkes: Browser, secret) -> None:  # type: ignore[no-untyped-def]
    refused = dinkes.post(f"/reports/{secret.id}/unmasking", {"reason": "Ingin tahu"})
    assert (refused.status_code, code_of(refused)) == (403, "not-allowed")


def test_evidence_reaches_a_department_under_a_neutral_name(
    dinkes: Browser, operator: Browser, secret: Report
) -> None:
    evidence = attach(secret, given_name="foto Citra.jpg")
    path = f"/evidence/{evidence}/file"
    neutral = dinkes.get(path).headers["Content-Disposition"]
    assert neutral == f'inline; filename="{secret.number} Bukti 1.jpg"'
    assert "foto Citra.jpg" in operator.get(path).headers["Content-Disposition"]
    assert dinkes.report(secret.id)["evidence"][0]["name"] == "Bukti 1.jpg"


def test_a_department_cannot_find_a_secret_reporter_by_searching(dinkes: Browser, secret) -> None:  # type: ignore[no-untyped-def]
    assert dinkes.get("/reports?q=Citra").get_json()["items"] == []
    by_number = dinkes.get(f"/reports?q={secret.number}").get_json()["items"]
    assert [one["number"] for one in by_number] == [secret.number]


def test_who_is_reported_and_the_superior_find_nothing(sign_in: SignIn, operator: Browser) -> None:
    filed = file(persons=(PersonNamed(name="Lestari Puspa", nip="198708172010122004"),))
    for login in ("timutama2", "timutama"):  # the person reported, and her superior
        browser = sign_in(login)
        assert browser.get(f"/reports/{filed.id}").status_code == 404
        assert browser.get("/reports").get_json()["items"] == []
    reasons = {one["reason"] for one in operator.report(filed.id)["exclusions"]}
    assert reasons == {"person_reported", "superior"}


def test_an_officer_named_by_a_colleague_is_kept_away(
    operator: Browser, main_team: Browser, session: Session
) -> None:
    filed = file()
    assert main_team.get(f"/reports/{filed.id}").status_code == 200
    named = {"officer_id": str(account(session, "timutama").id), "note": "Saudara terlapor"}
    assert operator.post(f"/reports/{filed.id}/exclusions", named).status_code == 200
    assert main_team.get(f"/reports/{filed.id}").status_code == 404


def test_withdrawing_has_a_way_of_its_own(operator: Browser, session: Session) -> None:
    filed = file()
    own = {"officer_id": str(account(session, "operator").id), "note": "Kerabat"}
    refused = operator.post(f"/reports/{filed.id}/exclusions", own)
    assert (refused.status_code, code_of(refused)) == (422, "exclude-oneself")
    assert operator.get(f"/reports/{filed.id}").status_code == 200


def test_an_officer_may_withdraw_from_a_report(main_team: Browser) -> None:
    filed = file()
    assert main_team.post(f"/reports/{filed.id}/recusal", {"note": "Teman"}).status_code == 204
    assert main_team.get(f"/reports/{filed.id}").status_code == 404


def test_whom_to_exclude_is_chosen_from_the_desks_officers(
    operator: Browser, dinkes: Browser
) -> None:
    [desk] = operator.get("/desks").get_json()["items"]
    names = [
        one["name"] for one in operator.get(f"/desks/{desk['id']}/officers").get_json()["items"]
    ]
    assert "Lestari Puspa" in names
    refused = dinkes.get(f"/desks/{desk['id']}/officers")
    assert (refused.status_code, code_of(refused)) == (403, "not-allowed")
