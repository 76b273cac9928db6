"""Teams: who acts as which actor of a desk's procedure."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.teams import (
    add_member,
    create_team,
    get_team,
    list_teams,
    remove_member,
    remove_team,
    rename_team,
    team_actors,
)
from tanggap.services.assignment import assign_task
from tanggap.services.report_reading import read_report
from tanggap.storage.organisation import Unit
from tests.services.administration.office import (
    as_administrator,
    last_entry,
    nkk,
    refused,
    team,
)
from tests.services.nkk_desk import account, act, file, officer, open_tasks, unit
from tests.statements import statements_sent


def member_ids(admin: Acting, team_id: UUID) -> set[UUID]:
    return {member.account_id for member in get_team(admin, team_id).members}


def test_only_an_administrator_arranges_teams(session: Session) -> None:
    operator = as_administrator(session, "operator")
    with refused("not-allowed"):
        list_teams(operator, nkk(session).id)
    with refused("not-allowed"):
        add_member(operator, team(session, "operator").id, 1, account(session, "admin").id)


def test_teams_stand_in_the_order_of_the_procedure(admin: Acting, session: Session) -> None:
    shown = list_teams(admin, nkk(session).id)
    assert [
        (view.actor_title, view.team.unit.short_name if view.team.unit else "") for view in shown
    ] == [
        ("Operator/Agen", ""),
        ("Tim NKK Utama", ""),
        ("Tim NKK Pembantu", "Dinkes"),
        ("Tim NKK Pembantu", "Disdik"),
        ("Tim NKK Pembantu", "Dishub"),
    ]
    assert [member.name for member in shown[0].members] == ["Bagus Prakoso", "Sari Melati"]
    assert [actor.id for actor in team_actors(admin, nkk(session).id)] == [
        "operator",
        "main_team",
        "supporting_team",
    ]


def test_a_team_of_a_department_names_its_department(admin: Acting, session: Session) -> None:
    desk, bkpsdmd = nkk(session), unit(session, "bkpsdmd")
    made = create_team(
        admin, desk.id, actor="supporting_team", unit_id=bkpsdmd.id, name="Tim BKPSDMD"
    )
    assert made.team.unit is not None
    for actor, unit_id, code in (
        ("supporting_team", None, "team-needs-unit"),
        ("supporting_team", bkpsdmd.id, "team-exists"),
        ("operator", bkpsdmd.id, "team-without-unit"),
        ("operator", None, "team-exists"),
        ("reporter", None, "team-actor-unknown"),
        ("nobody", None, "team-actor-unknown"),
    ):
        with refused(code):
            create_team(admin, desk.id, actor=actor, unit_id=unit_id, name="Tim")


def test_a_new_member_acts_for_the_team_at_once(admin: Acting, session: Session) -> None:
    report = file()
    newcomer = account(session, "kepala")
    operators = team(session, "operator")
    shown = add_member(admin, operators.id, 1, newcomer.id)
    assert shown.team.version == 2
    entry = last_entry(session)
    assert (entry.action, entry.after) == ("team_member_added", {"member": str(newcomer.id)})
    act(session, report, "kepala", "hand_over")


def test_nobody_is_seated_who_is_no_active_officer(admin: Acting, session: Session) -> None:
    operators = team(session, "operator")
    for login in ("warga", "asn"):
        with refused("officer-not-active"):
            add_member(admin, operators.id, 1, account(session, login).id)


def test_who_leaves_a_team_gives_back_its_tasks(admin: Acting, session: Session) -> None:
    report = file()
    [task] = open_tasks(session, report)
    leaver = account(session, "operator2")
    assign_task(officer(session, "operator"), task.id, leaver.id)
    operators = team(session, "operator")
    remove_member(admin, operators.id, 1, leaver.id)
    session.refresh(task)
    assert task.assigned_to_id is None
    assert leaver.id not in member_ids(admin, operators.id)
    told = read_report(session, officer(session, "operator"), report.id)
    assert [one.kind for one in told.timeline].count("task_assigned") == 2


def test_a_team_with_open_tasks_is_never_left_empty(admin: Acting, session: Session) -> None:
    file()
    operators = team(session, "operator")
    remove_member(admin, operators.id, 1, account(session, "operator2").id)
    with refused("team-left-empty") as caught:
        remove_member(admin, operators.id, 2, account(session, "operator").id)
    assert caught.value.facts == {"team": "Operator NKK", "tasks": 1}
    assert member_ids(admin, operators.id) == {account(session, "operator").id}


def test_a_team_without_open_tasks_may_stand_empty_and_go(admin: Acting, session: Session) -> None:
    dishub: Unit = unit(session, "dishub")
    helpers = team(session, "supporting_team", dishub)
    with refused("team-has-members"):
        remove_team(admin, helpers.id, 1)
    remove_member(admin, helpers.id, 1, account(session, "dishub").id)
    remove_team(admin, helpers.id, 2)
    with refused("team-not-found"):
        get_team(admin, helpers.id)
    assert last_entry(session).action == "team_removed"


def test_a_team_is_renamed_on_the_version_that_was_seen(admin: Acting, session: Session) -> None:
    operators = team(session, "operator")
    assert rename_team(admin, operators.id, 1, "Agen NKK").team.name == "Agen NKK"
    with refused("version-outdated"):
        rename_team(admin, operators.id, 1, "Operator")


def test_listing_teams_costs_the_same_however_many(admin: Acting, session: Session) -> None:
    desk_id = nkk(session).id
    with statements_sent() as sent:
        list_teams(admin, desk_id)
    assert len(sent) <= 3
