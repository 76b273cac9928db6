"""Check what an officer answered to an action's fields: the output gate of a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from tanggap.domain.procedure import Field, FieldKind
from tanggap.domain.refusal import Refused


def check_answers(asked: Sequence[Field], given: Mapping[str, object]) -> dict[str, object]:
    """Return ``given`` with every value in its field's own type.

    Texts are stripped; units become UUIDs (a tuple for ``units``); dates become dates.

    Raises:
        Refused: ``field-unknown``, ``output-missing`` (facts: ``fields``) or ``field-invalid``
            (facts: ``field``, ``label``, ``why``).
    """
    known = {field.id for field in asked}
    if strange := sorted(set(given) - set(known)):
        raise Refused("field-unknown", fields=strange)
    checked: dict[str, object] = {}
    missing: list[Field] = []
    for field in asked:
        value = given.get(field.id)
        if _is_blank(value):
            if field.required:
                missing.append(field)
            continue
        checked[field.id] = _READERS[field.kind](field, value)
    if missing:
        raise Refused(
            "output-missing",
            fields=[field.id for field in missing],
            labels=[field.label for field in missing],
        )
    return checked


def _is_blank(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, str | list | tuple) and not (
        value.strip() if isinstance(value, str) else value
    )


def _bad(field: Field, why: str, **facts: object) -> Refused:
    return Refused("field-invalid", field=field.id, label=field.label, why=why, **facts)


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _bad(field, "not-text")
    text = value.strip()
    if len(text) > field.maximum:
        raise _bad(field, "too-long", limit=field.maximum, length=len(text))
    return text


def _choice(field: Field, value: object) -> str:
    if value not in [choice.value for choice in field.choices]:
        raise _bad(field, "not-a-choice", choices=[choice.label for choice in field.choices])
    return str(value)


def _unit(field: Field, value: object) -> UUID:
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        raise _bad(field, "not-a-unit") from None


def _units(field: Field, value: object) -> tuple[UUID, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(_unit(field, one) for one in values))


def _people(field: Field, value: object) -> tuple[UUID, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    try:
        found = [one if isinstance(one, UUID) else UUID(str(one)) for one in values]
    except ValueError:
        raise _bad(field, "not-a-person") from None
    return tuple(dict.fromkeys(found))


def _date(field: Field, value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _bad(field, "not-a-date") from None


def _boolean(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise _bad(field, "not-yes-or-no")
    return value


def _rating(field: Field, value: object) -> int:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= field.maximum:
        raise _bad(field, "not-a-rating", limit=field.maximum)
    return value


_READERS = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.UNIT: _unit,
    FieldKind.UNITS: _units,
    FieldKind.DATE: _date,
    FieldKind.BOOLEAN: _boolean,
    FieldKind.RATING: _rating,
    FieldKind.PEOPLE: _people,
}
