"""What evidence may be: the table of accepted types, the limits, and a file found safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

MEBIBYTE = 1024 * 1024


class EvidenceKind(StrEnum):
    """The broad kind of a file; each kind has one size limit."""

    IMAGE = "image"
    DOCUMENT = "document"
    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class AllowedType:
    """One accepted type of file.

    Attributes:
        kind: decides the size limit.
        media_type: what the file is served as.
        extension: with its dot; what the file is renamed to.
        label: the name people know the type by.
    """

    kind: EvidenceKind
    media_type: str
    extension: str
    label: str


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_DOCUMENT, _AUDIO, _VIDEO = EvidenceKind.DOCUMENT, EvidenceKind.AUDIO, EvidenceKind.VIDEO

ALLOWED_TYPES: Mapping[str, AllowedType] = MappingProxyType(
    {
        "jpeg": AllowedType(EvidenceKind.IMAGE, "image/jpeg", ".jpg", "JPEG"),
        "png": AllowedType(EvidenceKind.IMAGE, "image/png", ".png", "PNG"),
        "webp": AllowedType(EvidenceKind.IMAGE, "image/webp", ".webp", "WebP"),
        "gif": AllowedType(EvidenceKind.IMAGE, "image/gif", ".gif", "GIF"),
        "pdf": AllowedType(_DOCUMENT, "application/pdf", ".pdf", "PDF"),
        "docx": AllowedType(_DOCUMENT, f"{_OOXML}.wordprocessingml.document", ".docx", "Word"),
        "xlsx": AllowedType(_DOCUMENT, f"{_OOXML}.spreadsheetml.sheet", ".xlsx", "Excel"),
        "pptx": AllowedType(
            _DOCUMENT, f"{_OOXML}.presentationml.presentation", ".pptx", "PowerPoint"
        ),
        "odt": AllowedType(_DOCUMENT, f"{_ODF}.text", ".odt", "OpenDocument (teks)"),
        "ods": AllowedType(_DOCUMENT, f"{_ODF}.spreadsheet", ".ods", "OpenDocument (tabel)"),
        "txt": AllowedType(EvidenceKind.TEXT, "text/plain", ".txt", "TXT"),
        "mp3": AllowedType(_AUDIO, "audio/mpeg", ".mp3", "MP3"),
        "m4a": AllowedType(_AUDIO, "audio/mp4", ".m4a", "M4A"),
        "ogg": AllowedType(_AUDIO, "audio/ogg", ".ogg", "OGG"),
        "wav": AllowedType(_AUDIO, "audio/wav", ".wav", "WAV"),
        "amr": AllowedType(_AUDIO, "audio/amr", ".amr", "AMR"),
        "mp4": AllowedType(_VIDEO, "video/mp4", ".mp4", "MP4"),
        "mov": AllowedType(_VIDEO, "video/quicktime", ".mov", "MOV"),
        "3gp": AllowedType(_VIDEO, "video/3gpp", ".3gp", "3GP"),
        "webm": AllowedType(_VIDEO, "video/webm", ".webm", "WebM"),
    }
)
"""Every accepted type by its short name. A GIF is kept as the PNG of its first frame."""


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """How large evidence may be. Sizes in MiB, pictures in pixels.

    Attributes:
        image_pixels: width times height above which a picture is not decoded at all.
        image_edge: a larger picture is scaled down to this longest edge.
        unpacked_mb: total size of what an office file holds once unpacked, and of one PDF stream.
        unpack_ratio: unpacked size over packed size above which a large office file is refused.
    """

    size_mb: Mapping[EvidenceKind, int] = field(
        default_factory=lambda: {
            EvidenceKind.IMAGE: 20,
            EvidenceKind.DOCUMENT: 20,
            EvidenceKind.TEXT: 1,
            EvidenceKind.AUDIO: 25,
            EvidenceKind.VIDEO: 50,
        }
    )
    image_pixels: int = 64_000_000
    image_edge: int = 4096
    unpacked_mb: int = 200
    unpack_ratio: int = 100

    @property
    def largest_mb(self) -> int:
        """The limit of the kind that may be largest, in MiB."""
        return max(self.size_mb.values())


@dataclass(frozen=True, slots=True)
class CleanedContent:
    """What a cleaner of one family of files gives back: the type it really is, and new content."""

    type_name: str
    content: bytes = field(repr=False)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SafeFile:
    """Evidence that was inspected and may be stored and shown.

    Attributes:
        extension: with its dot, of the true type.
        content: what to store; never the bytes received, except where ``notes`` says so.
        display_name: the name given, cleaned, with the extension of the true type.
        notes: stable codes of what was done: ``metadata-removed``, ``metadata-kept``,
            ``image-resized``, ``first-frame-only``, ``active-content-removed``,
            ``signature-no-longer-valid``, ``text-encoding-changed``.
    """

    kind: EvidenceKind
    media_type: str
    extension: str
    content: bytes = field(repr=False)
    display_name: str
    notes: tuple[str, ...] = ()
