"""Keep on every closed task how long it took.

Adding the columns rewrites nothing. What was closed before is measured afterwards by
``script/flask oversight measure``, because working time needs the desk's calendar; the second index
finds it, and is empty ever after.

Revision: 0003
Follows: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COVERED = (
    "report_id",
    "step",
    "actor",
    "unit_id",
    "closing",
    "due_at",
    "worked_minutes",
    "paused_minutes",
    "is_return",
)
CLOSED = sa.text("closed_at IS NOT NULL")
UNMEASURED = sa.text("closed_at IS NOT NULL AND worked_minutes IS NULL")


def upgrade() -> None:
    op.add_column("task", sa.Column("worked_minutes", sa.Double(), nullable=True))
    op.add_column(
        "task",
        sa.Column("paused_minutes", sa.Double(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "task",
        sa.Column("is_return", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_index(
        "ix_task_desk_id_closed_at",
        "task",
        ["desk_id", "closed_at"],
        postgresql_include=list(COVERED),
        postgresql_where=CLOSED,
    )
    op.create_index("ix_task_unmeasured", "task", ["report_id"], postgresql_where=UNMEASURED)


def downgrade() -> None:
    op.drop_index("ix_task_unmeasured", table_name="task", postgresql_where=UNMEASURED)
    op.drop_index("ix_task_desk_id_closed_at", table_name="task", postgresql_where=CLOSED)
    op.drop_column("task", "is_return")
    op.drop_column("task", "paused_minutes")
    op.drop_column("task", "worked_minutes")
