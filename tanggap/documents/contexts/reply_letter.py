"""The official answer to a reporter, with the initials under its draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.paper import Paper, ReportPaper
from tanggap.documents.contexts.parts import Rung
from tanggap.domain.refusal import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyLetter(ReportPaper):
    """The official answer to a reporter, a *surat dinas*.

    Attributes:
        nature: *sifat*, for example ``Biasa``, ``Segera`` or ``Rahasia``.
        attachments: *lampiran*, ``-`` or for example ``1 (satu) berkas``.
        subject: *hal*.
        addressee: lines after ``Yth.``.
        body: plain text; blank lines part paragraphs, lines that start with ``1.``, ``a)`` or
            ``-`` are list items.
        closing: last sentence of the letter.
        copies: *tembusan*, one line each; empty for none.
        rungs: the initials under a draft, from the lowest rung up; none on the issued letter,
            since who initialled it inside the house is not the reporter's.

    Raises:
        Refused: as :class:`Paper`; ``document-too-long``; ``letter-with-initials``.
    """

    kind: Literal["reply_letter"] = "reply_letter"
    nature: str
    attachments: str
    subject: str
    addressee: tuple[str, ...]
    body: str
    closing: str
    copies: tuple[str, ...] = ()
    rungs: tuple[Rung, ...] = ()

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length(f"{self.subject}\n{self.body}\n{self.closing}")
        if self.rungs and not self.draft:
            raise Refused("letter-with-initials", kind=self.kind)

    @property
    def title(self) -> str:
        """Title of the file, without a number while it is a draft."""
        return f"Surat {self.number}: {self.subject}" if self.number else f"Konsep: {self.subject}"
