"""The one place that opens, commits and rolls back a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import event
from sqlalchemy.orm import Session

from tanggap.storage.database import IN_USE_CASE, HouseSession, db
from tanggap.storage.new_rows import insert_new_rows

event.listen(HouseSession, "before_flush", insert_new_rows)


@contextmanager
def transaction() -> Iterator[Session]:
    """Run one use case: commit at its end, roll everything back when it raises.

    Raises:
        RuntimeError: a use case was started inside another; compose their inner parts instead.
    """
    session = cast(Session, db.session())
    if session.info.get(IN_USE_CASE):
        raise RuntimeError("a use case runs inside another use case")
    session.commit()  # what was read before keeps its rows and gives its connection back
    session.info[IN_USE_CASE] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(IN_USE_CASE, None)


def reading() -> Session:
    """The session for use cases that only read: each statement by itself, in no transaction."""
    return cast(Session, db.session())
