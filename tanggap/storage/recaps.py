"""Rows of recaps: what a desk reports of a day or a month, and what was done to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.organisation import Desk


class Recap(Base):
    """The recap (*rekap*) of one period of a desk; there is never a second one.

    Attributes:
        every: day or month.
        figures: as counted when the period was over; ``corrected`` as they stand now.
        case_state: what the engine keeps of the periodic steps.
        task_id: of the step that is open; None once it is archived.
        actor: whose step it is.
        warnings_told: of the open step, how many of the SOP's warnings were told.
        overdue_told_at: when its team heard that the open step is overdue.
        archive_sha256: the spreadsheet; the PDF is the document's.
    """

    __tablename__ = "recap"
    __table_args__ = (
        UniqueConstraint("desk_id", "every", "first_day"),
        Index("ix_recap_desk_id_first_day", "desk_id", text("first_day DESC"), text("id DESC")),
        Index("ix_recap_open", "desk_id", "due_at", postgresql_where=text("closed_at IS NULL")),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    procedure_version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_version.id"))
    every: Mapped[str]
    first_day: Mapped[date]
    figures: Mapped[dict[str, Any]]
    corrected: Mapped[dict[str, Any]]
    summary: Mapped[str] = mapped_column(server_default=text("''"))
    case_state: Mapped[dict[str, Any]]
    task_id: Mapped[UUID | None]
    step: Mapped[str]
    actor: Mapped[str]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    warnings_told: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    overdue_told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    archive_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    desk: Mapped[Desk] = relationship()


class RecapEvent(Base):
    """An append-only fact about a recap; the database refuses to change it."""

    __tablename__ = "recap_event"
    __table_args__ = (Index("ix_recap_event_recap_id_id", "recap_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[AgencyId]
    recap_id: Mapped[UUID] = mapped_column(ForeignKey("recap.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
