"""The database: one SQLAlchemy handle, base columns, and names for constraints."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, ForeignKey, MetaData, Text, Uuid
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

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
