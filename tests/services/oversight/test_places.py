"""The map: what counts at a place, what at none, and who sees it."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.places import change_place, create_place
from tanggap.services.gazetteer import match_all_agencies, match_reports, names_offered
from tanggap.services.oversight.places import PlaceMap, exported_places, place_map
from tanggap.services.search import SearchFilter, search_reports
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.places import Place
from tanggap.storage.reports import Exclusion, Report
from tests.conftest import MovableClock
from tests.services.administration.office import as_administrator
from tests.services.nkk_desk import (
    account,
    act,
    answer_as_information,
    file,
    officer,
    queued_jobs,
    unit,
)
from tests.services.oversight.days_of_work import scope
from tests.statements import statements_sent


@pytest.fixture
def admin(session: Session) -> Acting:
    return as_administrator(session, "admin")


def place(session: Session, name: str) -> Place:
    return session.scalars(select(Place).where(Place.name == name)).one()


def mapped(session: Session, clock: MovableClock, login: str = "operator") -> PlaceMap:
    wanted = scope(session, login, clock)
    return place_map(session, wanted, account(session, login).agency_id)


def numbers(found: PlaceMap) -> dict[str, int]:
    return {one.name: one.reports for one in found.places}


def numbers_found(session: Session, **wanted: object) -> set[str]:
    page = search_reports(session, officer(session, "operator"), SearchFilter(**wanted))  # type: ignore[arg-type]
    return {row.number for row in page.reports}


def test_villages_count_in_their_district_and_lead_to_the_same_reports(
    session: Session, clock: MovableClock
) -> None:
    filed = [file(place=one) for one in ("Kel. Air Itam", "bukitintan", "Puskesmas Rangkui")]
    other, blank = file(place="Loket 3"), file()
    found = mapped(session, clock)
    assert numbers(found) == {"Bukit Intan": 2, "Rangkui": 1}
    assert (found.unrecognised.reports, found.unstated.reports) == (1, 1)
    bukit_intan = place(session, "Bukit Intan").id
    assert numbers_found(session, in_place=bukit_intan) == {one.number for one in filed[:2]}
    assert numbers_found(session, in_place=place(session, "Air Itam").id) == {filed[0].number}
    assert numbers_found(session, place_state="unrecognised") == {other.number}
    assert numbers_found(session, place_state="unstated") == {blank.number}


def test_a_district_says_how_many_were_finished_on_time(
    session: Session, clock: MovableClock
) -> None:
    for days in (0, 30):
        report = file(place="Gabek")
        clock.advance(days=days)
        answer_as_information(session, report)
    file(place="Gabek")
    [gabek] = mapped(session, clock, "operator").places
    assert gabek.latitude is not None
    last_month = place_map(
        session,
        scope(session, "operator", clock, first=clock.moment.date().replace(day=1, month=1)),
        account(session, "operator").agency_id,
    )
    [gabek] = last_month.places
    assert (gabek.reports, gabek.finished, gabek.finished_limited) == (3, 2, 2)
    assert (gabek.finished_on_time, gabek.share_on_time) == (1, 0.5)


def test_confidential_reports_and_those_one_is_excluded_from_are_at_no_place(
    session: Session, clock: MovableClock
) -> None:
    secret, hidden = file(place="Gabek", confidential=True), file(place="Rangkui")
    with transaction() as own:
        excluded = account(session, "operator")
        own.add(
            Exclusion(
                report_id=hidden.id,
                account_id=excluded.id,
                agency_id=hidden.agency_id,
                reason="recused",
                since=clock.moment,
            )
        )
    found = mapped(session, clock)
    assert (numbers(found), found.withheld.reports) == ({}, 2)
    assert numbers(mapped(session, clock, "timutama")) == {"Rangkui": 1}
    assert secret.place_id is not None
    assert numbers_found(session, in_place=secret.place_id) == set()
    assert numbers_found(session, place_state="unrecognised") == set()


def test_who_may_not_open_reports_sees_a_place_from_three_reports_on(
    session: Session, clock: MovableClock
) -> None:
    for typed in ("Gabek", "Gabek", "Gabek", "Rangkui", "Rangkui"):
        file(place=typed)
    found = mapped(session, clock, "auditor")
    assert (numbers(found), found.few.reports) == ({"Gabek": 3}, 2)
    assert numbers(mapped(session, clock)) == {"Gabek": 3, "Rangkui": 2}


def test_a_department_counts_what_was_sent_to_it(session: Session, clock: MovableClock) -> None:
    sent = file(place="Gabek")
    file(place="Rangkui")
    act(session, sent, "operator", "hand_over")
    act(session, sent, "timutama", "complaint", units=[unit(session, "dinkes").id])
    assert numbers(mapped(session, clock, "dinkes")) == {"Gabek": 1}


def test_the_map_costs_a_fixed_number_of_queries(session: Session, clock: MovableClock) -> None:
    wanted = scope(session, "operator", clock)
    agency = account(session, "operator").agency_id
    for typed in ("Gabek", "Rangkui", "Girimaya"):
        file(place=typed)
    with statements_sent() as sent:
        place_map(session, wanted, agency)
    assert len(sent) == 2


def test_the_reports_of_a_place_are_read_through_its_index(session: Session) -> None:
    session.execute(text("SET LOCAL enable_seqscan = off"))
    rows = session.execute(
        text(
            "EXPLAIN SELECT id FROM report WHERE place_id = :place"
            " ORDER BY filed_at DESC, id DESC LIMIT 26"
        ),
        {"place": place(session, "Gabek").id},
    )
    assert "ix_report_place_id_filed_at_id" in "\n".join(row[0] for row in rows)


def test_a_change_of_the_gazetteer_matches_older_reports_anew(
    session: Session, admin: Acting, clock: MovableClock
) -> None:
    report = file(place="Kampung Melayu Tua")
    assert report.place_id is None
    gabek = place(session, "Gabek")
    change_place(admin, gabek.id, gabek.version, {"spellings": ["Kampung Melayu Tua"]})
    assert ("match-places", {"agency_id": str(admin.agency_id)}) in queued_jobs(session)
    assert sum(match_reports(admin.agency_id)) == 1
    session.expire_all()
    assert session.get_one(Report, report.id).place_id == gabek.id
    assert sum(match_all_agencies()) == 0
    change_place(admin, gabek.id, session.get_one(Place, gabek.id).version, {"is_active": False})
    assert sum(match_reports(admin.agency_id)) == 1
    session.expire_all()
    assert session.get_one(Report, report.id).place_id is None


def test_forms_offer_districts_first_and_villages_with_theirs(
    session: Session, admin: Acting
) -> None:
    names = names_offered(session, admin.agency_id)
    assert names[:2] == ["Kecamatan Bukit Intan", "Kecamatan Gabek"]
    assert "Kelurahan Air Itam, Kecamatan Bukit Intan" in names
    for name in names:
        assert file(place=name).place_id is not None, name


def test_the_file_holds_the_map_and_what_is_on_no_map(
    session: Session, admin: Acting, clock: MovableClock
) -> None:
    create_place(admin, {"kind": "district", "name": "=1+1 Baru"})
    for typed in ("Gabek", "Gabek", "1+1 Baru", "Loket 3"):
        file(place=typed)
    wanted = scope(session, "operator", clock)
    found = place_map(session, wanted, admin.agency_id)
    content = exported_places(found, wanted, "csv", clock.moment).decode("utf-8-sig")
    rows = [(row["Tempat"], row["Laporan"]) for row in csv.DictReader(io.StringIO(content))]
    assert rows == [("Gabek", "2"), ("'=1+1 Baru", "1"), ("Tempat tidak dikenali", "1")]
    assert exported_places(found, wanted, "xlsx", clock.moment).startswith(b"PK")


def test_without_a_gazetteer_the_map_says_so(session: Session, clock: MovableClock) -> None:
    wanted = scope(session, "operator", clock)
    assert place_map(session, wanted, new_id()).is_gazetteer_empty
    assert not mapped(session, clock).is_gazetteer_empty
