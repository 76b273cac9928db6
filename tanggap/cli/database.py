"""Commands for the database: migrate it and give the web's role what it needs."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from tanggap.services.house import house
from tanggap.storage.migrating import downgrade, prepare, revisions

database_cli = AppGroup("database", help="Skema basis data.")


@database_cli.command("prepare")
def prepare_command() -> None:
    """Bring the schema up to date and grant the web's role its rights; safe to repeat."""
    settings = house().settings
    applied = prepare(settings.database_owner_url, settings.database_url)
    click.echo(f"Skema basis data: {applied}")


@database_cli.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Take the schema back to REVISION; data of dropped tables is lost."""
    downgrade(house().settings.database_owner_url, revision)
    click.echo(f"Skema basis data kembali ke {revision}.")


@database_cli.command("revisions")
def revisions_command() -> None:
    """List the schema's revisions, oldest first."""
    for revision, title in revisions():
        click.echo(f"{revision}  {title}")
