"""Commands for the job worker."""

from __future__ import annotations

from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from tanggap.jobs.app import CONCURRENCY, work

jobs_cli = AppGroup("jobs", help="Pekerja: mengirim pesan, membuat naskah, menjaga tenggat.")


@jobs_cli.command("work")
@click.option("--concurrency", default=CONCURRENCY, show_default=True, help="Pekerjaan sekaligus.")
@click.option("--until-empty", is_flag=True, help="Berhenti bila tidak ada pekerjaan lagi.")
def work_command(concurrency: int, until_empty: bool) -> None:
    """Run jobs until stopped (SIGTERM, Ctrl-C)."""
    application = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    work(application, concurrency=concurrency, until_empty=until_empty)
