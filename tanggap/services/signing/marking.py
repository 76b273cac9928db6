"""Initial a letter, or send it back one rung with a note."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.procedure import Action
from tanggap.domain.refusal import Refused
from tanggap.services.casework import CaseFile, carry_out, open_case_file
from tanggap.services.casework_access import visible_report
from tanggap.services.house import now
from tanggap.services.report_facts import task_facts
from tanggap.services.signing.attempts import refusals_recorded
from tanggap.services.signing.words import Writing, last_writing
from tanggap.services.transaction import transaction
from tanggap.services.typed_answers import cleaned_answers
from tanggap.storage.reports import Report
from tanggap.storage.tasks import OfficerDraft, Task


def initial_letter(
    viewer: Viewer, report_id: UUID, task_id: UUID, *, expected_version: int, text_sha256: str
) -> Report:
    """Put the viewer's initials under the text they read, and hand the letter up one rung.

    Raises:
        Refused: ``report-not-found``, ``version-outdated``, ``task-not-open``, ``not-allowed``,
            ``assigned-to-another``, ``letter-not-here``, ``letter-not-written``,
            ``letter-text-changed``, ``initials-missing``. All but the first are recorded.
    """
    at = now()
    with (
        refusals_recorded(viewer, report_id, task_id, "initial"),
        transaction() as session,
    ):
        file, task = opened(session, viewer, report_id, task_id, expected_version)
        demand_right(session, viewer, file, task, Permission.INITIAL_LETTER)
        actions = file.procedure.step(task.step).actions
        action = _only(next((one for one in actions if one.initials), None))
        demand_text(session, file, str(action.initials), text_sha256)
        carry_out(
            session, file, task_id, action.id, {}, at=at, by="officer", account_id=viewer.account
        )
        forget_drafts(session, task_id)
        return file.report


def return_letter(
    viewer: Viewer, report_id: UUID, task_id: UUID, *, expected_version: int, note: str
) -> Report:
    """Send the letter back exactly one rung, with what is to be mended.

    Raises:
        Refused: as :func:`initial_letter`; ``output-missing`` without a note.
    """
    at = now()
    with (
        refusals_recorded(viewer, report_id, task_id, "return"),
        transaction() as session,
    ):
        file, task = opened(session, viewer, report_id, task_id, expected_version)
        demand_right(session, viewer, file, task, Permission.INITIAL_LETTER)
        actions = file.procedure.step(task.step).actions
        is_rung = any(one.initials or one.signs for one in actions)
        action = _only(next((one for one in actions if one.is_return and is_rung), None))
        given = cleaned_answers(action, {"note": note})
        carry_out(
            session,
            file,
            task_id,
            action.id,
            given,
            at=at,
            by="officer",
            account_id=viewer.account,
        )
        forget_drafts(session, task_id)
        return file.report


def opened(
    session: Session, viewer: Viewer, report_id: UUID, task_id: UUID, expected_version: int
) -> tuple[CaseFile, Task]:
    """The locked case file of a report the viewer may see, and its open task.

    Raises:
        Refused: ``report-not-found``, ``version-outdated``, ``task-not-open``.
    """
    visible_report(session, viewer, report_id)
    file = open_case_file(session, report_id, expected_version=expected_version)
    task = file.tasks.get(task_id)
    if task is None:
        raise Refused("task-not-open")
    return file, task


def demand_right(
    session: Session, viewer: Viewer, file: CaseFile, task: Task, permission: Permission
) -> None:
    """Refuse who does not stand on this rung, or whose colleague holds the task.

    Raises:
        Refused: ``not-allowed``, ``assigned-to-another``.
    """
    _, facts = visible_report(session, viewer, file.report.id)
    if not may(permission, viewer, facts, task_facts(task)):
        raise Refused("not-allowed", permission=permission.value)
    if task.assigned_to_id not in (None, viewer.account):
        raise Refused("assigned-to-another")


def demand_text(session: Session, file: CaseFile, letter_id: str, text_sha256: str) -> Writing:
    """What stands for the letter now, if it is what was read.

    Raises:
        Refused: ``letter-not-written``; ``letter-text-changed``.
    """
    letter = file.procedure.letter(letter_id)
    written = last_writing(session, file.report, file.procedure, letter)
    if written is None:
        raise Refused("letter-not-written", letter=letter.id)
    if written.sha256 != text_sha256:
        raise Refused("letter-text-changed")
    return written


def forget_drafts(session: Session, task_id: UUID) -> None:
    """Drop what officers had typed for a task that is now closed."""
    session.execute(delete(OfficerDraft).where(OfficerDraft.task_id == task_id))


def _only(action: Action | None) -> Action:
    if action is None:
        raise Refused("letter-not-here")
    return action
