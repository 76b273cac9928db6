"""Who is signed in, and what signing in takes."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.fields import LONGEST_LINE, Strict, Text
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    moment,
    moment_or_null,
    part_or_null,
    text,
    text_or_null,
    texts,
    whole,
)


class SignInSchema(Strict):
    """Surel dan kata sandi."""

    email = Text(required=True, longest=LONGEST_LINE, least=1)
    password = Text(required=True, longest=1000, least=1, metadata={"format": "password"})


class CodeSchema(Strict):
    """Kode enam angka dari aplikasi autentikator, atau kode pemulihan."""

    code = Text(required=True, longest=40, least=6)


class SeatSchema(Schema):
    """Tempat petugas di sebuah tim."""

    desk_id = ident()
    desk_name = text()
    actor = text()
    actor_title = text()
    team = text()
    unit_id = ident_or_null()
    is_intake = flag()
    may_unmask = flag()
    has_recaps = flag()
    marks_letters = flag()
    timezone = text("Zona waktu layanan, misalnya Asia/Jakarta.")


class AccountSchema(Schema):
    """Akun petugas yang masuk."""

    id = ident()
    name = text()
    email = text()
    roles = texts()
    has_second_factor = flag()
    last_login_at = moment_or_null()


class SessionSchema(Schema):
    """Keadaan masuk dari peramban ini."""

    state = text("signed_in, signed_out, second_factor_needed, atau enrolment_needed.")
    csrf_token = text("Kirim pada kepala X-CSRFToken.")
    now = moment()
    ends_at = moment_or_null()
    account = part_or_null(AccountSchema)
    seats = many(SeatSchema)
    permissions = texts()
    timezone = text_or_null(
        "Zona waktu layanan pertama petugas, atau layanan pertama instansi; null sebelum masuk."
    )


class PreferencesSchema(Strict):
    """Pengaturan petugas sendiri."""

    preferences = fields.Dict(
        keys=fields.String(),
        required=True,
        error_messages={
            "required": "Isi dahulu.",
            "invalid": "Isi dengan pasangan nama dan nilai.",
        },
    )


class EnrolmentSchema(Schema):
    """Yang dibutuhkan aplikasi autentikator; hanya ditunjukkan sekali."""

    secret = text("Kunci untuk diketik.")
    uri = text("Alamat otpauth://.")
    qr_svg = text("Kode QR sebagai gambar SVG.")


class RecoveryCodesSchema(Schema):
    """Kode pemulihan; hanya ditunjukkan sekali."""

    codes = texts()
    session = part_or_null(SessionSchema)


class RemainingSchema(Schema):
    """Berapa kode pemulihan yang tersisa."""

    remaining = whole()
