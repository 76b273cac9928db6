"""Look at a specimen of any official document."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from tanggap.services.house import house
from tanggap.services.specimens import SPECIMEN_KINDS, specimen_pdf
from tanggap.settings import ROOT

letters_cli = AppGroup("letters", help="Naskah resmi: contoh setiap jenisnya.")
FOLDER = ROOT / "var" / "specimens"


@letters_cli.command("specimen")
@click.argument("kind", type=click.Choice([*SPECIMEN_KINDS, "all"]), metavar="KIND")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    help="Folder yang ditulisi; semula var/specimens.",
)
@with_appcontext
def specimen_command(kind: str, output: Path) -> None:
    """Write a specimen of KIND, or of all kinds, with invented people and offices."""
    output.mkdir(parents=True, exist_ok=True)
    for wanted in SPECIMEN_KINDS if kind == "all" else (kind,):
        target = output / f"{wanted}.pdf"
        target.write_bytes(specimen_pdf(wanted, house().renderer))
        click.echo(f"Contoh naskah ditulis ke {target}.")
