"""Rows of working time: calendars, their special periods and holidays."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId


class CalendarRow(Base):
    """A working-time calendar; ``hours`` is the weekly table of ``domain.clock``.

    ``version`` grows with every edit, so that processes know when to read it again.
    """

    __tablename__ = "calendar"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    name: Mapped[str]
    timezone: Mapped[str]
    hours: Mapped[list[Any]]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    periods: Mapped[list[CalendarPeriod]] = relationship(
        cascade="all, delete-orphan", order_by="CalendarPeriod.first"
    )
    holidays: Mapped[list[Holiday]] = relationship(
        cascade="all, delete-orphan", order_by="Holiday.day"
    )


class CalendarPeriod(Base):
    """Other weekly hours between two dates, such as Ramadan."""

    __tablename__ = "calendar_period"

    id: Mapped[RowId]
    calendar_id: Mapped[UUID] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"))
    name: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    hours: Mapped[list[Any]]


class Holiday(Base):
    """A day on which the calendar never opens."""

    __tablename__ = "holiday"

    calendar_id: Mapped[UUID] = mapped_column(
        ForeignKey("calendar.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]  # public, joint_leave, regional
