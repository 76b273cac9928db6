"""Anyone can check whether a letter is genuine, and whether a file is the issued one."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tanggap.storage.correspondence import Document
from tests.portal.reporting import Reporter
from tests.services.nkk_desk import answer_as_information, document, file, pdf, run_jobs


@pytest.fixture
def letter(session: Session) -> Document:
    """An answer letter that was issued and rendered."""
    report = answer_as_information(session, file())
    run_jobs(session)
    return document(session, report, "reply_letter")


def test_a_code_shows_number_date_issuer_and_hash(stranger: Reporter, letter: Document) -> None:
    stranger.get("/periksa")
    typed = letter.verification_code.lower().replace("-", " ")
    stranger.follow(stranger.send("/periksa", verification_code=typed))
    assert letter.number is not None
    assert letter.sha256 is not None
    for said in (letter.number, letter.sha256, "16 Juli 2026", "Badan Kepegawaian"):
        assert said in stranger.words


def test_the_issued_file_is_recognised(stranger: Reporter, letter: Document) -> None:
    path = f"/periksa/{letter.verification_code}"
    stranger.get(path)
    stranger.upload(path, ("surat.pdf", pdf(letter)), field="file")
    assert "sama persis dengan naskah yang kami terbitkan" in stranger.words


def test_a_changed_file_is_not(stranger: Reporter, letter: Document) -> None:
    path = f"/periksa/{letter.verification_code}"
    stranger.get(path)
    stranger.upload(path, ("surat.pdf", pdf(letter) + b" "), field="file")
    assert "bukan naskah yang kami terbitkan" in stranger.words


def test_comparing_nothing_says_so(stranger: Reporter, letter: Document) -> None:
    path = f"/periksa/{letter.verification_code}"
    stranger.get(path)
    assert stranger.upload(path, field="file").status_code == 422
    assert "Pilih berkas PDF dahulu" in stranger.words


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "x", "../..", "a" * 500, "%00"])
def test_an_unknown_code_is_answered_in_words(stranger: Reporter, code: str) -> None:
    response = stranger.get(f"/periksa/{code}")
    assert response.status_code == 404
    stranger.get("/periksa")
    assert stranger.send("/periksa", verification_code=code).status_code == 422
    assert "Tidak ada naskah dengan kode ini" in stranger.words


def test_an_empty_code_is_asked_for(stranger: Reporter) -> None:
    stranger.get("/periksa")
    assert stranger.send("/periksa", verification_code=" ").status_code == 422
    assert "Tulis kode yang tercetak di surat" in stranger.words


def test_the_word_people_look_for_leads_there(stranger: Reporter, letter: Document) -> None:
    assert stranger.get("/verifikasi").headers["Location"] == "/periksa"
    code = letter.verification_code
    assert stranger.get(f"/verifikasi/{code}").headers["Location"] == f"/periksa/{code}"
