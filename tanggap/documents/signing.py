"""Signs PDFs with a certificate of the house (PKCS#12), as PAdES that leaves PDF/A-3 intact."""

from __future__ import annotations

import io
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pyhanko.keys import (
    load_certs_from_pemder_data,
    load_private_key_from_pemder_data,
)
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import (
    IncrementalPdfFileWriter,
)
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import signers
from pyhanko.sign.fields import (
    InvisSigSettings,
    SigFieldSpec,
    SigSeedSubFilter,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    SigDSSPlacementPreference,
)
from pyhanko.sign.timestamps import (
    TimeStamper,
    TimestampRequestError,
)
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import RevokedError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tanggap.domain.signing import (
    Passphrase,
    Placement,
    SignerStatus,
    SigningRefused,
    SigningRequest,
    place_of,
)

log = logging.getLogger(__name__)

FIELD_NAME = "TandaTangan"
_NIP = re.compile(r"\d{18}")


@dataclass(frozen=True, slots=True)
class Proof:
    """What makes a signature provable after its certificate ended (PAdES-B-LT).

    Attributes:
        trust: certificates of the authorities that signer and timestamps go back to.
        revocation_lists: one of each of these authorities, DER-encoded, current at signing time.
        timestamper: a time-stamping authority; without one the signing time stays a claim.
    """

    trust: tuple[x509.Certificate, ...]
    revocation_lists: tuple[bytes, ...]
    timestamper: TimeStamper | None = None


class Pkcs12Signer:
    """Signs with one PKCS#12 file, whose passphrase only the signer knows.

    The signature is an incremental update: the document's own bytes stay the first part of the
    file. PAdES-B-B; with a :class:`Proof` its material is put into the same revision.
    """

    def __init__(self, source: Path | bytes, *, proof: Proof | None = None) -> None:
        """Take the file, read anew for each signature, or its content."""
        self._source = source
        self._proof = proof

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        """Return ``pdf`` signed at ``request.at`` in the field ``TandaTangan1`` (2, 3, ...).

        Raises:
            SigningRefused: ``passphrase-wrong``; ``signer-unknown`` when the file is not there;
                ``signer-not-ready`` (expired, revoked, not for signing, ...);
                ``signing-unavailable`` with the reason ``certificate-unreadable``, ``timestamp``
                or ``signing-failed``.
        """
        key = _opened(self._content(), request.passphrase)
        _check_certificate(key.certificate, request.at)
        try:
            return _signed(pdf, request, key, self._proof)
        except Exception as failure:  # whatever it is, its frames hold the private key
            log.warning("signing failed: %s", place_of(failure))
            refusal = _refusal(failure)
        raise refusal  # outside of the handler, so that it does not refer to the failure

    def _content(self) -> bytes:
        if isinstance(self._source, bytes):
            return self._source
        try:
            return self._source.read_bytes()
        except OSError as failure:
            log.warning("certificate file not readable: %s", type(failure).__name__)
        raise SigningRefused("signer-unknown", reason="certificate-file-missing")


class Pkcs12Folder:
    """Signs for every official who has a file ``<nip>.p12`` in a folder."""

    def __init__(self, folder: Path, *, proof: Proof | None = None) -> None:
        self._folder = folder
        self._proof = proof

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        """Return ``pdf`` signed with the certificate of ``request.nip``.

        Raises:
            SigningRefused: as :meth:`Pkcs12Signer.sign`; ``signer-unknown`` without a usable NIP.
        """
        if request.nip is None or not _NIP.fullmatch(request.nip):
            raise SigningRefused("signer-unknown", reason="nip-missing")
        file = self._folder / f"{request.nip}.p12"
        return Pkcs12Signer(file, proof=self._proof).sign(pdf, request)


class _Writer(IncrementalPdfFileWriter):
    """Appends a revision and leaves the document's description as it is.

    pyHanko would write its own name and another date into the XMP metadata, in a form in which
    the extension schema for PDF/UA is no longer what PDF/A asks for.
    """

    def _update_meta(self) -> None:
        pass


class _Signer(signers.PdfSigner):
    """Signs at a given moment and keeps the file at PDF 1.7, on which PDF/A-3 rests."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        """Name PAdES alone; for elliptic curves pyHanko would make it a PDF 2.0."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


@dataclass(frozen=True, slots=True)
class _Key:
    """What a PKCS#12 file holds; the private key is not for printing."""

    private: PrivateKeyTypes = field(repr=False)
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]


