"""Rows of channels: where desks are reached, and what came in there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.organisation import Desk


class DeskChannel(Base):
    """An address at which a desk is reached (*kanal layanan*).

    Attributes:
        channel: whatsapp, sms or email.
        address: phone-number id, short number, or mailbox in lower case.
        settings: ``template`` and ``template_language`` of WhatsApp; never a secret.
        cursor: how far a mailbox was read: ``uid_validity`` and ``uid``.
    """

    __tablename__ = "desk_channel"
    __table_args__ = (
        UniqueConstraint("channel", "address"),
        Index("ix_desk_channel_desk_id", "desk_id"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    channel: Mapped[str]
    address: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    cursor: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    desk: Mapped[Desk] = relationship()


class InboundRow(Base):
    """One message as it was delivered to us, once; its unique id makes a repeat harmless.

    Attributes:
        provider_id: the provider's: wamid, Kannel's id, Message-ID.
        sender: WhatsApp user id, phone number or e-mail address.
        sent_at: when the sender sent it, as the provider says.
        content: what is still to be taken in; afterwards only the files still to be fetched.
        state: stored, joined, filed, ignored or failed.
        reason: why it was ignored or failed.
    """

    __tablename__ = "inbound_message"
    __table_args__ = (
        UniqueConstraint("desk_channel_id", "provider_id"),
        Index("ix_inbound_message_sender", "desk_channel_id", "sender", text("sent_at DESC")),
        Index("ix_inbound_message_report_id", "report_id"),
        Index("ix_inbound_message_failed", "id", postgresql_where=text("state = 'failed'")),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_channel_id: Mapped[UUID] = mapped_column(ForeignKey("desk_channel.id"))
    provider_id: Mapped[str]
    sender: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    state: Mapped[str] = mapped_column(server_default=text("'stored'"))
    reason: Mapped[str] = mapped_column(server_default=text("''"))
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    taken_at: Mapped[datetime | None]
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("report.id"))
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    desk_channel: Mapped[DeskChannel] = relationship()
