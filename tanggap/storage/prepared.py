"""Statements of hot paths: written with the models, compiled once, run by psycopg itself.

What SQLAlchemy does for a statement (writing it down, finding it in its cache, wrapping its rows)
takes several times as long as what psycopg does. A :class:`Prepared` statement pays for it once in
the life of a process; PostgreSQL plans it once for each connection (docs/adr/0010-hot-paths.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, cast

import psycopg
from psycopg import Connection, RawCursor
from psycopg.rows import namedtuple_row
from sqlalchemy import Dialect, Select, UpdateBase, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tanggap.storage.database import HouseSession

_DIALECT: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
_AHEAD = "asked_ahead"
"""Name in ``Session.info``: answers fetched before their question was asked."""
_CONNECTION = "connection"
"""Name in ``Session.info``: the connection of the transaction, which SQLAlchemy is slow to find."""


class Prepared:
    """A statement with named parameters; its rows are named tuples, called as its columns are.

    Values go to psycopg as they are: JSON has to be wrapped in ``Jsonb``. What the session has not
    written yet is written first, as for any of its queries.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | UpdateBase) -> None:
        """Take the statement; it is compiled when it is first run, once all models are known."""
        self._statement = statement

    def all(self, session: Session, **given: Any) -> Sequence[Any]:
        """Every row."""
        known = _answered_ahead(session, self, given)
        return self._run(session, given).fetchall() if known is None else known

    def first(self, session: Session, **given: Any) -> Any:
        """The first row, or None."""
        known = _answered_ahead(session, self, given)
        if known is None:
            return self._run(session, given).fetchone()
        return known[0] if known else None

    def _run(self, session: Session, given: dict[str, Any]) -> RawCursor[Any]:
        if session.autoflush:
            session.flush()
        with sending(session) as connection:
            return self.send(connection, given)

    def send(self, connection: Connection[Any], given: Mapping[str, Any]) -> RawCursor[Any]:
        """Send the statement over psycopg's own connection; inside a pipeline, without waiting."""
        text, names, fixed = self._compiled
        values = {**fixed, **given} if fixed else given
        cursor = RawCursor(connection, row_factory=namedtuple_row)
        return cursor.execute(text, [values[name] for name in names])

    @cached_property
    def _compiled(self) -> tuple[bytes, Sequence[str], dict[str, Any]]:
        """The text, the parameters in their order, and those that never change."""
        compiled = self._statement.compile(dialect=_DIALECT)
        names = compiled.positiontup or ()
        fixed = {
            name: bind.effective_value
            for name, bind in compiled.binds.items()
            if not bind.required and name in names
        }
        return str(compiled).encode(), tuple(names), fixed


Asked = tuple[Prepared, Mapping[str, Any]]
"""A statement and its parameters."""


def all_together(session: Session, *asked: Asked) -> list[Sequence[Any]]:
    """Every row of several statements that do not need each other's answers: one round trip."""
    if session.autoflush:
        session.flush()
    with sending(session) as connection, connection.pipeline():
        cursors = [statement.send(connection, given) for statement, given in asked]
        return [cursor.fetchall() for cursor in cursors]


def ask_ahead(session: Session, *asked: Asked) -> None:
    """Fetch in one round trip what the use case is about to ask, one statement after the other.

    Each answer serves the first time its question is asked with the same parameters, within this
    transaction: only for what the use case does not write itself.
    """
    answers = all_together(session, *asked)
    ahead = session.info.setdefault(_AHEAD, {})
    for (statement, given), rows in zip(asked, answers, strict=True):
        ahead[_question(statement, given)] = rows


def _answered_ahead(
    session: Session, statement: Prepared, given: Mapping[str, Any]
) -> Sequence[Any] | None:
    ahead: dict[Any, Sequence[Any]] | None = session.info.get(_AHEAD)
    return ahead.pop(_question(statement, given), None) if ahead else None


def _question(statement: Prepared, given: Mapping[str, Any]) -> tuple[Any, ...]:
    return statement, *sorted(given.items())


@event.listens_for(HouseSession, "after_transaction_end")
def _forget(session: Session, _: object) -> None:
    session.info.pop(_AHEAD, None)
    session.info.pop(_CONNECTION, None)


@contextmanager
def sending(session: Session) -> Iterator[Connection[Any]]:
    """Psycopg's own connection of the session; its errors come out as SQLAlchemy's do.

    Raises:
        DBAPIError: of the kind that the rest of the product knows.
    """
    connection = session.info.get(_CONNECTION)
    if connection is None:
        connection = session.info[_CONNECTION] = session.connection()
    driver = cast("Connection[Any]", connection.connection.driver_connection)
    try:
        yield driver
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate(error)
        raise DBAPIError.instance(None, None, error, psycopg.Error) from error
