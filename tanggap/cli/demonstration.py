"""Commands of the demonstration: load the invented city, name its accounts."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_security import hash_password
from sqlalchemy import select

from tanggap.domain.refusal import Refused
from tanggap.services.demonstration.certificates import (
    PASSPHRASE,
    make_certificates,
    signing_officers,
)
from tanggap.services.demonstration.city import AGENCY, OFFICERS, REPORTERS
from tanggap.services.demonstration.desk_tables import MORE_OFFICERS
from tanggap.services.demonstration.desks import found_other_desks
from tanggap.services.demonstration.founding import found_city
from tanggap.services.demonstration.past import give_past
from tanggap.services.house import house, now
from tanggap.services.transaction import reading, transaction
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Agency, Membership

demonstration_cli = AppGroup("demo", help="Data peragaan.")

# Known to everyone on purpose: these accounts exist in demonstration mode alone.
PASSWORD = "Peragaan-Tanggap-2026"  # noqa: S105


@demonstration_cli.command("load")
def load_command() -> None:
    """Write the invented city and its certificates, unless they are there; in a demonstration."""
    _only_in_demonstration()
    if house().settings.signing_method == "pkcs12":
        make_certificates(house().settings.signing_certificates_dir, now())
    if is_founded():
        return
    hashed = hash_password(PASSWORD)
    with transaction() as session:
        folder = house().settings.procedure_dir
        agency = found_city(session, now(), hashed, folder)
        found_other_desks(session, agency, now(), hashed, folder)
    click.echo("Data peragaan dimuat.")


@demonstration_cli.command("past")
def past_command() -> None:
    """Give the invented city ninety days of work, unless it has reports; in a demonstration."""
    _only_in_demonstration()
    agency = reading().scalar(select(Agency.id).where(Agency.slug == AGENCY[0]))
    filed = give_past(agency) if agency is not None else 0
    if filed:
        click.echo(f"Masa lalu peragaan: {filed} laporan.")


@demonstration_cli.command("accounts")
def accounts_command() -> None:
    """Print the demonstration accounts that can sign in, one per role.

    Heads whose name only stands on letters sit in no team; the app has nothing for them.
    """
    _only_in_demonstration()
    click.echo(f"Kata sandi semua akun peragaan: {PASSWORD}")
    for reporter in REPORTERS:
        kind = {"citizen": "warga", "asn": "ASN"}[reporter.kind]
        click.echo(f"  {reporter.email:28} pelapor ({kind}), portal")
    seated = set(reading().scalars(select(Account.email).join(Membership)))
    for officer in (*OFFICERS, *MORE_OFFICERS):
        if officer.roles == ("officer",) and officer.email not in seated:
            continue
        click.echo(f"  {officer.email:28} {officer.position} ({officer.unit})")
    if house().settings.signing_method == "pkcs12":
        heads = ", ".join(one.login for one in signing_officers())
        click.echo(f"Frasa sandi tanda tangan peragaan ({heads}): {PASSPHRASE}")


def is_founded() -> bool:
    """Whether the invented city is in the database."""
    slug = AGENCY[0]
    return reading().scalar(select(Agency.id).where(Agency.slug == slug)) is not None


def _only_in_demonstration() -> None:
    if house().settings.mode == "production":
        raise Refused("only-in-demonstration")
