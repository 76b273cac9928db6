"""What the rules forbid is refused by a stable code, kept where people look, and loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx

from tanggap.running.demonstration_walk import Officer, good
from tests.scenarios.conftest import World
from tests.scenarios.licensing import drafted, taken
from tests.scenarios.recapping import begin_again, recap_of, take
from tests.scenarios.seen import due, open_steps
from tests.scenarios.walking import Case
from tests.services.administration.versions import nkk_source
from tests.services.licence_desk import SECRET

FRIDAY = datetime(2026, 7, 17, 1, 0, tzinfo=UTC)
AUGUST = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)
VERSIONS = "/administration/procedures"
JSON = {"Content-Type": "application/json"}


def audited(world: World, action: str = "attempt_refused") -> list[dict[str, Any]]:
    """What the auditor finds under an action, the first first."""
    found = world.officer("auditor").client.get(f"/administration/audit-log?action={action}")
    return [dict(one) for one in reversed(good(found).json()["items"])]


def kept(entry: dict[str, Any]) -> dict[str, Any]:
    return {change["field"]: change["becomes"] for change in entry["changes"]}


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def tried(officer: Officer, report: str, action: str, **given: Any) -> httpx.Response:
    """Post an action to the report's open task, whether or not it is offered."""
    seen = officer.report(report)
    [task] = [one for one in seen["tasks"] if one["closed_at"] is None]
    return officer.client.post(
        f"/reports/{seen['id']}/tasks/{task['id']}/actions/{action}",
        json={"given": given},
        headers={"If-Match": seen["etag"]},
    )


def filed(world: World, person: str = "") -> str:
    """A report to the NKK desk."""
    report = world.reporter().file_report(
        category=3 if not person else 0,
        subject="Petugas loket membentak warga",
        narrative="Seorang petugas loket membentak warga lanjut usia.",
        person=person,
        hides=False,
    )
    world.work()
    return report.removeprefix("/laporan/")


def at_the_division(office: World) -> Case:
    """A complaint whose draft lies with the head of the division."""
    case = taken(office)
    drafted(case)
    return case


def test_nobody_jumps_past_the_output_of_a_step(world: World) -> None:
    report = filed(world)
    operator = world.officer("operator")
    operator.act(report, "hand_over")
    world.officer("timutama").act(report, "information")
    before = operator.report(report)
    assert code_of(tried(operator, report, "answer")) == (422, "output-missing")
    assert code_of(tried(operator, report, "answer", answer=" \n ")) == (422, "output-missing")
    assert code_of(tried(operator, report, "accept")) == (409, "action-not-at-this-step")
    assert operator.report(report) == before  # nothing happened to the report

    entries = audited(world)
    assert [kept(one)["code"] for one in entries] == [
        "output-missing", "output-missing", "action-not-at-this-step",
    ]  # fmt: skip
    assert {one["what"] for one in entries} == {"Upaya yang melanggar aturan ditolak"}
    assert {(one["account_name"], one["object_name"]) for one in entries} == {
        ("Sari Melati", before["number"])
    }
    assert "Jawaban" in kept(entries[0])["reason"]
    operator.act(report, "answer", answer="Aturannya sebagai berikut.")
    assert open_steps(operator.report(report)) == [("confirm", None)]


def test_a_changed_text_is_not_signed(office: World) -> None:
    case = at_the_division(office)
    case.act("kabid", "initial")
    case.act("sekretaris", "initial")
    read = case.letter("kadis")
    case.act("kadis", "return_draft", note="Sebut dasarnya.")
    case.act("sekretaris", "return_draft", note="Sebut dasarnya.")
    case.act("kabid", "return_draft", note="Sebut dasarnya.")
    case.act("subkoor", "submit_draft", answer="Kegiatan itu kami hentikan menurut undang-undang.")
    case.act("kabid", "initial")
    case.act("sekretaris", "initial")

    now_there = case.letter("kadis")
    assert now_there["text_sha256"] != read["text_sha256"]
    refused = case.sign("kadis", now_there | {"text_sha256": read["text_sha256"]}, SECRET)
    assert code_of(refused) == (409, "letter-text-changed")
    seen = case.seen("subkoor")
    assert open_steps(seen) == [("sign", None)]
    assert "letter_attempt_refused" in [one["kind"] for one in seen["timeline"]["items"]]
    assert not [one for one in seen["documents"] if one["kind"] == "reply_letter"]
    assert case.sign("kadis", now_there, SECRET).status_code == 200
    assert "menurut undang-undang" in case.paper("subkoor", "reply_letter")


