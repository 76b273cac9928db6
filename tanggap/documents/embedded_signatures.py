"""Finds the signatures embedded in a PDF and tells what came after each, without noise in logs."""

from __future__ import annotations

import io
import logging
from enum import StrEnum
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel

# They log every finding with a traceback and the certificate's subject: noise here, since it is in
# the report, and people's names and numbers do not belong in a log.
logging.getLogger("pyhanko").setLevel(logging.ERROR)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.ERROR)


class LaterChanges(StrEnum):
    """What was added to a file after a signature."""

    NONE = "none"
    PROOF = "proof"
    """Certificates, revocation lists or timestamps: upkeep of the signature itself."""
    SIGNATURES = "signatures"
    """Further signatures, or form fields filled in."""
    CONTENT = "content"
    """Something else, or what cannot be told."""


_LATER = {
    ModificationLevel.NONE: LaterChanges.NONE,
    ModificationLevel.LTA_UPDATES: LaterChanges.PROOF,
    ModificationLevel.FORM_FILLING: LaterChanges.SIGNATURES,
}


def open_pdf(pdf: bytes) -> Any:
    """Return pyHanko's reader of ``pdf``, which takes no liberties with broken files.

    Raises:
        Exception: whatever a broken or hostile file brings about.
    """
    return PdfFileReader(io.BytesIO(pdf))


def embedded_signatures(reader: Any) -> list[Any]:
    """Return pyHanko's view of each signature of a person, in the order they were made.

    Raises:
        Exception: whatever a broken or hostile file brings about.
    """
    return list(reader.embedded_regular_signatures)


def later_changes(status: Any) -> LaterChanges:
    """Return what came after the signature with this validation status."""
    return _LATER.get(status.modification_level, LaterChanges.CONTENT)
