"""Similar reports: what is alike is found, what a viewer may not read is neither shown nor used."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from tanggap.services.house import now
from tanggap.services.similar_reports import possible_duplicates, similar_reports
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.reports import Report
from tests.conftest import MovableClock
from tests.services.administration.office import nkk, refused
from tests.services.nkk_desk import account, act, file, officer, unit

SUBJECT = "Antrean loket pajak kendaraan ditutup sebelum jamnya"


def write(session: Session, report: Report, narrative: str) -> Report:
    session.execute(
        text("UPDATE report SET narrative = :told WHERE id = :id"),
        {"told": narrative, "id": report.id},
    )
    session.commit()
    session.refresh(report)
    return report


def told(session: Session, subject: str, narrative: str, *, confidential: bool = False) -> Report:
    return write(session, file(subject=subject, confidential=confidential), narrative)


def numbers(found: object) -> list[str]:
    return [report.number for report in found]  # type: ignore[attr-defined]


def test_the_same_thing_in_other_words_is_found_best_first(session: Session) -> None:
    alike = told(session, "Loket pajak kendaraan tutup", "Antrean masih panjang, loket ditutup.")
    told(session, "Guru merokok di kelas", "Setiap pagi sebelum pelajaran.")
    same = told(session, SUBJECT, "Petugas menutup loket pajak kendaraan pukul dua.")
    this = told(session, SUBJECT, "Loket pajak kendaraan ditutup petugas pukul dua.")
    operator = officer(session, "operator")
    assert numbers(similar_reports(session, operator, this.id)) == [same.number, alike.number]


def test_departments_find_only_what_was_sent_to_them(session: Session) -> None:
    one, other = (told(session, SUBJECT, "Loket pajak kendaraan.") for _ in range(2))
    dinkes = officer(session, "dinkes")
    with refused("report-not-found"):
        similar_reports(session, dinkes, one.id)
    for report in (one, other):
        act(session, report, "operator", "hand_over")
        act(session, report, "timutama", "complaint", units=[unit(session, "dinkes").id])
    assert numbers(similar_reports(session, dinkes, one.id)) == [other.number]


def test_a_confidential_report_is_not_found_by_its_words(session: Session) -> None:
    secret = told(session, SUBJECT, "Loket pajak kendaraan.", confidential=True)
    plain = told(session, SUBJECT, "Loket pajak kendaraan.")
    assert numbers(similar_reports(session, officer(session, "timutama"), plain.id)) == []
    assert numbers(similar_reports(session, officer(session, "operator"), plain.id)) == [
        secret.number
    ]


def test_a_masked_name_finds_nobody(session: Session) -> None:
    """A report full of the reporter's name leads nobody without the right to that name's others."""
    name = account(session, "warga").name
    secret = told(session, name, f"{name} {name}", confidential=True)
    other = told(session, f"Tentang {name}", f"Nama saya {name}.")
    assert numbers(similar_reports(session, officer(session, "timutama"), secret.id)) == []
    found = numbers(similar_reports(session, officer(session, "operator"), secret.id))
    assert found == [other.number]


def test_a_call_taker_is_shown_what_is_being_told_again(
    session: Session, clock: MovableClock
) -> None:
    old = told(session, SUBJECT, "Loket pajak kendaraan.")
    clock.advance(days=100)
    recent = told(session, SUBJECT, "Loket pajak kendaraan.")
    operator, desk = officer(session, "operator"), nkk(session).id
    typed = "Loket pajak kendaraan ditutup sebelum jamnya"
    assert numbers(possible_duplicates(session, operator, desk, typed, now())) == [recent.number]
    reporter = reporter_of_account(session, account(session, "warga").id)
    by_caller = possible_duplicates(session, operator, desk, "", now(), reporter_id=reporter)
    assert numbers(by_caller) == [recent.number]
    assert old.number not in numbers(by_caller)
    for stranger, where in (("timutama", desk), ("operator", uuid4())):
        with refused("desk-not-found"):
            possible_duplicates(session, officer(session, stranger), where, typed, now())


def test_any_text_can_be_looked_for(session: Session) -> None:
    operator, desk = officer(session, "operator"), nkk(session).id
    for typed in ("", "yang di dan", "' \" \\ : & | ! ( ) <->", "kata " * 30_000, "😀 \u0301"):
        assert numbers(possible_duplicates(session, operator, desk, typed, now())) == []
