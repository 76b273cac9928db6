"""How far one report has come in the flow of its procedure, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class StepProgress:
    """What happened at one step; a step without any is not reached yet.

    Attributes:
        is_current: a task of the step is open: the report stands here.
        times: how often the step was begun, over all rounds and units.
        spent: working time of its longest execution, pauses left out; None when it is not known.
        is_late: an execution took longer than the standard, or an open one is overdue; None for a
            step without a standard.
    """

    is_current: bool = False
    times: int = 1
    spent: timedelta | None = None
    is_late: bool | None = None

    @property
    def is_done(self) -> bool:
        """Whether the step was finished and is not open again."""
        return self.times > 0 and not self.is_current


def spoken_span(working: timedelta, day_minutes: int = 450) -> str:
    """Say working time in a small space: ``45 mnt``, ``3 jam 5 mnt``, ``2 hari kerja 1 jam``.

    The two largest units are said, rounded down.

    Args:
        working: not negative.
        day_minutes: open minutes of an ordinary working day (Perpres 21/2023: 450).
    """
    days, rest = divmod(working // timedelta(minutes=1), day_minutes)
    hours, minutes = divmod(rest, 60)
    if days:
        minutes = 0
    parts = ((days, "hari kerja"), (hours, "jam"), (minutes, "mnt"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount) or "< 1 mnt"
