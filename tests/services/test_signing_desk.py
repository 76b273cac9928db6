"""A letter goes up its chain, comes back, and is really signed at its end; nothing is ever lost."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tanggap.channels.bsre import BsreSigner
from tanggap.documents.signature_validation import validate
from tanggap.documents.signed_copy import check_signed_copy
from tanggap.domain.refusal import Refused
from tanggap.domain.signing import Passphrase, Signer, SigningRequest
from tanggap.services.house import house, now
from tanggap.services.refusal_texts import TEXTS
from tanggap.services.reporter_reading import _documents as documents_for_the_reporter
from tanggap.services.signing.letters_waiting import preview, read_letter
from tanggap.services.signing.signing import LetterToSign, sign_letters
from tanggap.services.transaction import transaction
from tanggap.services.verification import look_up
from tanggap.storage.correspondence import Document
from tanggap.storage.events import Event
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report
from tanggap.storage.signatures import LetterMark
from tests.services.licence_desk import (
    BETTER,
    DIVISION,
    DRAFT,
    DRAFTER,
    HEAD,
    NIK,
    SECRET,
    SECRETARY,
    act,
    drafted,
    found_licence_desk,
    initial,
    pkcs12,
    send_back,
    shown,
    sign,
    signing_house,
    signs_with,
    task,
    to_the_head,
    viewer,
)
from tests.services.nkk_desk import Postbox, messages, run_jobs
from tests.standins.bsre import BsreStandIn, Enrolled, bsre_client
from tests.standins.officials import credentials

WRONG = "Bukan-Frasa-Yang-Benar 12"


@pytest.fixture(autouse=True)
def licence_desk(app: Flask, tmp_path: Path) -> Iterator[None]:
    """The desk, signing with certificates of the house."""
    with signing_house():
        with transaction() as own:
            found_licence_desk(own, "")
        pkcs12(tmp_path / "certificates")
        yield


def letters(session: Session, report: Report) -> list[Document]:
    session.expire_all()
    return list(
        session.scalars(
            select(Document).where(Document.report_id == report.id, Document.kind == "reply_letter")
        )
    )


def marks(session: Session, report: Report) -> list[tuple[str, str, str]]:
    found = session.scalars(
        select(LetterMark).where(LetterMark.report_id == report.id).order_by(LetterMark.id)
    )
    return [(mark.step, mark.kind, mark.name) for mark in found]


def refused(code: str, work: Any) -> Refused:
    with pytest.raises(Refused) as met:
        work()
    assert met.value.code == code
    assert code in TEXTS
    return met.value


def attempts(session: Session, report: Report) -> list[dict[str, Any]]:
    found = session.scalars(
        select(Event)
        .where(Event.report_id == report.id, Event.kind == "letter_attempt_refused")
        .order_by(Event.id)
    )
    return [event.facts for event in found]


def test_the_draft_shows_who_initialled_this_very_text(session: Session) -> None:
    report = drafted(session)
    initial(session, report, DIVISION)
    mark = session.scalars(select(LetterMark).where(LetterMark.report_id == report.id)).one()
    secretary = viewer(session, SECRETARY)
    pages = PdfReader(io.BytesIO(preview(session, secretary, task(session, report).id))).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Paraf berjenjang" in said
    assert mark.name in said
    assert mark.text_sha256[:12] in said
    assert said.count("(menunggu)") == 2


def test_a_draft_rejected_by_each_superior_in_turn_is_signed_in_the_end(
    session: Session, postbox: Postbox
) -> None:
    report = drafted(session)
    send_back(session, report, DIVISION, "Sebut nomor izinnya.")
    act(session, report, DRAFTER, "submit_draft", answer=DRAFT + " Satu.")
    initial(session, report, DIVISION)
    send_back(session, report, SECRETARY, "Perbaiki bahasanya.")
    send_back(session, report, DIVISION, "Lihat catatan sekretaris.")
    act(session, report, DRAFTER, "submit_draft", answer=DRAFT + " Dua.")
    initial(session, report, DIVISION)
    initial(session, report, SECRETARY)
    refused("passphrase-wrong", lambda: sign(session, report, secret=WRONG))
    [waiting] = letters(session, report)
    number, code = waiting.number, waiting.verification_code
    send_back(session, report, HEAD.login, "Jelaskan tempat pengambilan.")
    for login in (SECRETARY, DIVISION):
        send_back(session, report, login, "Dari kepala dinas.")
    act(session, report, DRAFTER, "submit_draft", answer=BETTER)
    initial(session, report, DIVISION)
    initial(session, report, SECRETARY)
    sign(session, report)

    [letter] = letters(session, report)
    assert (letter.number, letter.verification_code, letter.signing) == (number, code, "signed")
    assert BETTER.split("\n")[0] in str(letter.context["body"])
    found = validate(house().files.get(str(letter.sha256)), house().trust(), at=now())
    assert found.is_sound
    assert HEAD.name in found.signatures[0].signer
    assert marks(session, report)[-3:] == [
        ("check_division", "initial", "Sinta Nuraini"),
        ("check_secretary", "initial", "Bambang Irawan"),
        ("sign", "signature", HEAD.name),
    ]
    assert task(session, report).step == "convey"
    assert look_up(code) is not None

    act(session, report, DRAFTER, "convey_only", documentation="Tidak untuk umum.")
    run_jobs(session)
    [mail] = messages(session, report, "answer")
    assert mail.document_id == letter.id
    [attached] = postbox.to("warga")[-1].attachments
    assert attached.content == house().files.get(str(letter.sha256))


def test_a_letter_that_waits_is_nobodys_letter_yet(session: Session) -> None:
    report = to_the_head(session)
    refused("passphrase-wrong", lambda: sign(session, report, secret=WRONG))
    [waiting] = letters(session, report)
    assert (waiting.signing, waiting.sha256) == ("waiting", None)
    assert look_up(waiting.verification_code) is None
    assert waiting.id not in {one.id for one in documents_for_the_reporter(session, report)}
    run_jobs(session)  # a worker must not render, and so issue, what waits
    assert letters(session, report)[0].sha256 is None
    assert task(session, report).step == "sign"


def test_a_changed_text_and_a_wrong_rung_are_refused_and_recorded(session: Session) -> None:
    report = to_the_head(session)
    read = shown(session, report)
    send_back(session, report, HEAD.login)
    for login in (SECRETARY, DIVISION):
        send_back(session, report, login)
    act(session, report, DRAFTER, "submit_draft", answer=BETTER)
    refused("not-allowed", lambda: initial(session, report, SECRETARY))
    initial(session, report, DIVISION)
    initial(session, report, SECRETARY)
    refused("letter-text-changed", lambda: sign(session, report, sha256=read))
    refused("version-outdated", lambda: sign(session, report, version=1))
    refused("not-allowed", lambda: sign(session, report, login=SECRETARY))
    session.expire_all()
    assert [one["code"] for one in attempts(session, report)] == [
        "not-allowed",
        "letter-text-changed",
        "version-outdated",
        "not-allowed",
    ]
    assert task(session, report).step == "sign"
    assert letters(session, report) == []
    assert sign(session, report).version > report.version - 1


def test_no_other_way_issues_a_letter_that_must_be_signed(session: Session) -> None:
    report = to_the_head(session)
    refused("sign-at-signing-desk", lambda: act(session, report, HEAD.login, "sign"))
    signs_with(None, "none")
    refused("signing-off", lambda: sign(session, report))
    act(session, report, HEAD.login, "sign")
    [letter] = letters(session, report)
    assert (letter.signing, letter.context["signature"]) == (None, "issued")


def test_who_deputises_says_so_on_paper_and_in_the_record(session: Session) -> None:
    report = to_the_head(session)
    with transaction() as own:
        office = own.scalars(select(Unit).where(Unit.code == "dpmptsp")).one()
        office.deputy = "Plt."
    sign(session, report)
    [letter] = letters(session, report)
    signatory = letter.context["signatory"]
    assert (signatory["deputy"], signatory["position"]) == ("Plt.", HEAD.position)
    mark = session.scalars(select(LetterMark).where(LetterMark.kind == "signature")).one()
    assert (mark.deputy, mark.position, mark.document_id) == ("Plt.", HEAD.position, letter.id)


def test_who_is_not_the_head_does_not_sign_for_the_office(session: Session) -> None:
    report = to_the_head(session)
    with transaction() as own:
        own.scalars(select(Unit).where(Unit.code == "dpmptsp")).one().head_id = viewer(
            own, SECRETARY
        ).account
    refused("signer-not-head", lambda: sign(session, report))


def test_many_letters_with_one_passphrase_each_by_itself(session: Session) -> None:
    reports = [to_the_head(session, f"Izin {number}") for number in range(4)]
    asked = [
        LetterToSign(task(session, one).id, one.version, shown(session, one)) for one in reports
    ]
    stale = LetterToSign(asked[1].task_id, asked[1].expected_version, "0" * 64)
    asked[1] = stale
    head = viewer(session, HEAD.login)
    results = sign_letters(head, asked[:3], Passphrase(SECRET))
    assert [one.refusal.code if one.refusal else None for one in results] == [
        None,
        "letter-text-changed",
        None,
    ]
    rest = [stale, asked[3], asked[0]]
    stopped = sign_letters(head, rest, Passphrase(WRONG))
    assert [one.refusal.code for one in stopped if one.refusal] == [
        "letter-text-changed",
        "passphrase-wrong",
        "signing-stopped",
    ]
    numbers = sorted(
        str(letters(session, one)[0].number) for one in reports if letters(session, one)
    )
    assert numbers == [f"570/{at:04}/S/DPMPTSP/VII/2026" for at in (1, 2, 3)]


class FailingSigner:
    """A signer that fails as nobody foresaw, once, with the secret in its words."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._fails = True

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        """Fail the first time, sign afterwards."""
        if self._fails:
            self._fails = False
            raise RuntimeError(f"disk full while {request.passphrase.reveal()}")
        return self._signer.sign(pdf, request)


