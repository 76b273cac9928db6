"""Keep the recaps of a desk's days and months.

Revision: 0009
Follows: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "recap",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("agency_id", sa.Uuid(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("desk_id", sa.Uuid(), sa.ForeignKey("desk.id"), nullable=False),
        sa.Column(
            "procedure_version_id", sa.Uuid(), sa.ForeignKey("procedure_version.id"), nullable=False
        ),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("corrected", postgresql.JSONB(), nullable=False),
        sa.Column("summary", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_state", postgresql.JSONB(), nullable=False),
        sa.Column("task_id", sa.Uuid()),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("document_id", sa.Uuid(), sa.ForeignKey("document.id")),
        sa.Column("archive_sha256", sa.Text(), sa.ForeignKey("stored_file.sha256")),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.UniqueConstraint("desk_id", "every", "first_day"),
    )
    op.create_index(
        "ix_recap_desk_id_first_day",
        "recap",
        ["desk_id", sa.text("first_day DESC"), sa.text("id DESC")],
    )
    op.create_index(
        "ix_recap_open",
        "recap",
        ["desk_id", "due_at"],
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "recap_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("agency_id", sa.Uuid(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("recap_id", sa.Uuid(), sa.ForeignKey("recap.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("account.id")),
        sa.Column("facts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_index("ix_recap_event_recap_id_id", "recap_event", ["recap_id", "id"])
    op.execute(
        "CREATE TRIGGER recap_event_is_append_only BEFORE UPDATE OR DELETE ON recap_event "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    # A recap counts what was closed within its period.
    op.create_index(
        "ix_report_desk_id_closed_at",
        "report",
        ["desk_id", "closed_at"],
        postgresql_where=sa.text("closed_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_report_desk_id_closed_at", "report")
    op.drop_table("recap_event")
    op.drop_table("recap")
