"""The databases of the benchmark: seeded once for a state of the code, then copied for each run."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql

from bench.floor import TABLE
from bench.servers import FOLDER, environment, new_secret
from tanggap.setting_formats import ROOT
from tanggap.storage import embedded_postgres
from tanggap.storage.embedded_postgres import (
    OWNER,
    WEB,
    EmbeddedPostgres,
    template_database,
    throwaway_database,
)

PREFIX = "bench_"
SHAPES_THE_DATA = (
    "migrations/versions/*.py",
    "sop/*.yaml",
    "tanggap/services/demonstration/*.py",
    "bench/seeding.py",
    "bench/specimens.py",
    "bench/words.py",
)
SECRET = FOLDER / "secret"


@contextmanager
def cluster() -> Iterator[EmbeddedPostgres]:
    """The benchmark's own PostgreSQL, with everything that makes data durable switched on."""
    with embedded_postgres.start(FOLDER / "postgres", durable=True) as server:
        _drop_outdated(server)
        yield server


@contextmanager
def floor_database(server: EmbeddedPostgres) -> Iterator[dict[str, str]]:
    """The settings by which the floor reaches a database of its own."""
    with throwaway_database(server) as name:
        with server.cluster.connect(name) as connection:
            connection.execute(TABLE)
            connection.execute(sql.SQL("GRANT ALL ON floor_row TO {}").format(sql.Identifier(WEB)))
            connection.execute("VACUUM (ANALYZE) floor_row")
        yield _settings(server, name)


@contextmanager
def product_database(
    server: EmbeddedPostgres, reports: int
) -> Iterator[tuple[str, dict[str, str]]]:
    """A fresh database with so many reports: its name, and the settings that reach it."""
    template = template_database(
        server, _template(reports), lambda name: _seed(server, name, reports)
    )
    with throwaway_database(server, template) as name:
        with server.cluster.connect(name) as connection:
            connection.execute("ANALYZE")
        yield name, _settings(server, name)


def shared_secret() -> str:
    """The secret of all servers: tracking codes and passwords of the seeded data hang on it."""
    if not SECRET.exists():
        SECRET.parent.mkdir(parents=True, exist_ok=True)
        SECRET.touch(mode=0o600)
        SECRET.write_text(new_secret())
    return SECRET.read_text()


def _settings(server: EmbeddedPostgres, name: str) -> dict[str, str]:
    return environment(server.url(WEB, name), server.url(OWNER, name), shared_secret())


def _template(reports: int) -> str:
    return f"{PREFIX}{_fingerprint()}_{reports}"


def _fingerprint() -> str:
    """Changes with everything that shapes the seeded data."""
    digest = hashlib.sha256()
    digest.update(shared_secret().encode())
    for pattern in SHAPES_THE_DATA:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _seed(server: EmbeddedPostgres, name: str, reports: int) -> None:
    """Seed in a process of its own: settings and models belong to one database."""
    sys.stderr.write(f"Seeding {reports:,} reports …\n")
    command = [sys.executable, "-m", "bench.seeding", name, str(reports)]
    subprocess.run(command, cwd=ROOT, env=_settings(server, name), check=True)


def _drop_outdated(server: EmbeddedPostgres) -> None:
    """Drop databases that other states of the code were measured with."""
    with server.cluster.connect() as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in rows:
            if str(name).startswith(PREFIX) and not str(name).startswith(PREFIX + _fingerprint()):
                drop = sql.SQL("DROP DATABASE {}").format(sql.Identifier(str(name)))
                connection.execute(drop)
