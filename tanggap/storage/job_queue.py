"""Put jobs into the database's queue, inside the transaction of the use case that needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from procrastinate import App, SyncPsycopgConnector
from psycopg import Connection
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tanggap.storage.database import HouseSession
from tanggap.storage.prepared import sending

# The connector is never opened: every job is put in through the caller's own connection.
_queue = App(connector=SyncPsycopgConnector())
_WAITING = "jobs_waiting"
"""Name in ``Session.info``: jobs that the transaction will write."""


LAST = -100
"""Priority below that of every kind of job."""


def put_job(session: Session, task: str, **arguments: Any) -> None:
    """Queue one job; it exists when, and only when, the caller's transaction commits.

    Args:
        task: the job's registered name, for example ``render-document``.
        arguments: plain JSON values.
    """
    put_jobs(session, task, [arguments])


def put_jobs(session: Session, task: str, each: Sequence[Mapping[str, Any]]) -> None:
    """Queue one job of the same kind for each set of arguments.

    All jobs of a use case are written together, when its new rows are or just before it commits.
    """
    deferrer = _queue.configure_task(name=task)
    jobs = [deferrer.make_new_job(**arguments) for arguments in each]
    session.info.setdefault(_WAITING, []).extend(jobs)


def forget_waiting(session: Session, tasks: Sequence[str]) -> None:
    """Forget the jobs of these kinds that no worker has taken."""
    session.execute(
        text("DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name = ANY (:tasks)"),
        {"tasks": list(tasks)},
    )


def put_last(session: Session, task: str) -> None:
    """Let the waiting jobs of this kind wait until there is nothing else to do."""
    session.execute(
        text(
            "UPDATE procrastinate_jobs SET priority = :last"
            " WHERE status = 'todo' AND task_name = :task"
        ),
        {"last": LAST, "task": task},
    )


def write_jobs(session: Session, connection: Connection[Any]) -> None:
    """Write the jobs that wait, over psycopg's own connection of the session."""
    if jobs := session.info.pop(_WAITING, None):
        _queue.job_manager.batch_defer_jobs(jobs=jobs, connection=connection)


@event.listens_for(HouseSession, "before_commit")
def _write_the_rest(session: Session) -> None:
    session.flush()  # its new rows take the jobs with them, in the same round trip
    if _WAITING in session.info:
        with sending(session) as connection:
            write_jobs(session, connection)


@event.listens_for(HouseSession, "after_soft_rollback")
def _forget_jobs(session: Session, _: object) -> None:
    session.info.pop(_WAITING, None)
