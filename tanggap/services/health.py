"""Whether the server works: does the database answer, is a worker alive, does work pile up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tanggap.services.transaction import reading

SILENT_AFTER_SECONDS = 60
"""A worker says every ten seconds that it lives."""

# The moments compared are the database's own: the worker's heartbeat is written by its clock.
WORKERS = text(
    "SELECT count(*) FROM procrastinate_workers"
    " WHERE last_heartbeat > now() - make_interval(secs => :silent)"
)
QUEUE = text(
    "SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),"
    " count(*) FILTER (WHERE status = 'failed')"
    " FROM procrastinate_jobs WHERE status IN ('todo', 'failed')"
)


@dataclass(frozen=True, slots=True)
class Health:
    """What a monitor may know.

    Attributes:
        workers: that gave a sign of life in the last minute; 0 when the database does not answer.
    """

    database: bool
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """How much waits.

    Attributes:
        due: jobs that could run now.
        failed: jobs given up after their last try.
    """

    due: int
    failed: int


def look_at_health() -> Health:
    """Ask the database one question that costs the same however much waits: anybody may ask it."""
    try:
        workers = reading().scalars(WORKERS, {"silent": SILENT_AFTER_SECONDS}).one()
    except SQLAlchemyError:
        reading().rollback()
        return Health(database=False)
    return Health(True, workers)


def look_at_queue() -> Queue:
    """Count the jobs that wait or were given up: for who looks after the server."""
    return Queue(*reading().execute(QUEUE).one())
