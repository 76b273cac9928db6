"""Rows of the organisation: agency, units, desks, categories, teams and their members."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.procedures import ProcedureVersion


class Agency(Base):
    """A local government; the outermost boundary of data."""

    __tablename__ = "agency"

    id: Mapped[RowId]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    place: Mapped[str]  # where letters are dated, for example "Pangkalpinang"


class Unit(Base):
    """A department (OPD) or a part of one, in the agency's tree.

    ``letterhead`` holds ``address_lines`` (list) and ``contact_line``; ``letter_code`` stands in
    letter numbers. ``head_id`` signs; ``deputy`` is "Plt." or "Plh." when the head only deputises.
    """

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("agency_id", "code"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    letter_code: Mapped[str]
    letterhead: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    head_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    deputy: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    head: Mapped[Account | None] = relationship(foreign_keys=[head_id])


class Desk(Base):
    """One procedure in force at one unit, with its channels, categories, teams and calendar.

    ``register_pattern`` makes register numbers, for example ``NKK-{year}-{sequence:05d}``;
    ``letter_pattern`` makes letter numbers. ``founded_at`` is NULL for desks that are older
    than the record of it.
    """

    __tablename__ = "desk"
    __table_args__ = (UniqueConstraint("agency_id", "slug"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    procedure_version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_version.id"))
    calendar_id: Mapped[UUID] = mapped_column(ForeignKey("calendar.id"))
    slug: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str]
    register_prefix: Mapped[str]
    letter_pattern: Mapped[str]
    channels: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    is_ethics: Mapped[bool] = mapped_column(server_default=text("false"))
    founded_at: Mapped[datetime | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    unit: Mapped[Unit] = relationship()
    calendar: Mapped[CalendarRow] = relationship()
    procedure_version: Mapped[ProcedureVersion] = relationship()
    agency: Mapped[Agency] = relationship(viewonly=True, foreign_keys="Desk.agency_id")


class Category(Base):
    """A category of a desk, or with ``parent_id`` a sub-category."""

    __tablename__ = "category"
    __table_args__ = (Index("ix_category_desk_id_position", "desk_id", "position"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))
    name: Mapped[str]
    hint: Mapped[str] = mapped_column(server_default=text("''"))
    position: Mapped[int] = mapped_column(server_default=text("0"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    parent: Mapped[Category | None] = relationship(remote_side="Category.id")


class Team(Base):
    """The people who act as one actor of a desk's procedure; unit teams name their unit."""

    __tablename__ = "team"
    __table_args__ = (
        Index(
            "uq_team_desk_id_actor_unit_id",
            "desk_id",
            "actor",
            "unit_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    actor: Mapped[str]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    unit: Mapped[Unit | None] = relationship()


class Membership(Base):
    """An officer's place in a team."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_account_id", "account_id"),)

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    agency_id: Mapped[AgencyId]
    since: Mapped[datetime]
    team: Mapped[Team] = relationship()
    account: Mapped[Account] = relationship()


class NumberSeries(Base):
    """The last number used of a gap-free series: register numbers and letter numbers."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("agency_id", "owner_id", "kind", "year"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    owner_id: Mapped[UUID]  # a desk for register numbers, a unit for letters
    kind: Mapped[str]
    year: Mapped[int]
    last: Mapped[int]
