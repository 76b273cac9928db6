"""Says of a signed PDF who signed it, whether it is unchanged since, and whom that rests on.

Nothing is fetched: certificates of authorities are given, revocation lists come from the file or
the caller. The file is a stranger's, so whatever goes wrong while it is read becomes a finding.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tanggap.documents.embedded_signatures import (
    LaterChanges,
    embedded_signatures,
    later_changes,
    open_pdf,
)
from tanggap.domain.signing import place_of
from tanggap.domain.typed_text import clean_text

log = logging.getLogger(__name__)

MOST_SIGNATURES = 20
LONGEST_NAME = 200


class Revocation(StrEnum):
    """What is known of a certificate's being taken back."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureFinding:
    """What is known of one signature.

    Attributes:
        field: name of the form field.
        signer: common name in the certificate; worth something only if ``is_trusted``.
        issuer: common name of who issued the certificate.
        signed_at: as the signer's computer said, or the timestamp if ``is_time_proven``.
        is_time_proven: a trusted authority's timestamp says when.
        is_intact: the bytes it covers are the bytes that were signed.
        covers_whole_document: nothing at all comes after it.
        later_changes: what comes after it.
        is_trusted: the certificate goes back to a trusted authority, was valid and may sign.
        problems: stable codes; empty for a good signature. See :func:`validate`.
    """

    field: str
    signer: str
    issuer: str
    signed_at: datetime | None
    is_time_proven: bool
    is_intact: bool
    covers_whole_document: bool
    later_changes: LaterChanges
    is_trusted: bool
    revocation: Revocation
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureReport:
    """All signatures of a file in the order they were made, and problems of the file itself."""

    signatures: tuple[SignatureFinding, ...]
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the file is signed and nothing is wrong with any signature."""
        return not self.problems and not any(one.problems for one in self.signatures)


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What certificates are judged by."""

    trust: tuple[Any, ...]
    others: tuple[Any, ...]
    lists: tuple[Any, ...]
    ocsps: tuple[Any, ...]
    at: datetime

    def context(self, *, revocation_mode: str) -> ValidationContext:
        """Return a fresh context; one remembers what it saw."""
        return ValidationContext(
            trust_roots=list(self.trust),
            other_certs=list(self.others),
            crls=list(self.lists),
            ocsps=list(self.ocsps),
            moment=self.at,
            allow_fetching=False,
            revocation_mode=revocation_mode,
            retroactive_revinfo=True,
        )


def validate(
    pdf: bytes,
    trust: Sequence[x509.Certificate],
    *,
    at: datetime,
    revocation_lists: Iterable[bytes] = (),
) -> SignatureReport:
    """Return what the signatures of ``pdf`` are worth at the moment ``at`` (aware).

    Problems of the file: ``file-unreadable``, ``file-encrypted``, ``unsigned``,
    ``signature-unsupported``, ``too-many-signatures``, ``changed-after-last-signature`` and
    ``bytes-after-last-signature`` (that belong to no revision).
    Problems of a signature: ``signature-unreadable``, ``content-changed`` (bytes it covers),
    ``signature-broken``, ``partly-covered``, ``changed-after-signing``, ``chain-untrusted``,
    ``certificate-expired``, ``certificate-not-yet-valid``, ``certificate-revoked``,
    ``certificate-unsuitable``, ``algorithm-weak`` and ``timestamp-untrusted``.

    A certificate is judged at ``at``, or at the time a trusted timestamp proves.

    Args:
        trust: authorities' certificates; with none, no chain is trusted.
        revocation_lists: DER-encoded, beside those in the file.
    """
    try:
        reader = open_pdf(pdf)
        if reader.encrypted:
            return SignatureReport(signatures=(), problems=("file-encrypted",))
        filled = len(list(enumerate_sig_fields(reader, filled_status=True)))
        if filled > MOST_SIGNATURES:
            return SignatureReport(signatures=(), problems=("too-many-signatures",))
        embedded = embedded_signatures(reader)
        grounds = _grounds(reader, trust, at, revocation_lists)
        stamps = len(list(reader.embedded_timestamp_signatures))
    except Exception as failure:
        log.info("signed file not readable: %s", place_of(failure))
        return SignatureReport(signatures=(), problems=("file-unreadable",))
    found = tuple(_finding(one, grounds) for one in embedded)
    problems = _problems(found)
    if filled > len(embedded) + stamps:
        problems += ("signature-unsupported",)
    return SignatureReport(signatures=found, problems=problems)


def read_trust(folder: Path) -> tuple[x509.Certificate, ...]:
    """Return the authorities' certificates in the files ``*.pem``, ``*.crt`` and ``*.cer``.

    Raises:
        ValueError: a file holds no certificate; the text names it.
        OSError: the folder or a file cannot be read.
    """
    found: list[x509.Certificate] = []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in {".pem", ".crt", ".cer"}:
            found += _certificates(file)
    return tuple(found)


def _problems(found: tuple[SignatureFinding, ...]) -> tuple[str, ...]:
    """Return what is wrong with the file as a whole."""
    if not found:
        return ("unsigned",)
    last = found[-1]
    if last.later_changes in (LaterChanges.SIGNATURES, LaterChanges.CONTENT):
        return ("changed-after-last-signature",)
    if last.later_changes is LaterChanges.NONE and not last.covers_whole_document:
        return ("bytes-after-last-signature",)
    return ()


