"""Units, desks, categories and teams, as administrators arrange them."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.administration import NamedSchema, SettledSchema, moment
from admin_api.schemas.fields import Flag, Id, Many, OneOf, Part, Strict, Text, Whole
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    part,
    part_or_null,
    text,
    text_or_null,
    texts,
    whole,
)
from tanggap.services.administration.desks import CHANNELS
from tanggap.services.administration.units import DEPUTIES, MOST_ADDRESS_LINES

MOST_LINE = 1000


class LetterheadGivenSchema(Strict):
    """Baris kop surat."""

    address_lines = Many(Text(longest=MOST_LINE), most=MOST_ADDRESS_LINES, required=True)
    contact_line = Text(longest=MOST_LINE, load_default="")


class UnitChangeSchema(Strict):
    """Isian perangkat daerah; yang tidak disebut tidak berubah."""

    name = Text(longest=MOST_LINE)
    short_name = Text(longest=MOST_LINE)
    letter_code = Text(longest=MOST_LINE)
    letterhead = Part(LetterheadGivenSchema)
    parent_id = Id(allow_none=True)
    head_id = Id(allow_none=True)
    deputy = OneOf(*DEPUTIES, allow_none=True)
    is_active = Flag()


class UnitCreateSchema(UnitChangeSchema):
    """Perangkat daerah baru."""

    code = Text(longest=MOST_LINE, required=True)
    name = Text(longest=MOST_LINE, required=True)
    short_name = Text(longest=MOST_LINE, required=True)
    letter_code = Text(longest=MOST_LINE, required=True)


class LetterheadSchema(Schema):
    """Baris kop surat."""

    address_lines = fields.List(fields.String(), dump_default=[])
    contact_line = fields.String(dump_default="")


class AdministeredUnitSchema(Schema):
    """Perangkat daerah; `parent_id` membentuk pohonnya."""

    id = ident()
    version = whole()
    code = text()
    name = text()
    short_name = text()
    letter_code = text()
    letterhead = part(LetterheadSchema)
    parent_id = ident_or_null()
    head = part_or_null(NamedSchema)
    deputy = text_or_null()
    is_active = flag()


class AdministeredUnitsSchema(Schema):
    """Semua perangkat daerah, menurut nama."""

    items = many(AdministeredUnitSchema)


class DeskChangeSchema(Strict):
    """Isian layanan; yang tidak disebut tidak berubah."""

    name = Text(longest=MOST_LINE)
    summary = Text(longest=MOST_LINE)
    register_prefix = Text(longest=MOST_LINE)
    letter_pattern = Text(longest=MOST_LINE)
    channels = Many(OneOf(*CHANNELS), most=len(CHANNELS), least=1)
    unit_id = Id()
    calendar_id = Id()
    procedure_version_id = Id()
    is_ethics = Flag()
    is_active = Flag()


class DeskCreateSchema(Strict):
    """Layanan baru; terbuka untuk umum setelah timnya ada dan diaktifkan."""

    slug = Text(longest=MOST_LINE, required=True)
    name = Text(longest=MOST_LINE, required=True)
    summary = Text(longest=MOST_LINE, required=True)
    register_prefix = Text(longest=MOST_LINE, required=True)
    letter_pattern = Text(longest=MOST_LINE, required=True)
    channels = Many(OneOf(*CHANNELS), most=len(CHANNELS), least=1, required=True)
    unit_id = Id(required=True)
    calendar_id = Id(required=True)
    procedure_version_id = Id(required=True)
    is_ethics = Flag(load_default=False)


class GapQuery(Strict):
    """SOP yang hendak diberlakukan."""

    procedure_version_id = Id(required=True)


class GapSchema(Schema):
    """Pelaksana yang belum punya tim beranggota aktif."""

    actor = text()
    title = text()
    per_unit = flag()


class GapsSchema(Schema):
    """Yang masih kurang bila SOP itu diberlakukan."""

    items = many(GapSchema)


class ProcedureInForceSchema(Schema):
    """SOP yang berlaku pada layanan."""

    id = ident()
    name = text()
    version = whole()
    title = text()


class AdministeredDeskSchema(Schema):
    """Layanan pengaduan."""

    id = fields.UUID(attribute="desk.id", required=True)
    version = fields.Integer(attribute="desk.version", required=True)
    slug = fields.String(attribute="desk.slug", required=True)
    name = fields.String(attribute="desk.name", required=True)
    summary = fields.String(attribute="desk.summary", required=True)
    register_prefix = fields.String(attribute="desk.register_prefix", required=True)
    letter_pattern = fields.String(required=True)
    channels = fields.List(fields.String(), attribute="desk.channels", required=True)
    is_ethics = fields.Boolean(attribute="desk.is_ethics", required=True)
    is_active = fields.Boolean(attribute="desk.is_active", required=True)
    unit = fields.Nested(NamedSchema, attribute="desk.unit", required=True)
    calendar = fields.Nested(NamedSchema, attribute="desk.calendar", required=True)
    procedure = fields.Nested(
        ProcedureInForceSchema, attribute="desk.procedure_version", required=True
    )
    gaps = many(GapSchema)
    settled = part_or_null(SettledSchema)


class AdministeredDesksSchema(Schema):
    """Semua layanan, menurut nama."""

    items = many(AdministeredDeskSchema)
    channels = texts()


class CategoryCreateSchema(Strict):
    """Kategori baru; dengan `parent_id` sebuah subkategori."""

    name = Text(longest=MOST_LINE, required=True)
    hint = Text(longest=MOST_LINE, load_default="")
    parent_id = Id(load_default=None, allow_none=True)


class CategoryChangeSchema(Strict):
    """Isian kategori; yang tidak disebut tidak berubah."""

    name = Text(longest=MOST_LINE)
    hint = Text(longest=MOST_LINE)
    position = Whole(least=0, most=10_000, metadata={"description": "Urutan di antara saudaranya."})
    is_active = Flag()


class AdministeredCategorySchema(Schema):
    """Kategori atau subkategori."""

    id = ident()
    version = whole()
    desk_id = ident()
    parent_id = ident_or_null()
    name = text()
    hint = text()
    position = whole()
    is_active = flag()


class AdministeredCategoriesSchema(Schema):
    """Kategori utama menurut urutan, lalu subkategori menurut urutan."""

    items = many(AdministeredCategorySchema)


class TeamCreateSchema(Strict):
    """Tim baru."""

    actor = Text(longest=MOST_LINE, required=True)
    unit_id = Id(load_default=None, allow_none=True)
    name = Text(longest=MOST_LINE, required=True)


class TeamChangeSchema(Strict):
    """Nama tim."""

    name = Text(longest=MOST_LINE, required=True)


class MemberGivenSchema(Strict):
    """Petugas yang didudukkan."""

    account_id = Id(required=True)


class MemberSchema(Schema):
    """Anggota tim."""

    id = fields.UUID(attribute="account_id", required=True)
    name = text()
    position = text()
    is_active = flag()
    since = moment()


class AdministeredTeamSchema(Schema):
    """Tim sebuah layanan."""

    id = fields.UUID(attribute="team.id", required=True)
    version = fields.Integer(attribute="team.version", required=True)
    desk_id = fields.UUID(attribute="team.desk_id", required=True)
    actor = fields.String(attribute="team.actor", required=True)
    actor_title = text()
    unit = fields.Nested(NamedSchema, attribute="team.unit", required=True, allow_none=True)
    name = fields.String(attribute="team.name", required=True)
    members = many(MemberSchema)


class TeamActorSchema(Schema):
    """Pelaksana yang dapat dibuatkan tim."""

    id = text()
    title = text()
    per_unit = flag()


class AdministeredTeamsSchema(Schema):
    """Tim layanan menurut urutan pelaksana, dan pelaksana yang dapat dibuatkan tim."""

    items = many(AdministeredTeamSchema)
    actors = many(TeamActorSchema)
