"""Reports by what happened at one step: the way from a figure of oversight to the reports in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, select

from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

StepState = Literal["open", "overdue", "done", "late", "returned"]


@dataclass(frozen=True, slots=True)
class AtStep:
    """A step, and how a task of it stands or went.

    Attributes:
        step: any step when not given.
        state: open; open and overdue; closed by somebody; closed after its due time; sent back.
        closed_from, closed_before: moments for the last three; the second is not included.
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
    return Report.id.in_(select(Task.report_id).where(*conditions))


def _closed(wanted: AtStep) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Task.closed_at.is_not(None), Task.closing == "taken"]
    if wanted.state == "late":
        conditions.append(Task.closed_at > Task.due_at)
    elif wanted.state == "returned":
        conditions.append(Task.is_return.is_(True))
    if wanted.closed_from is not None:
        conditions.append(Task.closed_at >= wanted.closed_from)
    if wanted.closed_before is not None:
        conditions.append(Task.closed_at < wanted.closed_before)
    return conditions
