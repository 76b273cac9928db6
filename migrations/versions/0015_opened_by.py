"""Keep whose action opened a task: nobody is called back for what they did themselves.

Adding the column rewrites nothing. Tasks that stand open now were opened by nobody known, and have
been told of already.

Revision: 0015
Follows: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("opened_by_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_task_opened_by_id_account"),
        "task",
        "account",
        ["opened_by_id"],
        ["id"],
        postgresql_not_valid=True,  # every row is empty: nothing to look through
    )


def downgrade() -> None:
    op.drop_column("task", "opened_by_id")
