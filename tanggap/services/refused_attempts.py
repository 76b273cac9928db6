"""Keep in the audit log what an officer tried and a rule refused, and refuse all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.languages import INDONESIAN
from tanggap.domain.policy import Viewer
from tanggap.domain.refusal import Refused
from tanggap.services.history import audit
from tanggap.services.house import now
from tanggap.services.refusal_texts import sentence
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Desk
from tanggap.storage.recaps import Recap
from tanggap.storage.reports import Exclusion, Report

ATTEMPT_REFUSED = "attempt_refused"
KEPT = frozenset(
    {
        "action-not-at-this-step",
        "initials-missing",
        "not-allowed",
        "output-missing",
        "recap-exists",
        "report-not-found",
        "sign-at-signing-desk",
    }
)
"""Refusals that say a rule was tried; their sentences hold nothing that anybody typed.

Two who act at the same moment (``version-outdated``, ``task-not-open``) broke no rule.
"""
Kind = type[Report] | type[Desk] | type[Recap]


@contextmanager
def attempts_at_report_kept(
    viewer: Viewer, report_id: UUID, action: str | None = None
) -> Iterator[None]:
    """Write down what is refused inside at a report; signing desks keep theirs in its history.

    That a report does not exist for the viewer is kept only where the viewer is excluded from it:
    the person reported, that person's superior, or who else must not see it.

    Args:
        action: the SOP's action that was tried; None for looking at the report.
    """
    with _kept(viewer, Report, report_id, action):
        yield


@contextmanager
def attempts_at_recap_kept(viewer: Viewer, recap_id: UUID, action: str) -> Iterator[None]:
    """Write down what is refused inside at a recap's step."""
    with _kept(viewer, Recap, recap_id, action):
        yield


@contextmanager
def attempts_at_desk_kept(viewer: Viewer, desk_id: UUID) -> Iterator[None]:
    """Write down what is refused inside at a desk, as a second recap of one period is."""
    with _kept(viewer, Desk, desk_id, None):
        yield


@contextmanager
def _kept(
    viewer: Viewer,
    kind: Kind,
    row_id: UUID,
    action: str | None,
) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        if refusal.code in KEPT:
            with transaction() as session:
                _write(session, viewer, kind, row_id, action, refusal)
        raise


def _write(
    session: Session,
    viewer: Viewer,
    kind: Kind,
    row_id: UUID,
    action: str | None,
    refusal: Refused,
) -> None:
    row = _row(session, kind, row_id)
    if row is None or row.agency_id != session.get_one(Account, viewer.account).agency_id:
        return  # there is nothing that it could be kept at
    if refusal.code == "report-not-found" and not _is_excluded(session, viewer, row_id):
        return
    after: dict[str, Any] = {"code": refusal.code, "reason": sentence(refusal, INDONESIAN)}
    if action is not None:
        after["action"] = action
    if isinstance(row, Report):
        after["number"] = row.number
    audit(
        session,
        row.agency_id,
        now(),
        ATTEMPT_REFUSED,
        row.__tablename__,
        row_id,
        account_id=viewer.account,
        after=after,
    )


def _row(session: Session, kind: Kind, row_id: UUID) -> Report | Desk | Recap | None:
    found = session.get(kind, row_id)
    return found if isinstance(found, Report | Desk | Recap) else None


def _is_excluded(session: Session, viewer: Viewer, report_id: UUID) -> bool:
    found = session.scalar(
        select(Exclusion.account_id).where(
            Exclusion.report_id == report_id, Exclusion.account_id == viewer.account
        )
    )
    return found is not None
