"""Pages ask the database a fixed, small number of questions, however much there is to show."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.conversation import write_to_reporter
from tanggap.services.public_tracking import code_of
from tanggap.storage.reports import Report
from tests.portal.reporting import Reporter
from tests.services.nkk_desk import act, answer_as_information, officer, run_jobs, unit, units
from tests.statements import statements_sent


@pytest.fixture
def page(warga: Reporter, session: Session) -> str:
    """A report with departments, messages and documents."""
    address = warga.file(session)
    report = session.scalars(select(Report)).one()
    act(session, report, "operator", "hand_over")
    both = units(unit(session, "dinkes"), unit(session, "disdik"), unit(session, "dishub"))
    act(session, report, "timutama", "complaint", units=both)
    for number in range(10):
        write_to_reporter(officer(session, "operator"), report.id, f"Pesan {number}")
    warga.get("/")
    return address


def cost(browser: Reporter, path: str) -> int:
    with statements_sent() as sent:
        assert browser.get(path).status_code == 200
    return len(sent)


def test_public_pages_ask_nothing_once_the_desk_is_known(stranger: Reporter) -> None:
    stranger.get("/")
    for path in ("/", "/bantuan", "/lacak", "/periksa", "/aksesibilitas", "/pelindungan-data"):
        assert cost(stranger, path) == 0


def test_a_report_costs_nine_questions_at_most(warga: Reporter, page: str) -> None:
    assert cost(warga, page) <= 9
    assert cost(warga, f"{page}/tanda-terima") <= 9


def test_an_answered_report_costs_nine_too(warga: Reporter, session: Session) -> None:
    page = warga.file(session)
    answer_as_information(session, session.scalars(select(Report)).one())
    run_jobs(session)
    assert cost(warga, page) <= 9


def test_a_tracked_report_costs_six(stranger: Reporter, page: str, session: Session) -> None:
    report = session.scalars(select(Report)).one()
    stranger.get("/lacak")
    with statements_sent() as sent:
        response = stranger.send("/lacak", number=report.number, code=code_of(report.id))
    assert len(sent) == 1
    assert cost(stranger, response.headers["Location"]) <= 6


def test_the_list_costs_the_same_for_one_report_and_for_many(
    warga: Reporter, session: Session
) -> None:
    warga.file(session)
    one = cost(warga, "/laporan-saya")
    for _ in range(5):
        warga.file(session)
    assert cost(warga, "/laporan-saya") == one <= 2


def test_the_steps_cost_two_to_show_and_four_to_save(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    for step in ("kategori", "kejadian", "terlapor", "bukti", "kerahasiaan", "periksa"):
        # What happened also offers the names of places.
        assert cost(warga, f"{draft}/{step}") == (3 if step == "kejadian" else 2)
    with statements_sent() as sent:
        warga.send(f"{draft}/kerahasiaan", identity="shown")
    assert len(sent) <= 4


def test_filing_costs_no_more_than_it_did(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    with statements_sent() as sent:
        assert warga.send(f"{draft}/periksa").status_code == 303
    assert len(sent) <= 24, "\n".join(sent)
