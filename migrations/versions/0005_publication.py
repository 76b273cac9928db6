"""Publish answered reports, and let the database refuse those that must never be public.

Revision: 0005
Follows: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

IN_FORCE = sa.text("withdrawn_at IS NULL")

REFUSE = """
CREATE FUNCTION refuse_publication() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found record;
BEGIN
    IF NEW.withdrawn_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    -- The rows are locked, so that neither can turn secret while this one comes into force.
    SELECT r.agency_id, r.desk_id, r.is_confidential, r.answered_at, d.is_ethics INTO found
        FROM report r JOIN desk d ON d.id = r.desk_id
        WHERE r.id = NEW.report_id FOR SHARE OF r, d;
    IF found IS NULL OR found.agency_id <> NEW.agency_id OR found.desk_id <> NEW.desk_id THEN
        RAISE EXCEPTION 'publication belongs to another report' USING ERRCODE = '23514',
            CONSTRAINT = 'publication_matches_report', TABLE = 'publication';
    ELSIF found.is_confidential THEN
        RAISE EXCEPTION 'a confidential report is never published' USING ERRCODE = '23514',
            CONSTRAINT = 'publication_not_confidential', TABLE = 'publication';
    ELSIF found.is_ethics THEN
        RAISE EXCEPTION 'a report of an ethics desk is never published' USING ERRCODE = '23514',
            CONSTRAINT = 'publication_not_ethics', TABLE = 'publication';
    ELSIF found.answered_at IS NULL THEN
        RAISE EXCEPTION 'only an answered report is published' USING ERRCODE = '23514',
            CONSTRAINT = 'publication_answered', TABLE = 'publication';
    END IF;
    RETURN NEW;
END $$
"""
WITHDRAW = """
CREATE FUNCTION withdraw_publications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        UPDATE publication p SET withdrawn_at = now(), withdrawn_reason = CASE TG_TABLE_NAME
                WHEN 'desk' THEN 'Layanan menjadi layanan etik.'
                ELSE 'Laporan tidak lagi boleh dipublikasikan.' END
            FROM report r
            WHERE r.id = p.report_id AND p.withdrawn_at IS NULL AND CASE TG_TABLE_NAME
                WHEN 'desk' THEN r.desk_id = NEW.id ELSE r.id = NEW.id END
            RETURNING p.agency_id, p.report_id, p.withdrawn_at, p.withdrawn_reason
    )
    INSERT INTO event (agency_id, report_id, at, kind, facts)
        SELECT agency_id, report_id, withdrawn_at, 'publication_withdrawn',
            jsonb_build_object('reason', withdrawn_reason, 'by', 'system') FROM gone;
    RETURN NULL;
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER publication_is_allowed BEFORE INSERT OR UPDATE ON publication "
    "FOR EACH ROW EXECUTE FUNCTION refuse_publication()",
    "CREATE TRIGGER report_withdraws_publication AFTER UPDATE OF is_confidential, answered_at, "
    "desk_id ON report FOR EACH ROW WHEN ((NEW.is_confidential AND NOT OLD.is_confidential) "
    "OR (NEW.answered_at IS NULL AND OLD.answered_at IS NOT NULL) "
    "OR NEW.desk_id <> OLD.desk_id) EXECUTE FUNCTION withdraw_publications()",
    "CREATE TRIGGER desk_withdraws_publications AFTER UPDATE OF is_ethics ON desk FOR EACH ROW "
    "WHEN (NEW.is_ethics AND NOT OLD.is_ethics) EXECUTE FUNCTION withdraw_publications()",
)


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("agency_id", sa.UUID(), nullable=False),
        sa.Column("report_id", sa.UUID(), nullable=False),
        sa.Column("desk_id", sa.UUID(), nullable=False),
        sa.Column("category_id", sa.UUID(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column(
            "maskings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("published_by_id", sa.UUID(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "setweight(to_tsvector('indonesian', title), 'A')"
                " || to_tsvector('indonesian', question || ' ' || answer)",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_publication_withdrawn_with_reason"),
        ),
        sa.CheckConstraint(
            "title <> '' AND question <> '' AND answer <> ''",
            name=op.f("ck_publication_texts_present"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_publication_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_publication_report_id")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_publication_desk_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_publication_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["account.id"], name=op.f("fk_publication_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("report_id", name=op.f("uq_publication_report_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_publication_public_id")),
    )
    for name, first, moment in (
        ("ix_publication_published_at", "agency_id", "published_at"),
        ("ix_publication_desk_id_published_at", "desk_id", "published_at"),
        ("ix_publication_updated_at", "agency_id", "updated_at"),
    ):
        op.create_index(
            name,
            "publication",
            [first, sa.literal_column(f"{moment} DESC"), sa.literal_column("id DESC")],
            unique=False,
            postgresql_where=IN_FORCE,
        )
    op.create_index("ix_publication_category_id", "publication", ["category_id"], unique=False)
    op.create_index(
        "ix_publication_words", "publication", ["words"], unique=False, postgresql_using="gin"
    )
    for statement in (REFUSE, WITHDRAW, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER report_withdraws_publication ON report")
    op.execute("DROP TRIGGER desk_withdraws_publications ON desk")
    op.drop_table("publication")
    op.execute("DROP FUNCTION withdraw_publications()")
    op.execute("DROP FUNCTION refuse_publication()")
