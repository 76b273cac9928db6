"""Back up the database and the files it names as one set, and restore such a set.

A folder of backups holds one folder for each set, named by its moment, and ``files``, which the
sets share: a file never changes and is named by its hash, so a day's backup adds the day's files.
``manifest.json`` is written last: a set without it was broken off and is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from tanggap.storage.database_dumps import (
    DumpError,
    dump,
    fill,
    program_for,
    refuse_unless_empty,
    snapshot,
)
from tanggap.storage.file_store import FileCorrupted, FileMissing, FileStore
from tanggap.storage.migrating import grant, revisions

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files"
FORMAT = 1
NAMED = "%Y-%m-%dT%H%M%SZ"
PARTIAL = ".partial"
PRIVATE = 0o700
"""Mode of the folders: a backup holds every identity and complaint."""


class BackupError(Exception):
    """A backup cannot be made or restored; the text says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a set holds.

    Attributes:
        made_at: ISO 8601 in UTC.
        revision: of the schema.
        made_by: pg_dump and its version.
        database_sha256: of the dump.
        files: the SHA-256 of each file; its bytes must have it.
        lost: files that the database names and the store could not give whole.
    """

    made_at: str
    revision: str
    made_by: str
    database_sha256: str
    files: Sequence[str]
    lost: Sequence[str]
    format: int = FORMAT


def back_up(owner_url: str, store: FileStore, folder: Path, at: datetime) -> tuple[Path, Manifest]:
    """Write one set into ``folder``; returns where it lies and what it holds.

    A file that the store has lost does not keep the rest from being saved: see ``Manifest.lost``.

    Raises:
        BackupError: the database cannot be dumped, or the folder not written.
    """
    target = folder / at.strftime(NAMED)
    draft = target.with_name(target.name + PARTIAL)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        if target.exists():
            raise BackupError(f"Cadangan {target} sudah ada.")
        draft.mkdir(mode=PRIVATE)
        manifest = _write(owner_url, store, FileStore(f"file:{folder / FILES}"), draft, at)
        draft.rename(target)
    except (DumpError, OSError) as problem:
        raise BackupError(f"Cadangan tidak jadi dibuat: {problem}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target, manifest


def _write(
    owner_url: str, store: FileStore, kept: FileStore, draft: Path, at: datetime
) -> Manifest:
    lost = []
    with snapshot(owner_url) as moment:
        made_by = dump(owner_url, moment, draft / DUMP)
    for sha256 in moment.files:
        try:
            if not kept.exists(sha256):
                kept.put(store.get(sha256))
        except (FileMissing, FileCorrupted):
            lost.append(sha256)
    manifest = Manifest(
        made_at=at.isoformat(timespec="seconds"),
        revision=moment.revision,
        made_by=made_by,
        database_sha256=_hash_of(draft / DUMP),
        files=sorted(set(moment.files) - set(lost)),
        lost=lost,
    )
    with (draft / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def check(source: Path) -> Manifest:
    """Read a whole set and compare every byte with its manifest.

    Raises:
        BackupError: it is no set, or something in it is missing or changed.
    """
    manifest = _manifest(source)
    try:
        if _hash_of(source / DUMP) != manifest.database_sha256:
            raise BackupError(f"{source / DUMP} berubah sejak dicadangkan; tidak dipulihkan.")
    except OSError:
        raise BackupError(f"{source / DUMP} tidak dapat dibaca; tidak dipulihkan.") from None
    kept = _files_of(source)
    for sha256 in manifest.files:
        try:
            kept.get(sha256)
        except FileMissing:
            raise BackupError(f"Berkas {sha256} hilang dari cadangan; tidak dipulihkan.") from None
        except FileCorrupted:
            raise BackupError(
                f"Berkas {sha256} berubah sejak dicadangkan; tidak dipulihkan."
            ) from None
    return manifest


def restore(source: Path, owner_url: str, web_url: str, store: FileStore) -> Manifest:
    """Fill an empty database and the store from a set, once all of the set is found unchanged.

    The files go first: whatever stops it, the database is still empty and it can be done again.

    Raises:
        BackupError: the set is not whole, made by a newer Tanggap, or the database is not empty.
    """
    try:
        server = refuse_unless_empty(owner_url)
        program_for("pg_restore", server)
        manifest = check(source)
        if manifest.revision not in {revision for revision, _ in revisions()}:
            raise BackupError(
                f"Cadangan ini dari skema {manifest.revision}, yang tidak dikenal Tanggap versi "
                "ini. Pasang dahulu versi yang membuatnya."
            )
        kept = _files_of(source)
        for sha256 in manifest.files:
            store.put(kept.get(sha256))
        fill(owner_url, source / DUMP, server)
        with psycopg.connect(owner_url, autocommit=True) as connection:
            grant(connection, web_url)
    except (DumpError, OSError, psycopg.Error) as problem:
        raise BackupError(f"Pemulihan gagal: {problem}") from None
    return manifest


def _files_of(source: Path) -> FileStore:
    return FileStore(f"file:{source.absolute().parent / FILES}")


def _manifest(source: Path) -> Manifest:
    try:
        told: dict[str, Any] = json.loads((source / MANIFEST).read_text("utf-8"))
        manifest = Manifest(**told)
    except (OSError, ValueError, TypeError):
        raise BackupError(
            f"{source} bukan cadangan yang utuh: {MANIFEST} tidak ada atau tidak terbaca."
        ) from None
    if manifest.format != FORMAT:
        raise BackupError(f"Bentuk cadangan {manifest.format} tidak dikenal Tanggap versi ini.")
    return manifest


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
