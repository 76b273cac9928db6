"""Find a reporter who is known already, for who takes a report; every look is audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.email_addresses import parse_email
from tanggap.services.history import audit
from tanggap.services.house import now
from tanggap.services.phone_numbers import format_phone, parse_phone
from tanggap.services.transaction import transaction
from tanggap.storage.identity import (
    EMAIL,
    PHONE,
    Identity,
    find_reporter_by_contact,
    find_reporters_by_number,
    read_identities,
)
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Reporter

LEAST_LETTERS = 3
MOST_FOUND = 10
NIK_DIGITS = 16
NIP_DIGITS = 18


class SoughtBy(StrEnum):
    """What a look-up went by; the words themselves are not kept."""

    NIK = "nik"
    NIP = "nip"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ReporterFound:
    """Enough of a reporter to recognise them; numbers show their last digits only."""

    id: UUID
    kind: str
    name: str
    number: str
    phone: str
    email: str


def look_up_reporters(
    viewer: Viewer, desk_id: UUID, words: str, *, address: str | None = None
) -> list[ReporterFound]:
    """Reporters with exactly this NIK, NIP, phone or e-mail, or whose name begins like this.

    Args:
        address: the network address the officer asks from, for the audit log.

    Raises:
        Refused: ``desk-not-found`` also for who takes no reports there, ``look-up-too-short``.
    """
    if not may(Permission.RECORD_REPORT, viewer, desk=desk_id):
        raise Refused("desk-not-found")
    words = clean_text(words, max_length=300, multiline=False)
    at = now()
    with transaction() as session:
        desk = session.get(Desk, desk_id)
        if desk is None:
            raise Refused("desk-not-found")
        sought_by, found = _find(session, desk.agency_id, words)
        identities = read_identities(session, found[:MOST_FOUND])
        audit(
            session,
            desk.agency_id,
            at,
            "reporter_looked_up",
            "desk",
            desk.id,
            account_id=viewer.account,
            address=address,
            after={"by": sought_by.value, "reporters": [str(one) for one in identities]},
        )
    return [_found(id_, identities[id_]) for id_ in found[:MOST_FOUND]]


def _find(session: Session, agency_id: UUID, words: str) -> tuple[SoughtBy, Sequence[UUID]]:
    digits = "".join(character for character in words if character.isdecimal())
    has_letters = any(character.isalpha() for character in words)
    if "@" in words:
        return SoughtBy.EMAIL, _by_contact(session, agency_id, EMAIL, parse_email(words))
    if not has_letters and len(digits) == NIK_DIGITS:
        return SoughtBy.NIK, find_reporters_by_number(session, agency_id, nik=digits)
    if not has_letters and len(digits) == NIP_DIGITS:
        return SoughtBy.NIP, find_reporters_by_number(session, agency_id, nip=digits)
    if digits and not has_letters:
        phone = parse_phone(words).value
        return SoughtBy.PHONE, _by_contact(session, agency_id, PHONE, phone)
    if sum(character.isalpha() for character in words) < LEAST_LETTERS:
        raise Refused("look-up-too-short", field="q", least=LEAST_LETTERS)
    return SoughtBy.NAME, _by_name(session, agency_id, words)


def _by_contact(session: Session, agency_id: UUID, kind: str, value: str) -> Sequence[UUID]:
    found = find_reporter_by_contact(session, agency_id, kind, value)
    return (found,) if found else ()


def _by_name(session: Session, agency_id: UUID, start: str) -> Sequence[UUID]:
    return session.scalars(
        select(Reporter.id)
        .where(
            Reporter.agency_id == agency_id,
            func.lower(Reporter.name).startswith(start.lower(), autoescape=True),
        )
        .order_by(Reporter.name, Reporter.id)
        .limit(MOST_FOUND)
    ).all()


def _found(id_: UUID, identity: Identity) -> ReporterFound:
    return ReporterFound(
        id=id_,
        kind=identity.kind,
        name=identity.name,
        number=_last_digits(identity.nik or identity.nip or ""),
        phone=_last_digits(format_phone(identity.phone) if identity.phone else ""),
        email=_first_letters(identity.email or ""),
    )


def _last_digits(number: str) -> str:
    return f"…{number[-4:]}" if number else ""


def _first_letters(email: str) -> str:
    before, at, domain = email.partition("@")
    return f"{before[:2]}…{at}{domain}" if email else ""
