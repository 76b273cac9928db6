"""The one table of official documents: what each is called, how it is numbered, who signs it.

Templates say the same of themselves in their front matter, and a test compares the two. An action
of an SOP names a kind under ``issues``; the kind reads the answers listed here, by their ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Signer(StrEnum):
    """Whose name stands at the foot."""

    HEAD = "head"
    """The head of the issuing unit, or who deputises."""
    OFFICER = "officer"
    """The officer who takes the action."""
    NOBODY = "nobody"
    """Valid without a name, or signed where it is printed."""


class Issuer(StrEnum):
    """Whose letterhead and number it carries."""

    DESK = "desk"
    """The unit that runs the desk."""
    TASK_UNIT = "task_unit"
    """The department whose task it is; the desk's unit where the task has none."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document (*naskah*).

    Attributes:
        id: as in SOP files, rows and template names.
        title: as printed and in lists.
        code: what ``{jenis}`` becomes in a number; empty for one without a number of its own.
        fields: ids of the answers it reads.
        for_reporter: whether the reporter may have it once the answer is out.
        by_action: whether an action of an SOP may issue it: of a report's step, or a period's.
    """

    id: str
    title: str
    code: str
    signer: Signer
    issuer: Issuer = Issuer.DESK
    fields: tuple[str, ...] = ()
    for_reporter: bool = False
    by_action: bool = True

    @property
    def series(self) -> str:
        """Name of the kind's own sequence of numbers; empty where it has none."""
        return self.id if self.code else ""


_TABLE = (
    DocumentKind("receipt", "Tanda Terima Laporan", "", Signer.NOBODY, for_reporter=True),
    DocumentKind("disposition", "Lembar Disposisi", "LD", Signer.OFFICER, fields=("units", "note")),
    DocumentKind(
        "reply_letter", "Surat Jawaban", "S", Signer.HEAD, fields=("answer",), for_reporter=True
    ),
    DocumentKind(
        "referral_form", "Formulir Penyaluran", "FP", Signer.OFFICER, fields=("units", "note")
    ),
    DocumentKind(
        "referral_receipt",
        "Tanda Terima Penyaluran",
        "TT",
        Signer.OFFICER,
        Issuer.TASK_UNIT,
        fields=("received_by", "note"),
    ),
    DocumentKind(
        "study",
        "Telaahan Staf",
        "TS",
        Signer.OFFICER,
        fields=("study_issue", "study_facts", "study_analysis", "study_conclusion"),
    ),
    DocumentKind(
        "assignment_letter",
        "Surat Tugas",
        "ST",
        Signer.HEAD,
        fields=("people", "assignment_purpose", "assignment_from", "assignment_until"),
    ),
    DocumentKind(
        "examination_record",
        "Berita Acara Pemeriksaan",
        "BAP",
        Signer.OFFICER,
        fields=("examined_on", "examined_place", "findings", "formulation"),
    ),
    DocumentKind(
        "follow_up_report",
        "Laporan Tindak Lanjut",
        "LTL",
        Signer.OFFICER,
        Issuer.TASK_UNIT,
        fields=("follow_up",),
        for_reporter=True,
    ),
    DocumentKind("recap", "Rekapitulasi Pengaduan", "RK", Signer.HEAD),
    DocumentKind("sop_sheet", "Lembar SOP", "", Signer.NOBODY, by_action=False),
)

DOCUMENT_KINDS = {kind.id: kind for kind in _TABLE}
ISSUED_BY_ACTIONS = frozenset(kind.id for kind in _TABLE if kind.by_action)
FOR_THE_REPORTER = tuple(kind.id for kind in _TABLE if kind.for_reporter)
