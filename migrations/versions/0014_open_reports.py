"""Find a desk's open reports by words without reading its closed ones.

Revision: 0014
Follows: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_report_open_desk_id_filed_at_id",
        "report",
        ["desk_id", sa.text("filed_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_report_open_desk_id_filed_at_id", "report")
