"""Read the audit log: who changed or saw what, newest first, in words and with names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tanggap.domain.policy import Permission
from tanggap.services.administration.acting import Acting, looking
from tanggap.services.administration.audit_texts import (
    NAMED_BY,
    actions_in_words,
    fields_in_words,
    objects_in_words,
)
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.events import AuditEntry
from tanggap.storage.knowledge import AnswerTemplate, KnowledgeEntry
from tanggap.storage.organisation import Category, Desk, Team, Unit
from tanggap.storage.places import Place
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.reports import Report

LARGEST_PAGE = 100

NAME_COLUMNS: dict[str, tuple[Any, InstrumentedAttribute[str]]] = {
    "account": (Account, Account.name),
    "answer_template": (AnswerTemplate, AnswerTemplate.name),
    "calendar": (CalendarRow, CalendarRow.name),
    "category": (Category, Category.name),
    "desk": (Desk, Desk.name),
    "knowledge_entry": (KnowledgeEntry, KnowledgeEntry.question),
    "place": (Place, Place.name),
    "procedure_version": (ProcedureVersion, ProcedureVersion.title),
    "report": (Report, Report.number),
    "team": (Team, Team.name),
    "unit": (Unit, Unit.name),
}
"""Where the name of each kind of thing stands."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; empty fields do not filter.

    Attributes:
        since: from this moment on.
        until: before this moment.
    """

    account_id: UUID | None = None
    action: str | None = None
    object_kind: str | None = None
    object_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """One value of an entry, before and after; None where it was not there."""

    field: str
    label: str
    was: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words. Names are those of today; empty for what is gone or has none."""

    id: int
    at: datetime
    account_id: UUID | None
    account_name: str
    address: str | None
    action: str
    what: str
    object_kind: str
    object_label: str
    object_id: str
    object_name: str
    changes: Sequence[Changed]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page, and the id after which the next begins, if there is one."""

    lines: Sequence[AuditLine]
    next_id: int | None


def audit_page(
    acting: Acting, wanted: AuditFilter, *, after: int | None = None, limit: int = 50
) -> AuditPage:
    """One page of the agency's audit log; one query, and one more per kind of thing named.

    Raises:
        Refused: ``not-allowed``.
    """
    session = looking(acting, Permission.SEE_AUDIT)
    statement = select(AuditEntry).where(AuditEntry.agency_id == acting.agency_id)
    for column, value in (
        (AuditEntry.account_id, wanted.account_id),
        (AuditEntry.action, wanted.action),
        (AuditEntry.object_kind, wanted.object_kind),
        (AuditEntry.object_id, wanted.object_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if wanted.since is not None:
        statement = statement.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(AuditEntry.at < wanted.until)
    if after is not None:
        statement = statement.where(AuditEntry.id < after)
    size = min(limit, LARGEST_PAGE)
    entries = session.scalars(statement.order_by(AuditEntry.id.desc()).limit(size + 1)).all()
    shown = entries[:size]
    names = _names(session, acting, shown)
    lines = [_line(entry, names) for entry in shown]
    return AuditPage(lines, shown[-1].id if len(entries) > size else None)


def _line(entry: AuditEntry, names: Mapping[str, str]) -> AuditLine:
    return AuditLine(
        id=entry.id,
        at=entry.at,
        account_id=entry.account_id,
        account_name=names.get(str(entry.account_id), ""),
        address=entry.address,
        action=entry.action,
        what=actions_in_words().get(entry.action, entry.action),
        object_kind=entry.object_kind,
        object_label=objects_in_words().get(entry.object_kind, entry.object_kind),
        object_id=entry.object_id,
        object_name=names.get(entry.object_id, ""),
        changes=[*_changes(entry, names)],
    )


def _changes(entry: AuditEntry, names: Mapping[str, str]) -> Iterable[Changed]:
    before, after = entry.before or {}, entry.after or {}
    words = fields_in_words()

    def named(field: str) -> str:
        return words.get(f"{entry.object_kind}.{field}") or words.get(field, field)

    for field in sorted({*before, *after}, key=named):
        was, becomes = (_named(side.get(field), names) for side in (before, after))
        yield Changed(field, named(field), was, becomes)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    return names.get(value, value) if isinstance(value, str) else value


def _names(session: Session, acting: Acting, entries: Sequence[AuditEntry]) -> dict[str, str]:
    """Names of everything the entries speak of, by id as text."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        _want(wanted, "account", str(entry.account_id))
        _want(wanted, entry.object_kind, entry.object_id)
        for side in (entry.before or {}, entry.after or {}):
            for field, value in side.items():
                kind = entry.object_kind if field == "parent_id" else NAMED_BY.get(field, "")
                _want(wanted, kind, value)
    found: dict[str, str] = {}
    for kind, ids in sorted(wanted.items()):
        table, name = NAME_COLUMNS[kind]
        rows = session.execute(
            select(table.id, name).where(table.id.in_(ids), table.agency_id == acting.agency_id)
        )
        found |= {str(id_): text for id_, text in rows}
    return found


def _want(wanted: dict[str, set[UUID]], kind: str, value: object) -> None:
    if kind in NAME_COLUMNS and isinstance(value, str):
        try:
            wanted[kind].add(UUID(value))
        except ValueError:
            return
