"""Write history: append-only events of a report, and the audit log of everything else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.storage.events import AuditEntry, Event
from tanggap.storage.reports import Report


def record(
    session: Session,
    report: Report,
    kind: str,
    at: datetime,
    *,
    account_id: UUID | None = None,
    task_id: UUID | None = None,
    unit_id: UUID | None = None,
    **facts: Any,
) -> None:
    """Append an event to the report's history.

    Args:
        kind: past tense, for example ``report_filed``.
        facts: plain JSON values; never the reporter's identity.
    """
    session.add(
        Event(
            agency_id=report.agency_id,
            report_id=report.id,
            at=at,
            kind=kind,
            account_id=account_id,
            task_id=task_id,
            unit_id=unit_id,
            facts=facts,
        )
    )


def audit(
    session: Session,
    agency_id: UUID,
    at: datetime,
    action: str,
    object_kind: str,
    object_id: object,
    *,
    account_id: UUID | None,
    address: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Append an entry to the audit log; ``before`` and ``after`` hold what changed."""
    session.add(
        AuditEntry(
            agency_id=agency_id,
            at=at,
            account_id=account_id,
            address=address,
            action=action,
            object_kind=object_kind,
            object_id=str(object_id),
            before=dict(before) if before is not None else None,
            after=dict(after) if after is not None else None,
        )
    )
