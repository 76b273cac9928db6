"""Entries of the answer file as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from admin_api.presenting.values import id_or_none, moment, officer
from tanggap.services.knowledge.desks import KnowledgeDesk
from tanggap.services.knowledge.entries import is_stale
from tanggap.storage.knowledge import KnowledgeEntry


def entry_line(entry: KnowledgeEntry, today: date) -> dict[str, Any]:
    """One entry, stale or not on this day."""
    return {
        "id": str(entry.id),
        "desk_id": str(entry.desk_id),
        "question": entry.question,
        "answer": entry.answer,
        "keywords": entry.keywords,
        "category_id": id_or_none(entry.category_id),
        "category": entry.category.name if entry.category else None,
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
        "is_stale": is_stale(entry, today),
        "is_active": entry.is_active,
        "author": officer(entry.author),
        "changed_by": officer(entry.changed_by),
        "created_at": moment(entry.created_at),
        "updated_at": moment(entry.updated_at),
        "use_count": entry.use_count,
        "last_used_at": moment(entry.last_used_at),
        "version": entry.version,
    }


def desk_line(one: KnowledgeDesk) -> dict[str, Any]:
    """A desk with its categories."""
    return {
        "id": str(one.desk.id),
        "name": one.desk.name,
        "may_edit": one.may_edit,
        "categories": [
            {
                "id": str(category.id),
                "name": category.name,
                "hint": category.hint,
                "parent_id": id_or_none(category.parent_id),
            }
            for category in one.categories
        ],
    }
