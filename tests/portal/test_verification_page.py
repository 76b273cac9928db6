"""Anyone can check whether a letter is genuine, and whether a file is the issued one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tanggap.services.house import house
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Document
from tests.portal.reporting import Reporter
from tests.services.licence_desk import (
    HEAD,
    found_licence_desk,
    pkcs12,
    sign,
    signing_house,
    to_the_head,
)
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


@pytest.fixture
def signed(app: Flask, session: Session, tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """The code and the file of a letter that the licensing office's head signed."""
    with signing_house():
        with transaction() as own:
            found_licence_desk(own, "")
        pkcs12(tmp_path / "certificates")
        report = to_the_head(session)
        sign(session, report)
        letter = document(session, report, "reply_letter")
        yield letter.verification_code, pdf(letter)


def examined(stranger: Reporter, code: str, content: bytes) -> str:
    stranger.get(f"/periksa/{code}")
    stranger.upload(f"/periksa/{code}", ("surat.pdf", content), field="file")
    return stranger.words


def test_a_signed_letter_says_who_signed_and_that_it_is_a_demonstration(
    stranger: Reporter, signed: tuple[str, bytes]
) -> None:
    words = examined(stranger, *signed)
    for said in (
        "Surat ini asli.",
        f"Ditandatangani oleh PERAGAAN {HEAD.name}.",
        "menurut komputer penanda tangan",
        "Isinya tidak berubah setelah ditandatangani.",
        "sertifikat peragaan, tanpa kekuatan hukum",
    ):
        assert said in words
    assert "BSrE" not in words


def test_a_signed_letter_that_was_changed_says_what_is_wrong(
    stranger: Reporter, signed: tuple[str, bytes]
) -> None:
    code, content = signed
    middle = content.index(b"stream") + 40
    forged = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert "Isi berkas berubah setelah ditandatangani." in examined(stranger, code, forged)
    longer = examined(stranger, code, content + b"\n% tambahan")
    assert "Ada tambahan setelah tanda tangan terakhir." in longer
    assert "Surat ini asli" not in longer


def test_a_name_in_a_certificate_nobody_knows_is_not_repeated(
    stranger: Reporter, signed: tuple[str, bytes]
) -> None:
    house().trust = lambda: ()
    words = examined(stranger, *signed)
    assert "Kami tidak mengenal penerbit sertifikat ini." in words
    assert HEAD.name not in words


def test_another_letter_of_the_same_signer_is_not_this_one(
    stranger: Reporter, session: Session, signed: tuple[str, bytes]
) -> None:
    report = to_the_head(session, "Izin yang lain")
    sign(session, report)
    other = document(session, report, "reply_letter")
    words = examined(stranger, signed[0], pdf(other))
    assert "Tanda tangan sah, tetapi berkas ini bukan berkas yang kami terbitkan." in words


def test_a_letter_without_a_signature_says_so(stranger: Reporter, letter: Document) -> None:
    words = examined(stranger, letter.verification_code, pdf(letter))
    assert "sama persis dengan naskah yang kami terbitkan" in words
    assert "Berkas ini tidak bertanda tangan elektronik." in words
