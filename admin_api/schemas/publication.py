"""Shapes of publishing a report: the proposal, what an officer decides, what is public."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.fields import LONGEST_LINE, Many, Part, Strict, Text, Whole
from admin_api.schemas.parts import many, moment, part_or_null, text, text_or_null, whole

MOST_PLACES = 500
MOST_WORDS = 50


class PublicationPlaceSchema(Schema):
    """Bagian teks yang ditemukan atau ditandai; posisi dihitung per karakter (code point)."""

    start = whole()
    end = whole()
    kind = text()
    label = text("Jenisnya dalam kata.")
    how = text("detected, added, atau lifted.")
    reason = text()


class PublicationTextSchema(Schema):
    """Satu teks: asli, susunan petugas sebelum disamarkan, dan yang dibaca publik."""

    field = text("title, question, atau answer.")
    original = text()
    source = text()
    shown = text()
    places = many(PublicationPlaceSchema)


class PublishedStateSchema(Schema):
    """Publikasi yang sudah ada."""

    address = text("Alamat halaman publiknya.")
    published_at = moment()
    updated_at = moment()
    withdrawn_at = fields.DateTime(required=True, allow_none=True)
    withdrawn_reason = text_or_null()


class PublicationSchema(Schema):
    """Usulan publikasi sebuah laporan."""

    obstacle = text_or_null("Kode aturan yang melarang, atau null.")
    obstacle_text = text()
    fingerprint = text("Disebut lagi ketika menerbitkan.")
    texts = many(PublicationTextSchema)
    publication = part_or_null(PublishedStateSchema)


class PlaceGivenSchema(Strict):
    """Bagian teks dan alasannya."""

    start = Whole(least=0, most=100_000, required=True)
    end = Whole(least=0, most=100_000, required=True)
    reason = Text(load_default="")


class TextGivenSchema(Strict):
    """Yang diputuskan petugas untuk satu teks."""

    text = Text(load_default=None, allow_none=True)
    lifted = Many(fields.Nested(PlaceGivenSchema), most=MOST_PLACES, load_default=list)
    added = Many(fields.Nested(PlaceGivenSchema), most=MOST_PLACES, load_default=list)


class PublicationGivenSchema(Strict):
    """Yang diputuskan petugas untuk ketiga teks."""

    title = Part(TextGivenSchema, load_default=None)
    question = Part(TextGivenSchema, load_default=None)
    answer = Part(TextGivenSchema, load_default=None)
    words = Many(Text(longest=LONGEST_LINE), most=MOST_WORDS, load_default=list)


class PublishSchema(PublicationGivenSchema):
    """Keputusan petugas, dengan sidik teks asli yang ia baca."""

    fingerprint = Text(longest=LONGEST_LINE, required=True)
