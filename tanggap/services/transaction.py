"""The one place that opens, commits and rolls back a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy.orm import Session

from tanggap.storage.database import db

IN_USE_CASE = "in_use_case"


@contextmanager
def transaction() -> Iterator[Session]:
    """Run one use case: commit at its end, roll everything back when it raises.

    Raises:
        RuntimeError: a use case was started inside another; compose their inner parts instead.
    """
    session = cast(Session, db.session())
    if session.info.get(IN_USE_CASE):
        raise RuntimeError("a use case runs inside another use case")
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
    """The session for use cases that only read."""
    return cast(Session, db.session())
