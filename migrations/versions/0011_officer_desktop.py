"""Keep officers' saved views, and what they have typed and not sent outside of actions.

Revision: 0011
Follows: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("agency_id", sa.Uuid(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("desk_id", sa.Uuid(), sa.ForeignKey("desk.id")),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", postgresql.JSONB(), nullable=False),
        sa.Column("is_start", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_index(
        "uq_saved_view_name",
        "saved_view",
        ["account_id", "place", sa.text("lower(name)")],
        unique=True,
    )
    op.create_index(
        "uq_saved_view_start",
        "saved_view",
        ["account_id", "place"],
        unique=True,
        postgresql_where=sa.text("is_start"),
    )
    op.create_table(
        "unsent_text",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("agency_id", sa.Uuid(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("typed", postgresql.JSONB(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.UniqueConstraint("account_id", "kind", "about_id"),
    )
    op.create_index("ix_unsent_text_saved_at", "unsent_text", ["saved_at"])


def downgrade() -> None:
    op.drop_table("unsent_text")
    op.drop_table("saved_view")
