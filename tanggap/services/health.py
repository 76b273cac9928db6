"""Whether the server works: does the database answer, is a worker alive, does work pile up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tanggap.services.transaction import reading

SILENT_AFTER_SECONDS = 60
"""A worker says every ten seconds that it lives."""

# Both moments are the database's own: the worker's heartbeat is written by its clock.
QUESTION = text(
    "SELECT (SELECT count(*) FROM procrastinate_workers"
    "  WHERE last_heartbeat > now() - make_interval(secs => :silent)),"
    " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),"
    " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
    "  AND coalesce(scheduled_at, now()) <= now())"
)


@dataclass(frozen=True, slots=True)
class Health:
    """What can be known from outside; the numbers are 0 when the database does not answer.

    Attributes:
        workers: that gave a sign of life in the last minute.
        failed: jobs given up after their last try.
        due: jobs that could run now.
    """

    database: bool
    workers: int = 0
    failed: int = 0
    due: int = 0


def look_at_health() -> Health:
    """Ask the database, in one question."""
    try:
        row = reading().execute(QUESTION, {"silent": SILENT_AFTER_SECONDS}).one()
    except SQLAlchemyError:
        reading().rollback()
        return Health(database=False)
    return Health(True, *row)
