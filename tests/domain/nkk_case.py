"""A case of the NKK procedure to drive by hand, without any store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tanggap.domain.case import Case, OpenTask
from tanggap.domain.clock import PERPRES_21_2023, Calendar
from tanggap.domain.engine import (
    Advance,
    advance,
    begin,
)
from tanggap.domain.procedure import Procedure
from tanggap.storage.procedure_files import read_procedure_file

CALENDAR = Calendar("Asia/Jakarta", PERPRES_21_2023)
THURSDAY_MORNING = datetime(2026, 7, 16, 2, 0, tzinfo=UTC)
HEALTH, SCHOOLS, TRAFFIC = (UUID(int=n) for n in (101, 102, 103))
PROCEDURE = read_procedure_file(Path(__file__).parents[2] / "sop" / "nkk.yaml").procedure


def ids() -> Iterator[UUID]:
    """Ids that count up."""
    count = 0
    while True:
        count += 1
        yield UUID(int=count)


class Run:
    """A running case and its clock."""

    def __init__(self, procedure: Procedure = PROCEDURE) -> None:
        self._ids = ids()
        self.at = THURSDAY_MORNING
        self.case: Case = begin(procedure, self.at, CALENDAR, self.new_id)
        self.history: list[Advance] = []

    def new_id(self) -> UUID:
        return next(self._ids)

    def task(self, step: str, unit: UUID | None = None) -> OpenTask:
        """The open task at this step (and unit)."""
        found = [
            task
            for task in self.case.open_tasks
            if task.step == step and (unit is None or task.unit == unit)
        ]
        assert len(found) == 1, f"{len(found)} open tasks at {step}"
        return found[0]

    def take(self, step: str, action: str, unit: UUID | None = None, **given: object) -> Advance:
        """Take an action at the one open task of this step."""
        result = advance(
            self.case,
            self.task(step, unit).id,
            action,
            given,
            at=self.at,
            calendar=CALENDAR,
            new_id=self.new_id,
        )
        self.case = result.case
        self.history.append(result)
        return result

    def wait(self, **amount: float) -> None:
        """Let time pass."""
        self.at += timedelta(**amount)

    @property
    def standing(self) -> list[tuple[str, UUID | None]]:
        """Where the case stands: open steps with their units."""
        return sorted(((str(task.step), task.unit) for task in self.case.open_tasks), key=repr)

    def to_units(self, *units: UUID) -> None:
        """File, hand over and send to these units."""
        self.take("submit", "submit")
        self.take("receive", "hand_over")
        self.take("classify", "complaint", units=units)
