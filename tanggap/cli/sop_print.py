"""Print a procedure file as the official SOP sheet."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from tanggap.domain.refusal import Refused
from tanggap.services.house import house
from tanggap.services.refusal_texts import sentence
from tanggap.services.sop_sheets import SheetOffice, office_of, sheet_pdf
from tanggap.services.transaction import reading
from tanggap.settings import ROOT
from tanggap.storage.procedure_files import read_procedure_file

UNKNOWN_GOVERNMENT = "Pemerintah ……………………………"
"""Room to write the name by hand, when no desk runs the procedure yet."""


@click.command("print")
@click.argument("name")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas PDF yang ditulis; semula var/sop/NAME.pdf.",
)
@click.option("--government", help="Nama pemerintah daerah di kepala lembar.")
@click.option("--unit", help="Nama perangkat daerah di kepala lembar.")
@with_appcontext
def print_command(name: str, output: Path | None, government: str | None, unit: str | None) -> None:
    """Write the procedure NAME as the official sheet, ready to be signed."""
    try:
        procedure = read_procedure_file(house().settings.procedure_dir / f"{name}.yaml").procedure
    except Refused as refusal:
        click.echo(sentence(refusal), err=True)
        sys.exit(1)
    office = _office(procedure.name)
    content = sheet_pdf(
        procedure,
        government or (office.government if office else UNKNOWN_GOVERNMENT),
        unit or (office.unit if office else procedure.identity.unit),
        approver=office.approver if office else None,
        emblem_svg=office.emblem_svg if office else None,
    )
    target = output or ROOT / "var" / "sop" / f"{procedure.name}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    click.echo(f"Lembar SOP {procedure.title} ditulis ke {target}.")


def _office(procedure_name: str) -> SheetOffice | None:
    """Whose sheet it is, as far as the house knows; an SOP may be printed before any desk is."""
    try:
        return office_of(reading(), procedure_name)
    except SQLAlchemyError:
        return None