def _certificates(file: Path) -> list[x509.Certificate]:
    content = file.read_bytes()
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError as failure:
        raise ValueError(f"{file} holds no certificate") from failure


def _grounds(
    reader: Any, trust: Sequence[x509.Certificate], at: datetime, lists: Iterable[bytes]
) -> _Grounds:
    roots = tuple(
        next(iter(load_certs_from_pemder_data(one.public_bytes(Encoding.DER)))) for one in trust
    )
    if "/DSS" not in reader.root:
        return _Grounds(roots, (), tuple(lists), (), at)
    store = DocumentSecurityStore.read_dss(reader)
    return _Grounds(
        roots,
        tuple(store.load_certs()),
        (*lists, *(_content(one) for one in store.crls)),
        tuple(_content(one) for one in store.ocsps),
        at,
    )


def _content(stream: Any) -> bytes:
    content: bytes = stream.get_object().data
    return content


def _finding(embedded: Any, grounds: _Grounds) -> SignatureFinding:
    try:
        status = _status(embedded, grounds, revocation_mode="soft-fail")
        stamp = status.timestamp_validity
        is_time_proven = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
        if is_time_proven:
            grounds = replace(grounds, at=stamp.timestamp)
        strict = _status(embedded, grounds, revocation_mode="require", skip_diff=True)
        if is_time_proven:
            status = _status(embedded, grounds, revocation_mode="soft-fail")
        return _told(embedded, status, strict, at=grounds.at, is_time_proven=is_time_proven)
    except Exception as failure:
        log.info("signature not readable: %s", place_of(failure))
        return _unreadable(embedded)


def _status(
    embedded: Any, grounds: _Grounds, *, revocation_mode: str, skip_diff: bool = False
) -> Any:
    return validate_pdf_signature(
        embedded, grounds.context(revocation_mode=revocation_mode), skip_diff=skip_diff
    )


def _told(
    embedded: Any, status: Any, strict: Any, *, at: datetime, is_time_proven: bool
) -> SignatureFinding:
    changes = later_changes(status)
    revocation = _revocation(strict)
    is_trusted = status.trusted and revocation is not Revocation.REVOKED
    stamp = status.timestamp_validity
    problems = [
        code
        for code, applies in (
            ("content-changed", not status.intact),
            ("signature-broken", status.intact and not status.valid),
            ("partly-covered", status.coverage < SignatureCoverageLevel.ENTIRE_REVISION),
            ("changed-after-signing", changes is LaterChanges.CONTENT or not status.docmdp_ok),
            ("timestamp-untrusted", stamp is not None and not is_time_proven),
        )
        if applies
    ]
    if not is_trusted and status.intact and status.valid:
        problems.append(_why_untrusted(status, strict, at))
    return SignatureFinding(
        field=_plain(embedded.field_name),
        signer=_plain(_name(status.signing_cert.subject)),
        issuer=_plain(_name(status.signing_cert.issuer)),
        signed_at=stamp.timestamp if is_time_proven else status.signer_reported_dt,
        is_time_proven=is_time_proven,
        is_intact=status.intact and status.valid,
        covers_whole_document=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        later_changes=changes,
        is_trusted=is_trusted,
        revocation=revocation,
        problems=tuple(problems),
    )


def _revocation(strict: Any) -> Revocation:
    """Read a validation that asked for proof of every certificate's standing."""
    if strict.revocation_details is not None:
        return Revocation.REVOKED
    return Revocation.GOOD if strict.trusted else Revocation.UNKNOWN


_REASONS = {
    AdESIndeterminate.EXPIRED: "certificate-expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "certificate-expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "certificate-expired",
    AdESIndeterminate.REVOKED_NO_POE: "certificate-revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "certificate-revoked",
    AdESFailure.REVOKED: "certificate-revoked",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "certificate-unsuitable",
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "certificate-unsuitable",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "algorithm-weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "algorithm-weak",
}


def _why_untrusted(status: Any, strict: Any, at: datetime) -> str:
    if strict.revocation_details is not None:
        return "certificate-revoked"
    if at < status.signing_cert.not_valid_before:
        return "certificate-not-yet-valid"
    return _REASONS.get(status.trust_problem_indic, "chain-untrusted")


def _unreadable(embedded: Any) -> SignatureFinding:
    return SignatureFinding(
        field=_plain(str(embedded.field_name)),
        signer="",
        issuer="",
        signed_at=None,
        is_time_proven=False,
        is_intact=False,
        covers_whole_document=False,
        later_changes=LaterChanges.CONTENT,
        is_trusted=False,
        revocation=Revocation.UNKNOWN,
        problems=("signature-unreadable",),
    )


def _name(subject: Any) -> str:
    """Return the common name, or whatever else names the holder."""
    parts = subject.native
    name = parts.get("common_name") or parts.get("organization_name") or subject.human_friendly
    return name[-1] if isinstance(name, list) else str(name)


def _plain(text: str) -> str:
    """Return one line without control and bidirectional characters: the certificate is a guest."""
    return clean_text(text[:LONGEST_NAME], max_length=4 * LONGEST_NAME, multiline=False)
