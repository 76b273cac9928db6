"""The sheet with which a report is handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.parts import Letterhead, Signatory, SignatureKind, Verification


class Urgency(StrEnum):
    """The boxes *sifat* of a disposition sheet."""

    VERY_URGENT = "Sangat segera"
    URGENT = "Segera"
    CONFIDENTIAL = "Rahasia"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposition:
    """The sheet with which a report is handed on (*lembar disposisi*).

    Attributes:
        issued_at: moment of issue with its zone.
        sender: from whom the report or letter comes; never a confidential reporter's name.
        letter_number: number of the letter, or the report's register number.
        urgency: boxes that are ticked; empty for an ordinary one.
        forwarded_to: offices or officials, one line each.
        instructions: what they are asked to do, one line each.
        note: free text, as typed.
        signed_by: who hands it on; None leaves room for initials by hand.
        signed_on: date beside the initials.
        verification: None while it is a draft.

    Raises:
        Refused: ``document-too-long``.
    """

    kind: Literal["disposition"] = "disposition"
    issued_at: datetime
    letterhead: Letterhead
    sender: str
    letter_number: str
    letter_date: date
    received_date: date
    agenda_number: str
    urgency: tuple[Urgency, ...]
    subject: str
    forwarded_to: tuple[str, ...]
    instructions: tuple[str, ...]
    note: str
    signed_by: Signatory | None
    signed_on: date | None
    verification: Verification | None = None
    signature: SignatureKind = SignatureKind.ISSUED
    draft: bool = False
    template_version: int = 1

    def __post_init__(self) -> None:
        check_length(f"{self.subject}\n{self.note}")

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Lembar Disposisi {self.agenda_number}"
