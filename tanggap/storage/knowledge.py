"""Rows of the answer file: entries of a desk, where they were used, and templates of answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.accounts import Account
from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.organisation import Category, Desk


class KnowledgeEntry(Base):
    """A question that comes again and its answer (*pengetahuan*), for the officers of one desk.

    Attributes:
        keywords: further words to be found by, separated by commas.
        valid_until: the last day on which the answer is known to hold; afterwards it is stale.
        use_count: how many rows of ``knowledge_use`` name it.
    """

    __tablename__ = "knowledge_entry"
    __table_args__ = (
        Index("ix_knowledge_entry_words", "words", postgresql_using="gin"),
        Index(
            "ix_knowledge_entry_desk_id_updated_at_id",
            "desk_id",
            text("updated_at DESC"),
            text("id DESC"),
        ),
        Index("ix_knowledge_entry_category_id", "category_id"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))
    question: Mapped[str]
    answer: Mapped[str]
    keywords: Mapped[str] = mapped_column(server_default=text("''"))
    valid_until: Mapped[date | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    use_count: Mapped[int] = mapped_column(server_default=text("0"))
    last_used_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    words: Mapped[Any] = mapped_column(
        TSVECTOR,
        Computed(
            "setweight(to_tsvector('indonesian', question || ' ' || keywords), 'A')"
            " || setweight(to_tsvector('indonesian', answer), 'C')",
            persisted=True,
        ),
        deferred=True,
    )
    desk: Mapped[Desk] = relationship()
    category: Mapped[Category | None] = relationship()
    author: Mapped[Account] = relationship(foreign_keys=[author_id])
    changed_by: Mapped[Account] = relationship(foreign_keys=[changed_by_id])


class KnowledgeUse(Base):
    """An officer put an entry into an answer to a report; the database refuses to change it."""

    __tablename__ = "knowledge_use"
    __table_args__ = (
        UniqueConstraint("report_id", "entry_id"),
        Index("ix_knowledge_use_entry_id_at", "entry_id", text("at DESC")),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("knowledge_entry.id"))
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class AnswerTemplate(Base):
    """A named text with placeholders (*templat jawaban*), offered where it fits.

    ``step`` and ``action`` are ids of the desk's procedure; None fits every one, as does a
    ``category_id`` of None.
    """

    __tablename__ = "answer_template"
    __table_args__ = (
        UniqueConstraint("desk_id", "name"),
        Index("ix_answer_template_category_id", "category_id"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    step: Mapped[str | None]
    action: Mapped[str | None]
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))
    name: Mapped[str]
    body: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))
    desk: Mapped[Desk] = relationship()
    category: Mapped[Category | None] = relationship()
