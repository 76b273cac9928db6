"""Every code that anything in the product can refuse with has a sentence a person understands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tanggap.domain.refusal import Refused
from tanggap.services.refusal_texts import FIELD_FAULTS, TEXTS, TITLES, sentence
from tanggap.settings import ROOT

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
REFUSING = {"Refused", "refuse"}


def codes_in_source() -> Iterator[tuple[str, str]]:
    """Every literal code given to ``Refused`` or ``refuse``, with the file it stands in."""
    for face in ("tanggap", "portal", "admin_api"):
        for path in sorted((ROOT / face).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                if name in REFUSING and isinstance(first, ast.Constant):
                    yield str(first.value), str(path.relative_to(ROOT))


def test_every_code_in_the_source_has_a_sentence() -> None:
    silent = sorted({f"{code} ({where})" for code, where in codes_in_source() if code not in TEXTS})
    assert silent == []


def test_every_reason_of_a_wrong_field_has_a_sentence() -> None:
    source = (ROOT / "tanggap/domain/answers.py").read_text("utf-8")
    reasons = set(re.findall(r'_bad\(field, "([a-z-]+)"', source))
    assert reasons <= set(FIELD_FAULTS)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_sentence_stands_without_any_fact(code: str) -> None:
    said = sentence(Refused(code))
    assert CODE.fullmatch(code) or code == "failed"
    assert said.endswith((".", "…", "Paling Kompatibel.")), said
    assert "{" not in said or "{{" in TEXTS[code][1], "only sentences about braces show any"
    assert TEXTS[code][0] in TITLES


def test_facts_are_said_in_words() -> None:
    refusal = Refused("text-too-long", limit=20_000, length=100_000)
    assert sentence(refusal) == ("Paling banyak 20.000 karakter, sekarang 100.000. Ringkas dahulu.")
    choice = Refused(
        "field-invalid", field="x", label="Sifat", why="not-a-choice", choices=["Biasa", "Segera"]
    )
    assert sentence(choice) == "Sifat: pilih salah satu: Biasa, Segera."


def test_an_unknown_code_is_no_failure_of_its_own() -> None:
    assert sentence(Refused("nobody-knows-this")) == sentence(Refused("failed"))
