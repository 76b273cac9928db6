"""Gather what the policy needs to know of a report and a task."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.policy import ReportFacts, TaskFacts
from tanggap.storage.reports import Exclusion, Report, Unmasking
from tanggap.storage.tasks import Task


def report_facts(session: Session, report: Report, owner: UUID | None) -> ReportFacts:
    """What the policy needs to know of a report; three small indexed queries."""
    units = session.scalars(
        select(Task.unit_id)
        .where(Task.report_id == report.id, Task.unit_id.is_not(None))
        .distinct()
    ).all()
    excluded = session.scalars(
        select(Exclusion.account_id).where(Exclusion.report_id == report.id)
    ).all()
    unmasked = (
        session.scalars(select(Unmasking.account_id).where(Unmasking.report_id == report.id)).all()
        if report.is_confidential
        else []
    )
    return ReportFacts(
        desk=report.desk_id,
        reporter_account=owner,
        is_confidential=report.is_confidential,
        units=frozenset(unit for unit in units if unit is not None),
        excluded=frozenset(excluded),
        unmasked_by=frozenset(unmasked),
        is_closed=report.closed_at is not None,
    )


def task_facts(task: Task) -> TaskFacts:
    """What the policy needs to know of a task."""
    return TaskFacts(
        actor=task.actor,
        unit=task.unit_id,
        assigned_to=task.assigned_to_id,
        people=frozenset(task.people or ()),
    )
