"""Put together who signs letters, and whom the verification page trusts, from the settings."""

from __future__ import annotations

import logging
from collections.abc import Callable

from cryptography.x509 import Certificate

from tanggap.channels.bsre import BsreSigner
from tanggap.documents.signature_validation import read_trust
from tanggap.documents.signed_copy import check_signed_copy
from tanggap.documents.signing import Pkcs12Folder
from tanggap.domain.signing import Signer
from tanggap.settings import Settings

log = logging.getLogger(__name__)


def signer_of(settings: Settings) -> Signer | None:
    """The signer the settings name; None where letters are issued without a signature."""
    if settings.signing_method == "pkcs12":
        return Pkcs12Folder(settings.signing_certificates_dir)
    if settings.signing_method == "bsre" and settings.bsre_url is not None:
        return BsreSigner(
            settings.bsre_url,
            check=check_signed_copy,
            timeout_seconds=settings.bsre_timeout_seconds,
            authorities=settings.bsre_authorities_file,
        )
    return None


def trust_of(settings: Settings) -> Callable[[], tuple[Certificate, ...]]:
    """How the trusted authorities are found: read anew each time, the files are few and small."""

    def trusted() -> tuple[Certificate, ...]:
        if not settings.signing_trust_dir.is_dir():
            return ()
        try:
            return read_trust(settings.signing_trust_dir)
        except (OSError, ValueError):
            log.exception("the trusted authorities cannot be read")
            return ()

    return trusted
