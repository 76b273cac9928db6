"""Count the warnings told of a task and a recap, note a recap that is overdue, and a desk's beginning.

Adding the columns rewrites nothing. A task that was warned already keeps ``warned_at``, so nobody is
warned again. Recaps that stand open now are told about when their next warning is due.

Revision: 0010
Follows: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("task", "recap"):
        op.add_column(
            table,
            sa.Column(
                "warnings_told", sa.SmallInteger(), server_default=sa.text("0"), nullable=False
            ),
        )
    op.add_column("desk", sa.Column("founded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("recap", sa.Column("overdue_told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("recap", "overdue_told_at")
    op.drop_column("desk", "founded_at")
    for table in ("recap", "task"):
        op.drop_column(table, "warnings_told")
