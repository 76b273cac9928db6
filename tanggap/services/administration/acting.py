"""Who administers, and how a row changes: locked, compared with what was seen, written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Viewer
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.history import audit
from tanggap.services.transaction import reading, transaction
from tanggap.services.viewers import demand
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.knowledge import AnswerTemplate, KnowledgeEntry
from tanggap.storage.organisation import Agency, Category, Desk, Team, Unit
from tanggap.storage.places import Place

LONGEST_NAME = 200
LONGEST_LINE = 300

Row = TypeVar(
    "Row", Unit, Desk, Category, Team, Account, CalendarRow, KnowledgeEntry, AnswerTemplate, Place
)

KIND_OF: dict[type[object], str] = {
    Unit: "unit",
    Desk: "desk",
    Category: "category",
    Team: "team",
    Account: "account",
    CalendarRow: "calendar",
    KnowledgeEntry: "knowledge_entry",
    AnswerTemplate: "answer_template",
    Place: "place",
}
"""How rows are called in the audit log."""

NOT_FOUND: dict[type[object], str] = {
    Unit: "unit-not-found",
    Desk: "desk-not-found",
    Category: "category-not-found",
    Team: "team-not-found",
    Account: "officer-not-found",
    CalendarRow: "calendar-unknown",
    KnowledgeEntry: "knowledge-not-found",
    AnswerTemplate: "template-not-found",
    Place: "place-not-found",
}


@dataclass(frozen=True, slots=True)
class Acting:
    """An administrator at work.

    Attributes:
        agency_id: the agency of the account; nothing outside it exists for the administrator.
        address: the network address of the request, for the audit log.
    """

    viewer: Viewer
    agency_id: UUID
    address: str | None = None


@contextmanager
def administering(acting: Acting) -> Iterator[Session]:
    """Run one change in one transaction, one change of an agency after another.

    The agency's row is locked, so that rules over several rows hold (unique names, the last
    administrator, no circles); work on reports is not held up by it.

    Raises:
        Refused: ``not-allowed``.
    """
    demand(Permission.ADMINISTER, acting.viewer)
    with transaction() as session:
        session.execute(
            select(Agency.id).where(Agency.id == acting.agency_id).with_for_update(key_share=True)
        )
        yield session


def looking(acting: Acting, permission: Permission = Permission.ADMINISTER) -> Session:
    """The session for an administrator who only looks.

    Raises:
        Refused: ``not-allowed``.
    """
    demand(permission, acting.viewer)
    return reading()


def locked(session: Session, acting: Acting, kind: type[Row], row_id: UUID, decided_on: int) -> Row:
    """The row, locked, as it was when the administrator decided.

    Args:
        decided_on: the version the administrator saw (If-Match).

    Raises:
        Refused: the kind's not-found code, also for what belongs to another agency;
            ``version-outdated``.
    """
    row = session.scalars(
        select(kind)
        .where(kind.id == row_id, kind.agency_id == acting.agency_id)
        .with_for_update(of=kind, key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise Refused(NOT_FOUND[kind])
    if row.version != decided_on:
        facts = {"version": row.version, "decided_on": decided_on}
        raise Refused("version-outdated", object=kind.__tablename__, **facts)
    return row


def known(session: Session, acting: Acting, kind: type[Row], row_id: UUID) -> Row:
    """The row, if it belongs to the agency.

    Raises:
        Refused: the kind's not-found code.
    """
    row = session.get(kind, row_id)
    if row is None or row.agency_id != acting.agency_id:
        raise Refused(NOT_FOUND[kind])
    return row


def change(
    session: Session,
    acting: Acting,
    row: Row,
    wanted: Mapping[str, object],
    action: str,
    at: datetime,
) -> frozenset[str]:
    """Write ``wanted`` on ``row``; what really changed raises its version and is audited.

    Returns:
        The names of the columns that changed; nothing is written when there are none.
    """
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for name, value in wanted.items():
        old = getattr(row, name)
        if old != value:
            before[name], after[name] = old, value
            setattr(row, name, value)
    if after:
        row.version += 1
        session.flush()
        note(session, acting, action, KIND_OF[type(row)], row.id, at, before=before, after=after)
    return frozenset(after)


def note(
    session: Session,
    acting: Acting,
    action: str,
    object_kind: str,
    object_id: object,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Append to the audit log what the administrator did."""
    audit(
        session,
        acting.agency_id,
        at,
        action,
        object_kind,
        object_id,
        account_id=acting.viewer.account,
        address=acting.address,
        before=None if before is None else _plain_mapping(before),
        after=None if after is None else _plain_mapping(after),
    )


def line(field: str, typed: str, *, longest: int = LONGEST_NAME, may_be_empty: bool = False) -> str:
    """One line of text as it is stored.

    Raises:
        Refused: ``text-missing`` or ``text-too-long``, naming ``field``.
    """
    return _cleaned(field, typed, longest=longest, may_be_empty=may_be_empty, multiline=False)


def paragraph(field: str, typed: str, *, longest: int, may_be_empty: bool = True) -> str:
    """Text of several lines as it is stored.

    Raises:
        Refused: ``text-missing`` or ``text-too-long``, naming ``field``.
    """
    return _cleaned(field, typed, longest=longest, may_be_empty=may_be_empty, multiline=True)


def _cleaned(field: str, typed: str, *, longest: int, may_be_empty: bool, multiline: bool) -> str:
    if not may_be_empty and is_blank(typed):
        raise Refused("text-missing", field=field)
    try:
        return clean_text(typed, max_length=longest, multiline=multiline)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": field}) from None


def _plain_mapping(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}


def plain(value: object) -> Any:
    """``value`` as JSON holds it."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(one) for one in value)
    return value
