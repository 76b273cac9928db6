"""Finding reports."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.fields import Day, Flag, Id, OneOf, Text
from admin_api.schemas.parts import (
    flag,
    ident,
    many,
    moment,
    moment_or_null,
    text,
    text_or_null,
    whole,
)
from admin_api.schemas.queues import PageQuery


class SearchQuery(PageQuery):
    """Words and filters."""

    q = Text(
        longest=200,
        load_default="",
        metadata={"description": "Kata, “frasa”, -kecuali, atau nomor."},
    )
    desk = Id(load_default=None)
    state = OneOf("open", "waiting", "closed", load_default=None)
    outcome = Text(longest=100, load_default=None)
    classification = Text(longest=100, load_default=None)
    category = Id(load_default=None)
    unit = Id(load_default=None)
    channel = Text(longest=100, load_default=None)
    from_ = Day(
        data_key="from", load_default=None, metadata={"description": "Masuk sejak hari ini."}
    )
    to = Day(load_default=None, metadata={"description": "Masuk sampai dengan hari ini."})
    overdue = Flag(load_default=False)
    place = Text(
        longest=120,
        load_default=None,
        metadata={"description": "Tempat persis seperti tertulis; laporan rahasia tidak ikut."},
    )
    in_place = Id(
        load_default=None,
        metadata={
            "description": "Tempat dalam daftar tempat, kecamatan dengan kelurahannya; "
            "laporan rahasia tidak ikut."
        },
    )
    place_state = OneOf(
        "unrecognised",
        "unstated",
        load_default=None,
        metadata={
            "description": "Tempatnya ditulis tetapi tidak dikenali, atau tidak ditulis; "
            "laporan rahasia tidak ikut."
        },
    )
    step = Text(longest=100, load_default=None, metadata={"description": "Langkah SOP."})
    task = OneOf(
        "open",
        "overdue",
        "done",
        "late",
        "returned",
        load_default=None,
        metadata={
            "description": "Keadaan tugas pada langkah itu: terbuka, terbuka dan terlambat, "
            "selesai, selesai terlambat, atau dikembalikan."
        },
    )
    done_from = Day(load_default=None, metadata={"description": "Tugasnya selesai sejak hari ini."})
    done_to = Day(
        load_default=None, metadata={"description": "Tugasnya selesai sampai dengan hari ini."}
    )


class FoundReportSchema(Schema):
    """Laporan pada hasil pencarian."""

    id = ident()
    number = text()
    subject = text()
    reporter = text()
    category = text()
    desk_id = ident()
    desk_name = text()
    classification = text_or_null()
    is_confidential = flag()
    channel = text()
    state = text()
    outcome = text_or_null()
    filed_at = moment()
    due_at = moment_or_null()
    due_words = text()
    is_overdue = flag()
    answered_at = moment_or_null()
    closed_at = moment_or_null()
    version = whole()


class FoundReportsSchema(Schema):
    """Satu halaman laporan, terbaru dahulu."""

    items = many(FoundReportSchema)
    next_cursor = text_or_null()
