from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.domain.tracking import tracking_code
from tanggap.services.house import house, now
from tanggap.services.letters import preview_document
from tanggap.services.rendering import render_document
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.database import new_id
from tanggap.storage.events import Event
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report
from tests.services.nkk_desk import (
    Postbox,
    account,
    act,
    answer_as_information,
    document,
    file,
    messages,
    pdf,
    queued_jobs,
    run_jobs,
    unit,
    units,
)

pytestmark = pytest.mark.usefixtures("desk", "postbox")

REPORTER = "Citra Lestari Dewi"


def on_paper(found: Document) -> str:
    return json.dumps(found.context)


def sent_to_health_office(session: Session, report: Report, note: str = "") -> Document:
    act(session, report, "operator", "hand_over")
    chosen = units(unit(session, "dinkes"))
    act(session, report, "timutama", "complaint", units=chosen, note=note)
    return document(session, report, "disposition")


def test_letters_of_a_unit_are_numbered_one_after_another(session: Session) -> None:
    numbers = [
        document(session, answer_as_information(session, file()), "reply_letter").number
        for _ in range(2)
    ]
    assert numbers == ["800/0001/S/BKPSDMD/VII/2026", "800/0002/S/BKPSDMD/VII/2026"]


def test_a_letter_that_fails_takes_no_number(session: Session, desk: Desk) -> None:
    report = file()
    act(session, report, "operator", "hand_over")
    act(session, report, "timutama", "information")
    head, desk.unit.head = desk.unit.head, None
    session.commit()
    with pytest.raises(Refused) as refused:
        act(session, report, "operator", "answer", answer="Sudah ditegur.")
    assert refused.value.code == "unit-has-no-head"
    desk.unit.head = head
    session.commit()
    act(session, report, "operator", "answer", answer="Sudah ditegur.")
    assert document(session, report, "reply_letter").number == "800/0001/S/BKPSDMD/VII/2026"


def test_numbers_start_again_with_the_local_year(session: Session, clock) -> None:
    answer_as_information(session, file())
    clock.set(datetime(2026, 12, 31, 17, 30, tzinfo=UTC))  # half past midnight in Pangkalpinang
    newest = document(session, answer_as_information(session, file()), "reply_letter")
    assert newest.number == "800/0001/S/BKPSDMD/I/2027"
    assert newest.context["dated"] == "2027-01-01"


def test_kinds_count_together_where_the_pattern_does_not_name_them(
    session: Session, desk: Desk
) -> None:
    desk.letter_pattern = "800/{sequence:4}/{year}"
    session.commit()
    sheet = sent_to_health_office(session, file())
    letter = document(session, answer_as_information(session, file()), "reply_letter")
    assert [sheet.number, letter.number] == ["800/0001/2026", "800/0002/2026"]


def test_the_letter_answers_the_reporter_in_the_name_of_the_head(
    session: Session, desk: Desk
) -> None:
    desk.unit.deputy = "Plt."
    session.commit()
    letter = document(session, answer_as_information(session, file()), "reply_letter").context
    assert letter["addressee"] == [f"Sdr. {REPORTER}", "di Pangkalpinang"]
    assert letter["signatory"]["name"] == "Ratih Anindya Kusuma"
    assert letter["signatory"]["deputy"] == "Plt."
    assert "Petugas sudah ditegur." in letter["body"]


def test_a_letter_to_a_confidential_reporter_names_nobody(session: Session) -> None:
    report = answer_as_information(
        session, file(confidential=True), f"Laporan Saudari {REPORTER} kami tindak lanjuti."
    )
    letter = document(session, report, "reply_letter")
    assert letter.context["addressee"][0] == f"Pelapor laporan nomor {report.number}"
    assert letter.context["nature"] == "Rahasia"
    assert "Citra" not in on_paper(letter) + letter.title


