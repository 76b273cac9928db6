"""Read an e-mail address as a person types it into the one form that is stored and compared."""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email

from tanggap.domain.refusal import Refused

_LONGEST_TYPED = 254
"""Characters (RFC 5321). Longer text is no address, and the parser need not look at it."""


def parse_email(text: str) -> str:
    """Return the address in lower case and Unicode NFC; nothing is asked of the network.

    Mail systems treat the part before the @ without regard to case, so an account does too.

    Raises:
        Refused: ``email-malformed``.
    """
    typed = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    if not typed or len(typed) > _LONGEST_TYPED:
        raise Refused("email-malformed")
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Refused("email-malformed") from None
