"""Signs PDFs through a BSrE e-sign client (version 1 of its interface), run by the government.

The client is a server in the government's network that holds no certificate: BSrE does, and opens
it with the NIK and the passphrase that are sent along with the file.
"""

from __future__ import annotations

import json
import logging
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from tanggap.domain.signing import (
    Placement,
    SignerStatus,
    SigningRefused,
    SigningRequest,
    place_of,
)

log = logging.getLogger(__name__)

# It logs the address of every request, and one of them holds a NIK.
logging.getLogger("httpx").setLevel(logging.WARNING)

CONNECT_SECONDS = 10.0
LARGEST_ADDITION = 16 * 1024 * 1024
"""By how much a signed file may outgrow the unsigned one: signature, picture, proof."""
LARGEST_ANSWER = 1024 * 1024
LONGEST_SAID = 200

_NIK = re.compile(r"\d{16}")
_DOCUMENT_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_WRONG_PASSPHRASE = 2031
_SIGNER_UNKNOWN = 2011
_NO_CERTIFICATE = 2021

_STATUS = {
    "ISSUE": SignerStatus.READY,
    "NOT_REGISTERED": SignerStatus.NOT_REGISTERED,
    "NO_CERTIFICATE": SignerStatus.NO_CERTIFICATE,
    "NEW": SignerStatus.NEW,
    "WAITING_FOR_VERIFICATION": SignerStatus.WAITING_FOR_VERIFICATION,
    "RENEW": SignerStatus.RENEWAL_DUE,
    "EXPIRED": SignerStatus.EXPIRED,
    "SUSPEND": SignerStatus.SUSPENDED,
    "REVOKE": SignerStatus.REVOKED,
}


