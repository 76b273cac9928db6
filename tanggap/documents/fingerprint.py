"""What tells an issued file from any other: its SHA-256, and the short code a person can type."""

from __future__ import annotations

import hashlib
import re

from tanggap.domain.refusal import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that nothing can be misread."""

CODE_LENGTH = 12
RANDOM_BYTES = 8

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of ``content`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def verification_code(random: bytes) -> str:
    """Return a code of 60 bits such as ``7KQF-2M9D-XW4T``.

    Args:
        random: at least :data:`RANDOM_BYTES` bytes from ``secrets``; the first 60 bits are used.

    Raises:
        ValueError: too few bytes.
    """
    if len(random) < RANDOM_BYTES:
        raise ValueError(f"a verification code needs {RANDOM_BYTES} random bytes")
    number = int.from_bytes(random[:RANDOM_BYTES], "big") >> (RANDOM_BYTES * 8 - CODE_LENGTH * 5)
    digits = (ALPHABET[number >> shift & 31] for shift in range(CODE_LENGTH * 5 - 5, -1, -5))
    return _grouped("".join(digits))


def read_code(typed: str) -> str:
    """Return the code a person meant: any case, spaces and hyphens; O for 0, I or L for 1.

    Raises:
        Refused: ``verification-code-malformed``.
    """
    plain = re.sub(r"[\s\u2010-\u2015-]", "", typed).upper().translate(_MISREAD)
    if len(plain) != CODE_LENGTH or not set(plain) <= set(ALPHABET):
        raise Refused("verification-code-malformed")
    return _grouped(plain)


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))
