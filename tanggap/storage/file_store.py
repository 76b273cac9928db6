"""Keep files by the hash of their content, in a local folder or any S3-compatible store."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, MemoryStore, S3Store

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore

_CHUNK_BYTES = 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
_S3_OPTIONS = frozenset(("endpoint", "region", "virtual_hosted_style_request"))


class FileMissing(LookupError):
    """No file is stored under this hash."""


class FileCorrupted(Exception):
    """The bytes stored under this hash are not the ones it was made from."""


class FileStore:
    """A content-addressed store: equal files are kept once, and a file never changes.

    A file with the hash ``ab12...`` lies under ``ab/12/ab12...``.
    """

    def __init__(self, url: str) -> None:
        """Open the store at ``url``; a local folder is made when it is missing.

        Args:
            url: a folder's path or ``file://`` URL; ``s3://bucket/prefix``, with ``endpoint``,
                ``region`` and ``virtual_hosted_style_request`` as query when it is not AWS
                (credentials and the same settings are also read from the ``AWS_*`` environment
                variables, never from the URL); ``memory://`` keeps files until the process ends.

        Raises:
            ValueError: the URL names another kind of store or an unknown option.
        """
        self._store, self._prefix = _open(url)

    def put(self, content: bytes) -> str:
        """Store ``content`` and return its SHA-256 in hexadecimal.

        Storing again is harmless and repairs a damaged copy. Readers see the whole file or none:
        the local store writes beside the file and renames, S3 is atomic by itself.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        obstore.put(self._store, self._key(sha256), content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the whole file, verified.

        Raises:
            FileMissing: nothing is stored under this hash.
            FileCorrupted: the stored bytes have another hash.
        """
        return b"".join(self.stream(sha256))

    def stream(self, sha256: str) -> Iterator[bytes]:
        """Yield the file in chunks of about 1 MiB.

        The last chunk is held back until the hash is verified, so damaged content never arrives
        complete.

        Raises:
            FileMissing: nothing is stored under this hash; raised by this call, not by iterating.
            FileCorrupted: the stored bytes have another hash; raised before the last chunk.
        """
        if (content := self._small_file(sha256)) is not None:
            return _verified(sha256, iter([content]))
        try:
            found = obstore.get(self._store, self._key(sha256))
        except (NotFoundError, FileNotFoundError) as error:
            raise FileMissing(sha256) from error
        if found.meta["size"] <= _CHUNK_BYTES:  # a stream of one chunk takes four times as long
            return _verified(sha256, iter([bytes(found.bytes())]))
        return _verified(sha256, (bytes(chunk) for chunk in found.stream(_CHUNK_BYTES)))

    def read_range(self, sha256: str, start: int, end: int) -> bytes:
        """Return bytes ``start`` to ``end`` (exclusive), for seeking in sound and video.

        A part cannot be verified by the hash of the whole.

        Raises:
            FileMissing: nothing is stored under this hash.
            ValueError: the range is empty or lies outside the file.
        """
        if not 0 <= start < end <= self.size(sha256):
            raise ValueError(f"bytes {start} to {end} are not in the file")
        return bytes(obstore.get_range(self._store, self._key(sha256), start=start, end=end))

    def exists(self, sha256: str) -> bool:
        """Return whether a file is stored under this hash."""
        try:
            self.size(sha256)
        except FileMissing:
            return False
        return True

    def size(self, sha256: str) -> int:
        """Return the file's size in bytes.

        Raises:
            FileMissing: nothing is stored under this hash.
        """
        try:
            return obstore.head(self._store, self._key(sha256))["size"]
        except (NotFoundError, FileNotFoundError) as error:
            raise FileMissing(sha256) from error

    def _small_file(self, sha256: str) -> bytes | None:
        """A file of one chunk in the local folder; None where there is none such.

        A letter is read in a fifth of the time that the store's own threads take to hand it over.
        """
        if not isinstance(self._store, LocalStore) or self._store.prefix is None:
            return None
        try:
            with (Path(self._store.prefix) / self._key(sha256)).open("rb") as file:
                content = file.read(_CHUNK_BYTES + 1)
        except OSError:
            return None
        return content if len(content) <= _CHUNK_BYTES else None

    def _key(self, sha256: str) -> str:
        if not _HASH.fullmatch(sha256):
            raise FileMissing(sha256)
        return f"{self._prefix}{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _verified(sha256: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    seen = hashlib.sha256()
    held = b""
    for chunk in chunks:
        seen.update(chunk)
        if held:
            yield held
        held = chunk
    if seen.hexdigest() != sha256:
        raise FileCorrupted(sha256)
    yield held


def _open(url: str) -> tuple[ObjectStore, str]:
    """Return the store and the prefix of its keys."""
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        folder = Path(unquote(parts.path)) if parts.scheme else Path(url)
        return LocalStore(folder.absolute(), mkdir=True), ""
    if parts.scheme == "memory":
        return MemoryStore(), ""
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(f"no file store for {parts.scheme}:// URLs")
    options = dict(parse_qsl(parts.query))
    if unknown := set(options) - _S3_OPTIONS:
        raise ValueError(f"unknown option of an s3:// URL: {', '.join(sorted(unknown))}")
    # Plain HTTP only where the operator wrote it out: a store on the same machine or network.
    client: ClientConfig = {"allow_http": options.get("endpoint", "").startswith("http://")}
    prefix = parts.path.strip("/")
    store = S3Store(parts.netloc, client_options=client, config=options)  # type: ignore[arg-type]
    return store, f"{prefix}/" if prefix else ""
