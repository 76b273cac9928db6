"""NKK, Pangkalpinang: every scenario from the reporter's form to the letter in the post."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tanggap.running.demonstration_walk import Officer, Reporter, Stuck
from tests.scenarios.conftest import World
from tests.scenarios.seen import due, kinds, open_steps, papers, words_of

FRIDAY = datetime(2026, 7, 17, 2, 0, tzinfo=UTC)
MONDAY = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 7, 21, 2, 0, tzinfo=UTC)
MONDAY_CLOSING = "2026-07-20T09:00:00Z"


def file(reporter: Reporter, **other: Any) -> str:
    given: dict[str, Any] = {
        "category": 0,
        "subject": "Petugas loket membentak warga",
        "narrative": "Seorang petugas loket membentak warga lanjut usia.",
        "person": "Petugas loket 3",
        "hides": False,
    }
    return reporter.file_report(**given | other)


def letter_of(reporter: Reporter, report: str) -> str:
    links = re.findall(r'href="([^"]*/naskah/[^"]*)"', reporter.page(report).text)
    return words_of(reporter.page(links[0]).content)


def send_to(main_team: Officer, report: str, *units: str) -> dict[str, Any]:
    chosen = main_team.units_of(report, "complaint", *units)
    assert len(chosen) == len(units)
    return main_team.act(report, "complaint", units=chosen)


def test_information_is_answered_by_the_operator(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    report = file(reporter, category=3, person="")
    seen = operator.report(report)
    assert open_steps(seen) == [("receive", None)]
    assert due(seen, "receive") == "2026-07-16T02:10:00Z"
    assert seen["due_at"] == MONDAY_CLOSING

    operator.act(report, "hand_over")
    seen = world.officer("timutama").act(report, "information", note="Jelaskan aturannya.")
    assert (seen["classification"], open_steps(seen)) == ("information", [("answer", None)])
    seen = operator.act(report, "answer", answer="Aturannya sebagai berikut.")
    assert open_steps(seen) == [("confirm", None)]
    assert papers(seen) == ["receipt", "reply_letter"]

    world.work()
    assert "Aturannya sebagai berikut." in letter_of(reporter, report)
    templates = [mail.subject for mail in world.post.to("warga")]
    assert len(templates) == 2  # receipt and answer
    assert all(seen["number"] in subject for subject in templates)
    assert world.post.to("warga")[1].attachments[0].media_type == "application/pdf"

    reporter.send(f"{report}/tindakan/accept", asked_rating="5")
    seen = operator.report(report)
    assert (seen["state"], seen["outcome"], seen["rating"]) == ("closed", "answered", 5)
    assert kinds(seen)[0] == "report_filed"
    assert kinds(seen)[-1] == "report_closed"


def test_a_complaint_goes_through_one_unit_and_comes_back(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    main_team, health = world.officer("timutama"), world.officer("dinkes")
    report = file(reporter)
    operator.act(report, "hand_over")
    seen = send_to(main_team, report, "Kesehatan")
    assert open_steps(seen) == [("respond", "Dinkes")]
    assert due(seen, "respond") == MONDAY_CLOSING
    assert "disposition" in papers(seen)
    world.work()
    assert [mail.subject for mail in world.post.to("dinkes")]

    health.act(report, "respond", response="Petugas sudah ditegur.")
    seen = main_team.act(report, "hand_over")
    assert open_steps(seen) == [("answer", None)]
    assert [response["kind"] for response in seen["responses"]] == ["unit_response"]
    operator.act(report, "answer", answer="Petugas sudah ditegur tertulis.")
    world.work()
    assert "Petugas sudah ditegur tertulis." in letter_of(reporter, report)


def test_of_two_units_at_once_the_late_one_is_waited_for_and_reminded(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    main_team, health = world.officer("timutama"), world.officer("dinkes")
    schools = world.officer("disdik")
    report = file(reporter)
    operator.act(report, "hand_over")
    seen = send_to(main_team, report, "Kesehatan", "Pendidikan")
    assert open_steps(seen) == [("respond", "Dinkes"), ("respond", "Disdik")]

    world.pass_time(FRIDAY)
    health = world.officer("dinkes")
    health.act(report, "respond", response="Selesai dari kami.")
    before = len(world.post.to("disdik"))
    world.pass_time(TUESDAY)
    assert len(world.post.to("disdik")) > before  # told that it is late
    assert open_steps(world.officer("operator").report(report)) == [("respond", "Disdik")]
    late = world.officer("disdik").report(report)
    assert late["is_overdue"]

    schools = world.officer("disdik")
    schools.act(report, "respond", response="Maaf terlambat; selesai.")
    seen = world.officer("timutama").report(report)
    assert open_steps(seen) == [("review", None)]
    assert "task_overdue" in kinds(seen)


def test_a_unit_returns_the_report_and_the_main_team_redirects_it(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    main_team = world.officer("timutama")
    report = file(reporter)
    operator.act(report, "hand_over")
    send_to(main_team, report, "Kesehatan")
    world.officer("dinkes").act(report, "return_report", note="Bukan pegawai kami.")
    seen = main_team.report(report)
    assert open_steps(seen) == [("redirect", None)]
    notes = [entry["note"] for entry in seen["timeline"]["items"]]
    assert "Bukan pegawai kami." in notes
    chosen = main_team.units_of(report, "redirect", "Perhubungan")
    seen = main_team.act(report, "redirect", units=chosen)
    assert open_steps(seen) == [("respond", "Dishub")]
    world.officer("dishub").act(report, "respond", response="Sudah kami tangani.")
    assert open_steps(main_team.report(report)) == [("review", None)]


def test_a_response_is_sent_back_for_improvement_and_then_accepted(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    main_team, health = world.officer("timutama"), world.officer("dinkes")
    report = file(reporter)
    operator.act(report, "hand_over")
    send_to(main_team, report, "Kesehatan")
    health.act(report, "respond", response="Sudah.")
    back = main_team.units_of(report, "return_response", "Kesehatan")
    main_team.act(report, "return_response", units=back, note="Sebutkan tindak lanjutnya.")
    health.act(report, "respond", response="Ditegur tertulis tanggal 16 Juli.")
    seen = main_team.act(report, "hand_over")
    rounds = [(response["round"], response["body"]) for response in seen["responses"]]
    assert rounds == [(1, "Sudah."), (2, "Ditegur tertulis tanggal 16 Juli.")]


def test_the_clock_stands_still_while_the_reporter_completes_the_report(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    report = file(reporter)
    seen = operator.act(report, "ask_completion", note="Kapan kejadiannya?")
    assert (seen["state"], open_steps(seen)) == ("waiting", [("complete", None)])
    world.work()
    [request] = [mail for mail in world.post.to("warga") if "Kapan kejadiannya?" in mail.text]
    assert seen["number"] in request.subject
    assert "Kapan kejadiannya?" in reporter.page(report).text

    world.pass_time(MONDAY)
    reporter = world.reporter()
    reporter.send(f"{report}/tindakan/complete", asked_completion="Tanggal 14 Juli.")
    seen = world.officer("operator").report(report)
    assert open_steps(seen) == [("receive", None)]
    # Thursday 6 h, Friday 7.5 h and Monday 1.5 h were the reporter's: Monday 16.00 moves by 15 h.
    assert seen["due_at"] == "2026-07-22T09:00:00Z"
    assert "Tanggal 14 Juli." in str(seen["tasks"])


@pytest.mark.parametrize("login", ["dinkes"])
def test_a_confidential_reporter_is_never_named_to_an_opd(world: World, login: str) -> None:
    identity = ["Citra", "Lestari", "Dewi", "1971015203900001", "81200000001", "warga@contoh"]
    identity.append("Wening")  # known to nobody but the reporter, so no mask can cover it
    reporter, operator = world.reporter(), world.officer("operator")
    main_team = world.officer("timutama")
    report = file(
        reporter,
        hides=True,
        narrative="Saya Citra Lestari Dewi, telepon 0812-0000-0001, dibentak petugas.",
    )
    operator.act(report, "ask_completion", note="Siapa yang melihatnya?")
    reporter.send(f"{report}/tindakan/complete", asked_completion="Ibu saya, Wening, melihatnya.")
    operator.act(report, "hand_over", note="Pelapor Citra Lestari Dewi minta dirahasiakan.")
    send_to(main_team, report, "Kesehatan")
    health = world.officer(login)
    world.work()
    health.act(report, "respond", response="Sudah ditegur.")
    main_team.act(report, "hand_over")
    operator.act(report, "answer", answer="Yth. Citra Lestari Dewi, petugas sudah ditegur.")
    world.work()

    read: list[str] = []

    def get(path: str, **query: Any) -> httpx.Response:
        answer = health.client.get(path, params=query)
        read.append(answer.text + str(answer.headers))
        return answer

    seen = get(f"/reports/{report.removeprefix('/laporan/')}").json()
    get("/tasks")
    get("/queues")
    get("/desks")
    get(f"/reports/{seen['id']}/timeline")
    for task in seen["tasks"]:
        get(f"/tasks/{task['id']}")
    assert get("/reports", q="Citra").json()["items"] == []
    for document in seen["documents"]:
        assert document["kind"] != "receipt"
        read.append(words_of(get(f"/documents/{document['id']}/file").content))
    for evidence in seen["evidence"]:
        get(f"/evidence/{evidence['id']}/file")
    read += [mail.subject + mail.text + (mail.html or "") for mail in world.post.to(login)]
    assert len(read) > 8
    for word in identity:
        for text in read:
            assert word.casefold() not in text.casefold()

    # The operator, who received it, knows; the main team must give a reason.
    assert "Citra" in str(operator.report(report)["reporter"])
    assert "Citra" not in str(main_team.report(report))


def test_the_person_reported_neither_sees_nor_handles_the_report(world: World) -> None:
    reporter = world.reporter()
    report = file(reporter, person="Bagus Prakoso")  # an operator of this very desk
    world.work()
    accused = world.officer("operator2")
    with pytest.raises(Stuck, match="404"):
        accused.report(report)
    number = world.officer("operator").report(report)["number"]
    assert number not in accused.client.get("/tasks").text
    assert number not in accused.client.get("/reports", params={"q": "loket"}).text
    assert world.post.to("operator2") == []
    assert len(world.post.to("operator")) == 1


def test_nor_does_the_direct_superior_of_the_person_reported(world: World) -> None:
    report = file(world.reporter(), person="lestari puspa")  # of the main team; as people write
    for login in ("timutama", "timutama2"):
        with pytest.raises(Stuck, match="404"):
            world.officer(login).report(report)
    excluded = world.officer("operator").report(report)["exclusions"]
    assert sorted(one["reason"] for one in excluded) == ["person_reported", "superior"]


def test_not_yet_answered_goes_back_to_the_main_team_once(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    main_team = world.officer("timutama")
    report = file(reporter, category=3, person="")
    operator.act(report, "hand_over")
    main_team.act(report, "information")
    operator.act(report, "answer", answer="Begini.")
    reporter.send(f"{report}/tindakan/not_yet", asked_rating="2", asked_note="Belum jelas.")
    seen = main_team.report(report)
    assert open_steps(seen) == [("classify", None)]
    main_team.act(report, "information")
    operator.act(report, "answer", answer="Begini selengkapnya.")
    page = reporter.page(report).text
    assert "tindakan/accept" in page
    assert "tindakan/not_yet" not in page


def test_two_officers_never_overwrite_each_other(world: World) -> None:
    reporter = world.reporter()
    first, second = world.officer("operator"), world.officer("operator2")
    report = file(reporter)
    seen = second.report(report)
    [task] = [task for task in seen["tasks"] if task["allowed_actions"]]
    first.act(report, "hand_over")
    path = f"/reports/{seen['id']}/tasks/{task['id']}/actions/hand_over"
    answer = second.client.post(path, json={"given": {}}, headers={"If-Match": seen["etag"]})
    assert answer.status_code == 412
    assert answer.json()["code"] == "version-outdated"
    assert second.client.post(path, json={"given": {}}).status_code == 428
    assert open_steps(first.report(report)) == [("classify", None)]


def test_silence_after_the_answer_closes_the_report_with_notice_beforehand(world: World) -> None:
    reporter, operator = world.reporter(), world.officer("operator")
    report = file(reporter, category=3, person="")
    operator.act(report, "hand_over")
    world.officer("timutama").act(report, "information")
    operator.act(report, "answer", answer="Begini.")
    world.work()
    before = len(world.post.to("warga"))
    world.pass_time(datetime(2026, 7, 28, 3, 0, tzinfo=UTC))
    assert len(world.post.to("warga")) == before + 1  # the notice
    world.pass_time(datetime(2026, 7, 31, 3, 0, tzinfo=UTC))
    seen = world.officer("operator").report(report)
    assert (seen["state"], seen["outcome"]) == ("closed", "silent")
    assert len(world.post.to("warga")) == before + 2
