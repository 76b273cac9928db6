"""Show the letter an action would issue, before it is taken, exactly as it would be sent."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.domain.answers import check_answers
from tanggap.domain.policy import Viewer
from tanggap.domain.procedure import Action
from tanggap.domain.refusal import Refused
from tanggap.services.assignment import own_task
from tanggap.services.house import now
from tanggap.services.letters import preview_document
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.signing.words import last_writing
from tanggap.services.typed_answers import cleaned_answers


def preview_letter(
    session: Session,
    viewer: Viewer,
    report_id: UUID,
    task_id: UUID,
    action_id: str,
    given: Mapping[str, object],
    *,
    kind: str | None = None,
) -> bytes:
    """The PDF of the letter this action would issue with these answers, marked as a draft.

    Args:
        kind: which of its letters, for an action that issues several; None for the first.

    Raises:
        Refused: ``task-not-found``, ``action-not-at-this-step``, ``no-letter-here``, or what the
            action's fields refuse.
    """
    task, report, _ = own_task(session, viewer, task_id)
    if report.id != report_id:
        raise Refused("task-not-found")
    procedure = procedure_of(session, report.procedure_version_id)
    step = procedure.step(task.step)
    action = step.action(action_id)
    if action is None:
        raise Refused("action-not-at-this-step", action=action_id, step=step.id)
    shown = _kind_wanted(action, kind)
    checked = dict(check_answers(action.asks, cleaned_answers(action, given)))
    if action.signs is not None:
        written = last_writing(session, report, procedure, procedure.letter(action.signs))
        checked = {**(written.given if written is not None else {}), **checked}
    return preview_document(
        session,
        report,
        shown,
        checked,
        now(),
        account_id=viewer.account,
        unit_id=task.unit_id,
        action=action,
    )


def _kind_wanted(action: Action, kind: str | None) -> str:
    """The kind to show: the one asked for, else the first the action issues."""
    if kind is None:
        if not action.issues:
            raise Refused("no-letter-here", action=action.id)
        return action.issues[0]
    if kind not in action.issues:
        raise Refused("no-letter-here", action=action.id)
    return kind
