"""The answer file: entries, and similar reports."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.fields import LONGEST_LINE, Day, Flag, Id, OneOf, Strict, Text
from admin_api.schemas.parts import (
    OfficerSchema,
    flag,
    ident,
    ident_or_null,
    many,
    moment,
    moment_or_null,
    part,
    text,
    text_or_null,
    whole,
)
from admin_api.schemas.queues import CategorySchema, PageQuery
from admin_api.schemas.search import FoundReportSchema


class KnowledgeDeskSchema(Schema):
    """Layanan dengan berkas jawabannya."""

    id = ident()
    name = text()
    may_edit = flag()
    categories = many(CategorySchema)


class KnowledgeDesksSchema(Schema):
    """Layanan yang pengetahuannya boleh dibuka."""

    items = many(KnowledgeDeskSchema)


class KnowledgeQuery(PageQuery):
    """Kata dan saringan."""

    q = Text(longest=200, load_default="", metadata={"description": "Kata, boleh belum selesai."})
    category = Id(load_default=None)
    state = OneOf("current", "stale", "closed", load_default=None)


class KnowledgeChangeSchema(Strict):
    """Isian pengetahuan; yang tidak disebut tidak berubah."""

    question = Text()
    answer = Text()
    keywords = Text(metadata={"description": "Dipisah koma."})
    category_id = Id(allow_none=True)
    valid_until = Day(
        allow_none=True,
        metadata={"description": "Hari terakhir jawaban berlaku; sesudahnya bertanda kedaluwarsa."},
    )
    is_active = Flag()


class KnowledgeCreateSchema(Strict):
    """Pengetahuan baru."""

    question = Text(required=True)
    answer = Text(required=True)
    keywords = Text(load_default="")
    category_id = Id(load_default=None, allow_none=True)
    valid_until = Day(load_default=None, allow_none=True)


class KnowledgeEntrySchema(Schema):
    """Pertanyaan yang berulang dan jawabannya."""

    id = ident()
    desk_id = ident()
    question = text()
    answer = text()
    keywords = text()
    category_id = ident_or_null()
    category = text_or_null()
    valid_until = fields.Date(required=True, allow_none=True)
    is_stale = flag()
    is_active = flag()
    author = part(OfficerSchema)
    changed_by = part(OfficerSchema)
    created_at = moment()
    updated_at = moment()
    use_count = whole()
    last_used_at = moment_or_null()
    version = whole()


class KnowledgeListSchema(Schema):
    """Satu halaman; hasil pencarian hanya punya satu, yang paling cocok dahulu."""

    items = many(KnowledgeEntrySchema)
    next_cursor = text_or_null()
    may_edit = flag()


class KnowledgeUseSchema(Schema):
    """Satu pemakaian, pada laporan yang boleh dilihat petugas."""

    report_id = ident()
    number = text()
    officer = text()
    at = moment()


class KnowledgeEntryWholeSchema(KnowledgeEntrySchema):
    """Pengetahuan dengan pemakaian terakhirnya."""

    may_edit = flag()
    uses = many(KnowledgeUseSchema)


class ReportKnowledgeQuery(Strict):
    """Kata yang dicari; kosong: yang cocok dengan laporan."""

    q = Text(longest=200, load_default="")


class ReportKnowledgeEntrySchema(KnowledgeEntrySchema):
    """Pengetahuan untuk sebuah laporan."""

    is_used = flag()


class ReportKnowledgeSchema(Schema):
    """Pengetahuan yang cocok, terbaik dahulu."""

    items = many(ReportKnowledgeEntrySchema)


class UseGivenSchema(Strict):
    """Laporan yang jawabannya memuat pengetahuan ini."""

    report_id = Id(required=True)


class SimilarReportsSchema(Schema):
    """Laporan serupa, paling mirip dahulu."""

    items = many(FoundReportSchema)


class DuplicateQuerySchema(Strict):
    """Yang sudah diketik tentang laporan yang sedang dicatat."""

    subject = Text(longest=LONGEST_LINE, load_default="")
    narrative = Text(load_default="")
    reporter_id = Id(load_default=None, allow_none=True)
