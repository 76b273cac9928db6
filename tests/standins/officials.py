"""Invented officials with certificates, a letter to sign, and a search for leaked secrets."""

from __future__ import annotations

import functools
import pickle
import traceback
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.sign.timestamps import DummyTimeStamper

from tanggap.documents import specimens
from tanggap.documents.demonstration_authority import (
    Credentials,
    DemonstrationAuthority,
    DemonstrationSigner,
    Purpose,
)
from tanggap.documents.rendering import Renderer
from tanggap.domain.signing import Passphrase, SigningRefused, SigningRequest

AT = datetime(2026, 11, 5, 3, 40, tzinfo=UTC)
SECRET = "Kembang-Sepatu 77&ungu"
NIK = "1971010101700001"
HEAD = DemonstrationSigner(
    name="Dra. Ratna Contoh, M.Si.",
    position="Kepala Badan Kepegawaian",
    nip="197001011995032001",
)
SECRETARY = DemonstrationSigner(
    name="Budi Contoh, S.H.", position="Sekretaris Daerah", nip="196902021994031002"
)


@functools.cache
def authority() -> DemonstrationAuthority:
    """The authority all tests trust; it was founded a year before the letter."""
    return DemonstrationAuthority(AT - timedelta(days=365))


@functools.cache
def stranger() -> DemonstrationAuthority:
    """Another authority of the same name, which nobody trusts."""
    return DemonstrationAuthority(AT - timedelta(days=365))


@functools.cache
def credentials(signer: DemonstrationSigner = HEAD) -> Credentials:
    """The certificate of an official, good for three years from the day of the letter."""
    return authority().issue(signer, AT)


def timestamper(at: datetime) -> DummyTimeStamper:
    """A time-stamping authority on this machine, whose clock stands at ``at``."""
    clock = DemonstrationSigner(name="Stempel Waktu", position="", nip="")
    stamps = authority().issue(clock, AT, purpose=Purpose.TIMESTAMPS, life=timedelta(days=3000))
    certificate, issuer = (
        next(iter(load_certs_from_pemder_data(one.public_bytes(Encoding.DER))))
        for one in (stamps.certificate, stamps.authority)
    )
    der = stamps.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    key = load_private_key_from_pemder_data(der, passphrase=None)
    return DummyTimeStamper(certificate, key, certs_to_embed=[issuer], fixed_dt=at)


@functools.cache
def letter() -> bytes:
    """The specimen letter, not signed."""
    return Renderer().render(specimens.reply_letter())


def asking(signer: DemonstrationSigner = HEAD, **other: Any) -> SigningRequest:
    """A request to sign the letter."""
    given: dict[str, Any] = {
        "name": signer.name,
        "position": signer.position,
        "nip": signer.nip,
        "nik": NIK,
        "at": AT,
        "reason": "Tanggapan atas laporan NKK-2026-000123",
        "location": "Kota Contoh",
        "passphrase": Passphrase(SECRET),
    }
    return SigningRequest(**given | other)


def assert_kept_secret(refusal: SigningRefused, logged: str, *secrets: str) -> None:
    """Look for ``secrets`` in all that an exception shows, with every variable, and in the log."""
    told = "".join(
        traceback.TracebackException.from_exception(refusal, capture_locals=True).format()
    )
    shown = [told, repr(refusal), str(refusal), repr(refusal.facts), repr(refusal.args), logged]
    assert refusal.__cause__ is None
    assert refusal.__context__ is None
    for secret in secrets:
        assert not any(secret in one for one in shown)
        assert secret.encode() not in pickle.dumps(refusal.facts)


class EveryLog:
    """All that was logged, at any level, by any library."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(0)
        self._caplog = caplog

    @property
    def text(self) -> str:
        """Messages and their arguments."""
        told = [repr((one.getMessage(), one.args)) for one in self._caplog.records]
        return self._caplog.text + "\n".join(told)
