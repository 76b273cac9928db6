"""Taking a report for somebody else."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from admin_api.schemas.fields import LONGEST_LINE, Filled, Flag, Id, Many, OneOf, Part, Strict, Text
from admin_api.schemas.parts import ident, many, text, whole


class LookUpSchema(Strict):
    """Apa yang dicari."""

    q = Text(required=True, longest=LONGEST_LINE)


class FoundReporterSchema(Schema):
    """Pelapor yang dikenal; nomor hanya empat angka terakhir."""

    id = ident()
    kind = text()
    name = text()
    number = text()
    phone = text()
    email = text()


class FoundReportersSchema(Schema):
    """Paling banyak sepuluh pelapor."""

    items = many(FoundReporterSchema)


class UploadSchema(Strict):
    """Berkas bukti."""

    file = fields.Raw(
        required=True,
        metadata={"type": "string", "format": "binary"},
        error_messages={"required": "Pilih berkas dahulu."},
    )


class UploadedSchema(Schema):
    """Berkas yang sudah diperiksa dan disimpan."""

    handle = text("Sebut pada evidence ketika laporan dikirim; berlaku 24 jam.")
    name = text()
    media_type = text()
    label = text()
    size = whole()


class ReporterGivenSchema(Strict):
    """Pelapor baru."""

    kind = OneOf("citizen", "asn", load_default="citizen")
    name = Filled(required=True, longest=LONGEST_LINE)
    nik = Text(longest=100, load_default="")
    nip = Text(longest=100, load_default="")
    phone = Text(longest=100, load_default="")
    email = Text(longest=LONGEST_LINE, load_default="")
    address = Text(longest=1000, load_default="")


class PersonGivenSchema(Strict):
    """Terlapor."""

    name = Filled(required=True, longest=LONGEST_LINE)
    unit_name = Text(longest=LONGEST_LINE, load_default="")
    position = Text(longest=LONGEST_LINE, load_default="")
    nip = Text(longest=100, load_default="")


class TakeReportSchema(Strict):
    """Laporan yang dicatat petugas: pelapor baru (reporter) atau yang dikenal (reporter_id)."""

    channel = Text(required=True, longest=100)
    submission_key = Id(
        required=True,
        metadata={"description": "UUID baru per formulir; kiriman ulang tidak menggandakan."},
    )
    reporter = Part(ReporterGivenSchema, load_default=None, allow_none=True)
    reporter_id = Id(load_default=None, allow_none=True)
    category_id = Id(required=True)
    subject = Filled(required=True)
    narrative = Filled(required=True)
    happened = Text(load_default="")
    place = Text(load_default="")
    is_confidential = Flag(load_default=False)
    persons = Many(Part(PersonGivenSchema), most=10, load_default=list)
    evidence = Many(Text(longest=2000), most=50, load_default=list)

    @validates_schema
    def _one_reporter(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("reporter") is None) == (data.get("reporter_id") is None):
            raise ValidationError("Isi data pelapor, atau pilih pelapor yang dikenal.", "reporter")
