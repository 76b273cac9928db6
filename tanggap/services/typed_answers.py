"""Clean what was typed into an action's fields, before the engine checks it."""

from __future__ import annotations

from collections.abc import Mapping

from tanggap.domain.procedure import Action, FieldKind
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text

LONGEST_OTHER = 300  # a choice, a date, a number: never longer


def cleaned_answers(action: Action | None, given: Mapping[str, object]) -> dict[str, object]:
    """``given`` without control and bidi characters in its texts; all else as it came.

    Raises:
        Refused: ``text-too-long`` with the ``field`` it stands in.
    """
    cleaned: dict[str, object] = {}
    for name, value in given.items():
        asked = action.asked(name) if action else None
        if asked is not None and isinstance(value, str):
            is_text = asked.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT)
            try:
                value = clean_text(
                    value,
                    max_length=asked.maximum if is_text else LONGEST_OTHER,
                    multiline=asked.kind is FieldKind.LONG_TEXT,
                )
            except Refused as refused:
                raise Refused(refused.code, **refused.facts, field=name) from None
        cleaned[name] = value
    return cleaned
