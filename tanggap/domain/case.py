"""A report, or a period's work, as the engine sees it: detached from any store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tanggap.domain.procedure import Procedure, StepId
from tanggap.domain.refusal import Refused
from tanggap.domain.signature_chain import WrittenLetter


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open execution of a step.

    Attributes:
        unit: the department the task belongs to, for steps of a unit team.
        fork: number of the spread this task is a branch of; None outside any spread.
        due_at: UTC; for reporter steps the moment silence is taken as an answer.
        people: the accounts that alone may take it; empty for the whole team.
    """

    id: UUID
    step: StepId
    unit: UUID | None
    fork: int | None
    opened_at: datetime
    due_at: datetime | None
    people: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What the engine needs to know about one report, detached from any store.

    Attributes:
        counts: how often each ``step.action`` was taken.
        arrivals: per spread, how many of its branches reached the waiting step.
        overall_due: UTC; None before the limit starts or where none is set.
        paused_at: since when only the reporter can move the report.
        letters: by letter, the text that is on its way up the signature chain.
        named: by actor, the people named for its steps.
    """

    procedure: Procedure
    open_tasks: tuple[OpenTask, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    arrivals: Mapping[int, int] = field(default_factory=dict)
    forks: int = 0
    overall_due: datetime | None = None
    paused_at: datetime | None = None
    outcome: str | None = None
    documents: frozenset[str] = frozenset()
    letters: Mapping[str, WrittenLetter] = field(default_factory=dict)
    named: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)

    def task(self, wanted: UUID) -> OpenTask:
        """The open task with this id.

        Raises:
            Refused: ``task-not-open`` when it was closed meanwhile or never existed.
        """
        for task in self.open_tasks:
            if task.id == wanted:
                return task
        raise Refused("task-not-open")

    def siblings(self, task: OpenTask) -> tuple[OpenTask, ...]:
        """Other open branches of the spread ``task`` belongs to."""
        if task.fork is None:
            return ()
        return tuple(
            other for other in self.open_tasks if other.fork == task.fork and other.id != task.id
        )
