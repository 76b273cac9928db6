"""The NKK procedure over the API: both branches, by the officers who work them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, offered
from tests.services.nkk_desk import file, run_jobs, unit


def open_task(report: dict, actor: str) -> dict:
    return next(t for t in report["tasks"] if t["closed_at"] is None and t["actor"] == actor)


def test_an_information_report_is_answered_by_the_operator(
    operator: Browser, main_team: Browser, session: Session
) -> None:
    filed = file()
    seen = operator.report(filed.id)
    assert offered(open_task(seen, "operator")) == ["hand_over", "ask_completion"]
    assert operator.act(seen, "hand_over").status_code == 200
    classified = main_team.act(main_team.report(filed.id), "information")
    assert classified.get_json()["classification"] == "information"
    answered = operator.act(operator.report(filed.id), "answer", answer="Begini aturannya.")
    assert answered.status_code == 200
    body = answered.get_json()
    assert body["state"] == "waiting"
    assert [one["body"] for one in body["responses"]] == ["Begini aturannya."]
    run_jobs(session)
    letter = next(
        one for one in operator.report(filed.id)["documents"] if one["kind"] == "reply_letter"
    )
    assert letter["is_ready"]
    paper = operator.get(f"/documents/{letter['id']}/file")
    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["Content-Disposition"].startswith("inline")


def test_a_complaint_goes_to_two_departments_and_comes_back(
    sign_in: SignIn, operator: Browser, main_team: Browser, dinkes: Browser, session: Session
) -> None:
    filed = file()
    operator.act(operator.report(filed.id), "hand_over")
    assert dinkes.get(f"/reports/{filed.id}").status_code == 404
    chosen = [str(unit(session, "dinkes").id), str(unit(session, "disdik").id)]
    sent = main_team.act(main_team.report(filed.id), "complaint", units=chosen, note="Segera")
    assert sent.status_code == 200, sent.get_json(force=True)
    disdik = sign_in("disdik")
    assert (
        dinkes.act(dinkes.report(filed.id), "respond", response="Sudah ditegur").status_code == 200
    )
    assert disdik.report(filed.id)["responses"] == []
    assert disdik.act(disdik.report(filed.id), "respond", response="Tidak ada").status_code == 200
    reviewed = main_team.report(filed.id)
    assert [one["body"] for one in reviewed["responses"]] == ["Sudah ditegur", "Tidak ada"]
    assert main_team.act(reviewed, "hand_over").status_code == 200
    assert operator.act(operator.report(filed.id), "answer", answer="Selesai").status_code == 200


def test_an_action_says_what_it_asks_and_where_it_leads(
    operator: Browser, main_team: Browser, session: Session
) -> None:
    filed = file()
    operator.act(operator.report(filed.id), "hand_over")
    task = open_task(main_team.report(filed.id), "main_team")
    complaint = next(one for one in task["allowed_actions"] if one["id"] == "complaint")
    units = next(one for one in complaint["fields"] if one["id"] == "units")
    assert {choice["label"] for choice in units["choices"]} == {
        "Dinas Kesehatan",
        "Dinas Pendidikan",
        "Dinas Perhubungan",
    }
    assert complaint["issues"] == ["disposition"]
    assert complaint["leads_to"]["step"] == "respond"
    assert complaint["leads_to"]["due_words"] == "Senin, 20 Juli 2026 pukul 16.00 WIB"


def test_a_department_that_works_on_it_cannot_be_chosen_again(
    sign_in: SignIn, operator: Browser, main_team: Browser, dinkes: Browser, session: Session
) -> None:
    filed = file()
    operator.act(operator.report(filed.id), "hand_over")
    both = [str(unit(session, "dinkes").id), str(unit(session, "disdik").id)]
    main_team.act(main_team.report(filed.id), "complaint", units=both)
    dinkes.act(dinkes.report(filed.id), "return_report", note="Bukan kami")
    task = open_task(main_team.report(filed.id), "main_team")
    redirect = next(one for one in task["allowed_actions"] if one["id"] == "redirect")
    assert str(unit(session, "disdik").id) not in {
        choice["value"] for choice in redirect["fields"][0]["choices"]
    }


def test_a_missing_answer_is_refused_at_its_field(operator: Browser, session: Session) -> None:
    report = operator.report(file().id)
    refused = operator.act(report, "ask_completion")
    assert refused.status_code == 422
    assert code_of(refused) == "output-missing"
    body = refused.get_json(force=True)
    assert body["errors"] == {"note": ["Isi dahulu: Apa yang perlu dilengkapi."]}


def test_an_action_that_is_not_there_is_refused(operator: Browser, session: Session) -> None:
    report = operator.report(file().id)
    task = open_task(report, "operator")
    refused = operator.post(
        f"/reports/{report['id']}/tasks/{task['id']}/actions/terbang",
        {"given": {}},
        headers={"If-Match": report["etag"]},
    )
    assert (refused.status_code, code_of(refused)) == (409, "action-not-at-this-step")