@dataclass(frozen=True, slots=True)
class ServiceVerdict:
    """What BSrE itself says of a signed file.

    Attributes:
        count: number of signatures it found.
        summary: in its words, for example ``VALID``.
        signers: names, in its order.
    """

    count: int
    summary: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer of the service: HTTP status, document id from the header, body."""

    status: int
    document_id: str | None
    content: bytes = field(repr=False)  # it may repeat what it was sent

    @property
    def said(self) -> Mapping[str, Any]:
        """The JSON object in the body; empty when there is none."""
        try:
            found = json.loads(self.content)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def words(self) -> str:
        """What the service says about what went wrong."""
        said = self.said
        return str(said.get("error") or said.get("message") or said.get("pesan") or "")


class BsreSigner:
    """A BSrE e-sign client, reached anew for each signature.

    Nothing that is raised or logged here refers to the passphrase: it lives in the frames of one
    call, and what that call raises is replaced by an exception made outside of it.
    """

    def __init__(
        self,
        url: str,
        *,
        check: Callable[[bytes, bytes], None],
        timeout_seconds: float = 60,
        authorities: Path | None = None,
    ) -> None:
        """Take ``https://user:password@host/`` of the client.

        Args:
            check: is given our file and the signed one, and raises if they show different things;
                see :func:`tanggap.documents.signed_copy.check_signed_copy`.
            timeout_seconds: for a whole exchange.
            authorities: PEM file of who vouches for the host, for a certificate of the house.

        Raises:
            ValueError: the address is not https (http is for this machine alone).
            OSError: ``authorities`` cannot be read.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
            raise ValueError("the BSrE client must be reached by https://")
        where = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port else ""
        self._address = f"{parts.scheme}://{where}{port}{parts.path.rstrip('/')}"
        self._login = httpx.BasicAuth(unquote(parts.username or ""), unquote(parts.password or ""))
        self._check = check
        self._timeout = timeout_seconds
        self._trust = ssl.create_default_context(cafile=authorities)

    def __repr__(self) -> str:
        return f"BsreSigner({self._address})"

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        """Return ``pdf`` signed with the certificate of ``request.nik``.

        Raises:
            SigningRefused: ``passphrase-wrong``; ``signer-unknown``; ``signer-not-ready``;
                ``signing-timeout``; ``signed-document-changed``; ``signing-unavailable`` with the
                reason ``unreachable``, ``host-untrusted``, ``credentials-refused``,
                ``service-failed``, ``refused``, ``reply-unreadable`` or ``reply-too-large``.
        """
        _check_nik(request.nik)
        limit = len(pdf) + LARGEST_ADDITION
        reply = self._exchange(lambda client: _ask_to_sign(client, pdf, request), limit)
        if reply.status == httpx.codes.OK and not _is_pdf(reply):
            reply = self._download(reply, limit)
        if reply.status != httpx.codes.OK:
            raise self._refusal(reply, request)
        if not _is_pdf(reply):
            raise SigningRefused("signing-unavailable", reason="reply-unreadable")
        self._check(pdf, reply.content)
        return reply.content

    def status(self, nik: str) -> SignerStatus:
        """Return how it stands with the certificate of ``nik``.

        Raises:
            SigningRefused: ``signer-unknown`` for what is no NIK; ``signing-timeout`` or
                ``signing-unavailable`` as :meth:`sign`.
        """
        _check_nik(nik)
        reply = self._exchange(
            lambda client: client.stream("GET", f"/api/user/status/{nik}"), LARGEST_ANSWER
        )
        told = str(reply.said.get("status"))
        if told in _STATUS:
            return _STATUS[told]
        if _means_unknown(reply):
            return SignerStatus.NOT_REGISTERED
        if _means_no_certificate(reply):
            return SignerStatus.NO_CERTIFICATE
        if reply.status == httpx.codes.OK and reply.said:
            return SignerStatus.UNKNOWN
        raise _service_refusal(reply)

    def verify(self, pdf: bytes) -> ServiceVerdict:
        """Return what BSrE says of a signed file; the file is sent to the service.

        Raises:
            SigningRefused: ``signing-timeout`` or ``signing-unavailable`` as :meth:`sign`.
        """
        file = {"signed_file": ("naskah.pdf", pdf, "application/pdf")}
        reply = self._exchange(
            lambda client: client.stream("POST", "/api/sign/verify", files=file), LARGEST_ANSWER
        )
        if reply.status != httpx.codes.OK:
            raise _service_refusal(reply)
        said = reply.said
        try:
            details = [dict(one["info_signer"]) for one in said.get("details") or ()]
            names = tuple(str(one.get("signer_name") or "") for one in details)
            return ServiceVerdict(int(said["jumlah_signature"]), str(said["summary"]), names)
        except (KeyError, TypeError, ValueError):
            log.warning("BSrE's verdict has another form than known")
        raise SigningRefused("signing-unavailable", reason="reply-unreadable")

    def _download(self, reply: _Reply, limit: int) -> _Reply:
        """Fetch the file that a JSON answer names; a "no" that calls itself OK is put right."""
        name = str(reply.said.get("id_dokumen") or reply.document_id or "")
        if _DOCUMENT_ID.fullmatch(name) and not reply.said.get("error"):
            return self._exchange(
                lambda client: client.stream("GET", f"/api/sign/download/{name}"), limit
            )
        return replace(reply, status=httpx.codes.BAD_REQUEST) if reply.said else reply

    def _refusal(self, reply: _Reply, request: SigningRequest) -> SigningRefused:
        """Return what an answer that says no means; what is not plain is asked for."""
        refusal = _plain_refusal(reply)
        if refusal is None and 400 <= reply.status < 500 and reply.said:
            try:
                status = self.status(request.nik or "")
            except SigningRefused:
                status = SignerStatus.UNKNOWN
            if status is SignerStatus.NOT_REGISTERED:
                return SigningRefused("signer-unknown")
            if status not in (SignerStatus.READY, SignerStatus.UNKNOWN):
                return SigningRefused("signer-not-ready", status=status)
        return refusal or _service_refusal(reply, request)

    def _exchange(self, ask: Callable[[httpx.Client], Any], limit: int) -> _Reply:
        """Carry out one request; no local variable here may hold a secret."""
        try:
            return self._reply(ask, limit)
        except httpx.TimeoutException:
            refusal = SigningRefused("signing-timeout", seconds=self._timeout)
        except _TooLarge:
            refusal = SigningRefused("signing-unavailable", reason="reply-too-large")
        except Exception as failure:  # whatever it is, its frames hold the passphrase
            log.warning("BSrE not reached: %s", place_of(failure))
            reason = "host-untrusted" if _is_about_trust(failure) else "unreachable"
            refusal = SigningRefused("signing-unavailable", reason=reason)
        raise refusal  # outside of the handlers, so that it does not refer to the failure

    def _reply(self, ask: Callable[[httpx.Client], Any], limit: int) -> _Reply:
        until = time.monotonic() + self._timeout
        pause = httpx.Timeout(self._timeout, connect=min(CONNECT_SECONDS, self._timeout))
        with (
            httpx.Client(
                base_url=self._address,
                auth=self._login,
                timeout=pause,
                verify=self._trust,
                trust_env=False,  # no proxy of the environment sees a passphrase
                follow_redirects=False,
            ) as client,
            ask(client) as response,
        ):
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if len(content) > limit:
                    raise _TooLarge
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the whole exchange took too long")
            return _Reply(response.status_code, response.headers.get("id_dokumen"), bytes(content))


