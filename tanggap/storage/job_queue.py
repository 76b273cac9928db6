"""Put jobs into the database's queue, inside the transaction of the use case that needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

# The connector is never opened: every job is put in through the caller's own connection.
_queue = App(connector=SyncPsycopgConnector())


def put_job(session: Session, task: str, **arguments: Any) -> None:
    """Queue one job; it exists when, and only when, the caller's transaction commits.

    Args:
        task: the job's registered name, for example ``render-document``.
        arguments: plain JSON values.
    """
    put_jobs(session, task, [arguments])


def put_jobs(session: Session, task: str, each: Sequence[Mapping[str, Any]]) -> None:
    """Queue one job of the same kind for each set of arguments, in one round trip."""
    if not each:
        return
    connection = session.connection().connection.driver_connection
    deferrer = _queue.configure_task(name=task, connection=connection)
    deferrer.batch_defer(*[dict(arguments) for arguments in each])
