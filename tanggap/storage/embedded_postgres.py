"""A PostgreSQL of the checkout's own: started by its first user, stopped by its last.

Every process that uses the cluster holds a shared lock on a file for as long as it lives, and the
kernel drops that lock however the process ends. Whoever leaves and can take the lock alone was the
last, and stops the server. A second lock lets one process at a time start or stop it.
docs/adr/0002-embedded-postgresql.md says why it is done so.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from psycopg import sql

from tanggap.storage.postgres_cluster import Cluster, ClusterError

__all__ = ["ClusterError", "EmbeddedPostgres", "start", "template_database", "throwaway_database"]

DATABASE = "tanggap"
OWNER = "tanggap_owner"
WEB = "tanggap_web"
THROWAWAY = "throwaway_"

_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


@dataclass
class EmbeddedPostgres:
    """A running cluster and its two roles: the owner runs migrations, the web owns nothing."""

    cluster: Cluster
    _presence: int | None = field(repr=False)

    @property
    def web_url(self) -> str:
        """The address for web and worker processes (libpq form)."""
        return self.url(WEB)

    @property
    def owner_url(self) -> str:
        """The address for migrations, and for nothing else (libpq form)."""
        return self.url(OWNER)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the libpq address by which ``role`` reaches ``database``."""
        return (
            f"postgresql://{role}@/{database}?host={quote(str(self.cluster.socket_dir), safe='/')}"
        )

    def close(self) -> None:
        """Leave the cluster, and stop it if nobody else is using it. A second call does nothing."""
        if self._presence is None:
            return
        presence, self._presence = self._presence, None
        try:
            with _alone(_lock_file(self.cluster.data_dir, "gate")):
                fcntl.flock(presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.cluster.stop()
        except BlockingIOError:
            pass  # somebody else is still here
        finally:
            os.close(presence)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def start(data_dir: Path, *, durable: bool = True) -> EmbeddedPostgres:
    """Return the running cluster of ``data_dir``, made, started and furnished with roles as needed.

    Args:
        data_dir: where the cluster lies; its parent folder is made when missing.
        durable: False trades the safety of data for speed: for tests and measurements only. It
            counts when this call starts the server, not when it joins one that runs.

    Raises:
        ClusterError: PostgreSQL cannot be started here; the text says what to do.
    """
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    data_dir = data_dir.resolve()
    with _alone(_lock_file(data_dir, "gate")):
        cluster = Cluster.at(data_dir)
        cluster.make()
        was_started = cluster.start(_ALWAYS if durable else _ALWAYS | _FAST_AND_FORGETFUL)
        _furnish(cluster, sweep=was_started)
        presence = _open(_lock_file(data_dir, "users"))
        fcntl.flock(presence, fcntl.LOCK_SH)
    return EmbeddedPostgres(cluster, presence)


@contextmanager
def throwaway_database(server: EmbeddedPostgres, template: str | None = None) -> Iterator[str]:
    """Give the name of a new database, a copy of ``template`` if named; drop it at the end."""
    name = THROWAWAY + secrets.token_hex(6)
    _create_database(server.cluster, name, template)
    try:
        yield name
    finally:
        with server.cluster.connect() as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def template_database(server: EmbeddedPostgres, name: str, build: Callable[[str], object]) -> str:
    """Return ``name``, a database to copy from, made by ``build(a name)`` when it is missing.

    Processes that ask at the same moment wait for the first. A build that fails leaves nothing.
    """
    with _alone(_lock_file(server.cluster.data_dir, "template")):
        if not _exists(server.cluster, name):
            with throwaway_database(server) as draft:
                build(draft)
                with server.cluster.connect() as connection:
                    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                    connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
    return name


def _furnish(cluster: Cluster, *, sweep: bool) -> None:
    """Make the roles and the database when missing; drop throwaways that a crash left behind."""
    with cluster.connect() as connection:
        here = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in sorted({OWNER, WEB} - here):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        databases = [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")]
        for name in databases if sweep else ():
            if name.startswith(THROWAWAY):
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
    if DATABASE not in databases:
        _create_database(cluster, DATABASE, None)


def _create_database(cluster: Cluster, name: str, template: str | None) -> None:
    with cluster.connect() as connection:
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template1")
        )
        connection.execute(create)


def _exists(cluster: Cluster, name: str) -> bool:
    with cluster.connect() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def _lock_file(data_dir: Path, purpose: str) -> Path:
    """Return a file beside the data folder: it outlives a folder that is made anew."""
    return data_dir.with_name(f".{data_dir.name}.{purpose}.lock")


def _open(lock_file: Path) -> int:
    return os.open(lock_file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)


@contextmanager
def _alone(lock_file: Path) -> Iterator[None]:
    """Hold ``lock_file`` for one process at a time; wait for it without limit."""
    handle = _open(lock_file)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
