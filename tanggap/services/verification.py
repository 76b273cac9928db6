"""Say in public whether a letter is ours: by its code, and by the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.documents.fingerprint import fingerprint, read_code
from tanggap.documents.signature_validation import SignatureFinding, validate
from tanggap.domain.refusal import Refused
from tanggap.services.house import house, now
from tanggap.services.transaction import reading
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.correspondence import IS_ISSUED, Document
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.reports import Report

__all__ = ["ExaminedFile", "SignatureFinding", "VerificationResult", "examine", "look_up"]


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """What anyone may know of an issued document; nothing of it is personal.

    Attributes:
        code: as printed, for example ``7KQF-2M9D-XW4T``.
        number: letter number; None for a receipt, whose number is in its title.
        issued_at: aware UTC.
        timezone: IANA name of the zone in which the issuer dates its letters.
        issuer: name of the unit.
        sha256: of the issued file; None while it is being made.
        rendered: whether the file exists yet.
    """

    code: str
    kind: str
    number: str | None
    title: str
    issued_at: datetime
    timezone: str
    issuer: str
    sha256: str | None
    rendered: bool


@dataclass(frozen=True, slots=True)
class ExaminedFile:
    """What is known of a file somebody holds against an issued document.

    Attributes:
        is_same: byte for byte the issued file.
        is_sound: signed, and nothing is wrong with any signature.
        problems: codes about the file as a whole, see ``documents.signature_validation.validate``.
    """

    is_same: bool
    is_sound: bool
    signatures: tuple[SignatureFinding, ...]
    problems: tuple[str, ...]


def look_up(code: str) -> VerificationResult | None:
    """The document with this code, as typed by a person; None when there is none."""
    try:
        wanted = read_code(code)
    except Refused:
        return None
    session: Session = reading()
    found = session.execute(
        select(
            Document.kind,
            Document.number,
            Document.title,
            Document.issued_at,
            Document.sha256,
            Unit.name,
            CalendarRow.timezone,
        )
        .join(Unit, Unit.id == Document.unit_id)
        .outerjoin(Report, Report.id == Document.report_id)
        .outerjoin(Desk, Desk.id == Report.desk_id)
        .outerjoin(CalendarRow, CalendarRow.id == Desk.calendar_id)
        .where(Document.verification_code == wanted, IS_ISSUED)
    ).one_or_none()
    if found is None:
        return None
    kind, number, title, issued_at, sha256, issuer, timezone = found
    return VerificationResult(
        code=wanted,
        kind=kind,
        number=number,
        title=title,
        issued_at=issued_at,
        timezone=timezone or "Asia/Jakarta",
        issuer=issuer,
        sha256=sha256,
        rendered=sha256 is not None,
    )


def examine(code: str, content: bytes) -> ExaminedFile:
    """Say whether ``content`` is the issued file, byte for byte, and what its signatures are worth.

    Raises:
        Refused: ``document-unknown``; ``document-not-rendered`` while the file is being made.
    """
    found = look_up(code)
    if found is None:
        raise Refused("document-unknown")
    if found.sha256 is None:
        raise Refused("document-not-rendered")
    report = validate(content, house().trust(), at=now())
    return ExaminedFile(
        is_same=fingerprint(content) == found.sha256,
        is_sound=report.is_sound,
        signatures=report.signatures,
        problems=report.problems,
    )
