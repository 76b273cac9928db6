"""Units: the tree of departments."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.units import change_unit, create_unit, get_unit, list_units
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Unit
from tests.services.administration.office import (
    ADDRESS,
    another_agency,
    as_administrator,
    entries,
    last_entry,
    refused,
)
from tests.services.nkk_desk import account, act, file, unit
from tests.statements import statements_sent

NEW = {"code": "Dinsos", "name": "Dinas Sosial", "short_name": "Dinsos", "letter_code": "DINSOS"}


def test_only_an_administrator_arranges_units(session: Session) -> None:
    for login in ("operator", "auditor", "kepala", "warga"):
        stranger = as_administrator(session, login)
        with refused("not-allowed"):
            list_units(stranger)
        with refused("not-allowed"):
            create_unit(stranger, NEW)


def test_a_new_unit_stands_in_the_tree_and_in_the_audit_log(
    admin: Acting, session: Session
) -> None:
    above = unit(session, "bkpsdmd")
    made = create_unit(admin, {**NEW, "parent_id": above.id})
    assert (made.code, made.parent_id, made.is_active) == ("dinsos", above.id, True)
    assert made.id in {one.id for one in list_units(admin)}
    entry = last_entry(session)
    assert (entry.action, entry.object_id) == ("unit_created", str(made.id))
    assert (entry.account_id, entry.address) == (admin.viewer.account, ADDRESS)
    assert entry.before is None
    assert entry.after is not None
    assert entry.after["parent_id"] == str(above.id)


def test_a_change_is_audited_with_exactly_what_changed(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    given = {"name": "  Dinas   Kesehatan Kota ", "short_name": "Dinkes"}
    changed = change_unit(admin, dinkes.id, 1, given)
    assert changed.name == "Dinas Kesehatan Kota"
    assert changed.version == 2
    entry = last_entry(session)
    assert entry.before == {"name": "Dinas Kesehatan"}
    assert entry.after == {"name": "Dinas Kesehatan Kota"}


def test_saving_what_is_there_already_writes_nothing(admin: Acting, session: Session) -> None:
    dinkes, before = unit(session, "dinkes"), entries(session)
    assert change_unit(admin, dinkes.id, 1, {"name": "Dinas Kesehatan"}).version == 1
    assert entries(session) == before


def test_two_administrators_never_overwrite_each_other(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    change_unit(admin, dinkes.id, 1, {"name": "Dinas Kesehatan Kota"})
    with refused("version-outdated"):
        change_unit(admin, dinkes.id, 1, {"name": "Dinkes"})
    assert get_unit(admin, dinkes.id).name == "Dinas Kesehatan Kota"


def test_a_unit_is_never_above_itself(admin: Acting, session: Session) -> None:
    above, below = unit(session, "bkpsdmd"), unit(session, "dinkes")
    change_unit(admin, below.id, 1, {"parent_id": above.id})
    with refused("unit-in-circle"):
        change_unit(admin, above.id, 1, {"parent_id": below.id})
    with refused("unit-in-circle"):
        change_unit(admin, above.id, 1, {"parent_id": above.id})


def test_the_letterhead_keeps_its_lines_and_drops_empty_ones(
    admin: Acting, session: Session
) -> None:
    dinkes = unit(session, "dinkes")
    given = {"address_lines": ["Jalan Contoh 5", "  "], "contact_line": "Telepon 0717 000000"}
    changed = change_unit(admin, dinkes.id, 1, {"letterhead": given})
    assert changed.letterhead == {
        "address_lines": ["Jalan Contoh 5"],
        "contact_line": "Telepon 0717 000000",
    }


def test_who_heads_a_unit_is_an_active_officer(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    head = account(session, "dinkes").id
    changed = change_unit(admin, dinkes.id, 1, {"head_id": head, "deputy": "Plt."})
    assert changed.head is not None
    assert (changed.head.name, changed.deputy) == ("Yoga Permana", "Plt.")
    with refused("officer-not-active"):
        change_unit(admin, dinkes.id, 2, {"head_id": account(session, "warga").id})
    with refused("deputy-unknown"):
        change_unit(admin, dinkes.id, 2, {"deputy": "Pjs."})


def test_bad_text_is_refused_at_its_field(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    for given, code, field in (
        ({"name": " \u200b "}, "text-missing", "name"),
        ({"short_name": "x" * 500}, "text-too-long", "short_name"),
        ({"letter_code": "DINAS/KES"}, "letter-code-broken", "letter_code"),
    ):
        with refused(code) as caught:
            change_unit(admin, dinkes.id, 1, given)
        assert caught.value.facts["field"] == field
    with refused("code-malformed"):
        create_unit(admin, {**NEW, "code": "Dinas Sosial"})
    with refused("unit-code-taken"):
        create_unit(admin, {**NEW, "code": "DINKES"})


def test_a_unit_with_open_tasks_stays(admin: Acting, session: Session) -> None:
    report = file()
    act(session, report, "operator", "hand_over")
    act(session, report, "timutama", "complaint", units=[unit(session, "dinkes").id], note="")
    with refused("unit-has-open-tasks") as caught:
        change_unit(admin, unit(session, "dinkes").id, 1, {"is_active": False})
    assert caught.value.facts["tasks"] == 1
    closed = change_unit(admin, unit(session, "dishub").id, 1, {"is_active": False})
    assert closed.is_active is False


def test_a_unit_with_a_desk_or_units_below_stays(admin: Acting, session: Session) -> None:
    above, below = unit(session, "dinkes"), unit(session, "dishub")
    change_unit(admin, below.id, 1, {"parent_id": above.id})
    with refused("unit-has-units"):
        change_unit(admin, above.id, 1, {"is_active": False})
    with refused("unit-has-desks"):
        change_unit(admin, unit(session, "bkpsdmd").id, 1, {"is_active": False})


def test_units_of_another_agency_do_not_exist(admin: Acting, session: Session) -> None:
    elsewhere = another_agency()
    with transaction() as writing:
        strange = Unit(
            id=new_id(),
            agency_id=elsewhere.id,
            code="x",
            name="X",
            short_name="X",
            letter_code="X",
            letterhead={},
        )
        writing.add(strange)
    assert strange.id not in {one.id for one in list_units(admin)}
    with refused("unit-not-found"):
        get_unit(admin, strange.id)
    with refused("unit-not-found"):
        change_unit(admin, strange.id, 1, {"name": "Y"})
    with refused("unit-not-found"):
        change_unit(admin, unit(session, "dinkes").id, 1, {"parent_id": strange.id})


def test_listing_units_costs_one_query_however_many(admin: Acting) -> None:
    with statements_sent() as sent:
        list_units(admin)
    assert len(sent) == 1
