"""Oversight: planned against actual, load, age, trend and places."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.fields import Day, Id, OneOf, Strict, Text
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    text,
    text_or_null,
    whole,
)


class OversightQuery(Strict):
    """Saringan; tanggal menurut zona layanan, keduanya termasuk.

    Tanpa tanggal: 30 hari terakhir.
    """

    desk = Id(load_default=None)
    unit = Id(load_default=None)
    step = Text(longest=100, load_default=None)
    actor = Text(longest=100, load_default=None)
    from_ = Day(data_key="from", load_default=None)
    to = Day(load_default=None)


class StepTimesQuery(OversightQuery):
    """Saringan dan pembagian waktu."""

    by = OneOf("whole", "month", "week", "day", load_default="whole")


class StepTimesFileQuery(StepTimesQuery):
    """Saringan, pembagian waktu, dan bentuk berkas."""

    format = OneOf("csv", "xlsx", load_default="xlsx")


def fraction() -> fields.Float:
    """A number with a fraction."""
    return fields.Float(required=True)


def fraction_or_null() -> fields.Float:
    """A number with a fraction, or null."""
    return fields.Float(required=True, allow_none=True)


def day() -> fields.Date:
    """A local day."""
    return fields.Date(required=True)


def day_or_null() -> fields.Date:
    """A local day, or null."""
    return fields.Date(required=True, allow_none=True)


class OverseenPeriodSchema(Schema):
    """Waktu yang dilihat, keduanya termasuk."""

    first = day()
    last = day()


class OverseenStepSchema(Schema):
    """Langkah SOP."""

    id = text()
    number = text()
    activity = text()
    actor = text()
    actor_title = text()


class OverseenUnitSchema(Schema):
    """Perangkat daerah."""

    id = ident()
    name = text()


class OverseenDeskSchema(Schema):
    """Layanan yang diawasi."""

    id = ident()
    name = text()
    is_whole = flag()
    steps = many(OverseenStepSchema)
    units = many(OverseenUnitSchema)


class OverseenDesksSchema(Schema):
    """Pilihan saringan."""

    items = many(OverseenDeskSchema)


class StepTimesSchema(Schema):
    """Satu langkah satu tim; menit kerja menurut kalender layanan, tanpa waktu berhenti."""

    desk_id = ident()
    desk_name = text()
    step = text()
    number = text()
    activity = text()
    actor = text()
    actor_title = text()
    is_reporters = flag()
    unit_id = ident_or_null()
    unit_name = text_or_null()
    period = day_or_null()
    standard = text()
    standard_minutes = fields.Integer(required=True, allow_none=True)
    executions = whole()
    median = fraction_or_null()
    ninetieth = fraction_or_null()
    limited = whole()
    on_time = whole()
    share_on_time = fraction_or_null()
    paused = fraction()
    returns = whole()


class StepTimesListSchema(Schema):
    """Waktu SOP dan kenyataan."""

    period = fields.Nested(OverseenPeriodSchema, required=True)
    items = many(StepTimesSchema)


class BacklogSchema(Schema):
    """Tugas terbuka satu langkah satu tim."""

    desk_id = ident()
    step = text()
    number = text()
    activity = text()
    actor = text()
    actor_title = text()
    unit_id = ident_or_null()
    unit_name = text_or_null()
    open = whole()
    overdue = whole()


class AgeGroupSchema(Schema):
    """Laporan terbuka menurut umurnya, dalam hari sejak masuk."""

    from_days = whole()
    to_days = fields.Integer(required=True, allow_none=True)
    filed_from = day_or_null()
    filed_to = day()
    open = whole()
    waiting = whole()


class TrendPointSchema(Schema):
    """Satu hari, minggu, atau bulan."""

    period = day()
    filed = whole()
    finished = whole()
    finished_limited = whole()
    finished_on_time = whole()
    executions = whole()
    limited = whole()
    on_time = whole()
    returns = whole()


class PlaceCountSchema(Schema):
    """Tempat seperti tertulis pada laporan yang tidak rahasia."""

    place = text()
    reports = whole()


class OverviewSchema(Schema):
    """Ikhtisar pengawasan."""

    period = fields.Nested(OverseenPeriodSchema, required=True)
    by = text("day, week, atau month.")
    may_read = flag()
    trend = many(TrendPointSchema)
    backlog = many(BacklogSchema)
    ages = many(AgeGroupSchema)
    places = many(PlaceCountSchema)
