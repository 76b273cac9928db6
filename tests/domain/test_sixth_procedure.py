"""A procedure of unseen shapes runs unchanged: a quorum, a bounded loop, two signature chains."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanggap.domain.engine import allowed_actions
from tanggap.domain.refusal import Refused
from tanggap.storage.procedure_files import read_procedure, read_procedure_file
from tests.domain.nkk_case import HEALTH, SCHOOLS, TRAFFIC, Run

FILE = Path(__file__).parent / "sixth_procedure.yaml"
SIXTH = read_procedure_file(FILE).procedure


@pytest.fixture
def run() -> Run:
    """A case whose three experts have been asked."""
    started = Run(SIXTH)
    started.take("apply", "apply")
    started.take("ask", "ask", units=[HEALTH, SCHOOLS, TRAFFIC])
    return started


def test_two_of_three_experts_suffice_and_the_third_is_withdrawn(run: Run) -> None:
    run.take("judge", "judge", HEALTH, response="Boleh.")
    assert run.standing == [("judge", SCHOOLS), ("judge", TRAFFIC)]
    last = run.take("judge", "judge", TRAFFIC, response="Boleh juga.")
    assert run.standing == [("weigh", None)]
    assert [task.unit for task in last.withdrawn] == [SCHOOLS]


def weighed(run: Run) -> Run:
    run.take("judge", "judge", HEALTH, response="Boleh.")
    run.take("judge", "judge", SCHOOLS, response="Boleh.")
    return run


def test_the_loop_is_on_offer_twice_and_no_third_time(run: Run) -> None:
    for _ in range(2):
        weighed(run)
        run.take("weigh", "again")
        run.take("ask", "ask", units=[HEALTH, SCHOOLS, TRAFFIC])
    weighed(run)
    offered = [action.id for action in allowed_actions(run.case, run.task("weigh"))]
    assert offered == ["refuse", "permit"]
    with pytest.raises(Refused, match="action-used-up"):
        run.take("weigh", "again")


def test_two_letters_go_up_their_own_chains(run: Run) -> None:
    weighed(run)
    run.take("weigh", "permit")
    run.take("write_permit", "write", answer="Diizinkan.")
    run.take("check_permit", "initial")
    run.take("sign_permit", "sign")
    run.take("write_order", "write", order_text="Jaga gedung.")
    run.take("check_order", "initial")
    run.take("sign_order", "sign")
    assert run.case.outcome == "done"
    assert run.case.documents == {"reply_letter", "assignment_letter"}
    assert run.case.letters["permit"].marked == ("check_permit", "sign_permit")
    assert run.case.letters["order"].marked == ("check_order", "sign_order")


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("letter-unknown", "writes: permit", "writes: poem"),
        ("letter-never-written", "writes: order, ", ""),
        ("rung-unlisted", "rungs: [check_order, sign_order]", "rungs: [sign_order]"),
        ("rung-without-initials", "goto: sign_permit, initials: permit", "goto: sign_permit"),
        ("rung-without-signature", "ends: done, signs: order", "ends: done"),
        ("signature-issues-nothing", "signs: permit, issues: [reply_letter]", "signs: permit"),
        ("return-not-one-rung", "goto: check_permit, returns", "goto: write_permit, returns"),
        ("gate-without-field", "{id: order_text, label: Isi", "{id: text, label: Isi"),
        ("document-unknown", "kind: reply_letter, text", "kind: poem, text"),
        ("period-crossed", '    number: "6"', '    every: day\n    number: "6"'),
        ("message-action-unknown", "    duration: 10 menit", "    on_message: {take: sing}"),
        ("people-not-asked", "goto: write_order, signs", "goto: write_order, names: who, signs"),
    ],
)
def test_a_broken_chain_or_period_loads_nothing(code: str, old: str, new: str) -> None:
    source = FILE.read_text(encoding="utf-8")
    assert old in source
    with pytest.raises(Refused) as refused:
        read_procedure(source.replace(old, new))
    assert code in {fault.code for fault in refused.value.facts["faults"]}
