"""Procedure versions as administrators keep them."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.administration import Moment, NamedSchema
from admin_api.schemas.fields import Id, Strict, Text
from admin_api.schemas.parts import (
    flag,
    many,
    text,
    text_or_null,
    whole,
)
from tanggap.storage.procedure_files import LARGEST_FILE


class SourceSchema(Strict):
    """Teks berkas SOP."""

    source = Text(longest=LARGEST_FILE, required=True)


class ComparisonQuery(Strict):
    """Versi pembanding."""

    to = Id(required=True, metadata={"description": "Versi sesudahnya."})


class VersionEntrySchema(Schema):
    """Versi SOP dan layanan tempatnya berlaku."""

    id = fields.UUID(attribute="version.id", required=True)
    name = fields.String(attribute="version.name", required=True)
    version = fields.Integer(attribute="version.version", required=True)
    title = fields.String(attribute="version.title", required=True)
    sha256 = fields.String(attribute="version.sha256", required=True)
    loaded_at = Moment(attribute="version.loaded_at", required=True)
    desks = many(NamedSchema)


class VersionEntriesSchema(Schema):
    """Semua versi, menurut SOP, terbaru dahulu."""

    items = many(VersionEntrySchema)


class RemarkSchema(Schema):
    """Catatan atas berkas SOP, dengan barisnya."""

    line = whole()
    code = text()
    sentence = text()
    severity = text("error atau warning.")
    acknowledged = flag()


class ProcedureSourceSchema(VersionEntrySchema):
    """Satu versi dengan teks berkasnya dan catatan pemeriksa."""

    source = fields.String(required=True)
    remarks = many(RemarkSchema)


class CheckSchema(Schema):
    """Hasil pemeriksaan berkas yang belum disimpan."""

    is_good = flag()
    faults = many(RemarkSchema)
    remarks = many(RemarkSchema)
    is_stored = flag()
    name = text_or_null()
    version = fields.Integer(required=True, allow_none=True)
    next_version = fields.Integer(required=True, allow_none=True)


class DifferenceSchema(Schema):
    """Satu nilai yang berbeda."""

    what = text()
    was = fields.Raw(required=True, allow_none=True)
    becomes = fields.Raw(required=True, allow_none=True)


class ActionPartSchema(Schema):
    """Tindakan yang baru, hilang, atau berubah."""

    id = text()
    name = text()
    kind = text("added, removed, atau changed.")
    differences = many(DifferenceSchema)


class StepPartSchema(ActionPartSchema):
    """Pelaksana atau langkah yang baru, hilang, atau berubah."""

    actions = many(ActionPartSchema)
    moved = flag()


class ComparisonSchema(Schema):
    """Perbedaan dua versi."""

    is_same = flag()
    head = many(DifferenceSchema)
    actors = many(ActionPartSchema)
    outcomes = many(DifferenceSchema)
    steps = many(StepPartSchema)
