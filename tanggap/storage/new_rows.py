"""Write the new rows of a use case in one round trip, instead of one statement after the other.

SQLAlchemy's unit of work sends one INSERT for each table and waits for each; a report that is filed
fills seven tables. The rows of the classes below hang together by their ids alone, so they can be
sent all at once, parents first, by prepared statements in psycopg's pipeline.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from psycopg.types.json import Jsonb
from sqlalchemy import Table, bindparam, insert, inspect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.sql.schema import CallableColumnDefault

from tanggap.storage.correspondence import Document, Message
from tanggap.storage.events import AuditEntry, Event
from tanggap.storage.job_queue import write_jobs
from tanggap.storage.prepared import Prepared, sending
from tanggap.storage.reports import Attachment, PersonReported, Report, Response
from tanggap.storage.tasks import Task

PARENTS_FIRST: tuple[type, ...] = (
    Report,
    PersonReported,
    Attachment,
    Task,
    Response,
    Document,
    Message,
    Event,
    AuditEntry,
)
_NUMBERED_BY_POSTGRES = (Event, AuditEntry)
_PLACE = {model: place for place, model in enumerate(PARENTS_FIRST)}


def insert_new_rows(session: Session, *_: object) -> None:
    """Write what was added of these classes, and the jobs, before SQLAlchemy writes the rest.

    Afterwards the rows stand in the session as if it had written them itself; events and audit
    entries, which nobody changes, leave it.
    """
    added = [row for row in session.new if type(row) in _PLACE]
    if not added or any(_is_parent(row) for row in session.new):
        return
    added.sort(key=lambda row: (_PLACE[type(row)], inspect(row).insert_order))
    sent = [_statement_for(row) for row in added]
    with sending(session) as connection, connection.pipeline():
        for statement, values in sent:
            statement.send(connection, values)
        write_jobs(session, connection)
    for row in added:
        session.expunge(row)
        if not isinstance(row, _NUMBERED_BY_POSTGRES):
            make_transient_to_detached(row)
            session.add(row)


def _is_parent(row: Any) -> bool:
    """Whether rows of these classes may refer to ``row``, which SQLAlchemy has yet to write."""
    return type(row) not in _PLACE and type(row).__table__ in _referred_to()


@cache
def _referred_to() -> frozenset[Any]:
    tables = [_table(model) for model in PARENTS_FIRST]
    return frozenset(key.column.table for table in tables for key in table.foreign_keys)


def _statement_for(row: Any) -> tuple[Prepared, dict[str, Any]]:
    table, held = _table(type(row)), inspect(row).dict
    values: dict[str, Any] = {}
    for column in table.columns:
        value = held.get(column.key)
        if value is None and isinstance(column.default, CallableColumnDefault):
            value = held[column.key] = column.default.arg(cast(Any, None))
        if value is not None:
            values[column.key] = Jsonb(value) if isinstance(column.type, JSONB) else value
    return _insert(table, tuple(values)), values


def _table(model: type) -> Table:
    return cast(Table, cast(Any, model).__table__)


@cache
def _insert(table: Table, names: tuple[str, ...]) -> Prepared:
    return Prepared(insert(table).inline().values({name: bindparam(name) for name in names}))
