"""What every numbered document says of itself, and when it may say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tanggap.documents.contexts.parts import Letterhead, Signatory, SignatureKind, Verification
from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.domain.refusal import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A document with a number: a draft, with neither number nor verification, or issued with both.

    Attributes:
        kind: key of :data:`tanggap.domain.document_kinds.DOCUMENT_KINDS` and name of the template.
        issued_at: moment of issue with its zone; fixes the dates inside the file.
        number: None while it is a draft.
        place: where it is dated.
        template_version: of the template it was made with, see its front matter.

    Raises:
        Refused: ``letter-number-missing``, ``letter-verification-missing`` for an issued document
            without them; ``draft-with-number`` for a draft that carries either.
    """

    kind: str
    issued_at: datetime
    letterhead: Letterhead
    number: str | None
    place: str
    dated: date
    signatory: Signatory
    verification: Verification | None
    signature: SignatureKind = SignatureKind.ISSUED
    draft: bool = False
    template_version: int = 1

    def __post_init__(self) -> None:
        if self.draft and (self.number or self.verification):
            raise Refused("draft-with-number", kind=self.kind)
        if not self.draft and not self.number:
            raise Refused("letter-number-missing", kind=self.kind)
        if not self.draft and not self.verification:
            raise Refused("letter-verification-missing", kind=self.kind)

    @property
    def heading(self) -> str:
        """What the document is called, for example ``Surat Tugas``."""
        return DOCUMENT_KINDS[self.kind].title


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportPaper(Paper):
    """A numbered document about one report.

    Attributes:
        register_number: the report it is about.
    """

    register_number: str

    @property
    def title(self) -> str:
        """Title of the file, also shown in public where it is verified: never names anyone."""
        about = f"laporan nomor {self.register_number}"
        number = f"{self.heading} {self.number}" if self.number else f"Konsep: {self.heading}"
        return f"{number}, {about}"
