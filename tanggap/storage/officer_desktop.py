"""Rows of what officers keep for themselves: saved views, and texts they have not sent yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tanggap.storage.database import AgencyId, Base, RowId


class SavedView(Base):
    """A set of filters an officer gave a name (*tampilan tersimpan*).

    ``place`` is the list it belongs to: tasks or reports. ``address`` holds the parameters of the
    app's address; they mean something to the app alone. ``desk_id`` is the desk they narrow to,
    NULL for all of the officer's desks. One view of a place may be where the officer starts.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        Index("uq_saved_view_name", "account_id", "place", text("lower(name)"), unique=True),
        Index(
            "uq_saved_view_start",
            "account_id",
            "place",
            unique=True,
            postgresql_where=text("is_start"),
        ),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("desk.id"))
    place: Mapped[str]
    name: Mapped[str]
    address: Mapped[dict[str, Any]]
    is_start: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime]


class UnsentText(Base):
    """What an officer has typed into a form that is no action: a note, a message, an intake.

    ``about_id`` is what the form is about: a report, a desk, or an entry, according to ``kind``.
    """

    __tablename__ = "unsent_text"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "about_id"),
        Index("ix_unsent_text_saved_at", "saved_at"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    about_id: Mapped[UUID]
    typed: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
