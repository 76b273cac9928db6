"""Gather what the policy needs to know of a report and a task."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tanggap.domain.policy import ReportFacts, TaskFacts
from tanggap.storage.prepared import Prepared
from tanggap.storage.reports import Exclusion, Report, Reporter, Unmasking
from tanggap.storage.tasks import Task

FACTS = (
    Report.desk_id.label("facts_desk"),
    Reporter.account_id.label("facts_owner"),
    Report.is_confidential.label("facts_confidential"),
    Report.closed_at.is_not(None).label("facts_closed"),
    select(func.array_agg(Task.unit_id.distinct()))
    .where(Task.report_id == Report.id, Task.unit_id.is_not(None))
    .correlate(Report)
    .scalar_subquery()
    .label("facts_units"),
    select(func.array_agg(Exclusion.account_id))
    .where(Exclusion.report_id == Report.id)
    .correlate(Report)
    .scalar_subquery()
    .label("facts_excluded"),
    select(func.array_agg(Unmasking.account_id))
    .where(Unmasking.report_id == Report.id)
    .correlate(Report)
    .scalar_subquery()
    .label("facts_unmasked"),
)
"""Columns of a statement over reports and their reporters, for :func:`facts_of`."""

_FACTS_OF_REPORT = Prepared(
    select(*FACTS)
    .join_from(Report, Reporter, Reporter.id == Report.reporter_id)
    .where(Report.id == bindparam("report"))
)


def facts_of(row: Any) -> ReportFacts:
    """What the policy needs to know, from a row with the columns of ``FACTS``."""
    return ReportFacts(
        desk=row.facts_desk,
        reporter_account=row.facts_owner,
        is_confidential=row.facts_confidential,
        units=frozenset(row.facts_units or ()),
        excluded=frozenset(row.facts_excluded or ()),
        unmasked_by=frozenset(row.facts_unmasked or ()) if row.facts_confidential else frozenset(),
        is_closed=row.facts_closed,
    )


def report_facts(session: Session, report_id: UUID) -> ReportFacts:
    """What the policy needs to know of a report; one statement.

    Raises:
        LookupError: there is no such report.
    """
    row = _FACTS_OF_REPORT.first(session, report=report_id)
    if row is None:
        raise LookupError(report_id)
    return facts_of(row)


def task_facts(task: Any) -> TaskFacts:
    """What the policy needs to know of a task, from its row or its columns."""
    return TaskFacts(
        actor=task.actor,
        unit=task.unit_id,
        assigned_to=task.assigned_to_id,
        people=frozenset(task.people or ()),
    )
