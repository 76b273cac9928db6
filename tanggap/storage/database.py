"""The database: one SQLAlchemy handle, base columns, and names for constraints."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from weakref import WeakKeyDictionary

import orjson
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from psycopg.types.json import set_json_loads
from sqlalchemy import Connection, DateTime, Engine, ForeignKey, MetaData, Text, Uuid, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from uuid_utils.compat import uuid7

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

set_json_loads(orjson.loads)  # some twenty JSON values make up a report's screen


def new_id() -> UUID:
    """A new time-ordered id (UUID version 7), so that indexes grow at one end."""
    return UUID(int=uuid7().int)


class Base(DeclarativeBase):
    """Base of every row class."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: DateTime(timezone=True),
            UUID: Uuid(),
            str: Text(),
            dict[str, Any]: JSONB(),
            list[Any]: JSONB(),
        },
    )


RowId = Annotated[UUID, mapped_column(primary_key=True, default=new_id)]
AgencyId = Annotated[UUID, mapped_column(ForeignKey("agency.id"))]

IN_USE_CASE = "in_use_case"
"""Name in ``Session.info``: a use case that writes is running, and its transaction is open."""

_for_reading: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()


class HouseSession(Session):
    """Opens a transaction for a use case that writes, and none for one that only reads.

    Without BEGIN and ROLLBACK a reading request takes two round trips less, and psycopg keeps its
    prepared statements, which it forgets at every ROLLBACK (docs/adr/0010-hot-paths.md).
    """

    def get_bind(self, *_: Any, **__: Any) -> Engine | Connection:
        """The engine, which shares its one pool between reading and writing."""
        engine: Engine | Connection = self._db.engines[None]
        if IN_USE_CASE in self.info or not isinstance(engine, Engine):
            return engine
        reading = _for_reading.get(engine)
        if reading is None:
            reading = engine.execution_options(isolation_level="AUTOCOMMIT")
            _for_reading[engine] = reading
        return reading


_MOST_PREPARED = 400
"""Statements a connection keeps prepared; psycopg's own 100 are fewer than the product has."""


@event.listens_for(Engine, "connect")
def _keep_statements(connection: Any, _record: object) -> None:
    connection.prepared_max = _MOST_PREPARED


db = SQLAlchemy(
    model_class=Base, session_options={"class_": HouseSession, "expire_on_commit": False}
)
