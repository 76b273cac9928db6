"""Take an action: officers at their tasks, reporters at theirs, silence when nobody answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tanggap.domain.engine import is_reporter_step
from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.procedure import FieldKind
from tanggap.domain.refusal import Refused
from tanggap.services.casework import CaseFile, carry_out, open_case_file
from tanggap.services.casework_access import visible_report
from tanggap.services.filing import Evidence, add_evidence
from tanggap.services.house import house, now
from tanggap.services.refused_attempts import attempts_at_report_kept
from tanggap.services.report_facts import task_facts
from tanggap.services.transaction import transaction
from tanggap.services.typed_answers import cleaned_answers
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Membership, Team
from tanggap.storage.reports import Attachment, Exclusion, Report
from tanggap.storage.tasks import OfficerDraft, Task


def take_action(
    viewer: Viewer,
    report_id: UUID,
    task_id: UUID,
    action_id: str,
    given: Mapping[str, object],
    *,
    expected_version: int,
) -> Report:
    """Carry out one action of an open task of the viewer's team.

    Raises:
        Refused: ``report-not-found``, ``version-outdated``, ``task-not-open``, ``not-allowed``,
            ``assigned-to-another``, ``sign-at-signing-desk``, ``unit-has-no-team``,
            ``person-not-in-team`` or what the engine refuses. Broken rules are audited.
    """
    at = now()
    with attempts_at_report_kept(viewer, report_id, action_id), transaction() as session:
        _, facts = visible_report(session, viewer, report_id)
        file = open_case_file(session, report_id, expected_version=expected_version)
        task = _open_task(file, task_id)
        if not may(Permission.TAKE_TASK, viewer, facts, task_facts(task)):
            raise Refused("not-allowed", permission=Permission.TAKE_TASK.value)
        if task.assigned_to_id not in (None, viewer.account):
            raise Refused("assigned-to-another")
        _is_not_for_the_signing_desk(file, task, action_id)
        cleaned = _cleaned(file, task, action_id, given)
        _units_have_teams(session, file, task, action_id, cleaned)
        _people_are_members(session, file, task, action_id, cleaned)
        carry_out(
            session,
            file,
            task_id,
            action_id,
            cleaned,
            at=at,
            by="officer",
            account_id=viewer.account,
        )
        session.execute(delete(OfficerDraft).where(OfficerDraft.task_id == task_id))
        return file.report


def act_as_reporter(
    account_id: UUID,
    report_id: UUID,
    action_id: str,
    given: Mapping[str, object],
    *,
    evidence: tuple[Evidence, ...] = (),
) -> Report:
    """Carry out an action of the reporter's own step: complete the report, accept, or not yet.

    Raises:
        Refused: ``report-not-found``; ``not-your-turn`` when the report waits for the house or
            is closed; ``action-not-at-this-step`` for what only silence may do.
    """
    at = now()
    with transaction() as session:
        viewer = Viewer(account=account_id, roles=frozenset())
        _, facts = visible_report(session, viewer, report_id)
        if not may(Permission.REPLY_AS_REPORTER, viewer, facts):
            raise Refused("report-not-found")
        file = open_case_file(session, report_id)
        task = reporter_task(file)
        step = file.procedure.step(task.step)
        if step.on_silence is not None and action_id == step.on_silence.take:
            raise Refused("action-not-at-this-step", action=action_id, step=step.id)
        cleaned = _cleaned(file, task, action_id, given)
        already = session.scalar(
            select(func.count()).select_from(Attachment).where(Attachment.report_id == report_id)
        )
        add_evidence(session, file.report, evidence, at, already=already or 0, from_reporter=True)
        carry_out(session, file, task.id, action_id, cleaned, at=at, by="reporter")
        if isinstance(rating := cleaned.get("rating"), int | str):
            file.report.rating = int(rating)
        return file.report


def take_silence(session: Session, report_id: UUID) -> bool:
    """Take silence as the answer of a reporter step whose time has passed.

    Returns:
        False when the reporter answered meanwhile or the time has not passed.
    """
    at = now()
    file = open_case_file(session, report_id)
    for task in file.tasks.values():
        silence = file.procedure.step(task.step).on_silence
        if silence is not None and task.due_at is not None and task.due_at <= at:
            carry_out(session, file, task.id, silence.take, {}, at=at, by="silence")
            return True
    return False


def reporter_task(file: CaseFile) -> Task:
    """The open task that waits for the reporter.

    Raises:
        Refused: ``not-your-turn``.
    """
    for task in file.tasks.values():
        if is_reporter_step(file.procedure, task.step):
            return task
    raise Refused("not-your-turn")


def _open_task(file: CaseFile, task_id: UUID) -> Task:
    task = file.tasks.get(task_id)
    if task is None:
        raise Refused("task-not-open")
    return task


def _is_not_for_the_signing_desk(file: CaseFile, task: Task, action_id: str) -> None:
    """Where letters are really signed, no other way issues one that a step signs."""
    action = file.procedure.step(task.step).action(action_id)
    if action is not None and action.signs is not None and house().signer is not None:
        raise Refused("sign-at-signing-desk", letter=action.signs)


def _cleaned(
    file: CaseFile, task: Task, action_id: str, given: Mapping[str, object]
) -> dict[str, object]:
    return cleaned_answers(file.procedure.step(task.step).action(action_id), given)


def _units_have_teams(
    session: Session,
    file: CaseFile,
    task: Task,
    action_id: str,
    given: Mapping[str, object],
) -> None:
    """A unit without a team at the desk would never see its task."""
    for field, actor in _set_to_work(file, task, action_id, FieldKind.UNIT, FieldKind.UNITS):
        known = session.scalars(
            select(Team.unit_id).where(
                Team.desk_id == file.report.desk_id, Team.actor == actor, Team.unit_id.is_not(None)
            )
        ).all()
        if strange := _strange(given.get(field), known):
            raise Refused("unit-has-no-team", units=strange)


def _people_are_members(
    session: Session,
    file: CaseFile,
    task: Task,
    action_id: str,
    given: Mapping[str, object],
) -> None:
    """Who is named must sit in the team that is sent, and may not be excluded."""
    for field, actor in _set_to_work(file, task, action_id, FieldKind.PEOPLE):
        excluded = select(Exclusion.account_id).where(Exclusion.report_id == file.report.id)
        members = session.scalars(
            select(Membership.account_id)
            .join(Team, Team.id == Membership.team_id)
            .join(Account, Account.id == Membership.account_id)
            .where(
                Team.desk_id == file.report.desk_id,
                Team.actor == actor,
                Account.active.is_(True),
                Membership.account_id.not_in(excluded),
            )
        ).all()
        if strange := _strange(given.get(field), members):
            raise Refused("person-not-in-team", field=field, people=strange)


def _set_to_work(
    file: CaseFile, task: Task, action_id: str, *kinds: FieldKind
) -> list[tuple[str, str]]:
    """The fields of an action that say who works next, each with the actor they work as."""
    action = file.procedure.step(task.step).action(action_id)
    found: list[tuple[str, str]] = []
    for asked in action.asks if action is not None else ():
        if action is None or asked.kind not in kinds:
            continue
        used = file.procedure.use_of(action, asked.id)
        if asked.id in (used.names, used.spread) and used.goto is not None:
            found.append((asked.id, str(file.procedure.step(used.goto).actor)))
    return found


def _strange(chosen: object, known: Sequence[UUID | None]) -> list[str]:
    wanted = chosen if isinstance(chosen, list | tuple) else [chosen]
    return [str(one) for one in wanted if one and str(one) not in map(str, known)]
