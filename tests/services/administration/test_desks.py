"""Desks: what they are called, which procedure they run, whether they are open."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.desks import (
    DeskView,
    change_desk,
    create_desk,
    gaps_with,
    get_desk,
    list_desks,
)
from tanggap.services.administration.procedures import upload_version
from tanggap.services.administration.teams import add_member, create_team, remove_member
from tanggap.services.administration.units import change_unit
from tanggap.storage.organisation import Desk
from tests.services.administration.office import (
    as_administrator,
    calendar_row,
    last_entry,
    nkk,
    refused,
    team,
)
from tests.services.administration.versions import with_secretary
from tests.services.nkk_desk import account, act, file, open_tasks, unit
from tests.statements import statements_sent


def new_desk(session: Session, **other: object) -> dict[str, object]:
    desk = nkk(session)
    return {
        "slug": "umum",
        "name": "Pengaduan Umum",
        "summary": "Keluhan pelayanan",
        "register_prefix": "pum",
        "letter_pattern": "800/{sequence:4}/{kind}/{unit}/{year}",
        "channels": ["counter", "web"],
        "unit_id": unit(session, "dinkes").id,
        "calendar_id": calendar_row(session).id,
        "procedure_version_id": desk.procedure_version_id,
        **other,
    }


@pytest.fixture
def second_version(admin: Acting) -> UUID:
    """A stored version with one more actor, in force nowhere."""
    return upload_version(admin, with_secretary()).version.id


def test_only_an_administrator_arranges_desks(session: Session) -> None:
    operator = as_administrator(session, "operator")
    with refused("not-allowed"):
        list_desks(operator)
    with refused("not-allowed"):
        change_desk(operator, nkk(session).id, 1, {"name": "X"})


def test_a_change_is_audited_with_exactly_what_changed(admin: Acting, session: Session) -> None:
    desk = nkk(session)
    given = {"name": "Layanan NKK", "channels": ["box", "web"], "summary": desk.summary}
    view = change_desk(admin, desk.id, 1, given)
    assert (view.desk.name, view.desk.channels, view.desk.version) == (
        "Layanan NKK",
        ["web", "box"],
        2,
    )
    entry = last_entry(session)
    assert entry.before == {
        "name": "Layanan Pengaduan NKK",
        "channels": ["web", "counter", "telephone", "letter", "box"],
    }
    with refused("version-outdated"):
        change_desk(admin, desk.id, 1, {"name": "Lain"})


def test_a_new_desk_opens_once_its_teams_are_there(admin: Acting, session: Session) -> None:
    made = create_desk(admin, new_desk(session))
    assert (made.desk.is_active, made.desk.register_prefix) == (False, "PUM")
    assert [gap.actor for gap in made.gaps] == ["operator", "main_team", "supporting_team"]
    with refused("procedure-without-teams") as caught:
        change_desk(admin, made.desk.id, 1, {"is_active": True})
    assert caught.value.facts["actors"] == ["operator", "main_team", "supporting_team"]
    for actor, unit_id in (
        ("operator", None),
        ("main_team", None),
        ("supporting_team", unit(session, "dinkes").id),
    ):
        view = create_team(admin, made.desk.id, actor=actor, unit_id=unit_id, name=actor)
        add_member(admin, view.team.id, 1, account(session, "kepala").id)
    opened = change_desk(admin, made.desk.id, 1, {"is_active": True})
    assert (opened.desk.is_active, list(opened.gaps)) == (True, [])


def test_a_register_prefix_belongs_to_one_desk_and_stays_once_used(
    admin: Acting, session: Session
) -> None:
    desk = nkk(session)
    for prefix, code in (("nkk", "register-prefix-taken"), ("A1", "register-prefix-malformed")):
        with refused(code):
            create_desk(admin, new_desk(session, register_prefix=prefix))
    assert (
        change_desk(admin, desk.id, 1, {"register_prefix": "etik"}).desk.register_prefix == "ETIK"
    )
    file()
    with refused("register-prefix-in-use"):
        change_desk(admin, desk.id, 2, {"register_prefix": "NKK"})


def test_bad_values_are_refused_at_their_field(admin: Acting, session: Session) -> None:
    desk = nkk(session)
    stranger = UUID(int=7)
    for given, code in (
        ({"letter_pattern": "800/{sequence}"}, "number-pattern-incomplete"),
        ({"letter_pattern": "800/{siapa}/{year}"}, "number-pattern-field"),
        ({"channels": ["web", "telegraf"]}, "channel-unknown"),
        ({"name": " "}, "text-missing"),
        ({"unit_id": stranger}, "unit-not-found"),
        ({"calendar_id": stranger}, "calendar-unknown"),
        ({"procedure_version_id": stranger}, "procedure-unknown"),
    ):
        with refused(code) as caught:
            change_desk(admin, desk.id, 1, given)
        assert caught.value.facts.get("field", next(iter(given))) == next(iter(given))
    with refused("desk-slug-taken"):
        create_desk(admin, new_desk(session, slug="NKK"))
    with refused("code-malformed"):
        create_desk(admin, new_desk(session, slug="dua kata"))


def test_a_closed_unit_gets_no_desk(admin: Acting, session: Session) -> None:
    change_unit(admin, unit(session, "dinkes").id, 1, {"is_active": False})
    with refused("unit-closed"):
        create_desk(admin, new_desk(session))


def test_a_version_comes_into_force_when_its_actors_have_teams(
    admin: Acting, session: Session, second_version: UUID
) -> None:
    desk = nkk(session)
    [gap] = gaps_with(admin, desk.id, second_version)
    assert (gap.actor, gap.title, gap.per_unit) == ("secretary", "Sekretaris", False)
    with refused("procedure-without-teams"):
        change_desk(admin, desk.id, 1, {"procedure_version_id": second_version})
    assert nkk(session).procedure_version_id != second_version
    made = create_team(admin, desk.id, actor="secretary", unit_id=None, name="Sekretaris")
    add_member(admin, made.team.id, 1, account(session, "kepala").id)
    running = file()
    old = running.procedure_version_id
    view = change_desk(admin, desk.id, 1, {"procedure_version_id": second_version})
    assert view.desk.procedure_version.version == 2
    session.refresh(running)
    assert running.procedure_version_id == old
    act(session, running, "operator", "hand_over")
    act(session, running, "timutama", "information")
    assert [task.step for task in open_tasks(session, running)] == ["answer"]
    assert file().procedure_version_id == second_version


def test_a_desk_stays_with_its_procedure(admin: Acting, session: Session) -> None:
    other = upload_version(admin, with_secretary().replace("procedure: nkk", "procedure: umum"))
    with refused("procedure-of-another-kind"):
        change_desk(admin, nkk(session).id, 1, {"procedure_version_id": other.version.id})


def test_a_closed_desk_takes_no_reports_but_finishes_its_own(
    admin: Acting, session: Session
) -> None:
    running = file()
    view: DeskView = change_desk(admin, nkk(session).id, 1, {"is_active": False})
    assert view.desk.is_active is False
    act(session, running, "operator", "hand_over")
    assert change_desk(admin, nkk(session).id, 2, {"is_active": True}).desk.is_active


def test_a_desk_tells_when_a_team_has_emptied(admin: Acting, session: Session) -> None:
    for login in ("timutama", "timutama2"):
        main = team(session, "main_team")
        remove_member(admin, main.id, main.version, account(session, login).id)
    assert [gap.actor for gap in get_desk(admin, nkk(session).id).gaps] == ["main_team"]


def test_listing_desks_costs_the_same_however_many(admin: Acting, session: Session) -> None:
    list_desks(admin)
    with statements_sent() as few:
        list_desks(admin)
    create_desk(admin, new_desk(session))
    create_desk(admin, new_desk(session, slug="tiga", register_prefix="TIGA"))
    session.expunge_all()
    with statements_sent() as many:
        shown = list_desks(admin)
        assert [view.desk.unit.name for view in shown]
    assert len(shown) == len(session.scalars(select(Desk.id)).all()) == 3
    assert len(many) == len(few) == 2
