"""Keep what an officer has typed and not sent, outside of actions: for a while, and not too much.

Drafts of actions have their own rows, which go with their task (``services.officer_drafts``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.draft_versions import demand_unchanged, one_window_at_a_time
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.officer_desktop import UnsentText

LONGEST = 100_000
"""Characters of one text with all its fields, as JSON."""
MOST_TEXTS = 50
"""Texts one officer may leave unsent."""
KEPT_FOR = timedelta(days=14)
"""Some hold what a reporter said of themselves: they do not lie about for longer than needed."""


class Kind(StrEnum):
    """The forms whose text is kept, and what each is about."""

    NOTE = "note"  # a report
    MESSAGE = "message"  # a report
    INTAKE = "intake"  # a desk
    NEW_ENTRY = "new-entry"  # a desk
    ENTRY = "entry"  # an entry of the knowledge base


def save_text(
    account_id: UUID,
    agency_id: UUID,
    kind: Kind,
    about_id: UUID,
    typed: Mapping[str, Any],
    seen: str | None = None,
) -> UnsentText:
    """Keep ``typed`` in place of what this officer typed before into the same form.

    Nothing but its size is checked: a text is unfinished by nature, and read by its writer alone.

    Args:
        seen: ``draft_versions.text_tag`` of the text this window began from; None to write over
            whatever is there.

    Raises:
        Refused: ``draft-too-large`` (limit), ``too-many-unsent-texts`` (limit); ``draft-changed``
            when another window wrote meanwhile.
    """
    if len(json.dumps(typed, ensure_ascii=False)) > LONGEST:
        raise Refused("draft-too-large", limit=LONGEST)
    at = now()
    with transaction() as session:
        one_window_at_a_time(session, account_id)
        kept = unsent_text(session, account_id, kind, about_id)
        stored = _storable(typed)
        demand_unchanged(kept.typed if kept else None, seen, stored)
        _demand_room(session, account_id, kind, about_id, at)
        statement = insert(UnsentText).values(
            id=new_id(),
            agency_id=agency_id,
            account_id=account_id,
            kind=kind.value,
            about_id=about_id,
            typed=stored,
            saved_at=at,
        )
        statement = statement.on_conflict_do_update(
            index_elements=["account_id", "kind", "about_id"],
            set_={"typed": statement.excluded.typed, "saved_at": at},
        )
        return session.scalars(
            statement.returning(UnsentText), execution_options={"populate_existing": True}
        ).one()


def unsent_text(
    session: Session, account_id: UUID, kind: Kind, about_id: UUID
) -> UnsentText | None:
    """What this officer left in the form, or None; also when it has lain there too long."""
    return session.scalars(
        select(UnsentText).where(
            *_of(account_id, kind, about_id), UnsentText.saved_at > now() - KEPT_FOR
        )
    ).one_or_none()


def forget_text(session: Session, account_id: UUID, kind: Kind, about_id: UUID) -> None:
    """Delete it, within the caller's transaction: it has been sent, or is no longer wanted."""
    session.execute(delete(UnsentText).where(*_of(account_id, kind, about_id)))


def discard_text(account_id: UUID, kind: Kind, about_id: UUID, seen: str | None = None) -> None:
    """Throw the officer's own text away; one that is not there is no fault.

    Raises:
        Refused: ``draft-changed`` when it is not the one ``seen`` (see :func:`save_text`).
    """
    with transaction() as session:
        one_window_at_a_time(session, account_id)
        kept = unsent_text(session, account_id, kind, about_id)
        demand_unchanged(kept.typed if kept else None, seen, None)
        forget_text(session, account_id, kind, about_id)


def purge_unsent_texts(session: Session, at: datetime) -> int:
    """Delete what was last touched more than ``KEPT_FOR`` before ``at``; returns how many."""
    stale = delete(UnsentText).where(UnsentText.saved_at <= at - KEPT_FOR)
    return len(session.execute(stale.returning(UnsentText.id)).all())


def _demand_room(
    session: Session, account_id: UUID, kind: Kind, about_id: UUID, at: datetime
) -> None:
    """Refuse one text too many; one that is there already may always grow."""
    others = (
        UnsentText.account_id == account_id,
        UnsentText.saved_at > at - KEPT_FOR,
        ~((UnsentText.kind == kind.value) & (UnsentText.about_id == about_id)),
    )
    held = session.scalar(select(func.count()).select_from(UnsentText).where(*others))
    if (held or 0) >= MOST_TEXTS:
        raise Refused("too-many-unsent-texts", limit=MOST_TEXTS)


def _of(account_id: UUID, kind: Kind, about_id: UUID) -> tuple[Any, ...]:
    return (
        UnsentText.account_id == account_id,
        UnsentText.kind == kind.value,
        UnsentText.about_id == about_id,
    )


def _storable(value: Any) -> Any:
    """``value`` without what PostgreSQL cannot hold in JSON: NUL and half surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_storable(str(name)): _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return value
