"""Keep what an officer has typed for an action and not sent: it survives session and browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.domain.policy import Viewer
from tanggap.domain.refusal import Refused
from tanggap.services.assignment import own_task
from tanggap.services.draft_versions import demand_unchanged, one_window_at_a_time
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.tasks import OfficerDraft

LONGEST_DRAFT = 200_000
"""Characters of a whole draft; more than any action accepts, so that nothing typed is lost."""


def save_draft(
    viewer: Viewer,
    task_id: UUID,
    action_id: str,
    given: Mapping[str, Any],
    seen: str | None = None,
) -> OfficerDraft:
    """Keep ``given`` as the viewer's draft of an action, in place of the one before.

    Nothing is checked but names and size: a draft is unfinished by nature.

    Args:
        seen: ``draft_versions.text_tag`` of the draft this window began from; None to write over
            whatever is there.

    Raises:
        Refused: ``task-not-found``, ``action-not-at-this-step``, ``field-unknown``,
            ``draft-too-large``; ``draft-changed`` when another window wrote meanwhile.
    """
    if len(json.dumps(given, ensure_ascii=False)) > LONGEST_DRAFT:
        raise Refused("draft-too-large", limit=LONGEST_DRAFT)
    at = now()
    with transaction() as session:
        task, report, _ = own_task(session, viewer, task_id)
        step = procedure_of(session, report.procedure_version_id).step(task.step)
        action = step.action(action_id)
        if action is None:
            raise Refused("action-not-at-this-step", action=action_id, step=step.id)
        if strange := sorted(name for name in given if action.asked(name) is None):
            raise Refused("field-unknown", fields=strange)
        _demand_unchanged(session, viewer, task_id, action_id, seen, given)
        statement = insert(OfficerDraft).values(
            id=new_id(),
            agency_id=task.agency_id,
            task_id=task.id,
            account_id=viewer.account,
            action=action.id,
            given=dict(given),
            saved_at=at,
        )
        statement = statement.on_conflict_do_update(
            index_elements=["task_id", "account_id", "action"],
            set_={"given": statement.excluded.given, "saved_at": at},
        )
        return session.scalars(
            statement.returning(OfficerDraft), execution_options={"populate_existing": True}
        ).one()


def read_draft(session: Session, viewer: Viewer, task_id: UUID, action_id: str) -> OfficerDraft:
    """The viewer's own draft of an action.

    Raises:
        Refused: ``task-not-found``, ``draft-not-found``.
    """
    own_task(session, viewer, task_id)
    draft = _own(session, viewer, task_id, action_id)
    if draft is None:
        raise Refused("draft-not-found")
    return draft


def discard_draft(viewer: Viewer, task_id: UUID, action_id: str, seen: str | None = None) -> None:
    """Throw the viewer's own draft away; one that is not there is no fault.

    Args:
        seen: as for :func:`save_draft`.

    Raises:
        Refused: ``task-not-found``, ``draft-changed``.
    """
    with transaction() as session:
        own_task(session, viewer, task_id)
        _demand_unchanged(session, viewer, task_id, action_id, seen, None)
        session.execute(
            delete(OfficerDraft).where(
                OfficerDraft.task_id == task_id,
                OfficerDraft.account_id == viewer.account,
                OfficerDraft.action == action_id,
            )
        )


def _own(session: Session, viewer: Viewer, task_id: UUID, action_id: str) -> OfficerDraft | None:
    return session.scalars(
        select(OfficerDraft).where(
            OfficerDraft.task_id == task_id,
            OfficerDraft.account_id == viewer.account,
            OfficerDraft.action == action_id,
        )
    ).one_or_none()


def _demand_unchanged(
    session: Session,
    viewer: Viewer,
    task_id: UUID,
    action_id: str,
    seen: str | None,
    wanted: Mapping[str, Any] | None,
) -> None:
    one_window_at_a_time(session, viewer.account)
    kept = _own(session, viewer, task_id, action_id)
    demand_unchanged(kept.given if kept else None, seen, wanted)
