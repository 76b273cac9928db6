"""Single values as JSON: moments, ids, people and departments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Unit


def moment(value: datetime | None) -> str | None:
    """``2026-07-16T02:00:00Z``: always UTC, whatever zone the database's session speaks."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def id_or_none(value: UUID | None) -> str | None:
    """An id as text."""
    return str(value) if value else None


def unit(value: Unit | None) -> dict[str, Any] | None:
    """A department."""
    if value is None:
        return None
    return {"id": str(value.id), "name": value.name, "short_name": value.short_name}


def officer(value: Account | None) -> dict[str, Any] | None:
    """An officer by name."""
    return {"id": str(value.id), "name": value.name} if value else None
