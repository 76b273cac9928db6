"""Lay the ground: all tables of the NKK desk.

Revision: 0001
Follows:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


APPEND_ONLY = ("event", "audit_entry", "procedure_version")
REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% may be added to, never changed', TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""
JOB_QUEUE_TABLES = (
    "procrastinate_periodic_defers",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_workers",
)
DROP_JOB_QUEUE_FUNCTIONS = """
DO $$
DECLARE item record;
BEGIN
    FOR item IN
        SELECT p.oid::regprocedure AS signature FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema() AND p.proname LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE 'DROP FUNCTION ' || item.signature || ' CASCADE';
    END LOOP;
    FOR item IN
        SELECT t.typname AS signature FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = current_schema() AND t.typname LIKE 'procrastinate\\_%'
            AND t.typtype IN ('e', 'c') AND t.typrelid = 0
    LOOP
        EXECUTE 'DROP TYPE ' || item.signature || ' CASCADE';
    END LOOP;
    FOR item IN
        SELECT t.typname AS signature FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
        WHERE n.nspname = current_schema() AND t.typname LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE 'DROP TYPE ' || item.signature || ' CASCADE';
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "account_role",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("permissions", sa.UnicodeText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_role")),
        sa.UniqueConstraint("name", name=op.f("uq_account_role_name")),
    )
    op.create_table(
        "agency",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("slug", name=op.f("uq_agency_slug")),
    )
    op.create_table(
        "parked_form",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("typed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "parked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_form")),
    )
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column(
            "stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("fs_uniquifier", sa.Text(), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "create_datetime",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "update_datetime",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_ip", sa.Text(), nullable=True),
        sa.Column("current_login_ip", sa.Text(), nullable=True),
        sa.Column("login_count", sa.Integer(), nullable=True),
        sa.Column("tf_primary_method", sa.Text(), nullable=True),
        sa.Column("tf_totp_secret", sa.Text(), nullable=True),
        sa.Column("tf_phone_number", sa.Text(), nullable=True),
        sa.Column("mf_recovery_codes", sa.UnicodeText(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_account_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint(
            "fs_webauthn_user_handle", name=op.f("uq_account_fs_webauthn_user_handle")
        ),
    )
    op.create_index(
        "ix_account_agency_id_name", "account", ["agency_id", "name", "id"], unique=False
    )
    op.create_index(
        "uq_account_email_lower", "account", [sa.literal_column("lower(email)")], unique=True
    )
    op.create_table(
        "calendar",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_calendar_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sa.UniqueConstraint("agency_id", "name", name=op.f("uq_calendar_agency_id_name")),
    )
    op.create_table(
        "number_series",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("owner_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_number_series_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint(
            "agency_id",
            "owner_id",
            "kind",
            "year",
            name=op.f("uq_number_series_agency_id_owner_id_kind_year"),
        ),
    )
    op.create_table(
        "procedure_version",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "loaded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_procedure_version_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_version")),
        sa.UniqueConstraint(
            "agency_id", "name", "version", name=op.f("uq_procedure_version_agency_id_name_version")
        ),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("parent_id", sa.UUID(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("letter_code", sa.Text(), nullable=False),
        sa.Column(
            "letterhead",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("head_id", sa.UUID(), nullable=True),
        sa.Column("deputy", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unit_agency_id")),
        sa.ForeignKeyConstraint(["head_id"], ["account.id"], name=op.f("fk_unit_head_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("uq_unit_agency_id_code")),
    )
    op.create_table(
        "account_role_link",
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("role_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_link_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["account_role.id"], name=op.f("fk_account_role_link_role_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "role_id", name=op.f("pk_account_role_link")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_audit_entry_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        "ix_audit_entry_agency_id_id",
        "audit_entry",
        ["agency_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_audit_entry_account",
        "audit_entry",
        ["agency_id", "account_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_audit_entry_object",
        "audit_entry",
        ["agency_id", "object_kind", "object_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["agency_id", "at"], unique=False)
    op.create_table(
        "calendar_period",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("calendar_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendar.id"],
            name=op.f("fk_calendar_period_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_period")),
    )
    op.create_table(
        "desk",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("procedure_version_id", sa.UUID(), nullable=False),
        sa.Column("calendar_id", sa.UUID(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("register_prefix", sa.Text(), nullable=False),
        sa.Column("letter_pattern", sa.Text(), nullable=False),
        sa.Column(
            "channels",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("is_ethics", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_desk_agency_id")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendar.id"], name=op.f("fk_desk_calendar_id")),
        sa.ForeignKeyConstraint(
            ["procedure_version_id"],
            ["procedure_version.id"],
            name=op.f("fk_desk_procedure_version_id"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_desk_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        sa.UniqueConstraint("agency_id", "slug", name=op.f("uq_desk_agency_id_slug")),
    )
    op.create_table(
        "holiday",
        sa.Column("calendar_id", sa.UUID(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendar.id"],
            name=op.f("fk_holiday_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calendar_id", "day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("sign_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("transports", sa.UnicodeText(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Text(), nullable=True),
        sa.Column(
            "create_datetime",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("lastuse_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_passkey_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_table(
        "post",
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("nip", sa.Text(), nullable=True),
        sa.Column("superior_id", sa.UUID(), nullable=True),
        sa.Column(
            "preferences",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_post_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_post_agency_id")),
        sa.ForeignKeyConstraint(["superior_id"], ["account.id"], name=op.f("fk_post_superior_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_post")),
    )
    op.create_index("ix_post_agency_id_nip", "post", ["agency_id", "nip"], unique=False)
    op.create_table(
        "reporter",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("nik", sa.Text(), nullable=True),
        sa.Column("nip", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reporter_account_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reporter_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporter")),
    )
    op.create_index("ix_reporter_account_id", "reporter", ["account_id"], unique=True)
    op.create_index("ix_reporter_agency_id_nik", "reporter", ["agency_id", "nik"], unique=False)
    op.create_index("ix_reporter_agency_id_nip", "reporter", ["agency_id", "nip"], unique=False)
    op.create_table(
        "category",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("parent_id", sa.UUID(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_category_agency_id")),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_category_desk_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
    )
    op.create_index(
        "ix_category_desk_id_position", "category", ["desk_id", "position"], unique=False
    )
    op.create_table(
        "report_draft",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column(
            "typed",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "files",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_draft_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_report_draft_agency_id")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_report_draft_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_draft")),
    )
    op.create_index("ix_report_draft_account_id", "report_draft", ["account_id"], unique=False)
    op.create_table(
        "reporter_contact",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("reporter_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_reporter_contact_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["reporter.id"],
            name=op.f("fk_reporter_contact_reporter_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporter_contact")),
        sa.UniqueConstraint(
            "reporter_id", "kind", "value", name=op.f("uq_reporter_contact_reporter_id_kind_value")
        ),
    )
    op.create_index(
        "ix_reporter_contact_kind_value",
        "reporter_contact",
        ["agency_id", "kind", "value"],
        unique=False,
    )
    op.create_table(
        "team",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_team_agency_id")),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_team_desk_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_team_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(
        "uq_team_desk_id_actor_unit_id",
        "team",
        ["desk_id", "actor", "unit_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "membership",
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_membership_agency_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.PrimaryKeyConstraint("team_id", "account_id", name=op.f("pk_membership")),
    )
    op.create_index("ix_membership_account_id", "membership", ["account_id"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("procedure_version_id", sa.UUID(), nullable=False),
        sa.Column("reporter_id", sa.UUID(), nullable=False),
        sa.Column("category_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.UUID(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("classification", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("case_state", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overall_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.UUID(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('indonesian', number || ' ' || subject || ' ' || narrative || ' ' || place)",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_report_agency_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_report_category_id")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_report_desk_id")),
        sa.ForeignKeyConstraint(
            ["procedure_version_id"],
            ["procedure_version.id"],
            name=op.f("fk_report_procedure_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_report_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["reporter.id"], name=op.f("fk_report_reporter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("agency_id", "number", name=op.f("uq_report_agency_id_number")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_report_submission_key")),
    )
    op.create_index(
        "ix_report_desk_id_filed_at_id",
        "report",
        ["desk_id", sa.literal_column("filed_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_report_overall_due_at",
        "report",
        ["overall_due_at"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL AND overall_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_report_reporter_id_filed_at_id",
        "report",
        ["reporter_id", sa.literal_column("filed_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_report_category_id", "report", ["category_id"], unique=False)
    op.create_index("ix_report_words", "report", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "attachment",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_reporter", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_attachment_agency_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_attachment_report_id")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_attachment_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_report_id", "attachment", ["report_id"], unique=False)
    op.create_table(
        "exclusion",
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_exclusion_account_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_exclusion_agency_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_exclusion_report_id")),
        sa.PrimaryKeyConstraint("report_id", "account_id", name=op.f("pk_exclusion")),
    )
    op.create_index("ix_exclusion_account_id", "exclusion", ["account_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_note_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_note_author_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_note_report_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_note_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_report_id", "note", ["report_id"], unique=False)
    op.create_table(
        "person_reported",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("nip", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_person_reported_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_person_reported_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_reported")),
    )
    op.create_index("ix_person_reported_report_id", "person_reported", ["report_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("fork", sa.Integer(), nullable=True),
        sa.Column("assigned_to_id", sa.UUID(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overdue_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.UUID(), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column(
            "given",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_task_agency_id")),
        sa.ForeignKeyConstraint(
            ["assigned_to_id"], ["account.id"], name=op.f("fk_task_assigned_to_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["account.id"], name=op.f("fk_task_closed_by_id")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_task_desk_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_task_report_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_task_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(
        "ix_task_assigned_to_id",
        "task",
        ["assigned_to_id", "sort_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_task_queue",
        "task",
        ["desk_id", "actor", "unit_id", "sort_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_task_report_id_opened_at", "task", ["report_id", "opened_at"], unique=False)
    op.create_index(
        "ix_task_sort_at_open",
        "task",
        ["sort_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_task_unit_id_report_id", "task", ["unit_id", "report_id"], unique=False)
    op.create_table(
        "unmasking",
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_unmasking_account_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unmasking_agency_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_unmasking_report_id")),
        sa.PrimaryKeyConstraint("report_id", "account_id", name=op.f("pk_unmasking")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=True),
        sa.Column("task_id", sa.UUID(), nullable=True),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("for_unit_id", sa.UUID(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("context", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("verification_code", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.UUID(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_document_agency_id")),
        sa.ForeignKeyConstraint(["for_unit_id"], ["unit.id"], name=op.f("fk_document_for_unit_id")),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["account.id"], name=op.f("fk_document_issued_by_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_document_report_id")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_document_sha256")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_document_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_document_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("agency_id", "number", name=op.f("uq_document_agency_id_number")),
        sa.UniqueConstraint("verification_code", name=op.f("uq_document_verification_code")),
    )
    op.create_index("ix_document_report_id", "document", ["report_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=True),
        sa.Column("task_id", sa.UUID(), nullable=True),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column(
            "facts",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_event_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_event_agency_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_event_report_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_event_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_report_id_id", "event", ["report_id", "id"], unique=False)
    op.create_table(
        "officer_draft",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("task_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("given", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_officer_draft_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_officer_draft_agency_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_officer_draft_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_draft")),
        sa.UniqueConstraint(
            "task_id",
            "account_id",
            "action",
            name=op.f("uq_officer_draft_task_id_account_id_action"),
        ),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("task_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("author_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_response_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_response_author_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_response_report_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_response_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_response_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    op.create_index("ix_response_report_id", "response", ["report_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=True),
        sa.Column("account_id", sa.UUID(), nullable=True),
        sa.Column("document_id", sa.UUID(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_message_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_message_agency_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_message_document_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_message_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_report_id_id", "message", ["report_id", "id"], unique=False)
    op.create_index(
        "ix_message_state_id",
        "message",
        ["state", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'failed'"),
    )

    op.execute(REFUSE_CHANGE)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER document_is_immutable BEFORE UPDATE ON document "
        "FOR EACH ROW WHEN (OLD.sha256 IS NOT NULL) EXECUTE FUNCTION refuse_change()"
    )
    # The job queue's own tables and functions, as its library ships them.
    connection = op.get_bind().connection.driver_connection
    connection.execute(SchemaManager.get_schema().encode())


def downgrade() -> None:
    for name in JOB_QUEUE_TABLES:
        op.execute(f"DROP TABLE IF EXISTS {name} CASCADE")
    op.execute(DROP_JOB_QUEUE_FUNCTIONS)
    op.execute("DROP FUNCTION IF EXISTS refuse_change() CASCADE")
    op.drop_index(
        "ix_message_state_id", table_name="message", postgresql_where=sa.text("state = 'failed'")
    )
    op.drop_index("ix_message_report_id_id", table_name="message")
    op.drop_table("message")
    op.drop_index("ix_response_report_id", table_name="response")
    op.drop_table("response")
    op.drop_table("officer_draft")
    op.drop_index("ix_event_report_id_id", table_name="event")
    op.drop_table("event")
    op.drop_index("ix_document_report_id", table_name="document")
    op.drop_table("document")
    op.drop_table("unmasking")
    op.drop_index("ix_task_unit_id_report_id", table_name="task")
    op.drop_index(
        "ix_task_sort_at_open", table_name="task", postgresql_where=sa.text("closed_at IS NULL")
    )
    op.drop_index("ix_task_report_id_opened_at", table_name="task")
    op.drop_index("ix_task_queue", table_name="task", postgresql_where=sa.text("closed_at IS NULL"))
    op.drop_index(
        "ix_task_assigned_to_id", table_name="task", postgresql_where=sa.text("closed_at IS NULL")
    )
    op.drop_table("task")
    op.drop_index("ix_person_reported_report_id", table_name="person_reported")
    op.drop_table("person_reported")
    op.drop_index("ix_note_report_id", table_name="note")
    op.drop_table("note")
    op.drop_index("ix_exclusion_account_id", table_name="exclusion")
    op.drop_table("exclusion")
    op.drop_index("ix_attachment_report_id", table_name="attachment")
    op.drop_table("attachment")
    op.drop_index("ix_report_words", table_name="report", postgresql_using="gin")
    op.drop_index("ix_report_reporter_id_filed_at_id", table_name="report")
    op.drop_index(
        "ix_report_overall_due_at",
        table_name="report",
        postgresql_where=sa.text("closed_at IS NULL AND overall_due_at IS NOT NULL"),
    )
    op.drop_index("ix_report_desk_id_filed_at_id", table_name="report")
    op.drop_table("report")
    op.drop_index("ix_membership_account_id", table_name="membership")
    op.drop_table("membership")
    op.drop_index(
        "uq_team_desk_id_actor_unit_id", table_name="team", postgresql_nulls_not_distinct=True
    )
    op.drop_table("team")
    op.drop_index("ix_reporter_contact_kind_value", table_name="reporter_contact")
    op.drop_table("reporter_contact")
    op.drop_index("ix_report_draft_account_id", table_name="report_draft")
    op.drop_table("report_draft")
    op.drop_index("ix_category_desk_id_position", table_name="category")
    op.drop_table("category")
    op.drop_index("ix_reporter_agency_id_nip", table_name="reporter")
    op.drop_index("ix_reporter_agency_id_nik", table_name="reporter")
    op.drop_index("ix_reporter_account_id", table_name="reporter")
    op.drop_table("reporter")
    op.drop_index("ix_post_agency_id_nip", table_name="post")
    op.drop_table("post")
    op.drop_table("passkey")
    op.drop_table("holiday")
    op.drop_table("desk")
    op.drop_table("calendar_period")
    op.drop_index("ix_audit_entry_agency_id_id", table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("account_role_link")
    op.drop_table("unit")
    op.drop_table("procedure_version")
    op.drop_table("number_series")
    op.drop_table("calendar")
    op.drop_index("uq_account_email_lower", table_name="account")
    op.drop_index("ix_account_agency_id_name", table_name="account")
    op.drop_table("account")
    op.drop_table("stored_file")
    op.drop_table("parked_form")
    op.drop_table("agency")
    op.drop_table("account_role")
