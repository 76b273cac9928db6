"""Categories: two levels in an order."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.categories import (
    change_category,
    create_category,
    list_categories,
    remove_category,
)
from tanggap.storage.knowledge import KnowledgeEntry
from tanggap.storage.organisation import Category
from tests.services.administration.office import (
    as_administrator,
    last_entry,
    nkk,
    refused,
)
from tests.services.nkk_desk import file
from tests.statements import statements_sent


def named(session: Session, name: str) -> Category:
    return session.scalars(select(Category).where(Category.name == name)).one()


def order_under(admin: Acting, desk: UUID, parent: UUID | None) -> list[str]:
    return [one.name for one in list_categories(admin, desk) if one.parent_id == parent]


def test_only_an_administrator_arranges_categories(session: Session) -> None:
    with refused("not-allowed"):
        list_categories(as_administrator(session, "operator"), nkk(session).id)


def test_a_new_category_stands_behind_the_others(admin: Acting, session: Session) -> None:
    desk = nkk(session)
    made = create_category(
        admin, desk.id, name="Gratifikasi", hint=" Menerima hadiah ", parent_id=None
    )
    assert order_under(admin, desk.id, None)[-1] == "Gratifikasi"
    below = create_category(admin, desk.id, name="Hadiah", hint="", parent_id=made.id)
    assert below.position == 0
    assert last_entry(session).after == {
        "desk_id": str(desk.id),
        "parent_id": str(made.id),
        "name": "Hadiah",
        "hint": "",
    }


def test_there_are_two_levels_and_no_third(admin: Acting, session: Session) -> None:
    with refused("category-too-deep"):
        create_category(
            admin,
            nkk(session).id,
            name="Terlalu dalam",
            hint="",
            parent_id=named(session, "Perilaku tidak sopan").id,
        )


def test_a_name_stands_once_among_its_siblings(admin: Acting, session: Session) -> None:
    parent = named(session, "Disiplin kerja")
    with refused("category-name-taken"):
        create_category(
            admin, nkk(session).id, name="menolak melayani", hint="", parent_id=parent.id
        )
    with refused("category-name-taken"):
        change_category(admin, parent.id, 1, {"name": "Netralitas"})


def test_a_category_moves_to_another_place(admin: Acting, session: Session) -> None:
    desk = nkk(session)
    change_category(admin, named(session, "Netralitas").id, 1, {"position": 0})
    assert order_under(admin, desk.id, None) == [
        "Netralitas",
        "Pelanggaran kode etik",
        "Disiplin kerja",
        "Permintaan informasi",
    ]
    change_category(admin, named(session, "Netralitas").id, 2, {"position": 99})
    assert order_under(admin, desk.id, None)[-1] == "Netralitas"


def test_closing_a_main_category_closes_what_is_below(admin: Acting, session: Session) -> None:
    parent = named(session, "Disiplin kerja")
    change_category(admin, parent.id, 1, {"is_active": False})
    below = named(session, "Menolak melayani")
    assert below.is_active is False
    with refused("category-parent-closed"):
        change_category(admin, below.id, below.version, {"is_active": True})
    change_category(admin, parent.id, 2, {"is_active": True})
    assert change_category(admin, below.id, below.version, {"is_active": True}).is_active


def test_only_an_unused_category_is_deleted(admin: Acting, session: Session) -> None:
    file()
    used = named(session, "Perilaku tidak sopan")
    with refused("category-in-use"):
        remove_category(admin, used.id, used.version)
    with refused("category-in-use"):
        remove_category(admin, named(session, "Netralitas").id, 1)
    session.execute(delete(KnowledgeEntry))  # the answer file speaks of a category too
    remove_category(admin, named(session, "Keberpihakan politik").id, 1)
    assert last_entry(session).before is not None
    remove_category(admin, named(session, "Netralitas").id, 1)
    assert order_under(admin, nkk(session).id, None) == [
        "Pelanggaran kode etik",
        "Disiplin kerja",
        "Permintaan informasi",
    ]


def test_listing_categories_costs_the_same_however_many(admin: Acting, session: Session) -> None:
    desk_id = nkk(session).id
    with statements_sent() as sent:
        list_categories(admin, desk_id)
    assert len(sent) <= 2
