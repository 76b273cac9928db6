"""Rows of what was published of answered reports; the database itself refuses what may not be."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.organisation import Category, Desk

IN_FORCE = "withdrawn_at IS NULL"


class Publication(Base):
    """A report's question and answer as the public reads them; the report itself stays untouched.

    Triggers (migration 0005) refuse a row in force for a report that is confidential, not answered
    or of an ethics desk, and withdraw it when the report or its desk becomes so.

    Attributes:
        public_id: random, in the public address; nothing of the register number is in it.
        maskings: per text what was masked, added or lifted, with the officers' reasons.
        updated_at: when the texts were last published anew.
    """

    __tablename__ = "publication"
    __table_args__ = (
        Index(
            "ix_publication_published_at",
            "agency_id",
            text("published_at DESC"),
            text("id DESC"),
            postgresql_where=text(IN_FORCE),
        ),
        Index(
            "ix_publication_desk_id_published_at",
            "desk_id",
            text("published_at DESC"),
            text("id DESC"),
            postgresql_where=text(IN_FORCE),
        ),
        Index(
            "ix_publication_updated_at",
            "agency_id",
            text("updated_at DESC"),
            text("id DESC"),
            postgresql_where=text(IN_FORCE),
        ),
        Index("ix_publication_category_id", "category_id"),
        Index("ix_publication_words", "words", postgresql_using="gin"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_with_reason"
        ),
        CheckConstraint("title <> '' AND question <> '' AND answer <> ''", name="texts_present"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), unique=True)
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"))
    public_id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    maskings: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
    words: Mapped[Any] = mapped_column(
        TSVECTOR,
        Computed(
            "setweight(to_tsvector('indonesian', title), 'A')"
            " || to_tsvector('indonesian', question || ' ' || answer)",
            persisted=True,
        ),
        deferred=True,
    )
    desk: Mapped[Desk] = relationship()
    category: Mapped[Category] = relationship()
