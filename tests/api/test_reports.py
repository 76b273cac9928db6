"""One report: what stands on its screen, versions, drafts, notes, messages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, queries
from tests.conftest import MovableClock
from tests.services.nkk_desk import account, act, file, run_jobs, unit


def with_department(session: Session, *, confidential: bool = False, **given: object):  # type: ignore[no-untyped-def]
    """A report that lies with the health office."""
    filed = file(confidential=confidential, **given)  # type: ignore[arg-type]
    act(session, filed, "operator", "hand_over")
    return act(session, filed, "timutama", "complaint", units=[unit(session, "dinkes").id])


def first_task(report: dict) -> dict:
    return next(one for one in report["tasks"] if one["may_act"])


def test_a_report_tells_everything_the_operator_needs(operator: Browser) -> None:
    filed = file()
    report = operator.report(filed.id)
    assert report["number"] == filed.number
    assert report["category"] == {
        "id": str(filed.category_id),
        "name": "Perilaku tidak sopan",
        "parent": "Pelanggaran kode etik",
    }
    assert report["reporter"]["identity"]["nik"] == "1971015203900001"
    assert report["narrative"] == "Saya dibentak di loket 3."
    assert report["due_words"] == "sisa 2 hari kerja 6 jam"
    assert [one["kind"] for one in report["documents"]] == ["receipt"]
    assert report["timeline"]["items"][-1]["what"] == "Laporan masuk"


def test_a_task_tells_the_time_it_takes_against_the_sop(
    operator: Browser, clock: MovableClock
) -> None:
    filed = file()
    clock.advance(minutes=25)
    waiting = operator.report(filed.id)["tasks"][-1]
    assert (waiting["spent_minutes"], waiting["standard"]) == (25, "10 menit")
    operator.act(operator.report(filed.id), "hand_over")
    clock.advance(minutes=5)
    tasks = {task["step"]: task for task in operator.report(filed.id)["tasks"]}
    assert (tasks["receive"]["spent_minutes"], tasks["classify"]["spent_minutes"]) == (25, 5)


def test_an_officers_own_settings_are_kept(operator: Browser, sign_in: SignIn) -> None:
    views = {"views": [{"name": "Terlambat", "query": "overdue=true"}]}
    assert operator.put("/preferences", {"preferences": views}).status_code == 200
    assert sign_in("operator").get("/preferences").get_json() == {"preferences": views}
    assert sign_in("operator2").get("/preferences").get_json() == {"preferences": {}}
    refused = operator.put("/preferences", {"preferences": {"x": "a" * 30_000}})
    assert (refused.status_code, code_of(refused)) == (422, "preferences-too-large")


def test_reading_a_report_costs_a_fixed_number_of_queries(
    operator: Browser, session: Session
) -> None:
    filed = with_department(session)
    few = queries(lambda: operator.report(filed.id))
    act(session, filed, "dinkes", "respond", response="Sudah")
    act(session, filed, "timutama", "hand_over")
    for place in range(5):
        operator.post(f"/reports/{filed.id}/notes", {"body": f"Catatan {place}"})
        operator.post(f"/reports/{filed.id}/messages", {"body": f"Pesan {place}"})
    assert queries(lambda: operator.report(filed.id)) <= few + 3
    assert few <= 24


def test_two_officers_never_overwrite_each_other(operator: Browser, sign_in: SignIn) -> None:
    filed = file()
    seen_by_both = operator.report(filed.id)
    colleague = sign_in("operator2")
    assert colleague.act(colleague.report(filed.id), "hand_over").status_code == 200
    late = operator.act(seen_by_both, "ask_completion", note="Kapan?")
    assert (late.status_code, code_of(late)) == (412, "version-outdated")
    assert late.get_json(force=True)["facts"]["version"] == seen_by_both["version"] + 1


def test_an_action_must_name_the_version_it_was_decided_on(operator: Browser) -> None:
    report = operator.report(file().id)
    path = f"/reports/{report['id']}/tasks/{first_task(report)['id']}/actions/hand_over"
    missing = operator.post(path, {"given": {}})
    assert (missing.status_code, code_of(missing)) == (428, "precondition-required")
    for broken in ("*", "1", 'W/"1"', '"x"', '"1", "2"', '"99999999999999"'):
        refused = operator.post(path, {"given": {}}, headers={"If-Match": broken})
        assert (refused.status_code, code_of(refused)) == (400, "precondition-malformed"), broken


def test_the_etag_of_the_answer_is_good_for_the_next_action(operator: Browser) -> None:
    filed = file()
    answer = operator.get(f"/reports/{filed.id}")
    again = operator.get(f"/reports/{filed.id}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    report = answer.get_json()
    taken = operator.post(
        f"/reports/{filed.id}/tasks/{first_task(report)['id']}/actions/hand_over",
        {"given": {}},
        headers={"If-Match": answer.headers["ETag"]},
    )
    assert taken.status_code == 200


def test_a_task_given_to_a_colleague_is_left_to_them(operator: Browser, session: Session) -> None:
    report = operator.report(file().id)
    task = first_task(report)
    operator.post(
        f"/tasks/{task['id']}/assignment", {"officer_id": str(account(session, "operator2").id)}
    )
    refused = operator.act(report, "hand_over")
    assert (refused.status_code, code_of(refused)) == (409, "assigned-to-another")


def test_what_was_typed_survives_the_session(operator: Browser, sign_in: SignIn) -> None:
    filed = file()
    task = first_task(operator.report(filed.id))
    path = f"/tasks/{task['id']}/drafts/ask_completion"
    assert code_of(operator.get(path)) == "draft-not-found"
    operator.put(path, {"given": {"note": "Kapan kejadian"}})
    kept = operator.put(path, {"given": {"note": "Kapan kejadiannya? "}})
    assert kept.get_json()["given"] == {"note": "Kapan kejadiannya? "}
    operator.delete("/session")
    again = sign_in("operator")
    assert again.get(path).get_json()["given"] == {"note": "Kapan kejadiannya? "}
    assert [one["action"] for one in again.report(filed.id)["drafts"]] == ["ask_completion"]
    assert sign_in("operator2").report(filed.id)["drafts"] == []
    assert again.delete(path).status_code == 204
    assert again.get(path).status_code == 404


def test_two_windows_do_not_write_over_each_others_draft(operator: Browser) -> None:
    task = first_task(operator.report(file().id))
    path = f"/tasks/{task['id']}/drafts/ask_completion"
    unwritten = {"headers": {"If-None-Match": "*"}}
    first = operator.put(path, {"given": {"note": "Kapan?"}}, **unwritten).get_json()
    seen = {"headers": {"If-Match": f'"{first["etag"]}"'}}
    for late in (unwritten, {"headers": {"If-Match": '"0123456789abcdef"'}}):
        refused = operator.put(path, {"given": {"note": "Di mana?"}}, **late)
        assert (refused.status_code, code_of(refused)) == (412, "draft-changed")
        assert code_of(operator.delete(path, **late)) == "draft-changed"
    assert operator.get(path).get_json()["given"] == {"note": "Kapan?"}
    again = operator.put(path, {"given": {"note": "Kapan?"}}, **unwritten)
    assert again.status_code == 200, "the same text hurts nobody"
    changed = operator.put(path, {"given": {"note": "Kapan dan di mana?"}}, **seen).get_json()
    assert changed["etag"] != first["etag"]
    assert code_of(operator.delete(path, **seen)) == "draft-changed"
    odd = operator.put(path, {"given": {}}, headers={"If-Match": "apa saja"})
    assert code_of(odd) == "precondition-malformed"
    newest = {"headers": {"If-Match": f'"{changed["etag"]}"'}}
    assert operator.delete(path, **newest).status_code == 204
    assert operator.put(path, {"given": {"note": "Lagi"}}, **newest).status_code == 200


def test_a_draft_holds_only_fields_of_its_action(operator: Browser) -> None:
    task = first_task(operator.report(file().id))
    strange = operator.put(f"/tasks/{task['id']}/drafts/ask_completion", {"given": {"x": "y"}})
    assert (strange.status_code, code_of(strange)) == (422, "field-unknown")
    nowhere = operator.put(f"/tasks/{task['id']}/drafts/terbang", {"given": {}})
    assert (nowhere.status_code, code_of(nowhere)) == (409, "action-not-at-this-step")


def test_an_action_taken_clears_its_draft(operator: Browser) -> None:
    filed = file()
    report = operator.report(filed.id)
    operator.put(
        f"/tasks/{first_task(report)['id']}/drafts/hand_over", {"given": {"note": "Segera"}}
    )
    assert operator.act(report, "hand_over").get_json()["drafts"] == []


def test_a_departments_notes_stay_with_it_and_the_desk(
    operator: Browser, dinkes: Browser, session: Session
) -> None:
    filed = with_department(session)
    operator.post(f"/reports/{filed.id}/notes", {"body": "Pelapor menelepon dua kali"})
    seen = dinkes.post(f"/reports/{filed.id}/notes", {"body": "Menunggu kepala puskesmas"})
    assert [one["body"] for one in seen.get_json()["notes"]] == ["Menunggu kepala puskesmas"]
    assert len(operator.report(filed.id)["notes"]) == 2


def test_a_message_goes_to_the_page_and_by_mail(operator: Browser, session: Session) -> None:
    filed = file()
    sent = operator.post(f"/reports/{filed.id}/messages", {"body": "Mohon bawa berkas asli."})
    by_channel = {
        one["channel"]: one
        for one in sent.get_json()["messages"]
        if one["template"] in ("", "message_from_officer")
    }
    assert by_channel["portal"]["body"] == "Mohon bawa berkas asli."
    assert by_channel["portal"]["state"] == "sent"
    assert by_channel["email"]["state"] == "queued"


def test_a_department_never_writes_to_the_reporter(dinkes: Browser, session: Session) -> None:
    filed = with_department(session)
    refused = dinkes.post(f"/reports/{filed.id}/messages", {"body": "Halo"})
    assert (refused.status_code, code_of(refused)) == (403, "not-allowed")
    assert dinkes.report(filed.id)["messages"] == []


def test_the_letter_is_seen_exactly_before_it_is_sent(operator: Browser, session: Session) -> None:
    filed = file()
    act(session, filed, "operator", "hand_over")
    act(session, filed, "timutama", "information")
    report = operator.report(filed.id)
    task = first_task(report)
    path = f"/reports/{filed.id}/tasks/{task['id']}/actions/answer/preview"
    paper = operator.post(path, {"given": {"answer": "Begini aturannya."}})
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF-")
    assert operator.report(filed.id)["version"] == report["version"]
    empty = operator.post(path, {"given": {"answer": "  "}})
    assert (empty.status_code, code_of(empty)) == (422, "output-missing")


def test_an_action_without_a_letter_has_no_preview(operator: Browser) -> None:
    report = operator.report(file().id)
    path = f"/reports/{report['id']}/tasks/{first_task(report)['id']}/actions/hand_over/preview"
    refused = operator.post(path, {"given": {}})
    assert (refused.status_code, code_of(refused)) == (409, "no-letter-here")


def test_history_is_told_in_words_newest_first(
    main_team: Browser, operator: Browser, session: Session
) -> None:
    filed = file()
    operator.act(operator.report(filed.id), "hand_over", note="Ada saksi")
    run_jobs(session)
    timeline = main_team.get(f"/reports/{filed.id}/timeline").get_json()
    handed = next(one for one in timeline["items"] if one["kind"] == "action_taken")
    assert (handed["who"], handed["what"], handed["note"]) == (
        "Sari Melati",
        "Serahkan ke Tim NKK Utama",
        "Ada saksi",
    )
    assert timeline["next_cursor"] is None
    ids = [one["id"] for one in timeline["items"]]
    assert ids == sorted(ids, reverse=True)
