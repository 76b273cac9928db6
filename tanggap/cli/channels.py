"""Commands for channels: connect a desk to WhatsApp, SMS or a mailbox, list, disconnect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from tanggap.domain.refusal import Refused
from tanggap.services.desk_channels import connect_desk, connections, disconnect_desk
from tanggap.services.inbound.left_over import left_over_messages, take_in_again
from tanggap.services.refusal_texts import sentence

channels_cli = AppGroup("channel", help="Kanal WhatsApp, SMS, dan surel.")


@channels_cli.command("connect")
@click.argument("desk")
@click.argument("channel")
@click.argument("address")
@click.option("--template", help="Templat WhatsApp di luar 24 jam; bawaan kabar_laporan.")
@click.option("--language", help="Bahasa templat itu; bawaan id.")
def connect_command(
    desk: str, channel: str, address: str, template: str | None, language: str | None
) -> None:
    """Let DESK be reached over CHANNEL (whatsapp, sms, email) at ADDRESS."""
    given = {"template": template, "template_language": language}
    with _said_plainly():
        made = connect_desk(desk, channel, address, {k: v for k, v in given.items() if v})
    click.echo(f"{made.desk_name}: {made.channel} {made.address} tersambung.")


@channels_cli.command("disconnect")
@click.argument("channel")
@click.argument("address")
def disconnect_command(channel: str, address: str) -> None:
    """Take ADDRESS off its desk."""
    with _said_plainly():
        disconnect_desk(channel, address)
    click.echo(f"{channel} {address} diputus.")


@channels_cli.command("list")
def list_command() -> None:
    """List every address of every desk."""
    for one in connections():
        state = "" if one.is_active else "  (diputus)"
        click.echo(f"{one.desk_slug:16} {one.channel:10} {one.address}{state}")


@channels_cli.command("failed")
@click.option("--retry", is_flag=True, help="Coba masukkan lagi semuanya.")
def failed_command(retry: bool) -> None:
    """List messages that could not be taken in, for example because their desk was closed."""
    for one in left_over_messages():
        click.echo(
            f"{one.received_at:%Y-%m-%d %H:%M} {one.desk_slug:16} {one.channel:10} {one.reason}"
        )
    if retry:
        click.echo(f"{take_in_again()} pesan dicoba lagi.")


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(sentence(refusal)) from None
