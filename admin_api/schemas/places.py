"""The gazetteer, as administrators keep it and forms offer it; the map of oversight."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from admin_api.schemas.fields import Flag, Id, Many, OneOf, Strict, Text
from admin_api.schemas.oversight import (
    OverseenPeriodSchema,
    OversightQuery,
    fraction_or_null,
)
from admin_api.schemas.parts import flag, ident, ident_or_null, many, part, text, texts, whole
from tanggap.services.administration.place_import import LARGEST_SOURCE

MOST_SPELLINGS_READ = 100
KINDS = ("district", "village")


class Degrees(fields.Float):
    """Degrees of latitude or longitude (WGS 84)."""

    default_error_messages = {  # noqa: RUF012 - as marshmallow reads it
        "required": "Isi dahulu.",
        "null": "Isi dahulu.",
        "invalid": "Isi dengan derajat desimal, misalnya -2.13.",
        "special": "Isi dengan derajat desimal, misalnya -2.13.",
        "too_large": "Angka ini terlalu besar.",
    }

    def __init__(self, most: int) -> None:
        """Make a field for ``-most`` to ``most`` degrees, or null."""
        limits = validate.Range(min=-most, max=most, error=f"Antara -{most} dan {most} derajat.")
        super().__init__(allow_none=True, validate=limits)


class PlaceChangeSchema(Strict):
    """Isian tempat; yang tidak disebut tidak berubah."""

    kind = OneOf(*KINDS)
    name = Text(longest=1000)
    spellings = Many(Text(longest=1000), most=MOST_SPELLINGS_READ)
    district_id = Id(allow_none=True)
    latitude = Degrees(90)
    longitude = Degrees(180)
    is_active = Flag()


class PlaceCreateSchema(PlaceChangeSchema):
    """Tempat baru."""

    kind = OneOf(*KINDS, required=True)
    name = Text(longest=1000, required=True)


class PlaceSchema(Schema):
    """Kecamatan, atau kelurahan dalam kecamatan `district_id`; lintang dan bujur WGS 84."""

    id = ident()
    version = whole()
    kind = text("district atau village.")
    name = text()
    spellings = texts()
    district_id = ident_or_null()
    latitude = fraction_or_null()
    longitude = fraction_or_null()
    is_active = flag()


class PlacesSchema(Schema):
    """Semua tempat, menurut nama."""

    items = many(PlaceSchema)


class PlaceSourceSchema(Strict):
    """Isi berkas CSV: nama, jenis, kecamatan, ejaan, lintang, bujur."""

    source = Text(longest=LARGEST_SOURCE, required=True)


class LineFaultSchema(Schema):
    """Kesalahan pada satu baris; judul kolom adalah baris 1."""

    line = whole()
    said = text()


class ImportedPlacesSchema(Schema):
    """Hasil impor; bila ada kesalahan tidak satu pun baris disimpan."""

    added = whole()
    changed = whole()
    unchanged = whole()
    faults = many(LineFaultSchema)


class OfferedPlacesSchema(Schema):
    """Nama yang dapat dipilih pada isian tempat."""

    items = texts()


class PlaceCountsSchema(Schema):
    """Laporan masuk, yang selesai, dan yang selesai tepat waktu."""

    reports = whole()
    finished = whole()
    finished_limited = whole()
    finished_on_time = whole()
    share_on_time = fraction_or_null()


class MappedPlaceSchema(PlaceCountsSchema):
    """Kecamatan bersama kelurahannya; tanpa titik bila daftar tempat tidak menyebutnya."""

    id = ident()
    name = text()
    kind = text("district atau village.")
    latitude = fraction_or_null()
    longitude = fraction_or_null()


class PlaceMapSchema(Schema):
    """Peta tempat, dan laporan yang tidak dapat dipetakan."""

    period = fields.Nested(OverseenPeriodSchema, required=True)
    may_read = flag()
    is_gazetteer_empty = flag()
    places = many(MappedPlaceSchema)
    unrecognised = part(PlaceCountsSchema)
    unstated = part(PlaceCountsSchema)
    withheld = part(PlaceCountsSchema)
    few = part(PlaceCountsSchema)


class PlaceMapFileQuery(OversightQuery):
    """Saringan dan bentuk berkas."""

    format = OneOf("csv", "xlsx", load_default="xlsx")
