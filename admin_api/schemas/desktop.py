"""What officers keep for themselves: saved views and unsent texts."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from admin_api.schemas.fields import (
    LONGEST_ANYTHING,
    LONGEST_LINE,
    Flag,
    Id,
    Messages,
    OneOf,
    Strict,
    Text,
)
from admin_api.schemas.parts import flag, ident, ident_or_null, many, moment_or_null, text

MOST_PARAMETERS = 20
DEEPEST = 4
"""Levels of a form: its fields, a list among them, a row of the list, and the row's own fields."""


def _said(invalid: str) -> Messages:
    """The sentences of a field's faults."""
    return {"required": "Isi dahulu.", "null": "Isi dahulu.", "invalid": invalid}


class Address(fields.Dict):
    """Parameters of the app's address: few, short, and with plain names."""

    default_error_messages = _said("Isi dengan pasangan nama dan nilai.")

    def __init__(self, **given: Any) -> None:
        """Make the field."""
        named = validate.Regexp(r"\A[a-z][a-z-]{0,29}\Z", error="Nama ini tidak sesuai.")
        most = f"Paling banyak {MOST_PARAMETERS} saringan."
        super().__init__(
            keys=fields.String(validate=named),
            values=Text(longest=LONGEST_LINE),
            validate=validate.Length(max=MOST_PARAMETERS, error=most),
            **given,
        )


class Typed(fields.Field[dict[str, Any]]):
    """The fields of a form as typed: text, choices, and lists of rows."""

    default_error_messages = _said("Tulisan harus berupa pasangan nama dan nilai.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not _is_typed(value, DEEPEST):
            raise self.make_error("invalid")
        return value

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        return value


def _is_typed(value: object, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_is_typed(one, levels - 1) for one in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_is_typed(one, levels - 1) for one in value)
    if isinstance(value, str):
        return len(value) <= LONGEST_ANYTHING
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) < 2**53
    return value is None or isinstance(value, bool)


class SaveViewSchema(Strict):
    """Saringan yang disimpan."""

    place = OneOf("tasks", "reports", required=True)
    name = Text(required=True)
    address = Address(required=True)
    desk_id = Id(load_default=None, allow_none=True)
    is_start = Flag(load_default=False)


class ChangeViewSchema(Strict):
    """Yang diganti; yang tidak disebut tetap."""

    name = Text()
    is_start = Flag()


class ViewSchema(Schema):
    """Tampilan tersimpan."""

    id = ident()
    place = text("tasks atau reports.")
    desk_id = ident_or_null()
    name = text()
    address = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    is_start = flag()


class ViewsSchema(Schema):
    """Tampilan tersimpan petugas."""

    items = many(ViewSchema)


class TypedSchema(Strict):
    """Isian sebagaimana diketik."""

    typed = Typed(required=True, metadata={"type": "object", "additionalProperties": True})


class UnsentTextSchema(Schema):
    """Tulisan yang belum dikirim."""

    typed = fields.Dict(required=True, allow_none=True)
    saved_at = moment_or_null()
    etag = text("Untuk If-Match ketika menyimpan; kosong bila belum ada tulisan.")
