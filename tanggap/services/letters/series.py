"""The next number of a letter, gap-free in its series."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tanggap.documents.numbering import checked_pattern, format_number
from tanggap.domain.document_kinds import DocumentKind
from tanggap.services.numbering import next_in_series
from tanggap.storage.organisation import Desk, Unit

SHARED_SERIES = "letter"


def next_number(session: Session, desk: Desk, issuer: Unit, kind: DocumentKind, on: date) -> str:
    """Take the next number of ``issuer`` for this kind, by the desk's pattern.

    Kinds, and units, count together where the pattern does not tell them apart: numbers must not
    repeat within the agency. Other letters of the series wait from here to the end of the
    transaction.

    Raises:
        Refused: ``number-pattern-…`` or ``letter-code-broken``; no number is taken then.
    """
    pattern, code, unit = checked_pattern(desk.letter_pattern), kind.code, issuer.letter_code
    format_number(pattern, sequence=1, unit=unit, kind=code, on=on)
    owner = issuer.id if "{unit}" in pattern else desk.agency_id
    series = kind.series if "{jenis}" in pattern else SHARED_SERIES
    sequence = next_in_series(session, desk.agency_id, owner, series, on.year)
    return format_number(pattern, sequence=sequence, unit=unit, kind=code, on=on)
