"""Dump a whole database into a file, and fill an empty one from it, by PostgreSQL's own programs.

The programs must know the server: pg_dump refuses a server newer than itself, and what a newer
pg_restore says an older server may not understand. So the server's own major version comes first,
then the next newer one.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import conninfo

from tanggap.storage.postgres_cluster import program_folders

NUMBERS_PER_MAJOR = 10_000
"""``server_version_num`` of PostgreSQL 15.4 is 150004."""

WHOLE = ("--no-owner", "--no-privileges")
"""Roles may be called otherwise where the dump is restored; rights are granted anew there."""


class DumpError(Exception):
    """A program is missing or failed; the text is for the person at the terminal."""


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database that stays readable: all that a backup reads is of this moment.

    Attributes:
        name: by which pg_dump takes part in it.
        revision: of the schema; empty when there is none.
        files: the SHA-256 of every file that the rows of this moment name.
        server: PostgreSQL's major version.
    """

    name: str
    revision: str
    files: tuple[str, ...]
    server: int


@contextmanager
def snapshot(owner_url: str) -> Iterator[Snapshot]:
    """Hold one moment of the database for as long as the block runs.

    A file is in the store before the row that names it commits, and is never taken away: the files
    of a moment are all there, however late they are copied.

    Raises:
        DumpError: the database cannot be reached, or Tanggap was never set up in it.
    """
    with _reached(owner_url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if not _first(connection, "SELECT to_regclass('public.alembic_version')"):
            raise DumpError(
                "Basis data ini belum disiapkan untuk Tanggap; tidak ada yang dicadangkan."
            )
        rows = connection.execute("SELECT sha256 FROM stored_file ORDER BY sha256").fetchall()
        yield Snapshot(
            name=_first(connection, "SELECT pg_export_snapshot()"),
            revision=_first(connection, "SELECT version_num FROM alembic_version"),
            files=tuple(str(row[0]) for row in rows),
            server=connection.info.server_version // NUMBERS_PER_MAJOR,
        )


def dump(owner_url: str, moment: Snapshot, target: Path) -> str:
    """Write the database of ``moment`` to ``target``; returns which pg_dump did it.

    Raises:
        DumpError: no pg_dump of this machine knows the server, or it failed.
    """
    program = program_for("pg_dump", moment.server)
    _run(
        owner_url,
        [program, *WHOLE, "--format=custom", f"--snapshot={moment.name}", f"--file={target}"],
    )
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return told.stdout.strip()


def refuse_unless_empty(owner_url: str) -> int:
    """Return the server's major version when the database holds no table, view or sequence.

    Raises:
        DumpError: there is something in it, or it cannot be reached.
    """
    with _reached(owner_url) as connection:
        there = connection.execute(
            "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')"
            " AND n.nspname NOT LIKE 'pg\\_%' AND relkind IN ('r', 'p', 'v', 'm', 'S')"
        ).fetchone()
        if there and there[0]:
            raise DumpError(
                "Basis data tujuan tidak kosong, jadi tidak disentuh. Buat basis data baru yang "
                "kosong, arahkan DATABASE_URL dan DATABASE_OWNER_URL ke sana, lalu ulangi."
            )
        return connection.info.server_version // NUMBERS_PER_MAJOR


def fill(owner_url: str, source: Path, server: int) -> None:
    """Restore ``source`` into an empty database, all of it or nothing.

    Raises:
        DumpError: no pg_restore of this machine knows the server, or it failed.
    """
    program = program_for("pg_restore", server)
    _run(
        owner_url,
        [program, *WHOLE, "--single-transaction", "--exit-on-error", source],
    )


def program_for(name: str, server: int) -> Path:
    """Return PostgreSQL's program of this name that fits a server of this major version.

    Raises:
        DumpError: there is none on this machine.
    """
    found: dict[int, Path] = {}
    for folder, major in program_folders():
        if major >= server and (folder / name).exists():
            found.setdefault(major, folder / name)
    if not found:
        raise DumpError(
            f"{name} untuk PostgreSQL {server} tidak ada di mesin ini. "
            f"Pasang dengan: apt-get install postgresql-client-{server}"
        )
    return found[min(found)]


@contextmanager
def _reached(owner_url: str) -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(owner_url, application_name="tanggap-backup")
    except psycopg.OperationalError as problem:
        raise DumpError(f"Basis data tidak dapat dihubungi: {problem}") from None
    with connection:
        yield connection


def _first(connection: psycopg.Connection, question: str) -> str:
    row = connection.execute(question).fetchone()
    return str(row[0]) if row and row[0] is not None else ""


def _run(owner_url: str, command: Sequence[str | Path]) -> None:
    """Run a program on the database, its password kept out of the list of processes."""
    parts = conninfo.conninfo_to_dict(owner_url)
    secret = parts.pop("password", None)
    address = conninfo.make_conninfo("", **parts)
    environ = os.environ | ({"PGPASSWORD": str(secret)} if secret else {})
    command = [*command, f"--dbname={address}"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DumpError(f"{Path(command[0]).name} gagal:\n{done.stderr.strip()}")
