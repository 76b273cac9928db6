"""Run the migrations as the owner, then grant the web's role what it needs and no more."""

from __future__ import annotations

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import conninfo, sql

FOLDER = Path(__file__).parents[2] / "migrations"
APPEND_ONLY = ("event", "audit_entry", "knowledge_use")
NEVER_CHANGED = ("procedure_version",)


def configuration(owner_url: str) -> Config:
    """Alembic's configuration for the database of ``owner_url`` (libpq form)."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = owner_url.replace("postgresql:", "postgresql+psycopg:", 1)
    return config


def prepare(owner_url: str, web_url: str) -> str:
    """Migrate to the newest revision and grant rights; returns the revision now in force.

    Safe to repeat, and to run from several processes at once: the second waits for the first.
    """
    config = configuration(owner_url)
    head = ScriptDirectory.from_config(config).get_current_head() or ""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('tanggap migrations'))")
        if _current(connection) != head:
            command.upgrade(config, "head")
            grant(connection, web_url)
    return head


def downgrade(owner_url: str, revision: str) -> None:
    """Take the schema back to ``revision`` (or ``base``)."""
    command.downgrade(configuration(owner_url), revision)


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Bring the schema to ``revision``."""
    command.upgrade(configuration(owner_url), revision)


def revisions() -> list[tuple[str, str]]:
    """Every revision and its title, oldest first."""
    script = ScriptDirectory.from_config(configuration("postgresql://"))
    return [(one.revision, one.doc) for one in reversed(list(script.walk_revisions()))]


def grant(connection: psycopg.Connection, web_url: str) -> None:
    """Let the web's role read and write rows, but own nothing and rewrite no history."""
    role = conninfo.conninfo_to_dict(web_url).get("user")
    current = connection.execute("SELECT current_user").fetchone()
    if not role or (current and role == current[0]):
        return  # one role for all: the person who set DATABASE_URL chose so
    who = sql.Identifier(str(role))
    statements = [
        "GRANT USAGE ON SCHEMA public TO {who}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {who}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {who}",
        "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {who}",
    ]
    for statement in statements:
        connection.execute(sql.SQL(statement).format(who=who))
    for table in (*APPEND_ONLY, *NEVER_CHANGED):
        connection.execute(
            sql.SQL("REVOKE UPDATE, DELETE ON {table} FROM {who}").format(
                table=sql.Identifier(table), who=who
            )
        )


def _current(connection: psycopg.Connection) -> str | None:
    exists = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
    if not exists or exists[0] is None:
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None
