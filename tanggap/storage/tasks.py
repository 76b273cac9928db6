"""Rows of tasks and drafts: the queues, and what officers have typed but not sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Double, ForeignKey, Index, SmallInteger, UniqueConstraint, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.accounts import Account
from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report

OPEN = text("closed_at IS NULL")
CLOSED = text("closed_at IS NOT NULL")
UNMEASURED = text("closed_at IS NOT NULL AND worked_minutes IS NULL")


class Task(Base):
    """One execution of a step (*tugas*); open tasks of officers are the queues.

    ``closing`` is taken, automatic or withdrawn. ``sort_at`` orders queues: the due time, or for
    steps without a time the far future, so that keyset paging needs no null handling. ``people``
    are the accounts named for it (by an assignment letter); NULL for the whole team.
    ``opened_by_id`` is the officer whose action opened it, who needs no telling; NULL for anybody
    else and for a moment that came.

    ``warnings_told`` counts the SOP's warnings of this task that were told; ``warned_at`` is set
    with the last of them.

    ``worked_minutes`` is what a closed task took by the desk's calendar, less ``paused_minutes``,
    in which the report's clock stood still (``services.task_times``). Statistics read the index
    over desk and closing time alone, which holds all they need.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_report_id_opened_at", "report_id", "opened_at"),
        Index(
            "ix_task_queue", "desk_id", "actor", "unit_id", "sort_at", "id", postgresql_where=OPEN
        ),
        Index("ix_task_assigned_to_id", "assigned_to_id", "sort_at", "id", postgresql_where=OPEN),
        Index("ix_task_sort_at_open", "sort_at", "id", postgresql_where=OPEN),
        Index("ix_task_unit_id_report_id", "unit_id", "report_id"),
        Index(
            "ix_task_desk_id_closed_at",
            "desk_id",
            "closed_at",
            postgresql_include=[
                "report_id",
                "step",
                "actor",
                "unit_id",
                "closing",
                "due_at",
                "worked_minutes",
                "paused_minutes",
                "is_return",
            ],
            postgresql_where=CLOSED,
        ),
        Index("ix_task_unmeasured", "report_id", postgresql_where=UNMEASURED),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    step: Mapped[str]
    actor: Mapped[str]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    fork: Mapped[int | None]
    people: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    assigned_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    due_at: Mapped[datetime | None]
    sort_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]
    warnings_told: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    overdue_told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str | None]
    closing: Mapped[str | None]
    given: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    worked_minutes: Mapped[float | None] = mapped_column(Double)
    paused_minutes: Mapped[float] = mapped_column(Double, server_default=text("0"))
    is_return: Mapped[bool] = mapped_column(server_default=text("false"))
    report: Mapped[Report] = relationship()
    unit: Mapped[Unit | None] = relationship()
    assigned_to: Mapped[Account | None] = relationship(foreign_keys=[assigned_to_id])
    closed_by: Mapped[Account | None] = relationship(foreign_keys=[closed_by_id])


class OfficerDraft(Base):
    """What an officer has typed for an action and not sent: survives session and browser."""

    __tablename__ = "officer_draft"
    __table_args__ = (UniqueConstraint("task_id", "account_id", "action"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str]
    given: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class ReportDraft(Base):
    """A report being written on the portal, step by step; its id becomes the submission key.

    ``typed`` holds each step's fields; ``files`` the evidence already received.
    """

    __tablename__ = "report_draft"
    __table_args__ = (Index("ix_report_draft_account_id", "account_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    typed: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    files: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    saved_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class ParkedForm(Base):
    """What was typed into a form whose session had ended, until its owner is back."""

    __tablename__ = "parked_form"

    id: Mapped[RowId]
    path: Mapped[str]
    typed: Mapped[dict[str, Any]]
    parked_at: Mapped[datetime] = mapped_column(server_default=func.now())