def test_what_nobody_foresaw_stops_one_letter_and_is_recorded_without_the_secret(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reports = [to_the_head(session, f"Izin {number}") for number in range(2)]
    asked = [
        LetterToSign(task(session, one).id, one.version, shown(session, one)) for one in reports
    ]
    signer = house().signer
    assert signer is not None
    signs_with(FailingSigner(signer), "pkcs12")
    results = sign_letters(viewer(session, HEAD.login), asked, Passphrase(SECRET))
    assert [one.refusal.code if one.refusal else None for one in results] == ["failed", None]
    assert attempts(session, reports[0])[-1] == {"tried": "signature", "code": "failed"}
    assert task(session, reports[0]).step == "sign"
    assert SECRET not in caplog.text


def test_a_reader_sees_what_changed_since_the_chain_last_saw_it(session: Session) -> None:
    report = drafted(session)
    initial(session, report, DIVISION)
    send_back(session, report, SECRETARY)
    send_back(session, report, DIVISION)
    act(session, report, DRAFTER, "submit_draft", answer=DRAFT.replace("tujuh", "lima"))
    initial(session, report, DIVISION)
    found = read_letter(session, viewer(session, SECRETARY), task(session, report).id)
    changed = [(one.change.value, one.text) for one in found.changes if one.change != "same"]
    assert changed == [("removed", "tujuh"), ("added", "lima")]
    assert [(rung.step.id, rung.is_marked) for rung in found.rungs] == [
        ("check_division", True),
        ("check_secretary", False),
        ("sign", False),
    ]


def test_the_passphrase_is_in_no_table_event_or_log(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    report = to_the_head(session)
    refused("passphrase-wrong", lambda: sign(session, report, secret=WRONG))
    sign(session, report)
    run_jobs(session)
    tables = session.scalars(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ).all()
    assert "event" in tables
    for table in tables:
        for secret in (SECRET, WRONG):
            found = session.scalar(
                text(f"SELECT count(*) FROM {table} AS r WHERE r::text LIKE :secret"),
                {"secret": f"%{secret}%"},
            )
            assert found == 0, table
    told = "\n".join(repr((one.getMessage(), one.args)) for one in caplog.records) + caplog.text
    assert SECRET not in told
    assert WRONG not in told


@pytest.fixture
def bsre(session: Session) -> Iterator[BsreStandIn]:
    """A BSrE client at which the head is enrolled."""
    with bsre_client({NIK: Enrolled(credentials(), SECRET)}) as stand_in:
        asks(stand_in)
        yield stand_in


def asks(stand_in: BsreStandIn, *, seconds: float = 60) -> None:
    """Sign through this client, and wait for it that long."""
    signer = BsreSigner(stand_in.url(), check=check_signed_copy, timeout_seconds=seconds)
    signs_with(signer, "bsre")


def test_a_letter_signed_by_bsre_says_bsre(session: Session, bsre: BsreStandIn) -> None:
    report = to_the_head(session)
    sign(session, report)
    [letter] = letters(session, report)
    assert letter.context["signature"] == "bsre"
    assert bsre.forms[0]["nik"] == NIK
    assert NIK not in str([one.facts for one in session.scalars(select(Event))])


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        ("silent", "signing-timeout"),
        ("broken", "signing-unavailable"),
        ("echo", "signing-unavailable"),
        ("alter", "signed-document-changed"),
        ("unsigned", "signed-document-changed"),
    ],
)
def test_whatever_bsre_does_the_letter_goes_on_waiting(
    session: Session, bsre: BsreStandIn, manner: str, code: str
) -> None:
    report = to_the_head(session)
    bsre.manner = manner
    asks(bsre, seconds=1 if manner == "silent" else 60)
    refused(code, lambda: sign(session, report))
    assert attempts(session, report)[-1]["code"] == code
    assert SECRET not in str(attempts(session, report))
    [waiting] = letters(session, report)
    number = waiting.number
    assert (waiting.signing, task(session, report).step) == ("waiting", "sign")
    bsre.manner = "pdf"
    asks(bsre)
    sign(session, report)
    assert [one.number for one in letters(session, report)] == [number]


@pytest.mark.parametrize(
    ("enrolled", "code"),
    [
        ({}, "signer-unknown"),
        ({NIK: Enrolled(None)}, "signer-not-ready"),
        ({NIK: Enrolled(credentials(), WRONG)}, "passphrase-wrong"),
    ],
)
def test_a_signer_bsre_does_not_let_sign_is_told_why(
    session: Session, bsre: BsreStandIn, enrolled: dict[str, Enrolled], code: str
) -> None:
    report = to_the_head(session)
    bsre.enrolled = enrolled
    refused(code, lambda: sign(session, report))
    assert task(session, report).step == "sign"
