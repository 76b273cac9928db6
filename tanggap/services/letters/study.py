"""What staff put before the head of the office (*telaahan staf*)."""

from __future__ import annotations

from tanggap.documents.contexts import Study
from tanggap.services.letters.letterheads import signatory_of
from tanggap.services.letters.occasion import Occasion


def study(occasion: Occasion) -> Study:
    """The study, from the officer who acts to the head of the unit."""
    report = occasion.report
    beginning = occasion.beginning()
    return Study(
        **beginning,
        addressee=_head(occasion),
        sender=beginning["signatory"].position or beginning["signatory"].name,
        nature="Rahasia" if report.is_confidential or occasion.desk.is_ethics else "Biasa",
        subject=f"Laporan nomor {report.number}: {occasion.shown(report.subject)}",
        issue=occasion.text("study_issue"),
        facts=occasion.text("study_facts"),
        analysis=occasion.text("study_analysis"),
        conclusion=occasion.text("study_conclusion"),
    )


def _head(occasion: Occasion) -> str:
    unit = occasion.desk.unit
    if unit.head is None:
        return f"Kepala {unit.name}"
    head = signatory_of(unit.head, unit)
    return f"{head.deputy} {head.position}" if head.deputy else head.position
