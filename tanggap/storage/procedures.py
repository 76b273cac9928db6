"""Rows of procedure versions: the file as loaded, kept for as long as a report runs on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from tanggap.storage.database import AgencyId, Base, RowId


class ProcedureVersion(Base):
    """One version of a procedure; never changed once stored.

    ``source`` is the file's text, ``definition`` its content, ``sha256`` of the source.
    """

    __tablename__ = "procedure_version"
    __table_args__ = (UniqueConstraint("agency_id", "name", "version"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    name: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    sha256: Mapped[str]
    source: Mapped[str]
    definition: Mapped[dict[str, Any]]
    loaded_at: Mapped[datetime] = mapped_column(server_default=func.now())
