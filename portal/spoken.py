"""Say sizes, limits and counts the way pages show them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from tanggap.domain.spoken_time import spoken_moment
from tanggap.services.evidence import evidence_limits
from tanggap.settings import Settings
from tanggap.storage.evidence_types import EvidenceKind

_KILO = 1000


def said_size(size: int) -> str:
    """A file's size: ``850 byte``, ``120 kB``, ``2,4 MB``."""
    if size < _KILO:
        return f"{size} byte"
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)} kB"
    return f"{size / (_KILO * _KILO):.1f} MB".replace(".", ",")


def said_count(number: int) -> str:
    """A whole number with points between the thousands."""
    return f"{number:,}".replace(",", ".")


def moment_parts(moment: datetime, timezone: str) -> dict[str, str]:
    """A moment as the templates take it: words in the desk's zone, and the machine's form."""
    return {"when": spoken_moment(moment, timezone), "iso": moment.isoformat()}


def upload_limits(given: Settings) -> dict[str, Any]:
    """How much may be uploaded, in words: per file, together, and which kinds."""
    size = evidence_limits(given).size_mb
    each = [
        _("foto sampai %(size)s MB", size=size[EvidenceKind.IMAGE]),
        _("PDF dan dokumen kantor sampai %(size)s MB", size=size[EvidenceKind.DOCUMENT]),
        _("rekaman suara sampai %(size)s MB", size=size[EvidenceKind.AUDIO]),
        _("video sampai %(size)s MB", size=size[EvidenceKind.VIDEO]),
    ]
    kinds = ", ".join(each)
    largest = max(size.values())
    return {
        "file": f"{largest} MB",
        "total": f"{min(largest * given.max_files, given.max_request_mb)} MB",
        "count": str(given.max_files),
        "each": each,
        "kinds": kinds[0].upper() + kinds[1:],
    }
