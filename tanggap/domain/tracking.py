"""Register numbers and tracking codes: how a report is named and looked up without an account."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "\u00a0": None})
CODE_LENGTH = 12  # 60 bits


def tracking_code(key: str, report: UUID) -> str:
    """The secret code of a report, as ``XXXX-XXXX-XXXX``.

    It follows from the key and the report, so it is stored nowhere and can be shown to its owner
    again; who steals the database has no code.
    """
    digest = hmac.new(key.encode(), report.bytes, hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(0, CODE_LENGTH * 5, 5))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def is_tracking_code(key: str, report: UUID, typed: str) -> bool:
    """True when ``typed`` is the report's code; letters people misread are forgiven."""
    wanted = tracking_code(key, report).replace("-", "")
    return hmac.compare_digest(wanted.encode(), normalised_code(typed).encode())


def normalised_code(typed: str) -> str:
    """``typed`` in capitals, without separators, with misread letters put right."""
    return typed.strip().upper().translate(MISREAD)


def register_number(prefix: str, year: int, sequence: int) -> str:
    """The number a report carries from filing on, for example ``NKK-2026-00012``."""
    return f"{prefix}-{year}-{sequence:05d}"


def pseudonym(report: UUID) -> str:
    """How a confidential reporter is called inside the house; says nothing about the person."""
    number = int.from_bytes(hashlib.sha256(b"pseudonym" + report.bytes).digest()[:4], "big")
    return "Pelapor " + "".join(ALPHABET[number >> shift & 31] for shift in (0, 5, 10, 15))


def reply_mark(key: str, report: UUID) -> str:
    """What makes a report's own reply address hard to guess: six letters a person can type."""
    digest = hmac.new(key.encode(), b"reply" + report.bytes, hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(0, 30, 5)).lower()


def reply_address(mailbox: str, number: str, mark: str) -> str:
    """The address of a report in ``mailbox``: ``lapor+wad-2026-00012-k3m9pq@kota.go.id``."""
    local, _, host = mailbox.partition("@")
    return f"{local}+{number.lower()}-{mark}@{host}"


def read_reply_address(mailbox: str, address: str) -> tuple[str, str] | None:
    """The register number and the mark in a reply address of ``mailbox``, or None."""
    local, _, host = mailbox.lower().partition("@")
    detail, _, its_host = address.lower().partition("@")
    if its_host != host or not detail.startswith(f"{local}+"):
        return None
    number, _, mark = detail.removeprefix(f"{local}+").rpartition("-")
    return (number.upper(), mark) if number and mark else None


def is_reply_mark(key: str, report: UUID, typed: str) -> bool:
    """True when ``typed`` is the report's mark; letters people misread are forgiven."""
    wanted = normalised_code(reply_mark(key, report))
    return hmac.compare_digest(wanted.encode(), normalised_code(typed).encode("utf-8", "replace"))
