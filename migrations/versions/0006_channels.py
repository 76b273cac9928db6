"""Read and write over WhatsApp, SMS and e-mail: where desks are reached, and what came in there.

Revision: 0006
Follows: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_channel",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        _json("settings"),
        _json("cursor"),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_desk_channel_agency_id")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_desk_channel_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_channel")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_desk_channel_channel_address")),
    )
    op.create_index("ix_desk_channel_desk_id", "desk_channel", ["desk_id"])
    _create_inbound_message()
    op.add_column("message", sa.Column("provider_id", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("in_reply_to", sa.Text(), nullable=True))
    op.add_column(
        "message",
        sa.Column("by_template", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_index(
        "ix_message_provider_id",
        "message",
        ["provider_id"],
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index(
        "ix_message_address_created_at",
        "message",
        ["address", "created_at"],
        postgresql_where=sa.text("direction = 'out' AND audience = 'reporter'"),
    )


def _create_inbound_message() -> None:
    op.create_table(
        "inbound_message",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_channel_id", sa.UUID(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        _json("content"),
        sa.Column("state", sa.Text(), server_default=sa.text("'stored'"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_id", sa.UUID(), nullable=True),
        sa.Column("message_id", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_inbound_message_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["desk_channel_id"],
            ["desk_channel.id"],
            name=op.f("fk_inbound_message_desk_channel_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_inbound_message_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_inbound_message_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_message")),
        sa.UniqueConstraint(
            "desk_channel_id",
            "provider_id",
            name=op.f("uq_inbound_message_desk_channel_id_provider_id"),
        ),
    )
    op.create_index(
        "ix_inbound_message_sender",
        "inbound_message",
        ["desk_channel_id", "sender", sa.text("sent_at DESC")],
    )
    op.create_index("ix_inbound_message_report_id", "inbound_message", ["report_id"])
    op.create_index(
        "ix_inbound_message_failed",
        "inbound_message",
        ["id"],
        postgresql_where=sa.text("state = 'failed'"),
    )


def _json(name: str) -> sa.Column[object]:
    return sa.Column(
        name,
        postgresql.JSONB(astext_type=sa.Text()),
        server_default=sa.text("'{}'"),
        nullable=False,
    )


def downgrade() -> None:
    op.drop_index(
        "ix_message_address_created_at",
        table_name="message",
        postgresql_where=sa.text("direction = 'out' AND audience = 'reporter'"),
    )
    op.drop_index(
        "ix_message_provider_id",
        table_name="message",
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.drop_column("message", "by_template")
    op.drop_column("message", "in_reply_to")
    op.drop_column("message", "provider_id")
    op.drop_index(
        "ix_inbound_message_failed",
        table_name="inbound_message",
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.drop_index("ix_inbound_message_report_id", table_name="inbound_message")
    op.drop_index("ix_inbound_message_sender", table_name="inbound_message")
    op.drop_table("inbound_message")
    op.drop_index("ix_desk_channel_desk_id", table_name="desk_channel")
    op.drop_table("desk_channel")
