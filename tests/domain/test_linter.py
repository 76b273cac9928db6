"""The linter finds each fault that the five source SOPs contain, with its line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tanggap.domain.linter import Finding, lint
from tanggap.domain.refusal import Refused
from tanggap.storage.procedure_files import read_procedure, read_procedure_file
from tests.domain.nkk_case import PROCEDURE

TODAY = date(2026, 7, 16)

GOOD = """\
procedure: kecil
version: 1
title: Layanan kecil
identity:
  number: "1"
  unit: Dinas Contoh
  legal_basis: [Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik]
overall: {limit: 1 hari kerja, from: received}
actors:
  reporter: {title: Pelapor, kind: reporter}
  officer: {title: Petugas, kind: team}
outcomes: {done: Selesai}
steps:
  - id: send
    number: "1"
    actor: reporter
    activity: Mengirim aduan
    requirements: Formulir
    duration: 15 menit
    output: Aduan
    actions: [{id: send, label: Kirim, goto: handle}]
  - id: handle
    number: "2"
    actor: officer
    activity: Menangani aduan
    requirements: Aduan
    duration: 60 menit
    output: Jawaban
    actions: [{id: finish, label: Selesai, ends: done}]
"""


def findings(source: str) -> dict[str, Finding]:
    return {one.code: one for one in lint(read_procedure(source).procedure, TODAY)}


def test_a_sound_procedure_has_no_findings() -> None:
    assert findings(GOOD) == {}


@pytest.mark.parametrize(
    ("code", "old", "new", "line"),
    [
        ("number-missing", 'number: "2"', 'number: "3"', 22),
        ("step-without-time", "    duration: 60 menit\n", "", 22),
        ("times-beyond-limit", "60 menit", "2 hari kerja", 22),
        (
            "actor-unused",
            "  officer: {title: Petugas",
            "  head: {title: Kepala, kind: team}\n  officer: {title: Petugas",
            4,
        ),
        ("team-unknown", "Menangani aduan", "Menangani aduan bersama Tim Wasdal", 22),
        ("regulation-replaced", "Nomor 25 Tahun 2009", "Nomor 5 Tahun 2014", 4),
        (
            "branch-label-doubled",
            "[{id: finish, label: Selesai, ends: done}]",
            "[{id: a, label: Selesai, ends: done}, {id: b, label: selesai, ends: done}]",
            22,
        ),
    ],
)
def test_each_weakness_is_found_at_its_line(code: str, old: str, new: str, line: int) -> None:
    assert old in GOOD
    found = findings(GOOD.replace(old, new))
    assert code in found
    assert found[code].line == line
    assert not found[code].acknowledged


def test_an_actor_named_in_two_ways_is_found() -> None:
    source = GOOD.replace(
        "  officer: {title: Petugas, kind: team}",
        "  officer: {title: Tim NKK Pembantu, kind: team}\n"
        "  other: {title: Tim NKK Pembantuan, kind: team}",
    )
    assert findings(source)["actor-named-twice"].facts["other"] == "Tim NKK Pembantuan"


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("duration-without-unit", "duration: 60 menit", "duration: '60'"),
        ("step-unknown", "goto: handle", "goto: nowhere"),
        ("step-unreachable", "goto: handle", "goto: send"),
        ("loop-without-exit", "ends: done", "goto: send"),
        ("actor-unknown", "actor: officer", "actor: somebody"),
        ("outcome-unknown", "ends: done", "ends: lost"),
        ("warning-out-of-range", "version: 1", "version: 1\nwarnings: ['0/4']"),
        ("warning-out-of-range", "version: 1", "version: 1\nwarnings: [1/2, 4/4]"),
        ("warning-out-of-range", "version: 1", "version: 1\nwarnings: [1/0]"),
        ("warnings-unordered", "version: 1", "version: 1\nwarnings: [3/4, 1/2]"),
        ("warnings-unordered", "60 menit", "60 menit\n    warnings: [1/2, 2/4]"),
        ("warnings-without-time", "15 menit", "15 menit\n    warnings: [1/2]"),
        ("key-unknown", "output: Jawaban", "outputs: Jawaban"),
        (
            "return-without-note",
            "{id: finish, label: Selesai, ends: done}",
            "{id: finish, label: Selesai, ends: done}, "
            "{id: back, label: Kembali, goto: handle, returns: true}",
        ),
        (
            "gate-without-field",
            "label: Selesai, ends: done",
            "label: Selesai, ends: done, records: official_answer",
        ),
        (
            "document-unknown",
            "label: Selesai, ends: done",
            "label: Selesai, ends: done, issues: [poem]",
        ),
    ],
)
def test_what_cannot_run_is_refused_with_its_line(code: str, old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(Refused) as refused:
        read_procedure(GOOD.replace(old, new))
    faults = {fault.code: fault for fault in refused.value.facts["faults"]}
    assert code in faults
    assert faults[code].line >= 1


def test_a_way_to_nowhere_is_told_once_and_not_at_every_step_behind_it() -> None:
    with pytest.raises(Refused) as refused:
        read_procedure(GOOD.replace("goto: handle", "goto: nowhere"))
    assert [fault.code for fault in refused.value.facts["faults"]] == ["step-unknown"]


@pytest.mark.parametrize(
    ("head", "step", "shares"),
    [
        ("", "", [Fraction(3, 4)]),
        ("warnings: [1/2, 9/10]\n", "", [Fraction(1, 2), Fraction(9, 10)]),
        ("warnings: [1/2]\n", "    warnings: [1/3]\n", [Fraction(1, 3)]),
        ("", "    warnings: []\n", []),
        ("warnings: []\n", "", []),
    ],
)
def test_a_step_is_warned_by_its_own_shares_else_by_those_of_the_procedure(
    head: str, step: str, shares: list[Fraction]
) -> None:
    source = head + GOOD.replace("60 menit\n", f"60 menit\n{step}")
    assert list(read_procedure(source).procedure.warnings_of("handle")) == shares


def test_the_faults_of_the_nkk_source_are_found_and_owned_up_to() -> None:
    found = lint(PROCEDURE, TODAY)
    assert {one.code for one in found} == {
        "times-beyond-limit",
        "team-unknown",
        "regulation-replaced",
    }
    assert all(one.acknowledged for one in found)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("wadul-aladin", {"step-without-time"}),
        ("call-center", {"actor-unused", "regulation-replaced"}),
        ("hotline", {"number-missing"}),
        ("dpmptsp", {"no-step-has-time", "regulation-replaced"}),
    ],
)
def test_the_other_sources_faults_are_found_and_owned_up_to(name: str, codes: set[str]) -> None:
    path = Path(__file__).parents[2] / "sop" / f"{name}.yaml"
    found = lint(read_procedure_file(path).procedure, TODAY)
    assert {one.code for one in found} == codes
    assert all(one.acknowledged for one in found)


def test_keys_missing_at_one_place_are_one_fault() -> None:
    with pytest.raises(Refused) as caught:
        read_procedure("procedure: nkk\nversion: 1\n")
    [fault] = caught.value.facts["faults"]
    assert fault.code == "key-missing"
    assert {"title", "actors", "steps"} <= set(fault.facts["keys"])
