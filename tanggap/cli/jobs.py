"""Commands for the job worker."""

from __future__ import annotations

from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from tanggap.jobs.app import CONCURRENCY, make_jobs, work
from tanggap.services.health import look_at_health, look_at_queue
from tanggap.services.house import now

jobs_cli = AppGroup("jobs", help="Pekerja: mengirim pesan, membuat naskah, menjaga tenggat.")


@jobs_cli.command("work")
@click.option("--concurrency", default=CONCURRENCY, show_default=True, help="Pekerjaan sekaligus.")
@click.option("--until-empty", is_flag=True, help="Berhenti bila tidak ada pekerjaan lagi.")
def work_command(concurrency: int, until_empty: bool) -> None:
    """Run jobs until stopped (SIGTERM, Ctrl-C)."""
    work(_application(), concurrency=concurrency, until_empty=until_empty)


@jobs_cli.command("state")
def state_command() -> None:
    """Say whether a worker lives and how much waits; status 1 when somebody should look."""
    found = look_at_health()
    if not found.database:
        raise click.ClickException("Basis data tidak dapat dihubungi.")
    queue = look_at_queue()
    click.echo(f"Pekerja hidup: {found.workers}")
    click.echo(f"Menunggu giliran: {queue.due}")
    click.echo(f"Gagal: {queue.failed}")
    if not found.workers:
        raise click.ClickException("Tidak ada pekerja yang hidup.")
    if queue.failed:
        raise click.ClickException("Lihat: jobs failed")


@jobs_cli.command("failed")
@click.option("--retry", is_flag=True, help="Coba lagi semuanya.")
def failed_command(retry: bool) -> None:
    """List the jobs that were given up; their reasons stand in the worker's log."""
    with make_jobs(_application()).open() as jobs:
        failed = list(jobs.job_manager.list_jobs(status="failed"))
        for job in failed:
            about = ", ".join(f"{name}={value}" for name, value in job.task_kwargs.items())
            click.echo(f"{job.id}  {job.task_name}  {about}  ({job.attempts}×)")
            if retry and job.id is not None:
                jobs.job_manager.retry_job_by_id(job.id, retry_at=now())
    if retry:
        click.echo(f"{len(failed)} pekerjaan dicoba lagi.")


def _application() -> Flask:
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