class _TooLarge(Exception):
    """The service sends more than a signed file can be."""


def _ask_to_sign(client: httpx.Client, pdf: bytes, request: SigningRequest) -> Any:
    return client.stream(
        "POST",
        "/api/sign/pdf",
        data={
            "nik": request.nik,
            "passphrase": request.passphrase.reveal(),
            "reason": request.reason,
            "location": request.location,
            **_appearance(request.placement),
        },
        files={"file": ("naskah.pdf", pdf, "application/pdf")},
    )


def _appearance(place: Placement | None) -> dict[str, str]:
    if place is None:
        return {"tampilan": "invisible"}
    return {
        "tampilan": "visible",
        "image": "false",
        "linkQR": place.link,
        "page": str(place.page),
        "xAxis": str(place.left),
        "yAxis": str(place.bottom),
        "width": str(place.width),
        "height": str(place.height),
    }


def _check_nik(nik: str | None) -> None:
    if nik is None or not _NIK.fullmatch(nik):
        raise SigningRefused("signer-unknown", reason="nik-missing")


def _is_pdf(reply: _Reply) -> bool:
    return reply.content.startswith(b"%PDF-")


def _plain_refusal(reply: _Reply) -> SigningRefused | None:
    words = reply.words.casefold()
    if _code(reply) == _WRONG_PASSPHRASE or ("passphrase" in words and "salah" in words):
        return SigningRefused("passphrase-wrong")
    if _means_unknown(reply):
        return SigningRefused("signer-unknown")
    if _means_no_certificate(reply):
        return SigningRefused("signer-not-ready", status=SignerStatus.NO_CERTIFICATE)
    return None


def _means_unknown(reply: _Reply) -> bool:
    words = reply.words.casefold()
    return _code(reply) == _SIGNER_UNKNOWN or any(
        told in words for told in ("tidak terdaftar", "belum terdaftar", "tidak ditemukan")
    )


def _means_no_certificate(reply: _Reply) -> bool:
    words = reply.words.casefold()
    return _code(reply) == _NO_CERTIFICATE or "belum memiliki sertifikat" in words


def _service_refusal(reply: _Reply, request: SigningRequest | None = None) -> SigningRefused:
    """Return a refusal that is nobody's fault but the service's or ours."""
    reason = "refused"
    if reply.status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        reason = "credentials-refused"
    elif reply.status >= 500:
        reason = "service-failed"
    elif reply.status < 400 or not reply.said:
        reason = "reply-unreadable"
    facts: dict[str, object] = {"reason": reason, "http_status": reply.status}
    if (code := _code(reply)) is not None:
        facts["service_code"] = code
    said = " ".join(reply.words.split())[:LONGEST_SAID]
    if said and request is not None and not request.passphrase.occurs_in(reply.words):
        facts["said"] = said
    return SigningRefused("signing-unavailable", **facts)


def _code(reply: _Reply) -> int | None:
    code = reply.said.get("status_code")
    try:
        return int(str(code))
    except ValueError:
        return None


def _is_about_trust(failure: BaseException | None) -> bool:
    while failure is not None:
        if isinstance(failure, ssl.SSLError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
