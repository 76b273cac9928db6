"""Official documents about a report: what each says (a module a kind), its number, its issue."""

from tanggap.documents.contexts.parts import Deputy
from tanggap.services.letters.issuing import (
    Draft,
    issue_document,
    letter_to_sign,
    number_letter,
    numbered_letter,
    preview_document,
)
from tanggap.services.letters.letterheads import deputy_of, letterhead_of, unit_letterhead
from tanggap.services.letters.receipt import issue_receipt

__all__ = [
    "Deputy",
    "Draft",
    "deputy_of",
    "issue_document",
    "issue_receipt",
    "letter_to_sign",
    "letterhead_of",
    "number_letter",
    "numbered_letter",
    "preview_document",
    "unit_letterhead",
]
