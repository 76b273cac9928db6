"""Single values as JSON: moments, ids, people and departments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Unit


def moment(value: datetime | None) -> str | None:
    """``2026-07-16T02:00:00Z``: always UTC, whatever zone the database's session speaks."""
    return value.astimezone(UTC).isoformat()[:-6] + "Z" if value else None


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


def unit_in(row: Any) -> dict[str, Any] | None:
    """The department in a row: ``unit_id``, ``unit_name``, ``unit_short_name``."""
    if row.unit_id is None:
        return None
    return {"id": str(row.unit_id), "name": row.unit_name, "short_name": row.unit_short_name}


def assignee_in(row: Any) -> dict[str, Any] | None:
    """The officer in a row: ``assigned_to_id``, ``assigned_to_name``."""
    if row.assigned_to_id is None:
        return None
    return {"id": str(row.assigned_to_id), "name": row.assigned_to_name}
