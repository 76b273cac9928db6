"""Official documents about a report: what each says (a module a kind), its number, its issue."""

from tanggap.services.letters.issuing import issue_document, preview_document
from tanggap.services.letters.letterheads import letterhead_of, unit_letterhead
from tanggap.services.letters.receipt import issue_receipt

__all__ = [
    "issue_document",
    "issue_receipt",
    "letterhead_of",
    "preview_document",
    "unit_letterhead",
]
