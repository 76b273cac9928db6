"""Cursors of lists that go on behind a row known by its id."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from admin_api.cursors import cursor_of, moment_and_id

_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_behind(kind: str, id_: UUID | None) -> str | None:
    """An opaque cursor for what follows the row with this id; None at the end of the list."""
    return cursor_of(kind, _NO_MOMENT, id_) if id_ is not None else None


def id_of_cursor(kind: str, cursor: str | None) -> UUID | None:
    """The id :func:`cursor_behind` was given; None for the first page.

    Raises:
        Refused: ``cursor-invalid``.
    """
    return moment_and_id(kind, cursor)[1] if cursor else None
