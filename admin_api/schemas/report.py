"""One report with everything on its screen."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.fields import LONGEST_LINE, Answers, Id, Strict, Text
from admin_api.schemas.parts import (
    IdNameSchema,
    OfficerSchema,
    UnitSchema,
    flag,
    ident,
    ident_or_null,
    many,
    moment,
    moment_or_null,
    part,
    part_or_null,
    text,
    text_or_null,
    texts,
    whole,
)


class ReportProcedureSchema(Schema):
    """Versi SOP yang dipakai laporan."""

    id = ident()
    name = text()
    version = whole()
    title = text()


class ReportCategorySchema(Schema):
    """Kategori laporan."""

    id = ident()
    name = text()
    parent = text_or_null()


class IdentitySchema(Schema):
    """Siapa pelapor."""

    kind = text()
    name = text()
    nik = text_or_null()
    nip = text_or_null()
    address = text()
    email = text_or_null()
    phone = text_or_null()


class ReporterSchema(Schema):
    """Pelapor sebagaimana boleh dilihat petugas."""

    label = text("Nama, atau samaran bila rahasia.")
    identity = part_or_null(IdentitySchema)


class PersonReportedSchema(Schema):
    """Terlapor."""

    name = text()
    unit_name = text()
    position = text()
    nip = text_or_null()


class ChoiceSchema(Schema):
    """Pilihan pada isian."""

    value = text()
    label = text()


class ActionFieldSchema(Schema):
    """Isian sebuah tindakan."""

    id = text()
    label = text()
    kind = text("text, long_text, choice, unit, units, people, date, boolean, atau rating.")
    required = flag()
    hint = text()
    maximum = whole()
    proposed = text("Usulan isi untuk isian yang masih kosong; kosong bila tidak ada.")
    choices = many(ChoiceSchema)


class LeadsToSchema(Schema):
    """Ke mana tindakan membawa laporan, dan tenggat di sana bila diambil sekarang."""

    step = text()
    step_number = text()
    activity = text()
    actor_title = text()
    due_words = text()


class AllowedActionSchema(Schema):
    """Tindakan yang boleh diambil petugas sekarang."""

    id = text()
    label = text()
    consequence = text("Kalimat untuk ditunjukkan sebelum tindakan diambil.")
    is_return = flag()
    ends = flag()
    at_signing_desk = flag()
    issues = texts()
    missing_documents = texts()
    leads_to = part_or_null(LeadsToSchema)
    fields_ = fields.List(
        fields.Nested(ActionFieldSchema), required=True, data_key="fields", attribute="fields"
    )


class ReportTaskSchema(Schema):
    """Tugas laporan, terbuka atau selesai."""

    id = ident()
    step = text()
    step_number = text()
    activity = text()
    actor = text()
    actor_title = text()
    unit = part_or_null(UnitSchema)
    assigned_to = part_or_null(OfficerSchema)
    opened_at = moment()
    due_at = moment_or_null()
    due_words = text()
    is_overdue = flag()
    closed_at = moment_or_null()
    spent_minutes = fields.Integer(
        required=True,
        metadata={"description": "Waktu kerja yang terpakai sampai kini atau selesai."},
    )
    standard = text("Waktu baku langkah menurut SOP, misalnya “120 menit”; kosong bila tidak ada.")
    closing = text_or_null("taken, automatic, atau withdrawn.")
    action = text_or_null()
    action_label = text_or_null()
    given = fields.Dict(required=True)
    may_act = flag()
    allowed_actions = many(AllowedActionSchema)


class ResponseSchema(Schema):
    """Tanggapan."""

    id = ident()
    kind = text("unit_response, letter_draft, atau official_answer.")
    round = whole()
    unit = part_or_null(UnitSchema)
    author = text()
    body = text()
    at = moment()


class DocumentSchema(Schema):
    """Naskah resmi."""

    id = ident()
    kind = text()
    number = text_or_null()
    title = text()
    unit = part_or_null(UnitSchema)
    issued_at = moment()
    is_ready = flag()
    failed = flag()
    sha256 = text_or_null()
    size = fields.Integer(required=True, allow_none=True)


class EvidenceSchema(Schema):
    """Bukti."""

    id = ident()
    label = text()
    name = text()
    media_type = text()
    size = whole()
    from_reporter = flag()
    at = moment()


class NoteSchema(Schema):
    """Catatan internal."""

    id = ident()
    author = text()
    unit_id = ident_or_null()
    body = text()
    at = moment()


class MessageSchema(Schema):
    """Pesan kepada atau dari pelapor."""

    id = ident()
    channel = text()
    direction = text("out atau in.")
    template = text()
    address = text()
    subject = text()
    body = text()
    state = text("queued, sent, delivered, read, failed, atau received.")
    attempts = whole()
    failure = text("Apa arti kegagalannya dan apa yang perlu dilakukan; kosong bila sudah jelas.")
    last_error = text("Kata-kata penyedia pengiriman, untuk tim TI.")
    created_at = moment()
    delivered_at = moment_or_null()


class TimelineEntrySchema(Schema):
    """Satu peristiwa dengan kata-kata."""

    id = whole()
    at = moment()
    kind = text()
    who = text()
    what = text()
    note = text()
    step_number = text_or_null()
    unit = text_or_null()


class TimelineSchema(Schema):
    """Riwayat, terbaru dahulu."""

    items = many(TimelineEntrySchema)
    next_cursor = text_or_null()


class ExclusionSchema(Schema):
    """Petugas yang dikecualikan."""

    officer_id = ident()
    officer = text()
    reason = text("person_reported, superior, recused, atau named_by_officer.")
    note = text()
    since = moment()


class DraftSchema(Schema):
    """Konsep isian tindakan milik petugas sendiri."""

    task_id = ident()
    action = text()
    given = fields.Dict(required=True)
    saved_at = moment()
    etag = text("Untuk If-Match ketika menyimpan.")


class ReportSchema(Schema):
    """Laporan sebagaimana boleh dilihat petugas."""

    id = ident()
    number = text()
    version = whole()
    etag = text()
    desk = part(IdNameSchema)
    procedure = part(ReportProcedureSchema)
    category = part(ReportCategorySchema)
    channel = text()
    subject = text()
    narrative = text()
    happened = text()
    place = text()
    is_confidential = flag()
    classification = text_or_null()
    state = text("open, waiting, atau closed.")
    outcome = text_or_null()
    outcome_label = text()
    filed_at = moment()
    due_at = moment_or_null()
    due_words = text()
    is_overdue = flag()
    paused_at = moment_or_null()
    answered_at = moment_or_null()
    closed_at = moment_or_null()
    rating = fields.Integer(required=True, allow_none=True)
    reporter = part(ReporterSchema)
    persons = many(PersonReportedSchema)
    tasks = many(ReportTaskSchema)
    responses = many(ResponseSchema)
    documents = many(DocumentSchema)
    evidence = many(EvidenceSchema)
    notes = many(NoteSchema)
    messages = many(MessageSchema)
    timeline = part(TimelineSchema)
    exclusions = many(ExclusionSchema)
    drafts = many(DraftSchema)
    permissions = texts()


class GivenSchema(Strict):
    """Isian sebuah tindakan."""

    given = Answers(
        required=True,
        metadata={
            "type": "object",
            "description": "Nama isian dan nilainya, menurut allowed_actions.",
            "additionalProperties": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "boolean"},
                    {"type": "integer"},
                    {"type": "array", "items": {"type": "string"}},
                    {"type": "null"},
                ]
            },
        },
    )


class PreviewSchema(GivenSchema):
    """Isian sebuah tindakan, dan naskah mana yang ingin dilihat."""

    kind = Text(
        longest=100,
        load_default=None,
        allow_none=True,
        metadata={"description": "Salah satu `issues` tindakan; tanpa ini yang pertama."},
    )


class BodySchema(Strict):
    """Teks catatan atau pesan."""

    body = Text(required=True)


class ReasonSchema(Strict):
    """Alasan."""

    reason = Text(required=True)


class ExcludeSchema(Strict):
    """Petugas yang dikecualikan, dan alasannya."""

    officer_id = Id(required=True)
    note = Text(required=True, longest=2000)


class RecuseSchema(Strict):
    """Alasan mengundurkan diri dari laporan."""

    note = Text(required=True, longest=2000)


class TimelineQuery(Strict):
    """Which events are wanted."""

    cursor = Text(longest=LONGEST_LINE, load_default=None)
