"""A report is written in short steps, loses nothing on the way and is filed once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.services.report_drafts import MOST_DRAFTS
from tanggap.storage.organisation import Category
from tanggap.storage.reports import PersonReported, Report
from tanggap.storage.tasks import ReportDraft
from tests.api.officers import Browser as Officer
from tests.conftest import PASSWORD
from tests.portal.reporting import EVENT, PERSON, STEPS, Reporter


def reports(session: Session) -> list[Report]:
    session.expire_all()
    return list(session.scalars(select(Report)))


def drafts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ReportDraft)) or 0


def test_a_report_goes_through_the_steps_to_its_receipt(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    for said in (EVENT["subject"], "Rp50.000", "Bapak Joko", "Rahasiakan nama saya", "Tidak ada"):
        assert said in warga.words
    warga.follow(warga.send(f"{draft}/periksa"))
    [report] = reports(session)
    assert report.number in warga.words
    assert "Kamis, 16 Juli 2026 pukul 09.00 WIB" in warga.words
    assert "Anda akan menerima jawaban paling lambat" in warga.words
    assert "sedang dibuat" in warga.words, "the receipt is not rendered yet"
    assert report.narrative == "Pagi itu saya datang.\n\nPetugas loket meminta uang Rp50.000."
    assert report.is_confidential
    [person] = session.scalars(select(PersonReported))
    assert (person.name, person.unit_name) == ("Bapak Joko", "Dinas Perhubungan")
    assert drafts(session) == 0


def test_sending_twice_files_one_report(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    token = warga.token
    first = warga.send(f"{draft}/periksa", token=token)
    second = warga.send(f"{draft}/periksa", token=token)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(reports(session)) == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_a_filed_report_leads_to_its_receipt(
    warga: Reporter, session: Session, step: str
) -> None:
    draft = warga.fill_in(session)
    receipt = warga.send(f"{draft}/periksa").headers["Location"]
    assert warga.get(f"{draft}/{step}").headers["Location"] == receipt


@pytest.mark.parametrize("step", STEPS[2:])
def test_who_jumps_ahead_is_led_to_the_first_missing_step(warga: Reporter, step: str) -> None:
    draft = warga.begin()
    assert warga.get(f"{draft}/{step}").headers["Location"] == f"{draft}/kategori"


def test_text_sent_too_early_is_kept(warga: Reporter, session: Session) -> None:
    draft = warga.begin()
    warga.follow(warga.send(f"{draft}/kejadian", **EVENT))
    warga.choose_category(draft, session)
    warga.get(f"{draft}/kejadian")
    assert warga.fields["subject"] == EVENT["subject"]


def test_a_step_saved_after_filing_says_where_to_add_it(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    warga.send(f"{draft}/periksa")
    warga.get("/lapor")
    warga.follow(warga.send(f"{draft}/kejadian", **EVENT))
    assert "Kirim tambahannya lewat pesan" in warga.words


def test_what_was_typed_stays_although_it_is_wrong(warga: Reporter, session: Session) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    story = 'a"<script>' + "panjang " * 13_000
    response = warga.send(f"{draft}/kejadian", subject="", narrative=story, place="Loket 3")
    assert response.status_code == 422
    assert "Kesalahan:" in warga.words
    assert "Tulis judul singkat" in warga.words
    assert "paling banyak 20.000 karakter, sekarang 104.00" in warga.words
    assert warga.fields["narrative"] == story
    assert warga.fields["place"] == "Loket 3"
    warga.get("/laporan-saya")
    warga.get(f"{draft}/kejadian")
    assert warga.fields["narrative"] == story, "also after leaving the page"
    assert warga.get(f"{draft}/periksa").headers["Location"] == f"{draft}/kejadian"


def test_a_text_that_begins_with_blank_lines_comes_back_whole(
    warga: Reporter, session: Session
) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.send(f"{draft}/kejadian", subject="", narrative="\r\n\r\nMulai di sini")
    assert warga.fields["narrative"] == "\n\r\n\r\nMulai di sini", "a browser drops the first"


def test_invisible_and_control_characters_are_not_filed(warga: Reporter, session: Session) -> None:
    hostile = "Pe\x00tugas \u202ememinta\u202c ua\u200bng\x07"
    warga.file(session, subject=hostile, narrative=hostile)
    [report] = reports(session)
    assert report.subject == report.narrative == "Petugas meminta uang"


@pytest.mark.parametrize("chosen", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_category_is_refused_in_words(warga: Reporter, chosen: str) -> None:
    draft = warga.begin()
    assert warga.send(f"{draft}/kategori", chosen=chosen).status_code == 422
    assert "Pilih" in warga.words


def test_a_category_that_was_closed_meanwhile_is_asked_again(
    warga: Reporter, session: Session
) -> None:
    draft = warga.fill_in(session)
    category = session.scalars(
        select(Category).where(Category.name == "Penyalahgunaan jabatan")
    ).one()
    category.is_active = False
    session.commit()
    response = warga.send(f"{draft}/periksa")
    assert response.headers["Location"] == f"{draft}/kategori"
    warga.follow(response)
    assert "Kategori ini tidak ada" in warga.words
    assert reports(session) == []


def test_changing_one_answer_leads_back_to_the_last_page(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    warga.get(f"{draft}/kejadian?ubah=1")
    assert warga.fields["subject"] == EVENT["subject"]
    changed = {**EVENT, "subject": "Judul baru"}
    warga.follow(warga.send(f"{draft}/kejadian?ubah=1", **changed))
    assert "Periksa jawaban Anda" in warga.words
    assert "Judul baru" in warga.words


def test_choosing_another_group_asks_for_its_kind_again(warga: Reporter, session: Session) -> None:
    draft = warga.fill_in(session)
    other = session.scalars(select(Category).where(Category.name == "Netralitas")).one()
    warga.get(f"{draft}/kategori?ubah=1")
    response = warga.send(f"{draft}/kategori?ubah=1", chosen=str(other.id))
    assert response.headers["Location"] == f"{draft}/subkategori?ubah=1"
    assert warga.get(f"{draft}/periksa").headers["Location"] == f"{draft}/kategori"


def test_several_persons_are_added_and_taken_away(warga: Reporter, session: Session) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.follow(warga.send(f"{draft}/kejadian", **EVENT))
    warga.follow(warga.send(f"{draft}/terlapor", **PERSON, add="1"))
    assert warga.fields["person0-name"] == "Bapak Joko"
    both = {**PERSON, "person1-name": "Ibu Rini", "person1-unit_name": "Dinas Kesehatan"}
    warga.follow(warga.send(f"{draft}/terlapor", **both, remove="0"))
    assert warga.fields["person0-name"] == "Ibu Rini"
    assert "person1-name" not in warga.fields


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Tulis siapa yang Anda laporkan"),
        ({**PERSON, "unknown": "y"}, "Hapus centang"),
        ({**PERSON, "person0-nip": "12345"}, "NIP terdiri atas 18 angka"),
        ({**PERSON, "person0-name": " "}, "Tulis namanya, atau cirinya"),
        ({**PERSON, "person0-name": "a" * 301}, "paling banyak 300 karakter"),
        ({**PERSON, "person999999999-name": "x"}, ""),
    ],
)
def test_persons_are_checked(
    warga: Reporter, session: Session, typed: dict[str, str], said: str
) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.follow(warga.send(f"{draft}/kejadian", **EVENT))
    response = warga.send(f"{draft}/terlapor", **typed)
    assert response.status_code == (422 if said else 303)
    assert said in warga.words
    if said and "person0-unit_name" in typed:
        assert warga.fields["person0-unit_name"] == "Dinas Perhubungan"


def test_nobody_needs_to_be_named(warga: Reporter, session: Session) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.follow(warga.send(f"{draft}/kejadian", **EVENT))
    warga.follow(warga.send(f"{draft}/terlapor", unknown="y"))
    warga.follow(warga.send(f"{draft}/bukti"))
    warga.follow(warga.send(f"{draft}/kerahasiaan", identity="shown"))
    assert "Tidak ada yang disebut" in warga.words
    warga.send(f"{draft}/periksa")
    [report] = reports(session)
    assert not report.is_confidential


def test_pressing_start_twice_begins_one_report(warga: Reporter, session: Session) -> None:
    assert warga.begin() == warga.begin()
    assert drafts(session) == 1


def test_an_unfinished_report_is_offered_and_can_be_thrown_away(
    warga: Reporter, session: Session
) -> None:
    draft = warga.fill_in(session)
    warga.get("/lapor")
    assert EVENT["subject"] in warga.words
    assert warga.get(draft).headers["Location"] == f"{draft}/periksa"
    warga.get("/lapor")
    warga.follow(warga.send(f"{draft}/hapus"))
    assert EVENT["subject"] not in warga.words
    assert drafts(session) == 0
    assert warga.get(f"{draft}/kejadian").status_code == 404


def test_an_account_has_a_limit_of_unfinished_reports(warga: Reporter, session: Session) -> None:
    for _ in range(MOST_DRAFTS):
        draft = warga.begin()
        warga.choose_category(draft, session)
    warga.get("/lapor")
    assert "Selesaikan atau hapus dahulu" in warga.words
    warga.send("/lapor")
    assert drafts(session) == MOST_DRAFTS


@pytest.mark.parametrize("step", ["", *(f"/{step}" for step in STEPS)])
def test_a_draft_of_somebody_else_does_not_exist(
    warga: Reporter, asn: Reporter, session: Session, step: str
) -> None:
    draft = warga.fill_in(session)
    assert asn.get(f"{draft}{step}").status_code == 404
    asn.get("/lapor")
    asn.send(f"{draft}/hapus")
    assert drafts(session) == 1
    if step:
        asn.get("/lapor")
        assert asn.send(f"{draft}{step}").status_code == 404


def test_without_a_login_nothing_is_shown(stranger: Reporter) -> None:
    response = stranger.get("/lapor")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/masuk?next=")


def test_an_officer_is_told_why_not(app: Flask) -> None:
    officer = Officer(app)
    officer.sign_in("operator")
    operator = Reporter(app)
    operator.client = officer.client
    operator.get("/lapor")
    response = operator.send("/lapor")
    assert response.status_code == 403
    assert "Akun ini akun petugas" in operator.words


def test_text_of_a_session_that_ended_is_there_after_logging_in(
    warga: Reporter, session: Session
) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.client.delete_cookie("tanggap")
    warga.get("/masuk")
    response = warga.send(f"{draft}/kejadian", **EVENT)
    assert response.headers["Location"].startswith("/masuk")
    warga.log_in("warga@contoh.example", PASSWORD, next=f"{draft}/kejadian")
    warga.get(f"{draft}/kejadian")
    assert warga.fields["subject"] == EVENT["subject"]
    assert "Rp50.000" in warga.fields["narrative"]
