"""What several documents are made of: letterhead, officials, signatures, initials, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

Deputy = Literal["Plt.", "Plh."]


class SignatureKind(StrEnum):
    """What stands behind the name at the foot of a document; the paper says it in words."""

    ISSUED = "issued"
    """Issued by the system on the decision of the named official; no certificate was used."""
    LOCAL = "local"
    """Signed with a certificate of the government's own, not of a certified provider."""
    BSRE = "bsre"
    """Signed with a BSrE certificate. Only for a file that truly carries that signature."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letterhead:
    """The head of the paper (*kop naskah dinas*).

    Attributes:
        government: the local government, printed in capitals.
        unit: the office that issues the document, printed in capitals.
        address_lines: street, town, postal code.
        contact_line: telephone, e-mail and site in one line.
        emblem_svg: an SVG picture as text, or None for a head without emblem.
    """

    government: str
    unit: str
    address_lines: tuple[str, ...]
    contact_line: str
    emblem_svg: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatory:
    """The official whose document it is.

    Attributes:
        position: full name of the position, without the deputy's mark.
        name: name with titles.
        rank: civil service rank, for example ``Pembina Utama Muda``.
        nip: staff number, 18 digits as text.
        deputy: ``Plt.`` (acting) or ``Plh.`` (daily deputy) when the position is held for another.
    """

    position: str
    name: str
    rank: str | None = None
    nip: str | None = None
    deputy: Deputy | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """How a reader checks the document.

    Attributes:
        url: public page of this document; goes into the QR code.
        code: the code to type there, see :func:`tanggap.documents.fingerprint.verification_code`.
    """

    url: str
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """An officer named in a document, as in the staff list."""

    name: str
    nip: str | None = None
    rank: str | None = None
    position: str = ""


class Mark(StrEnum):
    """What a rung of the chain puts under a draft."""

    INITIALS = "initials"
    SIGNATURE = "signature"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One rung of the chain under a draft (*paraf berjenjang*).

    Attributes:
        position: without the deputy's mark.
        name: who holds it; empty while nobody does.
        at: when initialled or signed, aware, in the zone in which it is printed; None while it
            waits.
        text_sha256: of the text that was initialled, 64 hexadecimal digits; its beginning is
            printed. None while it waits.
    """

    position: str
    name: str = ""
    deputy: Deputy | None = None
    mark: Mark = Mark.INITIALS
    at: datetime | None = None
    text_sha256: str | None = None
