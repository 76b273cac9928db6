"""Add the answer file: entries of a desk, their uses, and answer templates.

Revision: 0004
Follows: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = (
    "setweight(to_tsvector('indonesian', question || ' ' || keywords), 'A')"
    " || setweight(to_tsvector('indonesian', answer), 'C')"
)


def upgrade() -> None:
    _entries()
    _uses()
    _templates()


def _entries() -> None:
    op.create_table(
        "knowledge_entry",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("category_id", sa.UUID(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=False),
        sa.Column("changed_by_id", sa.UUID(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("use_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "words", postgresql.TSVECTOR(), sa.Computed(WORDS, persisted=True), nullable=False
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_knowledge_entry_{column}")
            )
            for column, table in (
                ("agency_id", "agency"),
                ("desk_id", "desk"),
                ("category_id", "category"),
                ("author_id", "account"),
                ("changed_by_id", "account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_entry")),
    )
    op.create_index(
        "ix_knowledge_entry_words", "knowledge_entry", ["words"], postgresql_using="gin"
    )
    op.create_index(
        "ix_knowledge_entry_desk_id_updated_at_id",
        "knowledge_entry",
        ["desk_id", sa.text("updated_at DESC"), sa.text("id DESC")],
    )
    op.create_index("ix_knowledge_entry_category_id", "knowledge_entry", ["category_id"])


def _uses() -> None:
    op.create_table(
        "knowledge_use",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("entry_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_knowledge_use_{column}")
            )
            for column, table in (
                ("agency_id", "agency"),
                ("entry_id", "knowledge_entry"),
                ("report_id", "report"),
                ("account_id", "account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_use")),
        sa.UniqueConstraint(
            "report_id", "entry_id", name=op.f("uq_knowledge_use_report_id_entry_id")
        ),
    )
    op.create_index(
        "ix_knowledge_use_entry_id_at", "knowledge_use", ["entry_id", sa.text("at DESC")]
    )
    op.execute(
        "CREATE TRIGGER knowledge_use_is_append_only BEFORE UPDATE OR DELETE ON knowledge_use "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _templates() -> None:
    op.create_table(
        "answer_template",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("category_id", sa.UUID(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_answer_template_{column}")
            )
            for column, table in (
                ("agency_id", "agency"),
                ("desk_id", "desk"),
                ("category_id", "category"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_template")),
        sa.UniqueConstraint("desk_id", "name", name=op.f("uq_answer_template_desk_id_name")),
    )
    op.create_index("ix_answer_template_category_id", "answer_template", ["category_id"])


def downgrade() -> None:
    op.drop_table("answer_template")
    op.drop_table("knowledge_use")
    op.drop_table("knowledge_entry")
