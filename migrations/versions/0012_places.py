"""Keep the places of an agency, and which of them a report's typed place means.

Revision: 0012
Follows: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("agency_id", sa.Uuid(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("district_id", sa.Uuid(), sa.ForeignKey("place.id")),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("spellings", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.UniqueConstraint(
            "agency_id", "kind", "district_id", "name", postgresql_nulls_not_distinct=True
        ),
        sa.CheckConstraint("kind IN ('district', 'village')", name="kind"),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)"
            " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="point",
        ),
    )
    op.add_column("report", sa.Column("place_id", sa.Uuid()))
    op.create_foreign_key(None, "report", "place", ["place_id"], ["id"])
    # From a place on the map to its reports, newest first.
    op.create_index(
        "ix_report_place_id_filed_at_id",
        "report",
        ["place_id", sa.text("filed_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("place_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_report_place_id_filed_at_id", "report")
    op.drop_column("report", "place_id")
    op.drop_table("place")