def test_initials_are_put_on_the_own_rung_alone(office: World) -> None:
    case = at_the_division(office)
    waiting = case.letter("kabid")
    secretary = case.officer("sekretaris")
    for answer in (
        secretary.client.post(
            f"/signing/letters/{waiting['task_id']}/initial",
            json={"text_sha256": waiting["text_sha256"]},
            headers={"If-Match": waiting["etag"]},
        ),
        tried(secretary, case.report, "initial"),
    ):
        assert code_of(answer) == (403, "not-allowed")
    seen = case.seen("subkoor")
    assert open_steps(seen) == [("check_division", None)]
    [at_the_desk] = [
        one for one in seen["timeline"]["items"] if one["kind"] == "letter_attempt_refused"
    ]
    [by_action] = audited(office)
    assert at_the_desk["who"] == by_action["account_name"]
    assert (kept(by_action)["code"], kept(by_action)["action"]) == ("not-allowed", "initial")
    case.act("kabid", "initial")
    assert open_steps(case.seen("subkoor")) == [("check_secretary", None)]


def test_the_person_reported_cannot_open_or_handle_the_report(world: World) -> None:
    report = filed(world, person="Bagus Prakoso")  # an operator of this very desk
    other, accused = world.officer("operator"), world.officer("operator2")
    seen = other.report(report)
    [task] = [one for one in seen["tasks"] if one["closed_at"] is None]
    assert code_of(accused.client.get(f"/reports/{report}")) == (404, "report-not-found")
    path = f"/reports/{report}/tasks/{task['id']}/actions/hand_over"
    answer = accused.client.post(path, json={"given": {}}, headers={"If-Match": seen["etag"]})
    assert code_of(answer) == (404, "report-not-found")
    assert other.report(report) == seen
    looked, acted = audited(world)
    assert looked["account_name"] == acted["account_name"] == "Bagus Prakoso"
    assert (looked["object_name"], kept(acted)["action"]) == (seen["number"], "hand_over")

    stranger = world.officer("dinkes")  # not excluded; it simply does not exist for them
    assert stranger.client.get(f"/reports/{report}").status_code == 404
    assert len(audited(world)) == 2


def test_a_period_is_recapped_once_and_initialled_by_whose_turn_it_is(city: World) -> None:
    case = Case(
        city,
        city.intake("callcenter").take("telephone", "Jadwal", "Pukul berapa buka?", "Kesehatan"),
    )
    case.pass_time(FRIDAY)
    operator = case.officer("callcenter")
    day = recap_of(operator, "day")
    assert code_of(begin_again(operator, day)) == (409, "recap-exists")
    assert recap_of(operator, "day") == day
    case.pass_time(AUGUST)
    head = case.officer("kasi")
    month = recap_of(head, "month")
    assert code_of(take(head, month, "initial")) == (403, "not-allowed")
    assert recap_of(head, "month") == month

    second, too_early = audited(city)
    assert (second["object_label"], second["object_name"]) == ("Layanan", "Call Center")
    assert "16 Juli 2026" in kept(second)["reason"]
    assert (too_early["object_label"], kept(too_early)["action"]) == ("Rekap", "initial")


def test_a_new_version_of_the_sop_does_not_touch_a_running_report(world: World) -> None:
    report = filed(world)
    before = world.officer("operator").report(report)
    admin = world.officer("admin")
    shorter = nkk_source().replace("version: 1", "version: 2").replace("10 menit", "20 menit")
    stored = good(admin.client.post(VERSIONS, json={"source": shorter})).json()
    desk = good(admin.client.get(f"/administration/desks/{before['desk']['id']}"))
    good(
        admin.client.patch(
            f"/administration/desks/{before['desk']['id']}",
            json={"procedure_version_id": stored["id"]},
            headers={"If-Match": desk.headers["ETag"]},
        )
    )
    operator = world.officer("operator")
    assert operator.report(report) == before
    after = operator.report(filed(world))
    assert (before["procedure"]["version"], after["procedure"]["version"]) == (1, 2)
    assert due(before, "receive") == "2026-07-16T02:10:00Z"
    assert due(after, "receive") == "2026-07-16T02:20:00Z"
    operator.act(report, "hand_over")
    assert operator.report(report)["procedure"]["version"] == 1


def test_a_faulty_file_loads_nothing_and_says_where(world: World) -> None:
    admin = world.officer("admin")
    before = good(admin.client.get(VERSIONS)).json()
    faulty = nkk_source().replace("version: 1", "version: 2")
    faulty = faulty.replace("duration: 120 menit", "duration: 120", 1)  # of what?
    line = 1 + [text.strip() for text in faulty.splitlines()].index("duration: 120")
    refused = admin.client.post(VERSIONS, json={"source": faulty})
    assert code_of(refused) == (422, "procedure-broken")
    assert [one["line"] for one in refused.json()["facts"]["lines"]] == [line]
    assert f"Baris {line}" in refused.json()["detail"]
    assert good(admin.client.get(VERSIONS)).json() == before
    [entry] = audited(world, "procedure_refused")
    assert kept(entry) == {"code": "procedure-broken", "lines": [line]}
    assert (entry["what"], len(entry["object_id"])) == ("Berkas SOP ditolak", 64)

    odd = admin.client.post(VERSIONS, content=b'{"source": "a: \\ud800"}', headers=JSON)
    assert odd.status_code == 422
