"""What signing a document takes: who asks, with which secret, and how it is refused."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NoReturn, Protocol, final
from urllib.parse import unquote_plus

from tanggap.domain.refusal import Refused


class SigningRefused(Refused):
    """A document was not signed; it is as it was before.

    Codes and facts:

    - ``passphrase-missing``, ``passphrase-wrong``
    - ``signer-unknown``: nobody with this NIK or NIP is known; ``reason`` where it can be told
    - ``signer-not-ready`` with ``status``, a :class:`SignerStatus`
    - ``signing-timeout`` with ``seconds``: the service may have signed; asking again does no harm
    - ``signing-unavailable`` with ``reason``, for example ``unreachable``
    - ``signed-document-changed`` with ``reason``: what came back is not our document, signed
    """


class SignerStatus(StrEnum):
    """How it stands with a signer's certificate; only ``READY`` can sign."""

    READY = "ready"
    NOT_REGISTERED = "not-registered"
    NO_CERTIFICATE = "no-certificate"
    NEW = "new"
    WAITING_FOR_VERIFICATION = "waiting-for-verification"
    NOT_YET_VALID = "not-yet-valid"
    RENEWAL_DUE = "renewal-due"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    NOT_FOR_SIGNING = "not-for-signing"
    CHAIN_UNTRUSTED = "chain-untrusted"
    UNKNOWN = "unknown"


@final
class Passphrase:
    """The secret a person types to sign: given on, never shown, written down or sent to a job.

    However it is printed, logged or formatted it shows dots; it cannot be pickled, copied or turned
    into JSON. Call :meth:`reveal` inside the very expression that hands the secret over: a local
    variable would stand in a traceback that prints variables.
    """

    __slots__ = ("__typed",)

    def __init__(self, typed: str) -> None:
        if not typed:
            raise SigningRefused("passphrase-missing")
        self.__typed = typed

    def reveal(self) -> str:
        """Return the secret itself."""
        return self.__typed

    def occurs_in(self, text: str) -> bool:
        """Whether ``text`` gives the secret away, in any case and also percent-encoded."""
        secret = self.__typed.casefold()
        return secret in text.casefold() or secret in unquote_plus(text).casefold()

    def __repr__(self) -> str:
        return "Passphrase(•••)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a passphrase is never written down")


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where a signature shows on paper, in points (1/72 inch) from the lower left corner.

    Attributes:
        page: from 1.
        left: of the field's lower left corner.
        bottom: of the field's lower left corner.
        link: address that BSrE draws there as a QR code; a local signature draws nothing.
    """

    page: int
    left: int
    bottom: int
    width: int
    height: int
    link: str

    def __post_init__(self) -> None:
        if self.page < 1 or self.width < 1 or self.height < 1:
            raise ValueError("a signature is placed on page 1 or later and has a size")


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningRequest:
    """What a signer wants of a document.

    Attributes:
        name: of the signatory, with titles, as printed.
        position: of the signatory, as printed, with Plt. or Plh.
        at: the moment, aware. A service of others takes its own.
        reason: why it is signed, for example ``Tanggapan atas laporan NKK-2026-000123``.
        location: place of the office.
        nik: by which BSrE knows the signatory, 16 digits.
        nip: by which a certificate of the house is found, 18 digits.
        placement: None for a signature that does not show; the letter prints its own block.
    """

    name: str
    position: str
    at: datetime
    reason: str
    location: str
    passphrase: Passphrase
    nik: str | None = field(default=None, repr=False)
    nip: str | None = None
    placement: Placement | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the moment of signing needs its zone")


class Signer(Protocol):
    """Whatever signs a PDF for a person who gives the passphrase."""

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        """Return ``pdf`` with one more signature.

        Raises:
            SigningRefused: see there. The exception and all it refers to are free of the secret.
        """


def place_of(failure: BaseException) -> str:
    """Return what failed and where, for a log: neither the message nor any variable."""
    steps = traceback.extract_tb(failure.__traceback__)[-3:]
    places = " < ".join(f"{step.name} ({step.filename}:{step.lineno})" for step in reversed(steps))
    return f"{type(failure).__name__} in {places}"
