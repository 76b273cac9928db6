"""Commands of oversight: measure what was closed before times were kept, match places anew."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from tanggap.services.gazetteer import match_all_agencies
from tanggap.services.oversight.measuring import measure_closed_tasks

oversight_cli = AppGroup("oversight", help="Waktu tiap langkah, dan tempat laporan.")


@oversight_cli.command("measure")
def measure_command() -> None:
    """Measure closed tasks that are not; may be stopped, and goes on where it was."""
    measured = 0
    for done in measure_closed_tasks():
        measured += done
        click.echo(f"{measured} tugas diukur …", err=True)
    click.echo(f"Waktu tugas: {measured} tugas selesai diukur.")


@oversight_cli.command("match-places")
def match_places_command() -> None:
    """Match the typed places of all reports with the gazetteer as it is now."""
    changed = sum(match_all_agencies())
    click.echo(f"Tempat laporan: {changed} laporan dicocokkan.")
