"""Every migration runs up, down and up again, with data, and the models match what it makes."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from alembic import command
from flask_security import hash_password

from tanggap.app import create_app
from tanggap.services.demonstration.founding import found_city
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage import embedded_postgres, migrating
from tanggap.storage.database import db
from tests.conftest import THURSDAY_MORNING, test_settings

Urls = tuple[str, str]


@pytest.fixture
def urls(server: embedded_postgres.EmbeddedPostgres) -> Iterator[Urls]:
    """Web's and owner's address of an empty database of their own."""
    with embedded_postgres.throwaway_database(server) as name:
        yield (
            server.url(embedded_postgres.WEB, name),
            server.url(embedded_postgres.OWNER, name),
        )


def tables(owner_url: str) -> set[str]:
    with psycopg.connect(owner_url) as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    return {row[0] for row in rows} - {"alembic_version"}


def count(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert found is not None
    return int(found[0])


def found(urls: Urls, tmp_path) -> None:
    web, owner = urls
    app = create_app(test_settings(web, owner, tmp_path), clock=lambda: THURSDAY_MORNING)
    with app.app_context():
        with transaction() as session:
            found_city(session, THURSDAY_MORNING, hash_password("x" * 12), ROOT / "sop")
        db.engine.dispose()


def test_every_migration_runs_up_down_and_up_again_with_data(urls: Urls, tmp_path) -> None:
    web, owner = urls
    migrating.prepare(owner, web)
    at_head = tables(owner)
    found(urls, tmp_path)
    revisions = [revision for revision, _ in migrating.revisions()]
    for revision in reversed([*revisions[:-1]]):
        migrating.downgrade(owner, revision)
        assert count(owner, "account") > 0
    migrating.downgrade(owner, "base")
    assert tables(owner) == set()
    migrating.prepare(owner, web)
    assert tables(owner) == at_head
    found(urls, tmp_path)
    assert count(web, "desk") == 1


def test_the_models_are_what_the_migrations_make(urls: Urls) -> None:
    web, owner = urls
    migrating.prepare(owner, web)
    command.check(migrating.configuration(owner))


def test_preparing_twice_changes_nothing(urls: Urls) -> None:
    web, owner = urls
    assert migrating.prepare(owner, web) == migrating.prepare(owner, web)


@pytest.mark.parametrize("table", ["event", "audit_entry", "procedure_version"])
def test_the_web_role_cannot_rewrite_history(urls: Urls, table: str) -> None:
    web, owner = urls
    migrating.prepare(owner, web)
    for statement in (f"UPDATE {table} SET agency_id = agency_id", f"DELETE FROM {table}"):
        with (
            psycopg.connect(web) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_the_web_role_owns_nothing(urls: Urls) -> None:
    web, owner = urls
    migrating.prepare(owner, web)
    with psycopg.connect(web) as connection:
        owned = connection.execute(
            "SELECT tablename FROM pg_tables WHERE tableowner = current_user"
        ).fetchall()
    assert owned == []


def test_not_even_the_owner_changes_an_event(urls: Urls, tmp_path) -> None:
    web, owner = urls
    migrating.prepare(owner, web)
    found(urls, tmp_path)
    with (
        psycopg.connect(owner) as connection,
        pytest.raises(psycopg.Error, match="never changed"),
    ):
        connection.execute("UPDATE procedure_version SET title = 'lain'")
