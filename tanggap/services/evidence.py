"""Receive evidence: inspect every file before it is kept, and remember what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.filing import Evidence
from tanggap.services.house import house
from tanggap.services.transaction import transaction
from tanggap.settings import Settings
from tanggap.storage.evidence_inspection import inspect
from tanggap.storage.evidence_types import ALLOWED_TYPES, EvidenceLimits
from tanggap.storage.file_store import FileCorrupted, FileMissing
from tanggap.storage.files import StoredFile

CHUNK = 1024 * 1024
"""Bytes of a part that are read at once."""
_LABELS = {one.extension: one.label for one in ALLOWED_TYPES.values()}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was inspected and lies in the store.

    Attributes:
        name: as the sender gave it, made safe, with the extension of the true type.
        size: bytes.
    """

    sha256: str
    name: str
    media_type: str
    extension: str
    size: int

    @property
    def label(self) -> str:
        """The type as people call it, for example ``JPEG``."""
        return type_label(self.extension)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values, for a draft."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "media_type": self.media_type,
            "extension": self.extension,
            "size": self.size,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> KeptFile:
        """What :meth:`to_json` wrote."""
        return cls(**{name: stored[name] for name in cls.__slots__})

    def as_evidence(self) -> Evidence:
        """For attaching it to a report."""
        return Evidence(sha256=self.sha256, given_name=self.name)


def type_label(extension: str) -> str:
    """How people call a type of file, by its extension with the dot."""
    return _LABELS.get(extension, extension.lstrip(".").upper())


def evidence_limits(settings: Settings) -> EvidenceLimits:
    """How large evidence may be here: the limits of each kind, none above the operator's own."""
    usual = EvidenceLimits()
    return EvidenceLimits(
        size_mb={kind: min(size, settings.max_file_mb) for kind, size in usual.size_mb.items()}
    )


def accepted_endings() -> tuple[str, ...]:
    """The file endings that are accepted, for a browser's file chooser."""
    endings = dict.fromkeys(one.extension for one in ALLOWED_TYPES.values())
    return (*endings, ".jpeg")


def keep_file(name: str, content: BinaryIO | bytes) -> KeptFile:
    """Inspect an uploaded file and put its clean copy into the store.

    The database learns of it by :func:`record_files`; a copy nobody records is harmless.

    Args:
        name: as the sender gave it.
        content: the bytes, or a stream.

    Raises:
        Refused: what ``storage.evidence_inspection.inspect`` refuses.
    """
    safe = inspect(name, content, evidence_limits(house().settings))
    return KeptFile(
        sha256=house().files.put(safe.content),
        name=safe.display_name,
        media_type=safe.media_type,
        extension=safe.extension,
        size=len(safe.content),
    )


def record_files(session: Session, files: Iterable[KeptFile]) -> None:
    """Make kept files known to the database, in the caller's transaction."""
    rows = {
        file.sha256: {
            "sha256": file.sha256,
            "media_type": file.media_type,
            "extension": file.extension,
            "size": file.size,
        }
        for file in files
    }
    if rows:
        session.execute(insert(StoredFile).values(list(rows.values())).on_conflict_do_nothing())


def remember_files(files: Iterable[KeptFile]) -> None:
    """Make kept files known to the database, in a transaction of its own.

    For files that are attached by a use case which expects them to be known.
    """
    with transaction() as session:
        record_files(session, files)


def stream_file(sha256: str) -> Iterator[bytes]:
    """The content of a stored file in chunks.

    Raises:
        Refused: ``file-lost`` when the store does not have it; raised by this call.
    """
    try:
        return house().files.stream(sha256)
    except (FileMissing, FileCorrupted) as error:
        raise Refused("file-lost") from error


def stream_part(sha256: str, start: int, end: int) -> Iterator[bytes]:
    """Bytes ``start`` up to, not including, ``end`` of a stored file, in chunks.

    The store is found by this call: chunks are read while they are sent, when the request is over.
    """
    read = house().files.read_range
    return (read(sha256, at, min(at + CHUNK, end)) for at in range(start, end, CHUNK))
