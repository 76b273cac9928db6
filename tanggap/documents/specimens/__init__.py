"""A specimen of every document, with invented people and offices, for looking and measuring."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tanggap.documents.contexts import DocumentContext
from tanggap.documents.specimens.between_offices import (
    disposition,
    follow_up_report,
    referral_form,
    referral_receipt,
)
from tanggap.documents.specimens.inside_the_house import (
    assignment_letter,
    examination_record,
    recap,
    study,
)
from tanggap.documents.specimens.offices import emblem, letterhead, signatory
from tanggap.documents.specimens.to_reporters import draft_reply_letter, receipt, reply_letter

SPECIMENS: Mapping[str, Callable[[], DocumentContext]] = {
    "receipt": receipt,
    "disposition": disposition,
    "reply_letter": reply_letter,
    "draft_reply_letter": draft_reply_letter,
    "referral_form": referral_form,
    "referral_receipt": referral_receipt,
    "study": study,
    "assignment_letter": assignment_letter,
    "examination_record": examination_record,
    "follow_up_report": follow_up_report,
    "recap": recap,
}
"""By the kind of document; a draft of a kind has a name of its own."""

__all__ = [
    "SPECIMENS",
    "assignment_letter",
    "disposition",
    "draft_reply_letter",
    "emblem",
    "examination_record",
    "follow_up_report",
    "letterhead",
    "recap",
    "receipt",
    "referral_form",
    "referral_receipt",
    "reply_letter",
    "signatory",
    "study",
]
