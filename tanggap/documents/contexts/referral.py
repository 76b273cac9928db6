"""Handing a report to the office that is competent for it, and that office's receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.paper import Paper, ReportPaper


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralForm(ReportPaper):
    """The form that carries a report to a competent office (*formulir penyaluran*).

    Attributes:
        addressee: lines after ``Yth.``.
        reporter: name, or what stands for it where the reporter asked for confidentiality.
        contact: how the competent office reaches the reporter, one line each.
        received_on: when the report came in.
        channel: as people call it, for example ``WhatsApp``.
        narrative: what was reported, without what may not leave the house.
        reason: why it is outside the authority of the desk.
        confidential: prints the sentence that binds the receiver.
    """

    kind: Literal["referral_form"] = "referral_form"
    addressee: tuple[str, ...]
    reporter: str
    contact: tuple[str, ...]
    received_on: date
    channel: str
    category: str
    subject: str
    narrative: str
    reason: str
    confidential: bool = False

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length(f"{self.subject}\n{self.narrative}\n{self.reason}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralReceipt(ReportPaper):
    """What the competent office signs for a report sent to it (*tanda terima penyaluran*).

    Attributes:
        received_from: the office that sent it.
        form_number: number of the referral form; None where none was issued.
        form_date: date of that form.
        subject: what the report is about.
        received_by: who took it, as typed; empty when it is the officer who signs.
        note: free text, as typed.
    """

    kind: Literal["referral_receipt"] = "referral_receipt"
    received_from: str
    form_number: str | None
    form_date: date | None
    subject: str
    received_by: str
    note: str

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length(f"{self.subject}\n{self.note}")
