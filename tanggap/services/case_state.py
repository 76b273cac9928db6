"""Keep the engine's case between two actions: as JSON on the row it belongs to, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tanggap.domain.case import Case, OpenTask
from tanggap.domain.procedure import Procedure, StepId
from tanggap.domain.signature_chain import WrittenLetter


def state_of(case: Case) -> dict[str, Any]:
    """What must be kept of ``case``, beside its open tasks and its clock."""
    return {
        "facts": dict(case.facts),
        "counts": dict(case.counts),
        "arrivals": {str(fork): count for fork, count in case.arrivals.items()},
        "forks": case.forks,
        "documents": sorted(case.documents),
        "letters": {
            letter: {
                "sha256": written.sha256,
                "marked": list(written.marked),
                "chosen": {
                    field: [str(one) for one in several]
                    for field, several in written.chosen.items()
                },
            }
            for letter, written in case.letters.items()
        },
        "named": {
            actor: [str(account) for account in accounts] for actor, accounts in case.named.items()
        },
    }


def case_from(
    procedure: Procedure,
    state: Mapping[str, Any],
    open_tasks: Sequence[OpenTask],
    *,
    overall_due: datetime | None = None,
    paused_at: datetime | None = None,
    outcome: str | None = None,
) -> Case:
    """The case whose ``state_of`` was kept."""
    return Case(
        procedure=procedure,
        open_tasks=tuple(open_tasks),
        facts=state.get("facts", {}),
        counts=state.get("counts", {}),
        arrivals={int(fork): count for fork, count in state.get("arrivals", {}).items()},
        forks=state.get("forks", 0),
        overall_due=overall_due,
        paused_at=paused_at,
        outcome=outcome,
        documents=frozenset(state.get("documents", ())),
        letters={
            letter: WrittenLetter(
                kept["sha256"],
                tuple(map(StepId, kept["marked"])),
                {
                    field: tuple(UUID(one) for one in several)
                    for field, several in kept.get("chosen", {}).items()
                },
            )
            for letter, kept in state.get("letters", {}).items()
        },
        named={
            actor: tuple(UUID(account) for account in accounts)
            for actor, accounts in state.get("named", {}).items()
        },
    )
