"""How long a task took: working time between opening and closing, less what stood still.

A report's clock stands still while nobody of the house has a task of it: the reporter is asked to
complete it, or to say whether the answer will do. So an officer's task is never paused, and what a
reporter's task took is mostly pause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tanggap.domain.clock import Calendar, working_time_between

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time with a beginning and, once it is over, an end."""

    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Minutes of the desk's calendar, fractions included."""

    worked: float
    paused: float


def pauses(began: datetime, officers: Iterable[Stretch]) -> list[Stretch]:
    """When a report's clock stood still: the stretches in which no officer's task was open.

    Args:
        began: when the report was filed.
        officers: the tasks of officers, in any order.
    """
    found: list[Stretch] = []
    free_from: datetime | None = began
    for task in sorted(officers, key=lambda one: one.begins):
        if free_from is None:
            return found
        if task.begins > free_from:
            found.append(Stretch(free_from, task.begins))
        free_from = None if task.ends is None else max(free_from, task.ends)
    if free_from is not None:
        found.append(Stretch(free_from, None))
    return found


def measure(
    calendar: Calendar, opened: datetime, until: datetime, stood_still: Iterable[Stretch]
) -> Measured:
    """What a task took from ``opened`` to ``until``.

    Args:
        stood_still: the report's pauses, which do not overlap.
    """
    whole = minutes_between(calendar, opened, until)
    paused = 0.0
    for pause in stood_still:
        ends = until if pause.ends is None else min(pause.ends, until)
        paused += minutes_between(calendar, max(pause.begins, opened), ends)
    return Measured(worked=max(0.0, whole - paused), paused=paused)


def minutes_between(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Working minutes from ``start`` to ``end``; 0 when ``end`` is not later."""
    return working_time_between(calendar, start, end) / MINUTE