def _opened(content: bytes, passphrase: Passphrase) -> _Key:
    """Return what is in a PKCS#12 file; no failure here refers to the passphrase."""
    is_secret_wrong = False
    try:
        held = pkcs12.load_pkcs12(content, passphrase.reveal().encode())
    except (ValueError, UnsupportedAlgorithm) as failure:
        is_secret_wrong = "password" in str(failure)
    else:
        if held.key is not None and held.cert is not None:
            others = tuple(one.certificate for one in held.additional_certs)
            return _Key(held.key, held.cert.certificate, others)
    if is_secret_wrong:
        raise SigningRefused("passphrase-wrong")
    raise SigningRefused("signing-unavailable", reason="certificate-unreadable")


def _check_certificate(certificate: x509.Certificate, at: datetime) -> None:
    if at < certificate.not_valid_before_utc:
        raise SigningRefused("signer-not-ready", status=SignerStatus.NOT_YET_VALID)
    if at > certificate.not_valid_after_utc:
        raise SigningRefused("signer-not-ready", status=SignerStatus.EXPIRED)
    if not _is_for_signing(certificate):
        raise SigningRefused("signer-not-ready", status=SignerStatus.NOT_FOR_SIGNING)


def _is_for_signing(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return usage.content_commitment


def _signed(
    pdf: bytes,
    request: SigningRequest,
    key: _Key,
    proof: Proof | None,
) -> bytes:
    writer = _Writer(io.BytesIO(pdf))
    name = _free_field(writer)
    signer = _Signer(
        _description(name, request, proof),
        _key_holder(key),
        timestamper=proof.timestamper if proof else None,
        stamp_style=_nothing_drawn(request.placement),
        new_field_spec=_field(name, request),
    )
    signer.at = request.at
    # pyHanko starts an event loop, which a thread that runs one already would refuse.
    with ThreadPoolExecutor(max_workers=1) as own_thread:
        signed: bytes = own_thread.submit(signer.sign_pdf, writer).result().getvalue()
    return signed


def _key_holder(key: _Key) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        _for_pyhanko(key.certificate),
        load_private_key_from_pemder_data(
            key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
            passphrase=None,
        ),
        SimpleCertificateStore.from_certs(  # type: ignore[no-untyped-call]
            [_for_pyhanko(one) for one in key.others]
        ),
    )


def _for_pyhanko(certificate: x509.Certificate) -> Any:
    return next(iter(load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))))


def _description(name: str, request: SigningRequest, proof: Proof | None) -> Any:
    """Return the signature's dictionary: PAdES, and who signs when, where and why."""
    material: dict[str, Any] = {}
    if proof is not None:
        material = {
            "embed_validation_info": True,
            "validation_context": ValidationContext(
                trust_roots=[_for_pyhanko(one) for one in proof.trust],
                crls=list(proof.revocation_lists),
                revocation_mode="require",  # look at the lists even if no certificate names them
                allow_fetching=False,
                moment=request.at,
            ),
            "dss_settings": DSSContentSettings(
                include_vri=False,
                placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE,
            ),
        }
    return signers.PdfSignatureMetadata(
        field_name=name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=request.name,
        reason=request.reason,
        location=request.location,
        **material,
    )


def _free_field(writer: Any) -> str:
    """Return ``TandaTangan`` with the next number after the signatures that are there."""
    taken = {name for name, _, _ in enumerate_sig_fields(writer)}
    number = len(taken) + 1
    while f"{FIELD_NAME}{number}" in taken:
        number += 1
    return f"{FIELD_NAME}{number}"


def _field(name: str, request: SigningRequest) -> Any:
    """Return the form field: off the page unless it is to be placed, with words for a reader.

    An invisible field that is neither hidden (PDF/A forbids it) nor tagged (each signature would
    change the structure the one before it signed) must lie outside the page to suit PDF/UA.
    """
    place = request.placement
    box = None
    if place is not None:
        right, top = place.left + place.width, place.bottom + place.height
        box = (place.left, place.bottom, right, top)
    return SigFieldSpec(
        name,
        on_page=place.page - 1 if place else 0,
        box=box,
        readable_field_name=f"Tanda tangan elektronik {request.name}, {request.position}",
        invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
    )


def _nothing_drawn(place: Placement | None) -> Any:
    """Return an empty appearance: the letter's own block stands there and becomes clickable."""
    if place is None:
        return None
    box = BoxConstraints(width=place.width, height=place.height)
    return StaticStampStyle(border_width=0, background=RawContent(b"", box=box))


def _refusal(failure: Exception) -> SigningRefused:
    cause = failure.__cause__ if isinstance(failure, SigningError) else None
    if isinstance(failure, TimestampRequestError):
        return SigningRefused("signing-unavailable", reason="timestamp")
    if isinstance(cause, RevokedError):
        return SigningRefused("signer-not-ready", status=SignerStatus.REVOKED)
    if cause is not None:
        return SigningRefused("signer-not-ready", status=SignerStatus.CHAIN_UNTRUSTED)
    return SigningRefused("signing-unavailable", reason="signing-failed")
