"""A reporter's own report: where it stands, what is asked, the answer, messages, files."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.conversation import write_to_reporter
from tanggap.services.public_tracking import code_of
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.reports import Attachment, Report
from tests.conftest import PASSWORD, MovableClock
from tests.portal.reporting import EVENT, Reporter
from tests.services.nkk_desk import act, answer_as_information, officer, run_jobs, unit, units

ANSWER = "Petugas sudah ditegur dan uangnya dikembalikan."
REQUEST = "Mohon sebutkan jam kejadiannya."


@pytest.fixture
def page(warga: Reporter, session: Session) -> str:
    """The address of a report that warga just filed."""
    return warga.file(session)


def filed(session: Session) -> Report:
    session.expire_all()
    return session.scalars(select(Report)).one()


def asked_to_complete(session: Session) -> Report:
    return act(session, filed(session), "operator", "ask_completion", note=REQUEST)


def test_the_page_tells_state_way_and_promise(warga: Reporter, page: str) -> None:
    warga.get(page)
    for said in (
        EVENT["subject"],
        "Sedang dikerjakan",
        "Laporan Anda sudah masuk dan menunggu diperiksa operator.",
        "Anda mengirim laporan",
        "Anda akan menerima jawaban paling lambat",
        "Senin, 20 Juli 2026 pukul 16.00 WIB",
        "Dirahasiakan dari dinas yang menanggapi",
        "Bapak Joko",
    ):
        assert said in warga.words


def test_the_way_names_teams_and_departments_but_no_officer(
    warga: Reporter, page: str, session: Session
) -> None:
    report = act(session, filed(session), "operator", "hand_over")
    both = units(unit(session, "dinkes"), unit(session, "disdik"))
    report = act(session, report, "timutama", "complaint", units=both, note="Rahasia dapur")
    warga.get(page)
    assert "Tim NKK Pembantu: Dinkes, Disdik" in warga.words
    assert "Laporan Anda sedang ditangani tim perangkat daerah terkait." in warga.words
    for name in ("Sari Melati", "Hendra", "Yoga", "Rahasia dapur"):
        assert name not in warga.words


def test_a_late_report_says_sorry(
    warga: Reporter, page: str, session: Session, clock: MovableClock
) -> None:
    due = filed(session).overall_due_at
    assert due is not None
    clock.set(due)
    clock.advance(minutes=1)
    warga.log_in("warga@contoh.example", PASSWORD)
    warga.get(page)
    assert "Kami terlambat dan mohon maaf" in warga.words


def test_a_reporter_completes_the_report_with_text_and_file(
    warga: Reporter, page: str, session: Session
) -> None:
    asked_to_complete(session)
    warga.get(page)
    assert REQUEST in warga.words
    assert "batas waktu kami berhenti" in warga.words
    assert "Menunggu Anda" in warga.words
    warga.get(f"{page}/tindakan/complete")
    task = warga.fields["task_id"]
    response = warga.upload(
        f"{page}/tindakan/complete",
        ("jam.txt", b"pukul sepuluh"),
        task_id=task,
        asked_completion="Sekitar pukul 10.",
    )
    warga.follow(response)
    assert "Petugas melanjutkan laporan Anda" in warga.words
    assert "Bukti 1: jam.txt" in warga.words
    assert filed(session).state == "open"


def test_completing_twice_completes_once(warga: Reporter, page: str, session: Session) -> None:
    asked_to_complete(session)
    warga.get(f"{page}/tindakan/complete")
    token, task = warga.token, warga.fields["task_id"]
    given = {"task_id": task, "asked_completion": "Sekitar pukul 10."}
    warga.send(f"{page}/tindakan/complete", token=token, **given)
    version = filed(session).version
    warga.follow(warga.send(f"{page}/tindakan/complete", token=token, **given))
    assert "Sudah terkirim" in warga.words
    assert filed(session).version == version


def test_an_old_completion_does_not_answer_a_new_request(
    warga: Reporter, page: str, session: Session
) -> None:
    asked_to_complete(session)
    warga.get(f"{page}/tindakan/complete")
    given = {"task_id": warga.fields["task_id"], "asked_completion": "Pukul 10."}
    warga.send(f"{page}/tindakan/complete", **given)
    asked_to_complete(session)
    warga.get(page)
    warga.follow(warga.send(f"{page}/tindakan/complete", **given))
    assert "Jawaban itu sudah terkirim tadi" in warga.words
    assert filed(session).state == "waiting"


def test_files_survive_a_completion_without_text(
    warga: Reporter, page: str, session: Session
) -> None:
    asked_to_complete(session)
    path = f"{page}/tindakan/complete"
    warga.get(path)
    task = warga.fields["task_id"]
    response = warga.upload(path, ("jam.txt", b"pukul sepuluh"), task_id=task, asked_completion="")
    assert response.status_code == 422
    assert "Keterangan tambahan: isi dahulu" in warga.words
    assert "jam.txt" in warga.words
    kept = warga.fields["kept"]
    warga.send(path, task_id=task, asked_completion="Pukul 10", kept=kept)
    [attachment] = session.scalars(select(Attachment))
    assert attachment.given_name == "jam.txt"


def test_a_made_up_file_reference_attaches_nothing(
    warga: Reporter, page: str, session: Session
) -> None:
    asked_to_complete(session)
    path = f"{page}/tindakan/complete"
    warga.get(path)
    task = warga.fields["task_id"]
    warga.send(path, task_id=task, asked_completion="Pukul 10", kept="e30.forged")
    assert filed(session).state == "open"
    assert session.scalars(select(Attachment)).all() == []


def test_the_answer_is_read_and_accepted_with_a_rating(
    warga: Reporter, page: str, session: Session
) -> None:
    answer_as_information(session, filed(session), ANSWER)
    run_jobs(session)
    warga.get(page)
    assert ANSWER in warga.words
    assert "Surat jawaban 800/" in warga.words
    assert "Laporan Anda dijawab sebelum itu" in warga.words
    assert "Sudah terjawab" in warga.words
    assert "Belum terjawab" in warga.words
    path = f"{page}/tindakan/accept"
    warga.get(path)
    task = warga.fields["task_id"]
    assert warga.send(path, task_id=task, asked_comment="Terima kasih").status_code == 422
    assert "Penilaian layanan: pilih salah satu" in warga.words
    assert warga.fields["asked_comment"] == "Terima kasih"
    warga.follow(warga.send(path, task_id=task, asked_rating="5", asked_comment="Terima kasih"))
    assert "Terima kasih. Laporan ini selesai." in warga.words
    report = filed(session)
    assert (report.outcome, report.rating) == ("answered", 5)


@pytest.mark.parametrize("rating", ["0", "6", "x", "5; DROP"])
def test_a_rating_that_is_not_offered_is_refused(
    warga: Reporter, page: str, session: Session, rating: str
) -> None:
    answer_as_information(session, filed(session), ANSWER)
    warga.get(f"{page}/tindakan/accept")
    task = warga.fields["task_id"]
    response = warga.send(f"{page}/tindakan/accept", task_id=task, asked_rating=rating)
    assert response.status_code == 422


def test_not_yet_answered_can_be_said_once(warga: Reporter, page: str, session: Session) -> None:
    report = answer_as_information(session, filed(session), ANSWER)
    path = f"{page}/tindakan/not_yet"
    warga.get(path)
    warga.follow(
        warga.send(
            path,
            task_id=warga.fields["task_id"],
            asked_rating="2",
            asked_note="Uang saya belum kembali.",
        )
    )
    assert "Tim utama sedang menelaah" in warga.words
    assert ANSWER in warga.words, "the first answer stays readable"
    report = filed(session)
    report = act(session, report, "timutama", "information")
    act(session, report, "operator", "answer", answer="Uangnya kembali besok.")
    warga.get(page)
    assert "Uangnya kembali besok." in warga.words
    assert "tindakan/not_yet" not in warga.page
    warga.follow(warga.get(path))
    assert "sedang tidak menunggu Anda" in warga.words


def test_silence_cannot_be_taken_by_the_reporter(
    warga: Reporter, page: str, session: Session
) -> None:
    answer_as_information(session, filed(session), ANSWER)
    warga.get(page)
    assert "tindakan/silent" not in warga.page
    assert warga.get(f"{page}/tindakan/silent").status_code == 303


def test_letters_and_receipt_are_downloads_of_their_owner_alone(
    warga: Reporter, asn: Reporter, page: str, session: Session
) -> None:
    answer_as_information(session, filed(session), ANSWER)
    warga.get(page)
    assert "Sedang dibuat" in warga.words
    run_jobs(session)
    warga.get(page)
    warga_page = warga.page
    warga.get(f"{page}/tanda-terima")
    assert "Unduh tanda terima (PDF)" in warga.words
    papers = re.findall(rf'href="({page}/naskah/[^"]+)"', warga_page + warga.page)
    assert len(papers) == 2
    for paper in papers:
        download = warga.get(paper)
        assert download.data.startswith(b"%PDF-")
        assert download.headers["Content-Disposition"].startswith("attachment; ")
        assert download.headers["X-Content-Type-Options"] == "nosniff"
        assert asn.get(paper).status_code == 404


def test_a_paper_that_is_not_ready_leads_back_with_a_word(
    warga: Reporter, page: str, session: Session
) -> None:
    answer_as_information(session, filed(session), ANSWER)
    [letter] = [one for one in session.scalars(select(Message)) if one.template == "answer"]
    warga.follow(warga.get(f"{page}/naskah/{letter.document_id}"))
    assert "masih dibuat" in warga.words


def test_papers_of_the_house_are_not_the_reporters(
    warga: Reporter, page: str, session: Session
) -> None:
    report = act(session, filed(session), "operator", "hand_over")
    chosen = units(unit(session, "dinkes"))
    act(session, report, "timutama", "complaint", units=chosen)
    run_jobs(session)
    sheet = session.connection().exec_driver_sql(
        "SELECT id FROM document WHERE kind = 'disposition'"
    )
    assert warga.get(f"{page}/naskah/{sheet.scalar_one()}").status_code == 404


def test_messages_go_both_ways_and_twice_is_once(
    warga: Reporter, page: str, session: Session
) -> None:
    warga.get(page)
    sent = {"message_id": warga.fields["message_id"], "text": "Apakah saya\nperlu datang?"}
    token = warga.token
    warga.follow(warga.send(f"{page}/pesan", token=token, **sent))
    assert "Pesan Anda terkirim." in warga.words
    warga.follow(warga.send(f"{page}/pesan", token=token, **sent))
    assert "Pesan itu sudah terkirim tadi." in warga.words
    write_to_reporter(officer(session, "operator"), filed(session).id, "Tidak perlu.")
    warga.get(page)
    assert warga.page.count("perlu datang?") == 1
    assert warga.words.count("Tidak perlu.") == 1
    assert "Sari Melati" not in warga.words


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "a" * 5_001])
def test_a_message_is_checked_and_kept(warga: Reporter, page: str, text: str) -> None:
    warga.get(page)
    response = warga.send(f"{page}/pesan", message_id=warga.fields["message_id"], text=text)
    assert response.status_code == 422
    assert warga.fields["text"].strip("\n") == text.strip("\n")


def test_a_closed_report_takes_no_messages(warga: Reporter, page: str, session: Session) -> None:
    warga.get(page)
    message_id = warga.fields["message_id"]
    answer_as_information(session, filed(session), ANSWER)
    warga.get(f"{page}/tindakan/accept")
    warga.send(f"{page}/tindakan/accept", task_id=warga.fields["task_id"], asked_rating="4")
    warga.get(page)
    assert "message_id" not in warga.fields
    warga.get("/lapor")
    warga.follow(warga.send(f"{page}/pesan", message_id=message_id, text="Halo"))
    assert "sudah ditutup" in warga.words
    assert session.scalars(select(Message).where(Message.direction == "in")).all() == []


def test_everything_of_a_report_is_hidden_from_others(asn: Reporter, page: str) -> None:
    for place in ("", "/tanda-terima", "/tindakan/accept", f"/naskah/{new_id()}"):
        assert asn.get(f"{page}{place}").status_code == 404
    asn.get("/lapor")
    hostile = asn.send(f"{page}/pesan", message_id=str(new_id()), text="Halo")
    assert hostile.status_code == 404
    assert asn.get(f"/laporan/{new_id()}").status_code == 404
    assert asn.get("/laporan/bukan-nomor").status_code == 404


def test_the_receipt_shows_the_code_that_opens_the_report(
    warga: Reporter, page: str, session: Session
) -> None:
    warga.get(f"{page}/tanda-terima")
    report = filed(session)
    assert code_of(report.id) in warga.words
    assert report.number in warga.words


def test_my_reports_come_page_by_page_newest_first(
    warga: Reporter, asn: Reporter, session: Session, clock: MovableClock
) -> None:
    first = warga.file(session, subject="Laporan nomor 1")
    template = session.scalars(select(Report)).one()
    copied = {
        column.name: getattr(template, column.name)
        for column in Report.__table__.columns
        if column.name not in ("id", "number", "submission_key", "subject", "filed_at", "words")
    }
    for number in range(2, 46):
        session.add(
            Report(
                **copied,
                id=new_id(),
                number=f"NKK-2026-9{number:04}",
                submission_key=new_id(),
                subject=f"Laporan nomor {number}",
                filed_at=clock.advance(seconds=1),
            )
        )
    session.commit()
    seen: list[str] = []
    warga.get("/laporan-saya")
    for _ in range(3):
        seen += re.findall(r">Laporan nomor (\d+)<", warga.page)
        older = re.search(r'href="([^"]+)" rel="next"', warga.page)
        if older:
            warga.get(older[1])
    assert seen == [str(number) for number in range(45, 0, -1)]
    assert first
    newer = re.search(r'href="([^"]+)" rel="prev"', warga.page)
    assert newer
    warga.get(newer[1])
    assert re.findall(r">Laporan nomor (\d+)<", warga.page) == seen[20:40]
    asn.get("/laporan-saya")
    assert "Anda belum mengirim laporan." in asn.words


@pytest.mark.parametrize("cursor", ["x", "%00", "'", "MjAyNi0wNy0xNiB4", "é" * 50])
def test_a_mangled_address_of_a_page_shows_the_first(
    warga: Reporter, page: str, cursor: str
) -> None:
    assert warga.get(f"/laporan-saya?sesudah={cursor}").status_code == 200
    assert EVENT["subject"] in warga.words
