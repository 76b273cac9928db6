"""What the groups of administration share: moments, people, and paging of long lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marshmallow import Schema, fields

from admin_api.presenting.values import moment as written
from admin_api.schemas.fields import Strict, Text, Whole
from admin_api.schemas.parts import flag, ident, text, text_or_null, whole

LARGEST_PAGE = 100


class Moment(fields.DateTime):
    """A moment, always written in UTC."""

    def _serialize(self, value: datetime | None, *_: Any, **__: Any) -> str | None:
        return written(value)


def moment() -> Moment:
    """A required moment."""
    return Moment(required=True)


def moment_or_null() -> Moment:
    """A moment, or null."""
    return Moment(required=True, allow_none=True)


class LongListQuery(Strict):
    """Paging of lists that administrators read through."""

    cursor = Text(longest=500, load_default=None, metadata={"description": "Dari next_cursor."})
    limit = Whole(least=1, most=LARGEST_PAGE, load_default=50)


class NamedSchema(Schema):
    """Sesuatu dengan nama."""

    id = ident()
    name = text()


class SettledSchema(Schema):
    """Yang terjadi pada tenggat ketika jam kerja berubah."""

    tasks = whole()
    reports = whole()
    in_background = flag()


class OutcomeSchema(Schema):
    """Hasil untuk satu hal dari beberapa."""

    id = ident()
    is_done = flag()
    code = text_or_null("Kode penolakan.")
    detail = text_or_null("Alasan penolakan.")
