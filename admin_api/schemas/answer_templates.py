"""Answer templates, as administrators arrange them and as officers choose them."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.administration import moment
from admin_api.schemas.fields import Flag, Id, Strict, Text
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    text,
    text_or_null,
    whole,
)

MOST_LINE = 1000


class TemplateChangeSchema(Strict):
    """Isian templat; yang tidak disebut tidak berubah."""

    name = Text(longest=MOST_LINE)
    body = Text()
    step = Text(longest=100, allow_none=True)
    action = Text(longest=100, allow_none=True)
    category_id = Id(allow_none=True)
    is_active = Flag()


class TemplateCreateSchema(Strict):
    """Templat baru; tanpa langkah dan kategori, cocok di mana saja."""

    name = Text(longest=MOST_LINE, required=True)
    body = Text(required=True)
    step = Text(longest=100, load_default=None, allow_none=True)
    action = Text(longest=100, load_default=None, allow_none=True)
    category_id = Id(load_default=None, allow_none=True)


class TemplateSchema(Schema):
    """Templat jawaban."""

    id = ident()
    desk_id = ident()
    name = text()
    body = text()
    step = text_or_null()
    action = text_or_null()
    category_id = ident_or_null()
    is_active = flag()
    updated_at = moment()
    version = whole()


class TemplatePlaceSchema(Schema):
    """Tindakan yang punya isian teks."""

    step = text()
    number = text()
    activity = text()
    action = text()
    label = text()


class PlaceholderSchema(Schema):
    """Isian yang dapat ditulis di dalam kurung kurawal."""

    name = text()
    meaning = text()


class TemplatesSchema(Schema):
    """Templat sebuah layanan, dan apa yang dapat dipakai di dalamnya."""

    items = many(TemplateSchema)
    places = many(TemplatePlaceSchema)
    placeholders = many(PlaceholderSchema)


class TemplateBodySchema(Strict):
    """Teks templat yang hendak dilihat."""

    body = Text(required=True)


class TemplatePreviewSchema(Schema):
    """Teks dengan isian sebuah laporan contoh."""

    text = text()


class TemplateQuery(Strict):
    """Tindakan yang sedang diisi."""

    action = Text(longest=100, required=True)


class FilledTemplateSchema(Schema):
    """Templat yang sudah berisi data laporan."""

    id = ident()
    name = text()
    text = text()


class FilledTemplatesSchema(Schema):
    """Templat untuk tindakan ini, yang paling khusus dahulu."""

    items = many(FilledTemplateSchema)
