"""Commands for signing letters: which NIK belongs to which signatory."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from tanggap.domain.refusal import Refused
from tanggap.services.refusal_texts import sentence
from tanggap.services.signing.enrolment import set_signatory_nik

signing_cli = AppGroup("signing", help="Tanda tangan elektronik.")


@signing_cli.command("nik")
@click.argument("email")
@click.option("--nik", prompt="NIK", hide_input=True, help="Ditanyakan bila tidak disebut.")
def nik_command(email: str, nik: str) -> None:
    """Keep the NIK by which BSrE knows the officer with EMAIL."""
    try:
        name = set_signatory_nik(email, nik)
    except Refused as refusal:
        click.echo(sentence(refusal), err=True)
        sys.exit(1)
    click.echo(f"NIK {name} dicatat.")
