"""What the field team found (*berita acara pemeriksaan*)."""

from __future__ import annotations

from tanggap.documents.contexts import AssignmentLetter, ExaminationRecord, Person
from tanggap.services.letters.earlier import cited, newest_before, what_it_said
from tanggap.services.letters.letterheads import person_of
from tanggap.services.letters.occasion import Occasion


def examination_record(occasion: Occasion) -> ExaminationRecord:
    """The record of those whom the assignment letter sent; without one, of the officer who acts."""
    basis, team = _sent(occasion)
    return ExaminationRecord(
        **occasion.beginning(),
        examined_on=occasion.day("examined_on"),
        examined_place=occasion.text("examined_place"),
        team=team,
        basis=basis,
        subject=occasion.shown(occasion.report.subject),
        findings=occasion.text("findings"),
        formulation=occasion.text("formulation"),
    )


def _sent(occasion: Occasion) -> tuple[str, tuple[Person, ...]]:
    """The letter that sent the team, as cited, and the team."""
    letter = newest_before(occasion, "assignment_letter")
    said = what_it_said(letter) if letter is not None else None
    if letter is not None and isinstance(said, AssignmentLetter) and said.people:
        return cited(occasion, letter), said.people
    return "", (person_of(occasion.officer),) if occasion.officer is not None else ()
