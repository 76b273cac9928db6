"""The command that begins an agency on an empty server."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from tanggap.domain.refusal import Refused
from tanggap.services.administration.agency_founding import Founding, found_agency
from tanggap.services.refusal_texts import sentence

agency_cli = AppGroup("agency", help="Pemerintah daerah.")
TIMEZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


@agency_cli.command("found")
@click.option("--name", prompt="Nama pemerintah daerah", help="Contoh: Pemerintah Kota Contoh.")
@click.option("--place", prompt="Tempat pada tanggal surat", help="Contoh: Contoh.")
@click.option("--unit", prompt="Perangkat daerah pertama", help="Nama lengkapnya.")
@click.option("--unit-code", prompt="Kode perangkat daerah", help="Huruf kecil: diskominfo.")
@click.option("--letter-code", prompt="Kode perangkat daerah di nomor surat")
@click.option("--administrator", prompt="Nama administrator")
@click.option("--email", prompt="Surel administrator")
@click.option("--timezone", type=click.Choice(TIMEZONES), default=TIMEZONES[0], show_default=True)
def found_command(**given: str) -> None:
    """Begin an agency and mail its administrator the link for the first password; only once."""
    try:
        found_agency(Founding(**given))
    except Refused as refusal:
        raise click.ClickException(sentence(refusal)) from None
    click.echo(f"{given['name']} dibuat. Undangan dikirim ke {given['email']} oleh pekerja.")
