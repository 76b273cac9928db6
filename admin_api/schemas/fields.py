"""Fields whose faults are said in Indonesian, and the base of every schema."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate

LONGEST_LINE = 300
LONGEST_ANYTHING = 100_000
"""Characters read before a service says its own, smaller limit."""
Messages = dict[str, str | list[Any] | dict[Any, Any]]


def _said(**own: str) -> Messages:
    """The sentences of a field's faults."""
    missing = "Isi dahulu."
    return {"required": missing, "null": missing, "validator_failed": "Tidak sesuai.", **own}


_SCHEMA_FAULTS = {
    "unknown": "Isian ini tidak dikenal.",
    "type": "Bentuk isian ini tidak sesuai.",
}


class Strict(Schema):
    """Base of every schema of a request."""

    error_messages = _SCHEMA_FAULTS


class Text(fields.String):
    """Text as typed; services clean it and hold it to its own limit."""

    default_error_messages = _said(
        invalid="Isi dengan teks.", invalid_utf8="Teks ini tidak terbaca."
    )

    def __init__(self, *, longest: int = LONGEST_ANYTHING, least: int = 0, **given: Any) -> None:
        """Make a field for ``least`` to ``longest`` characters."""
        message = f"Tulis {least} sampai {longest} karakter." if least else _at_most(longest)
        limits = validate.Length(min=least or None, max=longest, error=message)
        super().__init__(validate=limits, **given)


class Filled(Text):
    """Text that somebody has to write; spaces alone are none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **given: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **given)
        if not text.strip():
            raise self.make_error("required")
        return text


class OneOf(fields.String):
    """One of a few known words."""

    default_error_messages = _said(invalid="Isi dengan teks.")

    def __init__(self, *words: str, **given: Any) -> None:
        """Make a field that accepts ``words`` alone."""
        message = f"Pilih salah satu: {', '.join(words)}."
        super().__init__(validate=validate.OneOf(words, error=message), **given)


class Id(fields.UUID):
    """The id of anything."""

    default_error_messages = _said(
        invalid="Tanda pengenal ini tidak benar.", invalid_uuid="Tanda pengenal ini tidak benar."
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **given: Any) -> UUID:
        if value == "":  # a list in a form from which nothing was chosen
            raise self.make_error("required")
        found: UUID = super()._deserialize(value, attr, data, **given)
        return found


class Whole(fields.Integer):
    """A whole number between two others."""

    default_error_messages = _said(
        invalid="Isi dengan angka bulat.", too_large="Angka ini terlalu besar."
    )

    def __init__(self, *, least: int, most: int, **given: Any) -> None:
        """Make a field for ``least`` to ``most``."""
        message = f"Isi dengan angka {least} sampai {most}."
        super().__init__(
            strict=False, validate=validate.Range(min=least, max=most, error=message), **given
        )


class Flag(fields.Boolean):
    """True or false."""

    default_error_messages = _said(invalid="Isi dengan true atau false.")


class Day(fields.Date):
    """A date, ``2026-03-12``."""

    default_error_messages = _said(
        invalid="Tulis tanggal dengan bentuk TTTT-BB-HH, misalnya 2026-03-12.",
        invalid_type="Tulis tanggal dengan bentuk TTTT-BB-HH, misalnya 2026-03-12.",
    )


class Many(fields.List[Any]):
    """A list with a bound on its length."""

    default_error_messages = _said(invalid="Isi dengan daftar.")

    def __init__(self, of: Any, *, most: int, least: int = 0, **given: Any) -> None:
        """Make a field for a list of ``least`` to ``most`` items."""
        message = f"Isi {least} sampai {most} baris." if least else f"Paling banyak {most} baris."
        limits = validate.Length(min=least or None, max=most, error=message)
        super().__init__(of, validate=limits, **given)


class Part(fields.Nested):
    """A schema inside another."""

    default_error_messages = _said(type="Bentuk isian ini tidak sesuai.")


class Answers(fields.Field[dict[str, Any]]):
    """What an officer answered to an action's fields: text, yes or no, number, or ids of units."""

    MOST_FIELDS = 30
    MOST_ITEMS = 100
    default_error_messages = _said(invalid="Isian tindakan harus berupa pasangan nama dan nilai.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > self.MOST_FIELDS:
            raise self.make_error("invalid")
        strange = {
            name: ["Nilai isian ini tidak sesuai."]
            for name, one in value.items()
            if not _is_answer(one)
        }
        if strange:
            raise ValidationError(strange)
        return value

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        return value


def _is_answer(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_ANYTHING
    if isinstance(value, list):
        return len(value) <= Answers.MOST_ITEMS and all(
            isinstance(one, str) and len(one) <= LONGEST_LINE for one in value
        )
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) < 2**53
    return value is None or isinstance(value, bool)


def _at_most(longest: int) -> str:
    return f"Paling banyak {longest:,} karakter.".replace(",", ".")
