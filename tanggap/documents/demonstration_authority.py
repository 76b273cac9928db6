"""Makes an invented certificate authority and its signers, for demonstrations and tests alone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tanggap.domain.signing import Passphrase

WARNING = "PERAGAAN - bukan sertifikat resmi"
"""Stands in the subject of every certificate."""

AUTHORITY_FILE = "authority.pem"
REVOCATION_FILE = "authority.crl"
KEY_BITS = 2048
"""RSA: PDF 1.7, on which PDF/A-3 rests, knows no elliptic curves."""

_BEFORE = timedelta(days=1)
_AUTHORITY_LIFE = timedelta(days=3652)
_SIGNER_LIFE = timedelta(days=1096)
_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


class Purpose(Enum):
    """What a certificate is good for."""

    SIGNING = _DOCUMENT_SIGNING
    TIMESTAMPS = ExtendedKeyUsageOID.TIME_STAMPING


@dataclass(frozen=True, kw_only=True, slots=True)
class DemonstrationSigner:
    """An invented official who gets a certificate."""

    name: str
    position: str
    nip: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """A certificate with its key and the authority that issued it."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    authority: x509.Certificate

    def pkcs12(self, passphrase: Passphrase) -> bytes:
        """Return all of it as a PKCS#12 file that ``passphrase`` opens."""
        return pkcs12.serialize_key_and_certificates(
            b"PERAGAAN",
            self.key,
            self.certificate,
            [self.authority],
            BestAvailableEncryption(passphrase.reveal().encode()),
        )


class DemonstrationAuthority:
    """An authority that lives as long as this object: its key is never written anywhere."""

    def __init__(self, at: datetime) -> None:
        """Found it at the moment ``at`` (aware), for ten years."""
        self._key = _new_key()
        self._until = at + _AUTHORITY_LIFE
        name = _subject("Otoritas Sertifikat PERAGAAN Tanggap")
        self.certificate = (
            _draft(name, name, self._key.public_key(), at - _BEFORE, self._until)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(is_authority=True), critical=True)
            .sign(self._key, SHA256())
        )

    def issue(
        self,
        signer: DemonstrationSigner,
        at: datetime,
        *,
        life: timedelta = _SIGNER_LIFE,
        purpose: Purpose = Purpose.SIGNING,
    ) -> Credentials:
        """Return new credentials, valid from a day before ``at`` for ``life`` after it."""
        key = _new_key()
        subject = _subject(f"PERAGAAN {signer.name}", signer.position, signer.nip)
        certificate = (
            _draft(subject, self.certificate.subject, key.public_key(), at - _BEFORE, at + life)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_authority=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([purpose.value]), critical=purpose is Purpose.TIMESTAMPS
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .sign(self._key, SHA256())
        )
        return Credentials(key, certificate, self.certificate)

    def revocation_list(self, at: datetime, revoked: Iterable[x509.Certificate] = ()) -> bytes:
        """Return the authority's list of revoked certificates as of ``at``, DER-encoded."""
        draft = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(at)
            .next_update(self._until)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
        )
        for certificate in revoked:
            draft = draft.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(certificate.serial_number)
                .revocation_date(at)
                .build()
            )
        return draft.sign(self._key, SHA256()).public_bytes(Encoding.DER)


def make_demonstration_certificates(
    folder: Path, signers: Iterable[DemonstrationSigner], at: datetime, passphrase: Passphrase
) -> None:
    """Fill ``folder`` with an authority and a ``<nip>.p12`` per signer, unless it is there already.

    The folder also holds the authority's certificate and its empty revocation list. Only the owner
    can read any of it. It appears whole or not at all; of several processes the first one wins.
    The authority's key is forgotten: to add a signer, remove the folder and make it anew.

    Raises:
        OSError: the folder cannot be written.
    """
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))  # mode 0700
    try:
        authority = DemonstrationAuthority(at)
        _write(draft / AUTHORITY_FILE, authority.certificate.public_bytes(Encoding.PEM))
        _write(draft / REVOCATION_FILE, authority.revocation_list(at - _BEFORE))
        for signer in signers:
            _write(draft / f"{signer.nip}.p12", authority.issue(signer, at).pkcs12(passphrase))
        draft.rename(folder)
    except OSError:
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _subject(name: str, position: str | None = None, nip: str | None = None) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.ORGANIZATION_NAME, WARNING),
        (NameOID.TITLE, position and position[:64]),
        (NameOID.SERIAL_NUMBER, nip),
        (NameOID.COMMON_NAME, name[:64]),
    ]
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts if text])


def _draft(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPublicKey,
    valid_from: datetime,
    valid_until: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(valid_until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
