"""The gazetteer as administrators keep it: one by one, and from a file."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.place_import import import_places
from tanggap.services.administration.places import (
    change_place,
    create_place,
    get_place,
    list_places,
)
from tanggap.services.demonstration.places import DISTRICTS
from tanggap.storage.places import Place
from tanggap.storage.regions import region_name
from tests.services.administration.office import (
    another_agency,
    as_administrator,
    entries,
    last_entry,
    refused,
)
from tests.services.nkk_desk import queued_jobs

LETTERS = "abcdefghijklmnopqrstu"


def named(session: Session, name: str) -> Place:
    return session.scalars(select(Place).where(Place.name == name)).one()


def test_only_an_administrator_arranges_places(session: Session) -> None:
    for login in ("operator", "auditor", "warga"):
        stranger = as_administrator(session, login)
        with refused("not-allowed"):
            list_places(stranger)
        with refused("not-allowed"):
            create_place(stranger, {"kind": "district", "name": "Sungai Baru"})
        with refused("not-allowed"):
            import_places(stranger, "nama,jenis\nSungai Baru,kecamatan\n")


def test_a_place_is_added_and_changed_and_both_are_audited(admin: Acting, session: Session) -> None:
    gabek = named(session, "Gabek")
    made = create_place(
        admin,
        {
            "kind": "village",
            "name": " Sungai  Baru ",
            "district_id": gabek.id,
            "spellings": ["Sei Baru", "sei-baru", ""],
            "latitude": -2.1,
            "longitude": 106.1,
        },
    )
    assert (made.name, made.spellings, made.district_id) == ("Sungai Baru", ["Sei Baru"], gabek.id)
    assert last_entry(session).action == "place_created"
    assert ("match-places", {"agency_id": str(admin.agency_id)}) in queued_jobs(session)
    changed = change_place(admin, made.id, made.version, {"is_active": False})
    assert (changed.version, changed.is_active) == (2, False)
    assert last_entry(session).action == "place_changed"
    before = entries(session)
    change_place(admin, made.id, 2, {"is_active": False})
    assert entries(session) == before
    with refused("version-outdated"):
        change_place(admin, made.id, 1, {"name": "Lain"})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "district", "name": "bukit-INTAN"}, "place-name-taken"),
        ({"kind": "district", "name": "Baru", "latitude": 1.0}, "point-half-given"),
        ({"kind": "district", "name": "  "}, "text-missing"),
        ({"kind": "district", "name": "!!"}, "text-missing"),
        ({"kind": "district", "name": "n" * 101}, "text-too-long"),
        ({"kind": "district", "name": "Baru", "spellings": list(LETTERS)}, "too-many-spellings"),
    ],
)
def test_a_place_that_cannot_be_meant_is_refused(
    admin: Acting, given: dict[str, object], code: str
) -> None:
    with refused(code):
        create_place(admin, given)


def test_only_a_village_lies_in_a_district(admin: Acting, session: Session) -> None:
    gabek, village = named(session, "Gabek"), named(session, "Air Itam")
    with refused("place-parent-unfit"):
        create_place(admin, {"kind": "district", "name": "Baru", "district_id": gabek.id})
    with refused("place-parent-unfit"):
        create_place(admin, {"kind": "village", "name": "Baru", "district_id": village.id})
    with refused("place-has-villages"):
        change_place(admin, gabek.id, gabek.version, {"kind": "village"})


def test_places_of_another_agency_do_not_exist(admin: Acting, session: Session) -> None:
    gabek = named(session, "Gabek")
    stranger = Acting(admin.viewer, another_agency().id)
    with refused("place-not-found"):
        get_place(stranger, gabek.id)
    with refused("place-not-found"):
        create_place(stranger, {"kind": "village", "name": "Baru", "district_id": gabek.id})
    assert list_places(stranger) == []


def test_a_file_adds_and_changes_and_a_second_time_does_nothing(
    admin: Acting, session: Session
) -> None:
    source = (
        "\ufeffJenis;Nama;Kecamatan;Ejaan;Lintang;Bujur\r\n"
        "kelurahan;Air Baru;Sungai Baru;Aik Baru|Aek Baru;;\r\n"
        "kecamatan;Sungai Baru;;;-2,5;106,25\r\n"
        "kecamatan;GABEK;;;-2,0800;106,1200\r\n"
        ";;;;;\r\n"
    )
    done = import_places(admin, source)
    assert (done.added, done.changed, done.unchanged, list(done.faults)) == (2, 1, 0, [])
    village, district = named(session, "Air Baru"), named(session, "Sungai Baru")
    assert village.district_id == district.id
    assert (village.spellings, district.longitude) == (["Aik Baru", "Aek Baru"], 106.25)
    assert named(session, "GABEK").latitude == -2.08
    entry = last_entry(session)
    assert (entry.action, entry.after) == (
        "places_imported",
        {"added": 2, "changed": 1, "lines": 3},
    )
    again = import_places(admin, source)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)


def test_a_file_with_faults_writes_nothing_and_names_every_line(
    admin: Acting, session: Session
) -> None:
    before = entries(session), len(list_places(admin))
    found = import_places(
        admin,
        "nama,jenis,kecamatan,lintang,bujur\n"
        "Sungai Baru,kecamatan,,,\n"
        "Entah,kabupaten,,,\n"
        ",kecamatan,,,\n"
        "Air Baru,kelurahan,Tidak Ada,,\n"
        "Utara,kecamatan,,utara,106\n"
        "Jauh,kecamatan,,-200,106\n"
        "Setengah,kecamatan,,-2.1,\n"
        "sungai-baru,kecamatan,,,\n",
    )
    assert [one.line for one in found.faults] == [3, 4, 5, 6, 7, 8, 9]
    assert "“Tidak Ada”" in found.faults[2].said
    assert "baris 2" in found.faults[6].said
    assert (entries(session), len(list_places(admin))) == before


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("nama;lintang\nGabek;1\n", "csv-columns-missing"),
        ("", "csv-columns-missing"),
        ("\0\0", "csv-columns-missing"),
        ('nama,jenis\n"Gabek' + "x" * 140_000, "csv-unreadable"),
        ("x" * 500_001, "csv-too-long"),
    ],
)
def test_a_file_that_is_no_list_of_places_is_refused(admin: Acting, source: str, code: str) -> None:
    with refused(code):
        import_places(admin, source)


def test_the_demonstrations_districts_are_those_of_the_list_of_regions() -> None:
    regions = {"Pangkalpinang": "1971", "Pekalongan": "3375", "Depok": "3276"}
    assert DISTRICTS.keys() == regions.keys()
    for city, seeds in DISTRICTS.items():
        there = {region_name(f"{regions[city]}{number:02}") for number in range(1, 20)}
        assert {seed.name for seed in seeds} == there - {None}
