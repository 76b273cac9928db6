"""A report is followed by number and code, by nobody else, and leaves no trace of the code."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.rate_limits import limiter
from tanggap.services.public_tracking import code_of
from tanggap.storage.reports import Report
from tests.conftest import MovableClock
from tests.portal.reporting import EVENT, Reporter
from tests.services.nkk_desk import act, answer_as_information, run_jobs


@pytest.fixture
def report(warga: Reporter, session: Session) -> Report:
    """A report that warga filed."""
    warga.file(session)
    return session.scalars(select(Report)).one()


def track(browser: Reporter, number: str, code: str) -> int:
    browser.get("/lacak")
    response = browser.send("/lacak", number=number, code=code)
    if response.status_code == 303:
        browser.follow(response)
    return response.status_code


def test_number_and_code_show_where_the_report_stands(stranger: Reporter, report: Report) -> None:
    assert track(stranger, report.number, code_of(report.id)) == 303
    assert "Laporan Anda sudah masuk dan menunggu diperiksa operator." in stranger.words
    assert "Anda akan menerima jawaban paling lambat" in stranger.words


def test_letters_people_misread_and_loose_writing_are_forgiven(
    stranger: Reporter, report: Report
) -> None:
    code = code_of(report.id).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    number = report.number.lower().replace("-", " \u2013 ")
    assert track(stranger, f"  {number} ", code) == 303


def test_personal_data_and_evidence_stay_with_the_owner(stranger: Reporter, report: Report) -> None:
    track(stranger, report.number, code_of(report.id))
    for secret in (EVENT["narrative"][:20], EVENT["subject"], "Bapak Joko", "Citra", "/bukti/"):
        assert secret not in stranger.words


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", ""),
        ("NKK-2026-99999", "{code}"),
        ("{number}", "AAAA-BBBB-CCCC"),
        ("{number}", ""),
        ("{number}\x00", "{code}\x00x"),
        ("{number}", "{code}" * 1000),
        ("' OR 1=1 --", "{code}"),
    ],
)
def test_a_wrong_number_and_a_wrong_code_are_told_apart_by_nobody(
    stranger: Reporter, report: Report, number: str, code: str
) -> None:
    written = {"number": report.number, "code": code_of(report.id)}
    assert track(stranger, number.format(**written), code.format(**written)) == 422
    assert "Nomor dan kode tidak cocok." in stranger.words
    assert stranger.fields["code"] == ""


def test_the_code_stands_in_no_address_cookie_or_page(stranger: Reporter, report: Report) -> None:
    code = code_of(report.id)
    stranger.get("/lacak")
    response = stranger.send("/lacak", number=report.number, code=code)
    assert code not in response.headers["Location"]
    assert not any(code in cookie for cookie in response.headers.getlist("Set-Cookie"))
    stranger.follow(response)
    assert code not in stranger.page
    assert code.replace("-", "") not in stranger.page


def test_the_printed_link_asks_for_the_code_alone(stranger: Reporter, report: Report) -> None:
    assert stranger.get(f"/lacak/{report.number}").status_code == 200
    assert stranger.fields["number"] == report.number
    assert stranger.fields["code"] == ""


def test_a_tracked_report_closes_by_hand_and_by_itself(
    stranger: Reporter, report: Report, clock: MovableClock
) -> None:
    track(stranger, report.number, code_of(report.id))
    stranger.follow(stranger.send("/lacak/tutup"))
    stranger.get(f"/lacak/{report.number}")
    assert "Kode lacak" in stranger.words
    track(stranger, report.number, code_of(report.id))
    clock.advance(minutes=31)
    stranger.get(f"/lacak/{report.number}")
    assert "Kode lacak" in stranger.words


def test_the_answer_and_its_letter_come_with_the_code(
    stranger: Reporter, report: Report, session: Session
) -> None:
    answer_as_information(session, report, "Petugas sudah ditegur.")
    run_jobs(session)
    track(stranger, report.number, code_of(report.id))
    assert "Petugas sudah ditegur." in stranger.words
    assert "Masuk untuk menjawab" in stranger.words
    letter = re.search(r'href="(/lacak/[^"]+/surat/[^"]+)"', stranger.page)
    assert letter
    download = stranger.get(letter[1])
    assert download.data.startswith(b"%PDF-")
    stranger.send("/lacak/tutup")
    assert stranger.get(letter[1]).status_code == 303


def test_the_receipt_is_not_given_for_the_code(
    stranger: Reporter, report: Report, session: Session
) -> None:
    run_jobs(session)
    track(stranger, report.number, code_of(report.id))
    receipt = session.connection().exec_driver_sql("SELECT id FROM document WHERE kind = 'receipt'")
    path = f"/lacak/{report.number}/surat/{receipt.scalar_one()}"
    assert stranger.get(path).status_code == 404


def test_a_request_to_the_reporter_is_not_shown_to_holders_of_the_code(
    stranger: Reporter, report: Report, session: Session
) -> None:
    act(session, report, "operator", "ask_completion", note="Sebutkan nama saksinya.")
    track(stranger, report.number, code_of(report.id))
    assert "Sebutkan nama saksinya." not in stranger.words
    assert "Kami menunggu jawaban Anda." in stranger.words


def test_guessing_is_slowed_down(
    app: Flask, stranger: Reporter, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    statuses = [track(stranger, report.number, "AAAA-AAAA-AAAA") for _ in range(25)]
    limiter.reset()
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert "Terlalu sering mencoba" in stranger.words
