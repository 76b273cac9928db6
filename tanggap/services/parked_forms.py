"""Keep what was typed into a form that could not be accepted, until its owner is back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.house import now
from tanggap.services.transaction import reading, transaction
from tanggap.storage.database import new_id
from tanggap.storage.tasks import ParkedForm

LARGEST = 200_000
"""Bytes of one form, as JSON."""
KEPT_FOR = timedelta(hours=24)

Typed = Mapping[str, Sequence[str]]
"""Field names and their values in order; never a password or a file."""


def park_form(path: str, typed: Typed) -> UUID:
    """Keep a form that was sent to ``path``; returns the id by which it is found again.

    Raises:
        Refused: ``parked-form-too-large`` (limit).
    """
    fields = {
        _storable(name): [_storable(value) for value in values] for name, values in typed.items()
    }
    if len(json.dumps(fields, ensure_ascii=False).encode()) > LARGEST:
        raise Refused("parked-form-too-large", limit=LARGEST)
    with transaction() as session:
        row = ParkedForm(id=new_id(), path=path, typed=fields, parked_at=now())
        session.add(row)
        return row.id


def parked_form(parked_id: UUID, path: str) -> dict[str, list[str]] | None:
    """Return what was parked under this id for this very path, while it is kept."""
    row = reading().get(ParkedForm, parked_id)
    if row is None or row.path != path or row.parked_at <= now() - KEPT_FOR:
        return None
    return {name: [str(value) for value in values] for name, values in row.typed.items()}


def forget_parked_form(parked_id: UUID) -> None:
    """Delete a parked form: it was sent after all."""
    with transaction() as session:
        session.execute(delete(ParkedForm).where(ParkedForm.id == parked_id))


def purge_parked_forms(session: Session, at: datetime) -> int:
    """Delete every form parked more than a day before ``at``; returns how many."""
    stale = delete(ParkedForm).where(ParkedForm.parked_at <= at - KEPT_FOR)
    return len(session.execute(stale.returning(ParkedForm.id)).all())


def _storable(text: str) -> str:
    """``text`` without what PostgreSQL cannot keep: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
