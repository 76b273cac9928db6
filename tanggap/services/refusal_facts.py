"""Puts the facts of a refusal into words of a language, for the sentences of ``refusal_texts``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tanggap.domain.languages import Language
from tanggap.domain.procedure_faults import Fault
from tanggap.services.fault_texts import fault_sentence

GROUPED_FROM = 10_000
"""Smaller numbers are written without a dot: they may be years."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the facts of refusals are called in one language.

    Attributes:
        field_names: of fields that a service names by their key.
        personal_data: of the kinds of personal data.
        objects: of the things a refusal is about.
        this_field: what to say of a field whose name is missing.
        line: what stands before the number of a line.
        thousands: the sign between groups of three digits.
    """

    language: Language
    field_names: Mapping[str, str]
    personal_data: Mapping[str, str]
    objects: Mapping[str, str]
    this_field: str
    line: str
    thousands: str


class Said(dict[str, str]):
    """Facts as words; a fact that is missing is left out instead of failing."""

    def __init__(self, facts: Mapping[str, object], words: Words) -> None:
        """Put ``facts`` into ``words``."""
        super().__init__({name: _said(value, words) for name, value in facts.items()})
        self._this_field = words.this_field
        if "kind" in facts:
            self["kind"] = words.personal_data.get(self["kind"], self["kind"])
        about = str(facts.get("object", "report"))
        self["object"] = words.objects.get(about, about)
        if "labels" in facts:
            labels = facts["labels"]
            several = labels if isinstance(labels, list | tuple) else [labels]
            self["labels"] = ", ".join(words.field_names.get(str(one), str(one)) for one in several)

    def __missing__(self, key: str) -> str:
        return self._this_field if key in ("label", "labels") else "…"


def faults_in_words(facts: Mapping[str, object], words: Words) -> str:
    """The faults of a procedure file, each with its line."""
    faults = facts.get("faults", facts.get("lines", ()))
    said = [_fault(one, words) for one in (faults if isinstance(faults, list | tuple) else ())]
    return " ".join(said)


def _fault(fault: object, words: Words) -> str:
    """One fault of a procedure file, as found or already put into words with its line."""
    line: object = None
    said = str(fault)
    if isinstance(fault, Fault):
        line, said = fault.line, fault_sentence(fault, words.language)
    elif isinstance(fault, Mapping):
        line, said = fault.get("line"), str(fault.get("sentence", ""))
    return f"{words.line} {line}: {said}" if line else said


def _said(value: object, words: Words) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, value))
    if isinstance(value, int) and abs(value) >= GROUPED_FROM:
        return f"{value:,}".replace(",", words.thousands)
    return str(value)
