"""Desks, queues and tasks."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.fields import Flag, Id, Many, OneOf, Part, Strict, Text, Whole
from admin_api.schemas.parts import (
    OfficerSchema,
    UnitSchema,
    flag,
    ident,
    ident_or_null,
    many,
    moment,
    moment_or_null,
    part_or_null,
    text,
    text_or_null,
    texts,
    whole,
)

LARGEST_PAGE = 100


class PageQuery(Strict):
    """Paging of every list."""

    cursor = Text(longest=500, load_default=None, metadata={"description": "Dari next_cursor."})
    limit = Whole(least=1, most=LARGEST_PAGE, load_default=25)


class TaskQuery(PageQuery):
    """Filters of the tasks' list."""

    desk = Id(load_default=None)
    actor = Text(longest=100, load_default=None)
    step = Text(longest=100, load_default=None)
    unit = Id(load_default=None)
    assigned = OneOf("anyone", "me", "none", load_default="anyone")
    overdue = Flag(load_default=False)


class CategorySchema(Schema):
    """Kategori layanan; subkategori menyebut induknya."""

    id = ident()
    parent_id = ident_or_null()
    name = text()
    hint = text()


class StepLabelSchema(Schema):
    """Langkah SOP dengan pelaksananya."""

    id = text()
    number = text()
    activity = text()
    actor = text()
    actor_title = text()


class DeskSchema(Schema):
    """Layanan pengaduan tempat petugas bekerja."""

    id = ident()
    slug = text()
    name = text()
    summary = text()
    unit = part_or_null(UnitSchema)
    procedure_id = ident()
    procedure_title = text()
    timezone = text("Zona waktu layanan menurut kalendernya, misalnya Asia/Jakarta.")
    channels = texts()
    may_record = flag()
    categories = many(CategorySchema)
    steps = many(StepLabelSchema)
    units = many(UnitSchema)


class DesksSchema(Schema):
    """Layanan petugas."""

    items = many(DeskSchema)


class DeskOfficerSchema(Schema):
    """Petugas yang bekerja pada layanan."""

    id = ident()
    name = text()
    position = text()
    team = text()


class DeskOfficersSchema(Schema):
    """Petugas layanan."""

    items = many(DeskOfficerSchema)


class QueueCountSchema(Schema):
    """Yang menunggu pada satu langkah."""

    desk_id = ident()
    desk_name = text()
    actor = text()
    team = text()
    unit_id = ident_or_null()
    step = text()
    step_number = text()
    activity = text()
    open = whole()
    open_words = text("Jumlah untuk ditampilkan; “999+” bila lebih.")
    overdue = whole()
    due_soon = whole()
    newest_at = moment_or_null()
    warned_at = moment_or_null()


class QueuesSchema(Schema):
    """Antrean petugas."""

    items = many(QueueCountSchema)


class TaskSchema(Schema):
    """Tugas terbuka pada antrean."""

    id = ident()
    report_id = ident()
    desk_id = ident()
    number = text()
    subject = text()
    reporter = text("Nama pelapor, atau samaran bila rahasia.")
    category = text()
    classification = text_or_null()
    is_confidential = flag()
    channel = text()
    step = text()
    step_number = text()
    activity = text()
    actor = text()
    unit = part_or_null(UnitSchema)
    assigned_to = part_or_null(OfficerSchema)
    opened_at = moment()
    due_at = moment_or_null()
    due_words = text("Sisa waktu kerja, misalnya “sisa 1 jam 20 menit”.")
    is_overdue = flag()
    is_due_soon = flag()
    filed_at = moment()
    report_due_at = moment_or_null()
    version = whole()
    etag = text("Kirim pada If-Match ketika mengambil tindakan.")


class TasksSchema(Schema):
    """Satu halaman tugas."""

    items = many(TaskSchema)
    next_cursor = text_or_null()


class TeamMemberSchema(Schema):
    """Anggota tim yang dapat diberi tugas."""

    id = ident()
    name = text()
    position = text()
    open_tasks = whole()


class TeamSchema(Schema):
    """Tim pemegang tugas."""

    items = many(TeamMemberSchema)


class AssignSchema(Strict):
    """Siapa yang mengerjakan; null melepas tugas."""

    officer_id = Id(required=True, allow_none=True)


class AssignOneSchema(Strict):
    """Satu tugas dan siapa yang mengerjakannya."""

    task_id = Id(required=True)
    officer_id = Id(required=True, allow_none=True)


class AssignManySchema(Strict):
    """Beberapa tugas sekaligus."""

    items = Many(Part(AssignOneSchema), required=True, least=1, most=LARGEST_PAGE)


class AssignedSchema(Schema):
    """Hasil untuk satu tugas."""

    task_id = ident()
    is_assigned = flag()
    code = text_or_null("Kode penolakan.")
    detail = text_or_null("Alasan penolakan.")


class AssignmentsSchema(Schema):
    """Hasil untuk tiap tugas, menurut urutan permintaan."""

    items = many(AssignedSchema)
