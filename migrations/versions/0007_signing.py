"""Sign letters: documents that wait for a signature, and the marks of the signature chain.

Revision: 0007
Follows: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("nik", sa.Text(), nullable=True))
    op.add_column("document", sa.Column("signing", sa.Text(), nullable=True))
    op.create_index(
        "uq_document_waiting_for_signature",
        "document",
        ["report_id", "kind"],
        unique=True,
        postgresql_where=sa.text("signing = 'waiting'"),
    )
    op.create_table(
        "letter_mark",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("task_id", sa.UUID(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=True),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("document_id", sa.UUID(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_letter_mark_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_letter_mark_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_letter_mark_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_letter_mark_report_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_letter_mark_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_mark")),
    )
    op.create_index("ix_letter_mark_report_id_id", "letter_mark", ["report_id", "id"])
    op.execute(
        "CREATE TRIGGER letter_mark_is_append_only BEFORE UPDATE OR DELETE ON letter_mark "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_index("ix_letter_mark_report_id_id", table_name="letter_mark")
    op.drop_table("letter_mark")
    op.drop_index(
        "uq_document_waiting_for_signature",
        table_name="document",
        postgresql_where=sa.text("signing = 'waiting'"),
    )
    op.drop_column("document", "signing")
    op.drop_column("post", "nik")
