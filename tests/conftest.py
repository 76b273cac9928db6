"""Fixtures: a real PostgreSQL built by the real migrations, an invented city, a clock to move."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session

from tanggap.app import create_app
from tanggap.cli.demonstration import PASSWORD
from tanggap.services.demonstration.founding import found_city
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT, Settings, load_settings
from tanggap.storage import embedded_postgres, migrating
from tanggap.storage.database import db

# How long an example takes says something about the machine, not about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# A Thursday in the middle of an ordinary working week, 09.00 in Pangkalpinang.
THURSDAY_MORNING = datetime(2026, 7, 16, 2, 0, tzinfo=UTC)


class MovableClock:
    """The clock of the product under test."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **amount: float) -> datetime:
        """Move on by ``timedelta(**amount)``."""
        self.moment += timedelta(**amount)
        return self.moment

    def set(self, moment: datetime) -> datetime:
        """Put the clock to ``moment``."""
        self.moment = moment
        return moment


def test_settings(database_url: str, owner_url: str, files: Path, **other: str) -> Settings:
    """Settings of a product under test."""
    return load_settings(
        {
            "TANGGAP_MODE": "test",
            "TANGGAP_SECRET_KEY": "s" * 40,
            "TANGGAP_PASSWORD_SALT": "p" * 40,
            "TANGGAP_TRACKING_KEY": "t" * 40,
            "TANGGAP_RATE_LIMITS_ENABLED": "false",
            "TANGGAP_FILE_STORE_URL": f"file:{files}",
            "TANGGAP_SMTP_URL": "smtp://127.0.0.1:9",
            "DATABASE_URL": database_url,
            "DATABASE_OWNER_URL": owner_url,
            **other,
        }
    )


test_settings.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def server() -> Iterator[embedded_postgres.EmbeddedPostgres]:
    """The cluster of this checkout's tests; the first process starts it, the last stops it."""
    folder = Path(os.environ.get("TANGGAP_TEST_CLUSTER", ROOT / "var" / "test-postgres"))
    with embedded_postgres.start(folder, durable=False) as running:
        yield running


@pytest.fixture(scope="session")
def database(server: embedded_postgres.EmbeddedPostgres) -> Iterator[str]:
    """A migrated database with the invented city, for this process alone."""
    with embedded_postgres.throwaway_database(server) as name:
        yield name


@pytest.fixture(scope="session")
def clock() -> MovableClock:
    """The clock; every test finds it at THURSDAY_MORNING."""
    return MovableClock(THURSDAY_MORNING)


@pytest.fixture(scope="session")
def whole_app(
    server: embedded_postgres.EmbeddedPostgres,
    database: str,
    clock: MovableClock,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Flask]:
    """The application on its own database, the city founded."""
    web = server.url(embedded_postgres.WEB, database)
    owner = server.url(embedded_postgres.OWNER, database)
    migrating.prepare(owner, web)
    app = create_app(test_settings(web, owner, tmp_path_factory.mktemp("files")), clock=clock)
    with app.app_context(), transaction() as session:
        found_city(session, clock(), hash_password(PASSWORD), ROOT / "sop")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(whole_app: Flask, clock: MovableClock) -> Iterator[Flask]:
    """The application; whatever a test commits is gone after it."""
    clock.set(THURSDAY_MORNING)
    with whole_app.app_context():
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        engines = db._app_engines[whole_app]
        engines[None] = connection  # type: ignore[assignment]
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield whole_app
        finally:
            db.session.remove()
            outer.rollback()
            connection.close()
            engines[None] = engine


@pytest.fixture
def session(app: Flask) -> Session:
    """The session of the application under test."""
    return db.session()
