"""Keyset cursors: where a page ended, signed so that nobody can make one up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from tanggap.domain.refusal import Refused


def cursor_of(kind: str, sort: datetime | int, id_: UUID | None = None) -> str:
    """An opaque cursor for what follows the row with this sorting value and id.

    Args:
        kind: the list it belongs to; a cursor of one list is refused by another.
    """
    value = sort if isinstance(sort, int) else sort.isoformat()
    return str(_signer(kind).dumps([value, str(id_) if id_ else None]))


def moment_and_id(kind: str, cursor: str) -> tuple[datetime, UUID]:
    """What :func:`cursor_of` was given, for lists sorted by time.

    Raises:
        Refused: ``cursor-invalid``.
    """
    value, id_ = _read(kind, cursor)
    try:
        return datetime.fromisoformat(value), UUID(id_)
    except (TypeError, ValueError, AttributeError):
        raise Refused("cursor-invalid") from None


def number(kind: str, cursor: str) -> int:
    """What :func:`cursor_of` was given, for lists sorted by a growing number.

    Raises:
        Refused: ``cursor-invalid``.
    """
    value, _ = _read(kind, cursor)
    if not isinstance(value, int):
        raise Refused("cursor-invalid")
    return value


def _read(kind: str, cursor: str) -> Sequence[Any]:
    try:
        read = _signer(kind).loads(cursor)
    except BadData:
        raise Refused("cursor-invalid") from None
    if not isinstance(read, list) or len(read) != 2:
        raise Refused("cursor-invalid")
    return read


def _signer(kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"cursor.{kind}")
