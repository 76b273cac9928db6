"""Officers as administrators look after them."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.administration import LongListQuery, moment_or_null
from admin_api.schemas.fields import Filled, Flag, Id, Many, OneOf, Strict, Text
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    text,
    text_or_null,
    texts,
    whole,
)
from tanggap.services.administration.user_list import OFFICER_ROLES, STATES

MOST_LINE = 1000
MOST_TEAMS = 200


class UserQuery(LongListQuery):
    """Saringan daftar petugas."""

    q = Text(
        longest=200, load_default="", metadata={"description": "Bagian nama, surel, atau NIP."}
    )
    state = OneOf(*STATES, load_default=None)
    role = OneOf(*OFFICER_ROLES, load_default=None)
    unit = Id(load_default=None)


class UserChangeSchema(Strict):
    """Isian petugas; yang tidak disebut tidak berubah."""

    name = Text(longest=MOST_LINE)
    email = Text(longest=MOST_LINE)
    unit_id = Id()
    position = Text(longest=MOST_LINE)
    rank = Text(longest=MOST_LINE, allow_none=True)
    nip = Text(longest=MOST_LINE, allow_none=True)
    superior_id = Id(allow_none=True)


class InvitationSchema(Strict):
    """Petugas yang diundang."""

    name = Filled(longest=MOST_LINE, required=True)
    email = Filled(longest=MOST_LINE, required=True)
    roles = Many(OneOf(*OFFICER_ROLES), most=len(OFFICER_ROLES), required=True)
    unit_id = Id(required=True)
    position = Filled(longest=MOST_LINE, required=True)
    rank = Text(longest=MOST_LINE, allow_none=True)
    nip = Text(longest=MOST_LINE, allow_none=True)
    superior_id = Id(allow_none=True)


class RolesGivenSchema(Strict):
    """Peran petugas, semuanya."""

    roles = Many(OneOf(*OFFICER_ROLES), most=len(OFFICER_ROLES), required=True)


class TeamsGivenSchema(Strict):
    """Tim petugas, semuanya."""

    team_ids = Many(Id(), most=MOST_TEAMS, required=True)


class StateGivenSchema(Strict):
    """Apakah akun boleh dipakai."""

    is_active = Flag(required=True)


class NikGivenSchema(Strict):
    """NIK penanda tangan; null menghapusnya."""

    nik = Text(longest=MOST_LINE, required=True, allow_none=True)


class TeamSeatSchema(Schema):
    """Tempat petugas dalam sebuah tim."""

    team_id = ident()
    name = text()
    desk_id = ident()
    desk_name = text()
    actor = text()
    unit_id = ident_or_null()


class UserSchema(Schema):
    """Petugas."""

    id = ident()
    version = whole()
    name = text()
    email = text()
    state = text("active, invited (belum membuat kata sandi), atau inactive.")
    roles = texts()
    position = text()
    rank = text_or_null()
    nip = text_or_null()
    nik_end = text_or_null("Empat angka terakhir NIK penanda tangan; null bila belum dicatat.")
    unit_id = ident()
    unit_name = text()
    superior_id = ident_or_null()
    superior_name = text_or_null()
    has_second_factor = flag()
    last_login_at = moment_or_null()
    teams = many(TeamSeatSchema)
    is_self = flag()


class UsersSchema(Schema):
    """Satu halaman petugas, menurut nama."""

    items = many(UserSchema)
    next_cursor = text_or_null()
