"""The rules as tables a lawyer could read, compared with what the code really allows.

A difference is either a fault or a decision: then the CSV is changed, and reviewed, with it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID

from tanggap.domain.policy import (
    Permission,
    ReportFacts,
    Role,
    Seat,
    TaskFacts,
    Viewer,
    may,
)
from tests.domain.nkk_case import HEALTH, PROCEDURE, SCHOOLS

FOLDER = Path(__file__).parent
DESK, OTHER_DESK = UUID(int=1), UUID(int=2)
OWNER, EXCLUDED = UUID(int=11), UUID(int=12)


def seat(actor: str, unit: UUID | None = None, desk: UUID = DESK) -> Seat:
    found = PROCEDURE.actor(actor)
    return Seat(desk, actor, unit, found.is_intake, found.may_unmask)


def officer(number: int, *seats: Seat, role: Role = Role.OFFICER) -> Viewer:
    return Viewer(UUID(int=number), frozenset({role}), frozenset(seats))


PEOPLE = {
    "reporter": Viewer(OWNER, frozenset({Role.REPORTER})),
    "another_reporter": Viewer(UUID(int=13), frozenset({Role.REPORTER})),
    "operator": officer(21, seat("operator")),
    "main_team": officer(22, seat("main_team")),
    "unit_at_work": officer(23, seat("supporting_team", HEALTH)),
    "another_unit": officer(24, seat("supporting_team", SCHOOLS)),
    "excluded_operator": Viewer(EXCLUDED, frozenset({Role.OFFICER}), frozenset({seat("operator")})),
    "operator_of_another_desk": officer(25, seat("operator", desk=OTHER_DESK)),
    "administrator": officer(26, role=Role.ADMINISTRATOR),
    "auditor": officer(27, role=Role.AUDITOR),
}


def report(*, confidential: bool) -> ReportFacts:
    return ReportFacts(
        desk=DESK,
        reporter_account=OWNER,
        is_confidential=confidential,
        units=frozenset({HEALTH}),
        excluded=frozenset({EXCLUDED}),
        unmasked_by=frozenset({PEOPLE["unit_at_work"].account}),
    )


def reviewed(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mark(allowed: bool) -> str:
    return "yes" if allowed else "-"


def actions_as_they_are() -> list[dict[str, str]]:
    rows = []
    for step in PROCEDURE.steps:
        unit = HEALTH if step.actor == "supporting_team" else None
        task = TaskFacts(actor=step.actor, unit=unit)
        for action in step.actions:
            by_silence = step.on_silence is not None and step.on_silence.take == action.id
            row = {"step": f"{step.number} {step.id}", "action": str(action.id)}
            for name, viewer in PEOPLE.items():
                if step.actor == "reporter":
                    permission = Permission.REPLY_AS_REPORTER
                    allowed = may(permission, viewer, report(confidential=False), task)
                    allowed = allowed and not by_silence
                else:
                    facts = report(confidential=False)
                    allowed = may(Permission.TAKE_TASK, viewer, facts, task)
                row[name] = mark(allowed)
            rows.append(row)
    return rows


def permissions_as_they_are() -> list[dict[str, str]]:
    rows = []
    task = TaskFacts(actor="operator", unit=None)
    for permission in Permission:
        for situation in ("open", "confidential"):
            facts = report(confidential=situation == "confidential")
            row = {"permission": permission.value, "report": situation}
            for name, viewer in PEOPLE.items():
                row[name] = mark(may(permission, viewer, facts, task))
            rows.append(row)
    return rows


def test_every_action_of_every_step_is_open_to_exactly_the_roles_reviewed() -> None:
    assert actions_as_they_are() == reviewed("nkk_actions.csv")


def test_every_permission_is_held_by_exactly_the_roles_reviewed() -> None:
    assert permissions_as_they_are() == reviewed("permissions.csv")


def test_the_actions_of_each_step_are_the_only_ways_on() -> None:
    listed = {(row["step"], row["action"]) for row in reviewed("nkk_actions.csv")}
    assert listed == {
        (f"{step.number} {step.id}", action.id)
        for step in PROCEDURE.steps
        for action in step.actions
    }
