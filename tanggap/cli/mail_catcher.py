"""The command that catches a demonstration's mail, for whoever starts the processes one by one."""

import click

from tanggap.channels.mail_catcher import serve
from tanggap.services.house import house


@click.command("mail-catcher")
def mail_catcher_command() -> None:
    """Catch all mail into a folder instead of sending it on, until Ctrl-C."""
    settings = house().settings
    click.echo(f"smtp://127.0.0.1:{settings.mail_catcher_port} -> {settings.mail_catcher_dir}")
    serve(settings.mail_catcher_dir, settings.mail_catcher_port)
