"""Whole servers of the product, each with a database and files of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result
from flask import Flask

from tanggap.app import create_app
from tanggap.storage import embedded_postgres, migrating
from tanggap.storage.database import db
from tests.conftest import THURSDAY_MORNING, MovableClock, test_settings


@dataclass
class Server:
    """The product, its database, its files."""

    product: Flask
    files: Path

    def run(self, *words: str | Path) -> Result:
        """Type a command there."""
        return self.product.test_cli_runner().invoke(args=[*map(str, words)])


@contextmanager
def new_server(
    cluster: embedded_postgres.EmbeddedPostgres, files: Path, *, migrated: bool
) -> Iterator[Server]:
    """A server whose database has no row, and without ``migrated`` no table either."""
    with embedded_postgres.throwaway_database(cluster) as name:
        web = cluster.url(embedded_postgres.WEB, name)
        owner = cluster.url(embedded_postgres.OWNER, name)
        if migrated:
            migrating.prepare(owner, web)
        product = create_app(test_settings(web, owner, files), clock=MovableClock(THURSDAY_MORNING))
        yield Server(product, files)
        with product.app_context():
            db.engine.dispose()
