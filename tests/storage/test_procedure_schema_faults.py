"""Whatever is wrong with the form of an SOP file is said in the reader's words, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tanggap.domain.languages import ENGLISH, INDONESIAN
from tanggap.domain.procedure_faults import Fault
from tanggap.domain.refusal import Refused
from tanggap.services.fault_texts import fault_sentence
from tanggap.storage.procedure_files import MOST_FAULTS, read_procedure, schema

GOOD = """\
procedure: kecil
version: 1
title: Layanan kecil
identity: {number: "1", unit: Dinas Contoh}
actors:
  reporter: {title: Pelapor, kind: reporter}
  officer: {title: Petugas, kind: team, intake: true}
outcomes: {done: Selesai}
steps:
  - id: send
    number: "1"
    actor: reporter
    activity: Mengirim aduan
    requirements: Formulir
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
LIBRARIES_ENGLISH = re.compile(
    r"\b(is|not|of type|does|match|expected|found|should|required|property|valid|too|items?|while|"
    r"unexpected|allowed|mapping values|cannot)\b"
)

ACTORS = GOOD[GOOD.index("actors:") : GOOD.index("outcomes:")]

FORMS = [
    ("value-not-text", "title: Layanan kecil", "title:", 3),
    ("value-not-text", 'number: "2"', "number: 2", 18),
    ("value-not-text", "Mengirim aduan", "[Mengirim]", 13),
    ("value-not-whole", "version: 1", "version: satu", 2),
    ("value-not-whole", "version: 1", 'version: "1"', 2),
    ("value-not-list", "[{id: send, label: Kirim, goto: handle}]", "{id: send}", 16),
    ("value-not-mapping", "outcomes: {done: Selesai}", "outcomes: [done]", 8),
    ("value-not-mapping", "  officer: {title: Petugas, kind: team, intake: true}", "  officer:", 7),
    ("value-not-flag", "intake: true", "intake: ya", 7),
    ("value-empty", "title: Layanan kecil", "title: ''", 3),
    ("value-too-long", "Layanan kecil", "a" * 301, 3),
    ("list-empty", "[{id: finish, label: Selesai, ends: done}]", "[]", 24),
    ("list-empty", ACTORS, "actors: {}\n", 5),
    ("list-too-long", "version: 1", f"version: 1\nwarnings: [{', '.join(['1/2'] * 6)}]", 3),
    ("list-doubled", "ends: done", "ends: done, tells: [answer, answer]", 24),
    ("number-too-small", "version: 1", "version: 0", 2),
    ("number-too-large", "version: 1", "version: 99999999999999999999", 2),
    (
        "number-too-large",
        "ends: done",
        "ends: done, asks: [{id: a, label: A, kind: text, maximum: 100001}]",
        24,
    ),
    ("value-not-listed", "kind: team", "kind: tim", 7),
    ("id-malformed", "actor: officer", "actor: Petugas Desa", 19),
    ("key-malformed", "  officer:", "  Petugas-Desa:", 7),
    ("procedure-name-malformed", "procedure: kecil", "procedure: Layanan Kecil", 1),
    ("step-number-malformed", 'number: "2"', "number: dua", 18),
    ("date-malformed", "unit: Dinas Contoh", "unit: Dinas Contoh, created: kemarin", 4),
    ("share-malformed", "version: 1", "version: 1\nwarnings: [separuh]", 3),
    ("waits-for-malformed", "duration: 60 menit", "waits_for: semua", 22),
    ("way-missing", "label: Selesai, ends: done", "label: Selesai", 24),
    ("way-doubled", "ends: done", "ends: done, goto: send", 24),
    ("key-unknown", "output: Jawaban", "outputs: Jawaban", 23),
    ("key-missing", "    output: Jawaban\n", "", 17),
    ("yaml-key-doubled", "version: 1", "version: 1\nversion: 1", 3),
    ("yaml-tab", "version: 1", "version: 1\n\ttitle: a", 3),
    ("yaml-character", "title: Layanan kecil", "title: @layanan", 3),
    ("yaml-colon", "title: Layanan kecil", "title: Layanan: kecil", 3),
    ("yaml-colon-missing", "version: 1", "version: 1\nversi", 4),
    ("yaml-quote-open", "title: Layanan kecil", "title: 'Layanan kecil", 25),
    ("yaml-bracket-open", "unit: Dinas Contoh}", "unit: Dinas Contoh", 5),
    ("yaml-indentation", '    number: "2"', '   number: "2"', 18),
    ("yaml-dash", "title: Layanan kecil", "title: - Layanan", 3),
    ("yaml-alias", "title: Layanan kecil", "title: *layanan", 3),
    ("yaml-tag", "title: Layanan kecil", "title: !b!z kecil", 3),
    ("yaml-control-character", "Layanan kecil", "Layanan \x07", 3),
    ("yaml-documents", "outcomes:", "---\noutcomes:", 8),
    ("yaml-escape", "title: Layanan kecil", 'title: "Layanan \\q"', 3),
]


def faults_of(source: str) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        read_procedure(source)
    assert refused.value.code == "procedure-broken"
    return list(refused.value.facts["faults"])


def rules_of(part: Any) -> Iterator[str]:
    """Every rule the schema uses, wherever it uses it."""
    if isinstance(part, dict):
        for name, below in part.items():
            yield from (name, *rules_of(below))
    elif isinstance(part, list):
        for below in part:
            yield from rules_of(below)


@pytest.mark.parametrize(("code", "old", "new", "line"), FORMS)
def test_a_fault_of_form_is_said_in_indonesian_or_english_with_its_line(
    code: str, old: str, new: str, line: int
) -> None:
    assert old in GOOD
    faults = faults_of(GOOD.replace(old, new, 1))
    found = next(fault for fault in faults if fault.code == code)
    assert found.line == line
    for fault in faults:
        indonesian = fault_sentence(fault, INDONESIAN)
        assert not LIBRARIES_ENGLISH.search(indonesian), indonesian
        assert fault_sentence(fault, ENGLISH) != indonesian


def test_every_rule_of_the_schema_is_broken_above() -> None:
    broken = {
        *("type", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "minimum"),
        *("maximum", "pattern", "enum", "uniqueItems", "oneOf", "propertyNames", "required"),
        "additionalProperties",
    }
    never_by_themselves = {"$ref", "properties", "items", "const", "format"}
    used = set(rules_of(schema())) & set(Draft202012Validator.VALIDATORS)
    assert used == broken | never_by_themselves


def test_a_file_with_countless_faults_names_the_first_hundred() -> None:
    many = ", ".join(["1"] * 500)
    assert len(faults_of(GOOD.replace("Dinas Contoh", f"A, records: [{many}]"))) == MOST_FAULTS


def test_a_small_file_that_says_a_huge_one_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 9)]
    assert [fault.code for fault in faults_of("\n".join(lines))] == ["file-too-deep"]
    assert [fault.code for fault in faults_of("a: " + "[" * 5000)] == ["file-too-deep"]
