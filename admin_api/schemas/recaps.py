"""Recaps: figures, corrections, steps, and the archive."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from admin_api.schemas.fields import Strict
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    moment,
    moment_or_null,
    part,
    text,
    whole,
)
from admin_api.schemas.report import AllowedActionSchema
from tanggap.domain.procedure import Every
from tanggap.domain.recap import COUNTS, TABLES

EVERY = [every.value for every in Every]


class TallySchema(Schema):
    """Counts of reports."""

    received = whole()
    closed = whole()
    on_time = whole()
    late = whole()


class NamedTallySchema(TallySchema):
    """Counts of one category, channel, outcome or department."""

    name = text()


class TableSchema(Schema):
    """One breakdown of the figures."""

    table = text("category, channel, outcome, atau unit.")
    title = text()
    rows = many(NamedTallySchema)


class FiguresSchema(Schema):
    """All figures of a recap."""

    open_before = whole()
    open_after = whole()
    total = part(TallySchema)
    tables = many(TableSchema)


class RecapLineSchema(Schema):
    """A recap as a line of the list."""

    id = ident()
    desk_id = ident()
    desk_name = text()
    every = text("day atau month.")
    first_day = fields.Date(required=True)
    period = text("Masa dalam kata, misalnya “Juli 2026”.")
    activity = text("Kegiatan yang ditunggu; kosong bila sudah diarsipkan.")
    actor_title = text()
    due_at = moment_or_null()
    is_overdue = flag()
    is_archived = flag()
    is_mine = flag()
    version = whole()
    etag = text()


class RecapsSchema(Schema):
    """A page of recaps, the latest first."""

    items = many(RecapLineSchema)
    next_cursor = fields.String(required=True, allow_none=True)


class RecapEventSchema(Schema):
    """A fact of the recap's history."""

    at = moment()
    kind = text(
        "recap_opened, figure_corrected, recap_step_taken, recap_overdue, atau due_time_moved."
    )
    by = fields.String(required=True, allow_none=True)
    said = text("Kalimat untuk ditampilkan.")


class RecapSchema(RecapLineSchema):
    """A recap with its figures, history and what may be done."""

    counted = part(FiguresSchema)
    corrected = part(FiguresSchema)
    summary = text()
    may_correct = flag()
    allowed_actions = many(AllowedActionSchema)
    history = many(RecapEventSchema)
    document_id = ident_or_null()
    document_ready = flag()
    has_spreadsheet = flag()


class RecapQuery(Strict):
    """Which recaps are wanted."""

    every = fields.String(validate=validate.OneOf(EVERY))
    cursor = fields.String()


class BeginRecapSchema(Strict):
    """The period whose recap is begun by hand."""

    every = fields.String(required=True, validate=validate.OneOf(EVERY))
    day = fields.Date(required=True)


class CorrectionSchema(Strict):
    """One figure put right."""

    table = fields.String(required=True, validate=validate.OneOf(["total", *TABLES]))
    row = fields.String(load_default="")
    count = fields.String(
        required=True, validate=validate.OneOf([*COUNTS, "open_before", "open_after"])
    )
    value = fields.Integer(required=True, strict=True)
    reason = fields.String(required=True)
