"""What guards an officer's own account: passkeys and the password."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from admin_api.schemas.fields import LONGEST_LINE, Strict, Text
from admin_api.schemas.parts import flag, ident, many, moment, moment_or_null, text


def _credential() -> fields.Dict:
    """A ``PublicKeyCredential`` as JSON; py_webauthn judges what is in it."""
    return fields.Dict(
        keys=fields.String(),
        required=True,
        error_messages={
            "required": "Isi dahulu.",
            "null": "Isi dahulu.",
            "invalid": "Isi dengan jawaban peramban.",
        },
        metadata={"description": "Jawaban `navigator.credentials` sebagai JSON."},
    )


class PasskeyOptionsSchema(Schema):
    """Yang diminta kepada `navigator.credentials`."""

    options: Any = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "Pilihan WebAuthn; bita sebagai base64url."},
    )


class PasskeyEntrySchema(Strict):
    """Jawaban peramban ketika masuk."""

    credential = _credential()


class NewPasskeySchema(Strict):
    """Kunci sandi baru dan nama yang diberikan pemiliknya."""

    name = Text(required=True, longest=LONGEST_LINE, least=1)
    credential = _credential()


class PasskeySchema(Schema):
    """Kunci sandi."""

    id = ident()
    name = text()
    created_at = moment()
    last_used_at = moment_or_null()
    is_synced = flag()


class PasskeyListSchema(Schema):
    """Kunci sandi akun sendiri."""

    items = many(PasskeySchema)


class PasswordChangeSchema(Strict):
    """Kata sandi sekarang dan yang baru."""

    current = Text(required=True, longest=1000, least=1, metadata={"format": "password"})
    new = Text(required=True, longest=1000, least=1, metadata={"format": "password"})
