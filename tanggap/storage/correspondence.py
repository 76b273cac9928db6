"""Rows of what goes out and comes in: messages over channels and official documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.organisation import Unit


class Message(Base):
    """Anything sent or received over a channel (*pesan*), with its state.

    ``channel`` is email, whatsapp, sms or portal; ``direction`` is in or out; ``state`` is queued,
    sent, delivered, read, failed or received. ``template`` is empty for what a person wrote.

    Attributes:
        provider_id: how the provider of the channel calls it: wamid, Kannel's id, Message-ID.
        in_reply_to: the provider's id of the message it answers.
        by_template: WhatsApp takes it in an approved template only: the reporter was silent for
            longer than a day.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_report_id_id", "report_id", "id"),
        Index("ix_message_state_id", "state", "id", postgresql_where=text("state = 'failed'")),
        Index(
            "ix_message_provider_id",
            "provider_id",
            postgresql_where=text("provider_id IS NOT NULL"),
        ),
        Index(
            "ix_message_address_created_at",
            "address",
            "created_at",
            postgresql_where=text("direction = 'out' AND audience = 'reporter'"),
        ),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("report.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    channel: Mapped[str]
    direction: Mapped[str]
    audience: Mapped[str]  # reporter or officer
    template: Mapped[str]
    address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    provider_id: Mapped[str | None]
    in_reply_to: Mapped[str | None]
    by_template: Mapped[bool] = mapped_column(server_default=text("false"))


class Document(Base):
    """A rendered official PDF (*naskah*): numbered and immutable once issued.

    ``context`` is what was rendered; ``sha256`` is set when the render job is done. ``signing`` is
    waiting or signed for a letter that its signatory signs, NULL for every other document; one that
    waits has its number, but is not issued and belongs to nobody outside the signing desk.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_report_id", "report_id"),
        UniqueConstraint("agency_id", "number"),
        UniqueConstraint("verification_code"),
        Index(
            "uq_document_waiting_for_signature",
            "report_id",
            "kind",
            unique=True,
            postgresql_where=text("signing = 'waiting'"),
        ),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("report.id"))
    task_id: Mapped[UUID | None] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    for_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    signing: Mapped[str | None]
    number: Mapped[str | None]
    title: Mapped[str]
    context: Mapped[dict[str, Any]]
    verification_code: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    size: Mapped[int | None]
    rendered_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])


WAITING, SIGNED = "waiting", "signed"
"""``Document.signing``."""

IS_ISSUED = Document.signing.is_distinct_from(WAITING)
"""Documents that left the desk's hand; a letter waiting for its signature has not."""
