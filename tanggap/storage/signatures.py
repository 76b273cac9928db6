"""Rows of the signature chain: who initialled, signed or sent back which text, and when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tanggap.storage.database import AgencyId, Base, RowId


class LetterMark(Base):
    """One officer's mark (*paraf*, signature or return) on one text; added to, never changed.

    ``kind`` is initial, signature or return. Name, position and deputy's mark are those of the
    moment; ``text_sha256`` freezes the text. ``document_id`` is the letter a signature issued.
    """

    __tablename__ = "letter_mark"
    __table_args__ = (Index("ix_letter_mark_report_id_id", "report_id", "id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    letter: Mapped[str]
    step: Mapped[str]
    kind: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    position: Mapped[str]
    deputy: Mapped[str | None]
    text_sha256: Mapped[str]
    note: Mapped[str] = mapped_column(server_default=text("''"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    at: Mapped[datetime]
