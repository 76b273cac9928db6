"""The engine carries the NKK procedure through every branch, loop and refusal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tanggap.domain.engine import allowed_actions, is_officers_turn
from tanggap.domain.refusal import Refused
from tests.domain.nkk_case import HEALTH, SCHOOLS, THURSDAY_MORNING, TRAFFIC, Run


def refusal(call, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def test_information_is_answered_by_the_operator_without_any_unit() -> None:
    run = Run()
    run.take("submit", "submit")
    run.take("receive", "hand_over")
    run.take("classify", "information", note="Jelaskan kode etik.")
    result = run.take("answer", "answer", answer="Berikut penjelasannya.")
    assert run.case.facts["classification"] == "information"
    assert result.taken[0].action.issues == ("reply_letter",)
    assert run.standing == [("confirm", None)]
    run.take("confirm", "accept", rating=5)
    assert run.case.outcome == "answered"
    assert run.case.open_tasks == ()


def test_a_complaint_to_one_unit_comes_back_through_main_team_and_operator() -> None:
    run = Run()
    run.to_units(HEALTH)
    assert run.standing == [("respond", HEALTH)]
    run.take("respond", "respond", response="Sudah ditegur.")
    run.take("review", "hand_over")
    assert run.standing == [("answer", None)]


def test_the_step_after_waits_for_every_unit() -> None:
    run = Run()
    run.to_units(HEALTH, SCHOOLS)
    run.take("respond", "respond", HEALTH, response="Selesai.")
    assert run.standing == [("respond", SCHOOLS)]
    run.take("respond", "respond", SCHOOLS, response="Selesai juga.")
    assert run.standing == [("review", None)]


def test_a_unit_that_returns_a_report_is_replaced_while_the_other_goes_on() -> None:
    run = Run()
    run.to_units(HEALTH, SCHOOLS)
    run.take("respond", "return_report", HEALTH, note="Bukan pegawai kami.")
    assert run.standing == [("redirect", None), ("respond", SCHOOLS)]
    run.take("respond", "respond", SCHOOLS, response="Selesai.")
    assert run.standing == [("redirect", None)]
    run.take("redirect", "redirect", units=[TRAFFIC])
    run.take("respond", "respond", TRAFFIC, response="Selesai.")
    assert run.standing == [("review", None)]


def test_going_on_without_a_unit_is_offered_only_beside_another() -> None:
    run = Run()
    run.to_units(HEALTH, SCHOOLS)
    run.take("respond", "return_report", HEALTH, note="Bukan pegawai kami.")
    offered = [action.id for action in allowed_actions(run.case, run.task("redirect"))]
    assert offered == ["redirect", "continue_without"]
    run.take("respond", "respond", SCHOOLS, response="Selesai.")
    run.take("redirect", "continue_without", note="Cukup satu.")
    assert run.standing == [("review", None)]


def test_a_lone_returned_report_may_be_classified_again() -> None:
    run = Run()
    run.to_units(HEALTH)
    run.take("respond", "return_report", note="Bukan kewenangan kami.")
    offered = [action.id for action in allowed_actions(run.case, run.task("redirect"))]
    assert offered == ["redirect", "reclassify"]
    run.take("redirect", "reclassify", note="Ternyata informasi.")
    run.take("classify", "information")
    assert run.standing == [("answer", None)]


def test_a_response_sent_back_for_improvement_reopens_only_the_chosen_unit() -> None:
    run = Run()
    run.to_units(HEALTH, SCHOOLS)
    run.take("respond", "respond", HEALTH, response="Kurang.")
    run.take("respond", "respond", SCHOOLS, response="Cukup.")
    run.take("review", "return_response", units=[HEALTH], note="Sebut tanggalnya.")
    assert run.standing == [("respond", HEALTH)]
    run.take("respond", "respond", HEALTH, response="Lengkap.")
    run.take("review", "hand_over")
    assert run.standing == [("answer", None)]


def test_not_yet_answered_goes_back_once_and_only_once() -> None:
    run = Run()
    run.take("submit", "submit")
    run.take("receive", "hand_over")
    run.take("classify", "information")
    run.take("answer", "answer", answer="Begini.")
    run.take("confirm", "not_yet", rating=2, note="Belum jelas.")
    assert run.standing == [("classify", None)]
    run.take("classify", "information")
    run.take("answer", "answer", answer="Begini lengkapnya.")
    offered = [action.id for action in allowed_actions(run.case, run.task("confirm"))]
    assert "not_yet" not in offered
    refused = refusal(run.take, "confirm", "not_yet", rating=1, note="Masih belum.")
    assert refused.code == "action-used-up"


def test_the_clock_stops_while_the_reporter_completes_the_report() -> None:
    run = Run()
    run.take("submit", "submit")
    promised = run.case.overall_due
    assert promised == datetime(2026, 7, 20, 9, 0, tzinfo=UTC)  # Monday 16.00, two days on
    run.take("receive", "ask_completion", note="Kapan kejadiannya?")
    assert not is_officers_turn(run.case)
    assert run.case.paused_at == THURSDAY_MORNING
    run.wait(days=4)  # to Monday 09.00: Thursday 6 h, Friday 7.5 h and Monday 1.5 h of work
    run.take("complete", "complete", completion="Tanggal 14 Juli.")
    assert run.case.paused_at is None
    assert run.case.overall_due == datetime(2026, 7, 22, 9, 0, tzinfo=UTC)


def test_every_step_gets_its_own_due_time_in_working_hours() -> None:
    run = Run()
    run.take("submit", "submit")
    assert run.task("receive").due_at == datetime(2026, 7, 16, 2, 10, tzinfo=UTC)
    run.take("receive", "hand_over")
    assert run.task("classify").due_at == datetime(2026, 7, 16, 4, 0, tzinfo=UTC)
    run.take("classify", "complaint", units=[HEALTH])
    assert run.task("respond").due_at == datetime(2026, 7, 20, 9, 0, tzinfo=UTC)


def test_an_output_gate_holds_until_the_output_is_there() -> None:
    run = Run()
    run.to_units(HEALTH)
    refused = refusal(run.take, "respond", "respond", response="   ")
    assert refused.code == "output-missing"
    assert refused.facts["fields"] == ["response"]
    assert run.standing == [("respond", HEALTH)]


def test_a_return_without_a_note_is_refused() -> None:
    run = Run()
    run.to_units(HEALTH)
    assert refusal(run.take, "respond", "return_report").code == "output-missing"


def test_an_action_of_another_step_is_refused() -> None:
    run = Run()
    run.take("submit", "submit")
    refused = refusal(run.take, "receive", "answer", answer="Langsung saja.")
    assert refused.code == "action-not-at-this-step"


def test_a_unit_cannot_get_the_same_task_twice() -> None:
    run = Run()
    run.to_units(HEALTH, SCHOOLS)
    run.take("respond", "return_report", HEALTH, note="Bukan pegawai kami.")
    assert refusal(run.take, "redirect", "redirect", units=[SCHOOLS]).code == "unit-already-working"


def test_an_unknown_field_is_refused_by_name() -> None:
    run = Run()
    run.take("submit", "submit")
    refused = refusal(run.take, "receive", "hand_over", nota="salah ketik")
    assert (refused.code, refused.facts["fields"]) == ("field-unknown", ["nota"])


def test_silence_on_a_request_for_completion_closes_the_report() -> None:
    run = Run()
    run.take("submit", "submit")
    run.take("receive", "ask_completion", note="Kapan?")
    assert run.task("complete").due_at == datetime(2026, 7, 30, 9, 0, tzinfo=UTC)
    run.take("complete", "give_up")
    assert run.case.outcome == "withdrawn"
