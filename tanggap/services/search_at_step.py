"""Reports by what happened at one step: the way from a figure of oversight to the reports in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, select

from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

USUAL_REACH = timedelta(days=366)
StepState = Literal["open", "overdue", "done", "late", "returned"]


@dataclass(frozen=True, slots=True)
class AtStep:
    """A step, and how a task of it stands or went.

    Attributes:
        step: any step when not given.
        state: open; open and overdue; closed by somebody; closed after its due time; sent back.
        closed_from, closed_before: moments for the last three; the second is not included, and
            the first is a year before it when not given.
        at: the present moment.
    """

    step: str | None
    state: StepState
    at: datetime
    closed_from: datetime | None = None
    closed_before: datetime | None = None


def was_at(wanted: AtStep, desks: Collection[UUID], unit: UUID | None) -> ColumnElement[bool]:
    """Reports with such a task, as SQL over reports.

    Args:
        desks: where to look, so that the indexes by desk serve.
        unit: the department whose task it is.
    """
    conditions: list[ColumnElement[bool]] = [Task.desk_id.in_(desks)]
    if wanted.step is not None:
        conditions.append(Task.step == wanted.step)
    if unit is not None:
        conditions.append(Task.unit_id == unit)
    if wanted.state in ("open", "overdue"):
        conditions.append(Task.closed_at.is_(None))
        if wanted.state == "overdue":
            conditions.append(Task.sort_at < wanted.at)
    else:
        conditions += _closed(wanted)
    # Found first, from the tasks: joined as it stands, every report of the desk would be asked.
    found = (
        select(Task.report_id)
        .where(*conditions)
        .distinct()
        .cte("at_step")
        .prefix_with("MATERIALIZED")
    )
    return Report.id.in_(select(found.c.report_id))


def _closed(wanted: AtStep) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Task.closed_at.is_not(None), Task.closing == "taken"]
    if wanted.state == "late":
        conditions.append(Task.closed_at > Task.due_at)
    elif wanted.state == "returned":
        conditions.append(Task.is_return.is_(True))
    since = wanted.closed_from or (wanted.closed_before or wanted.at) - USUAL_REACH
    conditions.append(Task.closed_at >= since)
    if wanted.closed_before is not None:
        conditions.append(Task.closed_at < wanted.closed_before)
    return conditions
