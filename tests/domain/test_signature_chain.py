"""Initials stand under one text alone, and sending back goes down one rung."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanggap.domain.procedure import StepId
from tanggap.domain.refusal import Refused
from tanggap.domain.signature_chain import mark, text_hash, write
from tanggap.storage.procedure_files import read_procedure_file
from tests.domain.nkk_case import Run

DPMPTSP = read_procedure_file(Path(__file__).parents[2] / "sop" / "dpmptsp.yaml").procedure
REPLY = DPMPTSP.letter("reply")
STUDY = {
    "study_issue": "Izin lambat.",
    "study_facts": "Berkas lengkap.",
    "study_analysis": "Terlambat.",
    "study_conclusion": "Percepat.",
}


def drafted(text: str = "Izin terbit besok.") -> Run:
    """A DPMPTSP case whose draft was submitted, without a field visit."""
    run = Run(DPMPTSP)
    run.take("register", "declare_complete")
    run.take("study", "submit_study", **STUDY)
    run.take("analyse", "submit_analysis", analysis="Sudah dikoordinasikan.")
    run.take("order", "order", note="Tindak lanjuti.")
    run.take("assign", "no_visit")
    run.take("draft", "submit_draft", answer=text)
    return run


def marks(run: Run) -> tuple[str, ...]:
    return run.case.letters["reply"].marked


def test_each_rung_stands_under_the_text_it_read() -> None:
    run = drafted()
    run.take("check_division", "initial")
    run.take("check_secretary", "initial")
    run.take("sign", "sign")
    assert marks(run) == ("check_division", "check_secretary", "sign")
    assert run.case.letters["reply"].sha256 == text_hash("Izin terbit besok.")
    assert "reply_letter" in run.case.documents


def test_each_superior_sends_back_exactly_one_rung() -> None:
    run = drafted()
    run.take("check_division", "return_draft", note="Perjelas.")
    assert run.standing == [("draft", None)]
    run.take("draft", "submit_draft", answer="Izin terbit hari Senin.")
    run.take("check_division", "initial")
    run.take("check_secretary", "return_draft", note="Salah hari.")
    assert run.standing == [("check_division", None)]
    assert marks(run) == ()
    run.take("check_division", "initial")
    run.take("check_secretary", "initial")
    run.take("sign", "return_draft", note="Sebut dasar hukum.")
    assert run.standing == [("check_secretary", None)]
    assert marks(run) == ("check_division",)
    run.take("check_secretary", "initial")
    run.take("sign", "sign")
    assert run.standing == [("convey", None)]


def test_a_changed_text_loses_its_initials() -> None:
    run = drafted()
    run.take("check_division", "initial")
    run.take("check_secretary", "return_draft", note="Ubah.")
    run.take("check_division", "return_draft", note="Ubah.")
    run.take("draft", "submit_draft", answer="Naskah lain.")
    assert marks(run) == ()
    with pytest.raises(Refused, match="initials-missing"):
        mark(REPLY, run.case.letters["reply"], StepId("sign"))


def test_the_same_text_keeps_what_stands_under_it() -> None:
    written = mark(REPLY, write(None, "Naskah."), StepId("check_division"))
    assert write(written, "  Naskah. ") == written


def test_nobody_marks_what_is_not_written_or_not_theirs() -> None:
    with pytest.raises(Refused, match="letter-not-written"):
        mark(REPLY, None, StepId("check_division"))
    with pytest.raises(Refused, match="rung-unknown"):
        mark(REPLY, write(None, "Naskah."), StepId("convey"))


def test_a_letter_needs_every_rung_below() -> None:
    written = write(None, "Naskah.")
    with pytest.raises(Refused) as refused:
        mark(REPLY, written, StepId("sign"))
    assert refused.value.facts["rungs"] == ["check_division", "check_secretary"]