def test_a_disposition_never_names_the_reporter(session: Session) -> None:
    report = file(subject=f"Saya, {REPORTER}, dibentak petugas")
    sheet = sent_to_health_office(session, report, f"Hubungi {REPORTER} bila perlu")
    assert "Citra" not in on_paper(sheet)
    assert sheet.context["sender"] == f"Pelapor laporan nomor {report.number}"
    assert sheet.context["forwarded_to"] == ["Tim NKK Pembantu Dinas Kesehatan"]
    assert sheet.for_unit_id == unit(session, "dinkes").id
    assert "Senin, 20 Juli 2026 pukul 16.00 WIB" in sheet.context["instructions"][1]


def test_a_preview_stores_nothing_and_takes_no_number(session: Session) -> None:
    report = file()
    before = session.scalar(select(func.count()).select_from(Document))
    chosen = {"units": [str(unit(session, "dinkes").id)], "note": "Mohon dicek"}
    sheet = preview_document(
        session, report, "disposition", chosen, now(), account_id=account(session, "timutama").id
    )
    letter = preview_document(session, report, "reply_letter", {"answer": "Sudah."}, now())
    assert sheet.startswith(b"%PDF")
    assert letter.startswith(b"%PDF")
    assert session.scalar(select(func.count()).select_from(Document)) == before
    issued = document(session, answer_as_information(session, report), "reply_letter")
    assert issued.number == "800/0001/S/BKPSDMD/VII/2026"


def test_an_unknown_kind_of_letter_is_refused(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        preview_document(session, file(), "decree", {}, now())
    assert refused.value.code == "document-kind-unknown"


def test_the_tracking_code_is_stored_nowhere(session: Session, postbox: Postbox) -> None:
    report = file()
    code = tracking_code(house().settings.tracking_key, report.id)
    jobs = json.dumps([arguments for _, arguments in queued_jobs(session)])
    run_jobs(session)
    receipt = document(session, report, "receipt")
    kept = [one.subject + one.body for one in session.scalars(select(Message))]
    facts = [json.dumps(one.facts) for one in session.scalars(select(Event))]
    assert code not in "".join([jobs, on_paper(receipt), receipt.title, *kept, *facts])
    assert code in postbox.to("warga")[0].text


def test_a_receipt_promises_times_from_the_moment_of_filing(session: Session, clock) -> None:
    report = file()
    clock.advance(days=3)  # the worker was down
    run_jobs(session)
    steps = document(session, report, "receipt").context["next_steps"]
    assert steps[0]["due"] == "2026-07-16T02:10:00Z"
    assert steps[-1]["due"] == "2026-07-20T09:00:00Z"


def test_an_issued_file_never_changes(session: Session) -> None:
    report = answer_as_information(session, file())
    run_jobs(session)
    letter = document(session, report, "reply_letter")
    before = pdf(letter)
    render_document(letter.id)
    session.refresh(letter)
    assert pdf(letter) == before
    assert letter.size == len(before)
    with pytest.raises(DatabaseError, match="never changed"), session.begin_nested():
        session.execute(text("UPDATE document SET title = 'lain'"))


def test_a_failed_rendering_is_noted_and_can_be_repeated(session: Session) -> None:
    report = answer_as_information(session, file())
    letter = document(session, report, "reply_letter")
    whole = letter.context
    letter.context = {"kind": "reply_letter"}
    session.commit()
    with pytest.raises(Refused):
        render_document(letter.id)
    session.refresh(letter)
    assert letter.failure is not None
    assert "document-context-broken" in letter.failure
    letter.context = whole
    session.commit()
    render_document(letter.id)
    session.refresh(letter)
    assert letter.sha256 is not None
    assert letter.failure is None


def test_rendering_what_is_not_there_does_nothing(session: Session) -> None:
    render_document(new_id())


def test_the_history_says_that_a_letter_was_made(session: Session) -> None:
    report = answer_as_information(session, file())
    run_jobs(session)
    kinds = session.scalars(
        select(Event.facts["document_kind"].astext).where(
            Event.report_id == report.id, Event.kind == "document_rendered"
        )
    ).all()
    assert set(kinds) == {"receipt", "reply_letter"}
    assert messages(session, report, "answer")[0].document_id is not None
