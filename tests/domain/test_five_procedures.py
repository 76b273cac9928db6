"""The other four procedures' ways, as the engine walks them. NKK has its own module."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from tanggap.domain.engine import begin
from tanggap.domain.procedure import Every, Procedure
from tanggap.domain.refusal import Refused
from tanggap.storage.procedure_files import read_procedure_file
from tests.domain.nkk_case import CALENDAR, HEALTH, SCHOOLS, THURSDAY_MORNING, Run
from tests.domain.test_signature_chain import STUDY

FIRST, SECOND = UUID(int=501), UUID(int=502)


def procedure(name: str) -> Procedure:
    return read_procedure_file(Path(__file__).parents[2] / "sop" / f"{name}.yaml").procedure


def test_wadul_answers_by_itself_once_the_admin_received() -> None:
    run = Run(procedure("wadul-aladin"))
    run.take("send", "send")
    received = run.take("receive", "receive")
    assert [(taken.action.id, taken.automatic) for taken in received.taken] == [
        ("receive", False),
        ("acknowledge", True),
    ]
    assert received.taken[1].action.tells == ("acknowledgement",)
    assert run.standing == [("verify", None)]


def test_wadul_completes_with_the_reporter_and_sends_to_another_opd() -> None:
    run = Run(procedure("wadul-aladin"))
    run.take("send", "send")
    run.take("receive", "receive")
    run.take("verify", "technical", units=HEALTH)
    run.take("receive_at_opd", "incomplete", HEALTH, note="Di mana?")
    run.take("verify", "ask_completion", note="Di jalan mana?")
    assert run.case.paused_at is not None
    run.take("complete", "complete", completion="Jalan Contoh.")
    run.take("verify", "technical", units=SCHOOLS)
    run.take("receive_at_opd", "complete", SCHOOLS)
    finished = run.take("follow_up", "finish", SCHOOLS, follow_up="Ditambal.", answer="Selesai.")
    assert finished.taken[0].action.issues == ("follow_up_report",)
    assert run.standing == [("confirm", None)]


def test_the_call_centre_hands_on_and_conveys() -> None:
    run = Run(procedure("call-center"))
    run.take("call", "call")
    run.take("pick_up", "pick_up")
    run.take("record", "ask_identity", note="Siapa nama Anda?")
    run.take("give_identity", "reply", completion="Nama saya Rina.")
    run.take("record", "clear")
    run.take("answer_now", "needs_photo")
    run.take("ask_photo", "ask_photo", note="Foto jalan.")
    run.take("send_photo", "send_photo")
    run.take("search", "not_found")
    run.take("hand_on", "hand_on", units=HEALTH)
    run.take("department_answer", "respond", HEALTH, response="Besok.")
    run.take("take_answer", "take_answer")
    run.take("convey", "convey", answer="Besok diperbaiki.")
    assert run.case.outcome == "answered"


def test_the_hotline_refers_with_form_and_receipt() -> None:
    run = Run(procedure("hotline"))
    run.take("send", "send")
    greeted = run.take("greet", "greet")
    assert greeted.taken[0].action.tells == ("acknowledgement",)
    run.take("forward", "forward")
    run.take("analyse", "outside", units=HEALTH, note="Urusan kesehatan.")
    taken = run.take("receive_referral", "receive", HEALTH, received_by="Kepala Tata Usaha")
    assert taken.taken[0].action.tells == ("referred",)
    assert run.case.outcome == "referred"
    assert run.case.documents == {"referral_form", "referral_receipt"}


def test_the_dpmptsp_limit_starts_when_the_report_is_complete() -> None:
    run = Run(procedure("dpmptsp"))
    assert run.case.overall_due is None
    run.take("register", "ask_completion", note="Lampirkan izin.")
    run.wait(days=1)
    run.take("complete", "complete", completion="Terlampir.")
    run.wait(hours=1)
    run.take("register", "declare_complete")
    assert run.case.overall_due is not None
    # Friday 17 July 2026 and six working days: Monday 27 July, at closing time in Jakarta.
    assert run.case.overall_due.isoformat() == "2026-07-27T09:00:00+00:00"


def test_only_the_people_of_the_assignment_letter_get_the_field_work() -> None:
    run = Run(procedure("dpmptsp"))
    run.take("register", "declare_complete")
    run.take("study", "submit_study", **STUDY)
    run.take("analyse", "submit_analysis", analysis="Baik.")
    run.take("order", "order", note="Tinjau.")
    run.take(
        "assign",
        "send_team",
        people=[str(FIRST), str(SECOND)],
        assignment_purpose="Meninjau lokasi.",
        assignment_from="2026-07-20",
        assignment_until="2026-07-21",
    )
    assert run.task("monitor").people == (FIRST, SECOND)
    run.take("monitor", "gather", field_data="Bangunan berdiri.")
    assert run.task("examine").people == (FIRST, SECOND)


def test_an_assignment_letter_names_somebody() -> None:
    run = Run(procedure("dpmptsp"))
    run.take("register", "declare_complete")
    run.take("study", "submit_study", **STUDY)
    run.take("analyse", "submit_analysis", analysis="Baik.")
    run.take("order", "order", note="Tinjau.")
    given = {"assignment_purpose": "Meninjau.", "assignment_from": "2026-07-20"}
    with pytest.raises(Refused, match="output-missing") as refused:
        run.take("assign", "send_team", assignment_until="2026-07-21", **given)
    assert refused.value.facts["fields"] == ["people"]


def test_a_periods_work_belongs_to_the_desk() -> None:
    centre = procedure("call-center")
    run = Run(centre)
    assert centre.periods == (Every.DAY, Every.MONTH)
    run.case = begin(centre, THURSDAY_MORNING, CALENDAR, run.new_id, Every.MONTH)
    assert run.case.overall_due is None
    run.take("monthly_report", "submit", summary="Seratus laporan.")
    run.take("initial_report", "return_report", note="Angka salah.")
    run.take("monthly_report", "submit", summary="Sembilan puluh laporan.")
    run.take("initial_report", "initial")
    run.take("close_report", "archive")
    assert run.case.outcome == "archived"
    with pytest.raises(Refused, match="period-unknown"):
        begin(procedure("nkk"), THURSDAY_MORNING, CALENDAR, run.new_id, Every.DAY)
