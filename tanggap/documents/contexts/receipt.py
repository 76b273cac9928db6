"""Proof that a report was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tanggap.documents.contexts.parts import Letterhead, Verification


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """One line of "what happens next".

    Attributes:
        what: plain sentence.
        due: by when, aware; None when no time is promised.
    """

    what: str
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Proof that a report was received (*tanda terima*).

    Attributes:
        issued_at: moment of issue with its zone.
        tracking_code: secret of the reporter; whoever holds it may follow the report.
        tracking_url: goes into the QR code.
        desk: name of the complaint desk.
        received_at: when the report came in, aware.
        timezone: IANA name of the desk's zone, in which times are printed.
        summary: what was reported, as written; its beginning is printed.
        next_steps: in order.
        officer: who recorded it at the counter; None when the reporter filed it online.
        confidential: whether the reporter asked for the identity to be kept secret.
        verification: where the file is checked; printed in words, the QR code is the tracking's.
    """

    kind: Literal["receipt"] = "receipt"
    issued_at: datetime
    letterhead: Letterhead
    register_number: str
    tracking_code: str
    tracking_url: str
    desk: str
    received_at: datetime
    timezone: str
    category: str
    summary: str
    next_steps: tuple[NextStep, ...]
    officer: str | None = None
    confidential: bool = False
    verification: Verification | None = None
    draft: bool = False
    template_version: int = 1

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Tanda Terima Laporan {self.register_number}"
