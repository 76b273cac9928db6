"""Rows of history: append-only events of reports and the audit log of everything else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tanggap.storage.database import AgencyId, Base


class Event(Base):
    """An append-only fact about a report (*riwayat*); the database refuses to change it."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_report_id_id", "report_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    task_id: Mapped[UUID | None] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class AuditEntry(Base):
    """An append-only record of administration and of access to protected data."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_agency_id_id", "agency_id", text("id DESC")),
        Index("ix_audit_entry_account", "agency_id", "account_id", text("id DESC")),
        Index("ix_audit_entry_object", "agency_id", "object_kind", "object_id", text("id DESC")),
        Index("ix_audit_entry_at", "agency_id", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[AgencyId]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    address: Mapped[str | None]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
