"""Write on each task what it took, at the moment it closes.

So no list or chart ever counts a calendar again, and a holiday entered later rewrites no past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from tanggap.domain.clock import Calendar
from tanggap.domain.worked_time import minutes_between
from tanggap.storage.tasks import Task


def keep_times(
    tasks: Iterable[Task],
    calendar: Calendar,
    *,
    closing: Collection[UUID],
    stood_since: datetime | None,
    stands_since: datetime | None,
    at: datetime,
) -> None:
    """Measure what an action at ``at`` closed, and keep on what is still open the pause it ended.

    Args:
        tasks: the report's tasks that were open before the action or were opened by it.
        closing: those of them that it closes; called before they are, so that each is written once.
        stood_since: since when the report's clock stood still before the action; None if it ran.
        stands_since: the same after the action.
    """
    for task in tasks:
        if task.worked_minutes is not None:
            continue
        is_closing = task.id in closing
        if stood_since is not None and (is_closing or stands_since != stood_since):
            begins = max(task.opened_at, stood_since)
            task.paused_minutes += minutes_between(calendar, begins, at)
        if is_closing:
            whole = minutes_between(calendar, task.opened_at, at)
            task.worked_minutes = max(0.0, whole - task.paused_minutes)
