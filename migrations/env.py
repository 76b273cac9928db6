"""Alembic's way into the database: one transaction for each migration, locks awaited briefly."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, text

from tanggap.storage import (  # noqa: F401  (their tables must be known)
    accounts,
    calendars,
    channels,
    correspondence,
    events,
    files,
    knowledge,
    officer_desktop,
    organisation,
    places,
    procedures,
    publications,
    recaps,
    reports,
    tasks,
)
from tanggap.storage.database import Base

LOCK_TIMEOUT = "5s"


def run() -> None:
    """Run what was asked for against the database in the configuration's attributes."""
    engine = create_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            compare_type=True,
            compare_server_default=True,
            include_name=lambda name, kind, parents: (
                not (kind == "table" and str(name).startswith("procrastinate_"))
            ),
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
