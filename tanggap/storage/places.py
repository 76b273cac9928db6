"""Rows of the gazetteer: the places of an agency by name, and where they lie."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tanggap.storage.database import AgencyId, Base, RowId


class Place(Base):
    """A district (*kecamatan*) or a village (*kelurahan*) within one.

    Attributes:
        kind: district or village.
        district_id: the district of a village, if it is known.
        spellings: other ways to write the name, a list of texts.
        latitude, longitude: degrees (WGS 84) of a point near its centre; both or neither.
    """

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint(
            "agency_id", "kind", "district_id", "name", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("kind IN ('district', 'village')", name="kind"),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)"
            " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="point",
        ),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[str]
    name: Mapped[str]
    spellings: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
