"""Sending named officers out, and what they found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.paper import Paper, ReportPaper
from tanggap.documents.contexts.parts import Person
from tanggap.domain.refusal import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentLetter(ReportPaper):
    """The letter that sends named officers out (*surat tugas*).

    Attributes:
        considering: *menimbang*, one clause each, without its letter.
        basis: *dasar*, one line each.
        people: to whom, in order.
        purpose: for what, as typed.
        starts: first day; None where none was said.
        until: last day; None for one day, or until it is done.

    Raises:
        Refused: as :class:`Paper`; ``assignment-dates-reversed``; ``document-too-long``.
    """

    kind: Literal["assignment_letter"] = "assignment_letter"
    considering: tuple[str, ...]
    basis: tuple[str, ...]
    people: tuple[Person, ...]
    purpose: str
    starts: date | None
    until: date | None

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length("\n".join((*self.considering, *self.basis, self.purpose)))
        if self.starts and self.until and self.until < self.starts:
            raise Refused("assignment-dates-reversed", starts=self.starts, until=self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExaminationRecord(ReportPaper):
    """What a field team found, signed by each of them (*berita acara pemeriksaan*).

    Attributes:
        examined_on: the day; None leaves room to write it.
        examined_place: where; empty leaves room to write it.
        team: who examined, in order; each signs.
        basis: the letter that sent them, for example ``Surat Tugas Nomor …``; empty for none.
        subject: what the report is about.
        findings: what was found.
        formulation: the material for the follow-up.
    """

    kind: Literal["examination_record"] = "examination_record"
    examined_on: date | None
    examined_place: str
    team: tuple[Person, ...]
    basis: str
    subject: str
    findings: str
    formulation: str

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length(f"{self.subject}\n{self.findings}\n{self.formulation}")
