"""The commands of ``script/flask``."""

from __future__ import annotations

from flask import Flask

from tanggap.cli.agency import agency_cli
from tanggap.cli.backup import backup_cli
from tanggap.cli.channels import channels_cli
from tanggap.cli.database import database_cli
from tanggap.cli.demonstration import demonstration_cli
from tanggap.cli.jobs import jobs_cli
from tanggap.cli.letters import letters_cli
from tanggap.cli.mail_catcher import mail_catcher_command
from tanggap.cli.oversight import oversight_cli
from tanggap.cli.signing import signing_cli
from tanggap.cli.sop import sop_cli


def register_commands(app: Flask) -> None:
    """Make every command known to the application."""
    for command in (
        agency_cli,
        backup_cli,
        channels_cli,
        database_cli,
        demonstration_cli,
        jobs_cli,
        letters_cli,
        oversight_cli,
        signing_cli,
        sop_cli,
        mail_catcher_command,
    ):
        app.cli.add_command(command)
