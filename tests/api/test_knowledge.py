"""The answer file over the API: versions, pages, what is said of faults, and few statements."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, queries
from tests.api.test_reports import with_department
from tests.services.nkk_desk import file, open_tasks

MOST_STATEMENTS = 16


def desk_of(browser: Browser) -> str:
    [desk] = browser.get("/knowledge-desks").get_json()["items"]
    return str(desk["id"])


def test_an_entry_is_written_changed_on_the_version_seen_and_put_away(main_team: Browser) -> None:
    desk = desk_of(main_team)
    given = {"question": "Kapan buka?", "answer": "Pukul 08.00.", "valid_until": "2026-07-15"}
    made = main_team.post(f"/desks/{desk}/knowledge", given)
    assert made.status_code == 201
    entry = made.get_json()
    assert (entry["is_stale"], entry["may_edit"], entry["uses"]) == (True, True, [])
    path, seen = f"/knowledge/{entry['id']}", made.headers["ETag"]
    changed = main_team.send("PATCH", path, json={"valid_until": None}, headers={"If-Match": seen})
    assert changed.get_json()["is_stale"] is False
    late = main_team.send("PATCH", path, json={"answer": "x"}, headers={"If-Match": seen})
    assert code_of(late) == "version-outdated"
    assert code_of(main_team.send("PATCH", path, json={})) == "precondition-required"
    away = {"json": {"is_active": False}, "headers": {"If-Match": changed.headers["ETag"]}}
    assert main_team.send("PATCH", path, **away).status_code == 200
    listed = main_team.get(f"/desks/{desk}/knowledge?state=closed").get_json()["items"]
    assert [one["id"] for one in listed] == [entry["id"]]


def test_faults_stand_at_their_fields(main_team: Browser) -> None:
    path = f"/desks/{desk_of(main_team)}/knowledge"
    for given, field in (
        ({"question": "", "answer": "J"}, "question"),
        ({"question": "P", "answer": "j" * 6000}, "answer"),
        ({"question": "P", "answer": "J", "valid_until": "besok"}, "valid_until"),
        ({"question": "P", "answer": "J", "category_id": "bukan"}, "category_id"),
        ({"question": "P", "answer": "J", "jawaban": "J"}, "jawaban"),
    ):
        response = main_team.post(path, given)
        assert response.status_code == 422
        assert list(response.get_json(force=True)["errors"]) == [field]
    assert code_of(main_team.get(f"{path}?cursor=palsu")) == "cursor-invalid"


def test_an_unknown_placeholder_is_told_at_the_body(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    path = f"/administration/desks/{desk_of(admin)}/answer-templates"
    refused = admin.post(path, {"name": "Salah", "body": "{nama_ibu}"})
    assert code_of(refused) == "placeholder-unknown"
    assert "{nama_ibu}" in refused.get_json(force=True)["errors"]["body"][0]
    shown = admin.post(f"{path}/previews", {"body": "Yth. {nama_pelapor}"})
    assert shown.get_json() == {"text": "Yth. Pelapor Contoh"}
    made = admin.post(path, {"name": "Benar", "body": "Yth. {nama_pelapor}"}).get_json()
    assert made["id"] in [one["id"] for one in admin.get(path).get_json()["items"]]


def test_what_helps_to_answer_takes_few_statements_however_much_there_is(
    session: Session, operator: Browser, main_team: Browser
) -> None:
    desk = desk_of(main_team)
    for number in range(30):
        given = {"question": f"Loket tutup {number}", "answer": "Jawaban."}
        main_team.post(f"/desks/{desk}/knowledge", given)
        file(subject=f"Loket antrean {number}")
    report = file(subject="Loket antrean tutup")
    task = open_tasks(session, report)[0]
    for path in (
        f"/desks/{desk}/knowledge",
        f"/desks/{desk}/knowledge?q=loket",
        f"/reports/{report.id}/knowledge",
        f"/reports/{report.id}/similar-reports",
        f"/tasks/{task.id}/answer-templates?action=ask_completion",
    ):
        operator.get(path)
        sent = queries(lambda path=path: operator.get(path))
        assert sent <= MOST_STATEMENTS, f"{path}: {sent}"


def test_the_words_of_a_confidential_report_are_in_no_answer(
    session: Session, sign_in: SignIn, main_team: Browser
) -> None:
    """Not as suggestion, not as similar report, not in a template."""
    secret = with_department(session, confidential=True, subject="Citra melapor soal loket")
    plain = with_department(session, subject="Soal loket")
    for browser in (main_team, sign_in("dinkes")):
        for path in (
            f"/reports/{plain.id}/similar-reports",
            f"/reports/{secret.id}/similar-reports",
            f"/reports/{secret.id}/knowledge",
        ):
            answer = browser.get(path)
            assert answer.status_code == 200
            assert secret.number not in answer.get_data(as_text=True)
            assert "Citra melapor" not in answer.get_data(as_text=True)
