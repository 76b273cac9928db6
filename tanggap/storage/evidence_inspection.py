"""Decide what an uploaded file truly is, refuse what is unsafe, and give back a clean copy.

The type is read from the content, at its first byte; name and declared media type are never
believed. A file that is two things at once (a GIF that is also a web page, a picture with an
archive behind it, a PDF with a page hidden in it) comes out as one: pictures are decoded and
encoded anew, PDF and office files are saved anew from their own objects, MP3, WAV and MP4 keep
only what belongs to their format. OGG, WebM and AMR keep their bytes; for them, and for text,
safety rests on being served with the media type given here, ``X-Content-Type-Options: nosniff``
and as a download.
"""

from __future__ import annotations

import re
from io import SEEK_CUR, SEEK_END, UnsupportedOperation
from typing import BinaryIO

import puremagic

from tanggap.domain.refusal import Refused
from tanggap.storage.evidence_images import clean_image
from tanggap.storage.evidence_media import clean_media, starts_like_mp3
from tanggap.storage.evidence_names import display_name
from tanggap.storage.evidence_office import clean_office, office_type
from tanggap.storage.evidence_pdf import clean_pdf
from tanggap.storage.evidence_types import (
    ALLOWED_TYPES,
    MEBIBYTE,
    AllowedType,
    CleanedContent,
    EvidenceKind,
    EvidenceLimits,
    SafeFile,
)

__all__ = [
    "ALLOWED_TYPES",
    "AllowedType",
    "EvidenceKind",
    "EvidenceLimits",
    "SafeFile",
    "inspect",
]

_HEAD_BYTES = 4096
_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"OggS", "ogg"),
    (b"\x1a\x45\xdf\xa3", "webm"),
    (b"#!AMR", "amr"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BRANDS = {
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"MSNV", b"M4V "),
        "mp4",
    ),
    b"M4A ": "m4a",
    b"M4B ": "m4a",
    b"qt  ": "mov",
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a", b"3g2b", b"3gr6"), "3gp"),
}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_MARKUP = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
_SVG = re.compile(r"<(?:\w+:)?svg[\s>/]", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def inspect(name: str, content: BinaryIO | bytes, limits: EvidenceLimits | None = None) -> SafeFile:
    """Return a safe copy of an uploaded file.

    Args:
        name: as given by the sender; used for display alone.
        content: the bytes, or a stream that is read no further than the largest limit.
        limits: sizes allowed; the defaults when None.

    Raises:
        Refused: ``file-empty``; ``file-too-large`` (limit_mb, size_mb, which is absent when the
            stream cannot tell); ``file-type-not-allowed`` (found); ``image-heic``; ``file-damaged``
            (type); ``file-encrypted``; ``file-has-macros``; ``file-has-embedded-program``;
            ``file-has-external-content``; ``file-unpacks-too-large`` (limit_mb);
            ``image-too-large`` (width, height, limit_megapixels).
    """
    limits = limits or EvidenceLimits()
    received = _read(content, limits)
    if not received:
        raise Refused("file-empty")
    type_name = _recognise(received)
    _check_size(len(received), limits.size_mb[ALLOWED_TYPES[type_name].kind])
    cleaned = _clean(received, type_name, limits)
    true_type = ALLOWED_TYPES[cleaned.type_name]
    return SafeFile(
        kind=true_type.kind,
        media_type=true_type.media_type,
        extension=true_type.extension,
        content=cleaned.content,
        display_name=display_name(name, true_type.extension),
        notes=cleaned.notes,
    )


def _read(content: BinaryIO | bytes, limits: EvidenceLimits) -> bytes:
    if isinstance(content, bytes):
        received, size = content, len(content)
    else:
        received = content.read(limits.largest_mb * MEBIBYTE + 1)
        size = len(received) + _unread(content)
    _check_size(size, limits.largest_mb)
    return received


def _unread(stream: BinaryIO) -> int:
    """Return how many bytes are left, or 0 when the stream cannot tell."""
    try:
        here = stream.seek(0, SEEK_CUR)
        return stream.seek(0, SEEK_END) - here
    except (UnsupportedOperation, OSError, AttributeError):
        return 0


def _check_size(size: int, limit_mb: int) -> None:
    if size > limit_mb * MEBIBYTE:
        raise Refused("file-too-large", limit_mb=limit_mb, size_mb=round(size / MEBIBYTE, 1))


def _recognise(content: bytes) -> str:
    """Return the short name of the type, a key of ``ALLOWED_TYPES``."""
    for signature, type_name in _SIGNATURES:
        if content.startswith(signature):
            return type_name
    if content[4:8] == b"ftyp":
        return _recognise_brand(content[8:12])
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"WAVE"):
        return "webp" if content[8:12] == b"WEBP" else "wav"
    if content.startswith(b"PK\x03\x04"):
        return _recognise_zip(content)
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("file-encrypted")
    return "mp3" if starts_like_mp3(content) else _recognise_text(content)


def _recognise_brand(brand: bytes) -> str:
    if brand in _HEIC_BRANDS:
        raise Refused("image-heic")
    if brand not in _BRANDS:
        raise Refused("file-type-not-allowed", found="avif" if brand == b"avif" else "mp4")
    return _BRANDS[brand]


def _recognise_zip(content: bytes) -> str:
    found = office_type(content)
    if found is None:
        raise Refused("file-damaged", type="zip")
    if found not in ALLOWED_TYPES:
        raise Refused("file-type-not-allowed", found=found)
    return found


def _recognise_text(content: bytes) -> str:
    text = _decoded(content)
    if text is None:
        raise Refused("file-type-not-allowed", found=_guess(content))
    if _MARKUP.match(text):
        raise Refused("file-type-not-allowed", found="svg" if _SVG.search(text) else "html")
    if text.startswith("#!"):
        raise Refused("file-type-not-allowed", found="script")
    return "txt"


def _decoded(content: bytes) -> str | None:
    """Return ``content`` as text without its byte order mark, or None when it is no plain text."""
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _guess(content: bytes) -> str:
    """Return the usual extension of a type that is not accepted, for the message alone."""
    try:
        guessed = puremagic.from_string(content[:_HEAD_BYTES])
    except Exception:  # its parsers may fail in any way on hostile bytes
        guessed = ""
    return re.sub(r"[^a-z0-9]", "", guessed.lower())[:10] or "unknown"


def _clean(content: bytes, type_name: str, limits: EvidenceLimits) -> CleanedContent:
    kind = ALLOWED_TYPES[type_name].kind
    if kind is EvidenceKind.IMAGE:
        return clean_image(content, type_name, limits)
    if type_name == "pdf":
        return clean_pdf(content)
    if kind is EvidenceKind.DOCUMENT:
        return clean_office(content, type_name, limits)
    if kind is EvidenceKind.TEXT:
        return _clean_text(content)
    return clean_media(content, type_name)


def _clean_text(content: bytes) -> CleanedContent:
    """Return the text as UTF-8; its wording, also direction marks of a chat export, is evidence."""
    cleaned = (_decoded(content) or "").encode()
    if not cleaned:
        raise Refused("file-empty")
    notes = ("text-encoding-changed",) if content.startswith(_UTF16_MARKS) else ()
    return CleanedContent("txt", cleaned, notes)
