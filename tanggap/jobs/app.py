"""The worker's side of the job queue: takes jobs from the database and runs them."""

from __future__ import annotations

import logging

from flask import Flask
from procrastinate import App, PsycopgConnector

from tanggap.jobs.tasks import register_tasks
from tanggap.services.house import EXTENSION, House

CONCURRENCY = 4
"""Jobs at a time; while one waits for the mail server another renders."""
SECONDS_TO_FINISH = 25
TALKATIVE = (
    "procrastinate.jobs",
    "procrastinate.worker",
    "procrastinate.periodic",
    "weasyprint",
    "fontTools",
)
"""Libraries that tell every step of every job; what goes wrong they still tell."""


def make_jobs(application: Flask) -> App:
    """Return the job queue of ``application``, its tasks running inside that application."""
    parts: House = application.extensions[EXTENSION]
    jobs = App(
        connector=PsycopgConnector(
            conninfo=parts.settings.database_url,
            min_size=1,
            max_size=CONCURRENCY + 2,
            kwargs={"application_name": "tanggap-worker"},
        )
    )
    register_tasks(jobs, application.app_context)
    return jobs


def work(application: Flask, *, concurrency: int = CONCURRENCY, until_empty: bool = False) -> None:
    """Run jobs until SIGTERM or SIGINT, finishing those begun; or until no job is due.

    Raises:
        procrastinate.exceptions.ConnectorException: the database cannot be reached.
    """
    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    make_jobs(application).run_worker(
        name="tanggap",
        concurrency=concurrency,
        wait=not until_empty,
        delete_jobs="successful",
        shutdown_graceful_timeout=SECONDS_TO_FINISH,
    )
