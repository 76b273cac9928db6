"""Commands for backups: make one, check one, restore one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from tanggap.services.backups import BackupError, back_up, check, restore
from tanggap.services.house import house, now

backup_cli = AppGroup("backup", help="Cadangan basis data dan berkas.")

FOLDER = click.Path(file_okay=False, path_type=Path)
SOURCE = click.Path(exists=True, file_okay=False, path_type=Path)


@backup_cli.command("make")
@click.argument("folder", type=FOLDER)
def make_command(folder: Path) -> None:
    """Save the database and its files as one set in FOLDER; other sets there share their files."""
    with _said_plainly():
        made, manifest = back_up(
            house().settings.database_owner_url, house().files, folder.absolute(), now()
        )
    click.echo(f"Cadangan {made}: {manifest.made_by}, {len(manifest.files)} berkas.")
    if manifest.lost:
        raise click.ClickException(
            f"{len(manifest.lost)} berkas hilang atau rusak di penyimpanan, jadi tidak ikut; "
            f"daftarnya ada di {made / 'manifest.json'}."
        )


@backup_cli.command("check")
@click.argument("set", type=SOURCE)
def check_command(set: Path) -> None:
    """Compare every byte of SET with its manifest; nothing is restored."""
    with _said_plainly():
        manifest = check(set)
    click.echo(f"Cadangan {manifest.made_at} utuh: {len(manifest.files)} berkas.")


@backup_cli.command("restore")
@click.argument("set", type=SOURCE)
def restore_command(set: Path) -> None:
    """Restore SET into an empty database and the file store of the settings."""
    settings = house().settings
    with _said_plainly():
        manifest = restore(set, settings.database_owner_url, settings.database_url, house().files)
    click.echo(f"Dipulihkan: cadangan {manifest.made_at}, {len(manifest.files)} berkas.")
    click.echo("Lanjutkan dengan: database prepare")


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except BackupError as problem:
        raise click.ClickException(str(problem)) from None
