"""Actions on offer as JSON: fields, choices, and what is said before the click."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tanggap.domain.clock import Calendar, deadline
from tanggap.domain.english_time import english_moment
from tanggap.domain.procedure import Action, Field, FieldKind, Procedure
from tanggap.domain.spoken_time import spoken_moment
from tanggap.services.house import house
from tanggap.services.reader import reads_english


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What fields and consequences of a report's actions are worked out from.

    Attributes:
        units: departments with a team (``id`` and ``name``), by actor.
        members: of the teams of the desk itself, likewise.
        working: per step, departments that work on it now and cannot be chosen again.
        documents: kinds of documents the report has already.
        proposed: what the fields of an action that publishes hold at first.
    """

    procedure: Procedure
    calendar: Calendar
    at: datetime
    units: Mapping[str, Sequence[Any]]
    members: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    working: Mapping[str, Collection[UUID]] = field(default_factory=dict)
    documents: Collection[str] = ()
    proposed: Mapping[str, str] = field(default_factory=dict)


def offered_action(action: Action, around: Surroundings) -> dict[str, Any]:
    """An action with everything its form needs."""
    return {
        "id": action.id,
        "label": action.label,
        "consequence": action.consequence,
        "is_return": action.is_return,
        "ends": action.ends is not None,
        "at_signing_desk": action.signs is not None and house().signer is not None,
        "issues": list(action.issues),
        "missing_documents": sorted(set(action.needs_documents) - set(around.documents)),
        "leads_to": _leads_to(action, around),
        "fields": [_field(action, one, around) for one in action.asks],
    }


def _leads_to(action: Action, around: Surroundings) -> dict[str, Any] | None:
    if action.goto is None:
        return None
    step = around.procedure.step(action.goto)
    due = deadline(around.calendar, around.at, step.duration) if step.duration else None
    return {
        "step": step.id,
        "step_number": step.number,
        "activity": step.activity,
        "actor_title": around.procedure.actor_of(step).title,
        "due_words": _moment(due, around.calendar.timezone) if due else "",
    }


def _moment(due: datetime, timezone: str) -> str:
    return (english_moment if reads_english() else spoken_moment)(due, timezone)


def _field(action: Action, asked: Field, around: Surroundings) -> dict[str, Any]:
    return {
        "id": asked.id,
        "label": asked.label,
        "kind": asked.kind.value,
        "required": asked.required,
        "hint": asked.hint,
        "maximum": asked.maximum,
        "proposed": around.proposed.get(asked.id, "") if action.publishes else "",
        "choices": _choices(action, asked, around),
    }


def _choices(action: Action, asked: Field, around: Surroundings) -> list[dict[str, str]]:
    if asked.kind not in (FieldKind.UNIT, FieldKind.UNITS, FieldKind.PEOPLE):
        return [{"value": choice.value, "label": choice.label} for choice in asked.choices]
    action = around.procedure.use_of(action, asked.id)
    actor = around.procedure.step(action.goto).actor if action.goto else ""
    if asked.kind is FieldKind.PEOPLE:
        members = around.members.get(actor, ())
        return [{"value": str(member.id), "label": member.name} for member in members]
    busy = around.working.get(action.goto or "", ())
    return [
        {"value": str(unit.id), "label": unit.name}
        for unit in around.units.get(actor, ())
        if unit.id not in busy
    ]
