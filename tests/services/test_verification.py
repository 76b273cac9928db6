from __future__ import annotations

from dataclasses import asdict

import pytest
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.verification import examine, look_up
from tanggap.storage.correspondence import Document
from tests.services.nkk_desk import answer_as_information, document, file, pdf, run_jobs

pytestmark = pytest.mark.usefixtures("desk", "postbox")


@pytest.fixture
def letter(session: Session) -> Document:
    """An issued letter whose file is made."""
    report = answer_as_information(session, file())
    run_jobs(session)
    return document(session, report, "reply_letter")


def test_a_letter_is_found_by_the_code_printed_on_it(letter: Document) -> None:
    found = look_up(letter.verification_code)
    assert found is not None
    assert found.number == "800/0001/S/BKPSDMD/VII/2026"
    assert found.issuer == "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Daerah"
    assert found.issued_at == letter.issued_at
    assert found.sha256 == letter.sha256
    assert found.rendered


def test_a_code_is_read_as_people_type_it(letter: Document) -> None:
    plain = letter.verification_code.replace("-", "")
    typed = plain.lower().replace("0", "o").replace("1", "l")
    assert look_up(f" {typed[:6]} {typed[6:]} ") == look_up(letter.verification_code)


@pytest.mark.parametrize("typed", ["", "abc", "0000-0000-0000", "x" * 1000, "7KQF-2M9D-XW4\x00"])
def test_no_letter_answers_to_a_wrong_code(letter: Document, typed: str) -> None:
    assert look_up(typed) is None


def test_only_the_issued_file_is_the_same(letter: Document) -> None:
    issued = pdf(letter)
    assert examine(letter.verification_code, issued).is_same
    assert not examine(letter.verification_code, issued + b" ").is_same


def test_a_file_cannot_be_compared_with_what_does_not_exist(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        examine("0000-0000-0000", b"%PDF")
    assert refused.value.code == "document-unknown"
    report = answer_as_information(session, file())
    unmade = document(session, report, "reply_letter")
    with pytest.raises(Refused) as refused:
        examine(unmade.verification_code, b"%PDF")
    assert refused.value.code == "document-not-rendered"


def test_the_public_page_learns_nothing_about_persons(letter: Document) -> None:
    said = str(asdict(look_up(letter.verification_code)))  # type: ignore[call-overload]
    for name in ("Citra", "Sari Melati", "Petugas", "kasar"):
        assert name not in said
