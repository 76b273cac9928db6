"""A desk's days and months are counted once, put right, initialled, and archived for good."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tanggap.domain.procedure import Every
from tanggap.domain.recap import Correction
from tanggap.domain.refusal import Refused
from tanggap.services.demonstration.desks import found_other_desks
from tanggap.services.filing import Content, file_report
from tanggap.services.house import house
from tanggap.services.recaps.notices import sweep_recaps
from tanggap.services.recaps.opening import open_due_recaps
from tanggap.services.recaps.work import begin_recap, correct_figure, read_recap, take_recap_step
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage.accounts import Post
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.organisation import Agency, Category, Desk
from tanggap.storage.recaps import Recap, RecapEvent
from tests.conftest import MovableClock
from tests.services.nkk_desk import Postbox, account, officer, run_jobs

FRIDAY = datetime(2026, 7, 17, 1, 0, tzinfo=UTC)  # 08.00 in Jakarta
AUGUST = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def call_centre(app: Flask, session: Session, clock: MovableClock) -> Desk:
    """The call centre with two calls of Thursday, 16 July 2026."""
    with transaction() as own:
        agency = own.scalars(select(Agency)).one()
        found_other_desks(own, agency, clock(), hash_password("x" * 12), ROOT / "sop")
        desk = own.scalars(select(Desk).where(Desk.slug == "call-center")).one()
        category = own.scalars(
            select(Category).where(Category.desk_id == desk.id, Category.name == "Jalan rusak")
        ).one()
        reporter = reporter_of_account(own, account(own, "warga").id)
        assert reporter is not None
        for subject in ("Lubang di tikungan", "Lampu padam"):
            content = Content(category.id, subject, "Sudah seminggu.")
            file_report(
                own,
                desk,
                reporter,
                content,
                channel="telephone",
                submission_key=new_id(),
                at=clock(),
            )
    return desk


def recaps(session: Session) -> list[Recap]:
    session.expire_all()
    return list(session.scalars(select(Recap).order_by(Recap.every, Recap.first_day)))


def test_a_day_is_counted_once_it_is_over_and_never_again(
    call_centre: Desk, session: Session, clock: MovableClock
) -> None:
    assert open_due_recaps(clock()) == 0  # nothing came before there was a desk
    clock.set(FRIDAY)
    open_due_recaps(FRIDAY)
    open_due_recaps(FRIDAY)
    days = [one for one in recaps(session) if one.every == "day"]
    thursday = days[-1]
    assert thursday.first_day == date(2026, 7, 16)
    assert thursday.figures["total"]["received"] == 2
    assert thursday.figures["tables"]["category"][0]["name"] == "Jalan dan lingkungan"
    assert [row["name"] for row in thursday.figures["tables"]["channel"]] == ["Telepon"]
    assert thursday.actor == "operator"
    assert thursday.due_at == datetime(2026, 7, 17, 3, 0, tzinfo=UTC)  # two working hours
    assert len({one.first_day for one in days}) == len(days)


def test_a_second_recap_for_the_same_day_is_refused(
    call_centre: Desk, session: Session, clock: MovableClock
) -> None:
    clock.set(FRIDAY)
    operator = officer(session, "callcenter")
    begin_recap(operator, call_centre.id, Every.DAY, date(2026, 7, 16))
    for day, code in ((date(2026, 7, 16), "recap-exists"), (date(2026, 7, 17), "period-not-over")):
        with pytest.raises(Refused, match=code):
            begin_recap(operator, call_centre.id, Every.DAY, day)
    with pytest.raises(Refused, match="desk-not-found"):
        begin_recap(officer(session, "operator"), call_centre.id, Every.DAY, date(2026, 7, 15))
    with pytest.raises(Refused, match="desk-not-found"):
        begin_recap(officer(session, "dinkes"), call_centre.id, Every.DAY, date(2026, 7, 15))


def test_a_month_is_corrected_initialled_and_archived(
    call_centre: Desk, session: Session, clock: MovableClock
) -> None:
    clock.set(AUGUST)
    coordinator, head = officer(session, "koordinator"), officer(session, "kasi")
    recap = begin_recap(coordinator, call_centre.id, Every.MONTH, date(2026, 7, 1))
    received = Correction("total", "", "received", 3)
    with pytest.raises(Refused, match="reason-missing"):
        correct_figure(coordinator, recap.id, received, " ", expected_version=1)
    read = correct_figure(coordinator, recap.id, received, "Satu dari buku.", expected_version=1)
    assert read.recap.figures["total"]["received"] == 2
    assert read.recap.corrected["total"]["received"] == 3
    with pytest.raises(Refused, match="not-allowed"):
        take_recap_step(head, recap.id, "submit", {"summary": "Baik."}, expected_version=2)
    take_recap_step(coordinator, recap.id, "submit", {"summary": "Baik."}, expected_version=2)
    with pytest.raises(Refused, match="recap-frozen"):
        correct_figure(coordinator, recap.id, received, "Lagi.", expected_version=3)
    take_recap_step(head, recap.id, "return_report", {"note": "Lengkapi."}, expected_version=3)
    take_recap_step(coordinator, recap.id, "submit", {"summary": "Lengkap."}, expected_version=4)
    with pytest.raises(Refused, match="version-outdated"):
        take_recap_step(head, recap.id, "initial", {}, expected_version=4)
    take_recap_step(head, recap.id, "initial", {}, expected_version=5)
    take_recap_step(coordinator, recap.id, "archive", {}, expected_version=6)
    run_jobs(session)
    session.expire_all()
    archived = read_recap(session, head, recap.id)
    assert archived.actions == ()
    document = session.get_one(Document, archived.recap.document_id)
    assert document.number is not None
    assert document.context["remarks"] == "Lengkap."
    assert document.context["total"]["received"] == 3
    assert [rung["name"] for rung in document.context["rungs"]] == ["Endah Wulandari"]
    assert house().files.get(document.sha256 or "").startswith(b"%PDF-")
    assert house().files.get(archived.recap.archive_sha256 or "").startswith(b"PK")


def test_a_recaps_history_can_only_grow(
    call_centre: Desk, session: Session, clock: MovableClock
) -> None:
    clock.set(FRIDAY)
    begin_recap(officer(session, "callcenter"), call_centre.id, Every.DAY, date(2026, 7, 16))
    assert session.scalar(select(RecapEvent.kind)) == "recap_opened"
    with pytest.raises(DBAPIError, match="may be added to"):
        session.execute(text("UPDATE recap_event SET kind = 'lain'"))
    session.rollback()


def told(session: Session, postbox: Postbox) -> dict[str, list[str]]:
    """Whose mail says what, by the beginning of its subject; the postbox is empty afterwards."""
    run_jobs(session)
    found: dict[str, list[str]] = {}
    for mail in postbox.taken:
        found.setdefault(mail.to.partition("@")[0], []).append(mail.subject.partition(":")[0])
    postbox.taken.clear()
    return found


def test_whose_turn_a_recap_is_hears_of_it_by_mail(
    call_centre: Desk, session: Session, clock: MovableClock, postbox: Postbox
) -> None:
    told(session, postbox)
    clock.set(AUGUST)
    coordinator, head = officer(session, "koordinator"), officer(session, "kasi")
    recap = begin_recap(coordinator, call_centre.id, Every.MONTH, date(2026, 7, 1))
    assert told(session, postbox) == {"koordinator": ["Rekap Juli 2026 siap diperiksa"]}
    take_recap_step(coordinator, recap.id, "submit", {"summary": "Baik."}, expected_version=1)
    assert told(session, postbox) == {"kasi": ["Rekap Juli 2026 menunggu Anda"]}
    take_recap_step(head, recap.id, "return_report", {"note": "Lengkapi."}, expected_version=2)
    run_jobs(session)
    assert "Catatan: Lengkapi." in postbox.taken[0].text
    assert f"/admin/rekap/{recap.id}" in postbox.taken[0].text
    assert told(session, postbox) == {"koordinator": ["Rekap Juli 2026 dikembalikan"]}
    take_recap_step(coordinator, recap.id, "submit", {"summary": "Lengkap."}, expected_version=3)
    take_recap_step(head, recap.id, "initial", {}, expected_version=4)
    told(session, postbox)
    take_recap_step(coordinator, recap.id, "archive", {}, expected_version=5)
    assert told(session, postbox) == {}


def test_a_recaps_team_is_warned_once_and_told_once_that_it_is_late(
    call_centre: Desk, session: Session, clock: MovableClock, postbox: Postbox
) -> None:
    clock.set(FRIDAY)
    session.get_one(Post, account(session, "callcenter").id).superior_id = account(
        session, "koordinator"
    ).id
    session.commit()
    begin_recap(officer(session, "callcenter"), call_centre.id, Every.DAY, date(2026, 7, 16))
    told(session, postbox)
    assert sweep_recaps(clock.advance(minutes=89)) == 0  # of two hours
    assert sweep_recaps(clock.advance(minutes=1)) == 1
    assert sweep_recaps(clock.advance(minutes=1)) == 0
    warned = told(session, postbox)
    assert warned["callcenter"] == ["Tenggat rekap Kamis, 16 Juli 2026 mendekat"]
    assert "koordinator" not in warned
    assert sweep_recaps(clock.advance(minutes=29)) == 1
    assert sweep_recaps(clock.advance(days=1)) == 0
    late = told(session, postbox)
    assert late["koordinator"] == ["Rekap Kamis, 16 Juli 2026 di tim Anda lewat tenggat"]
    assert late["callcenter"] == ["Rekap Kamis, 16 Juli 2026 lewat tenggat"]


def test_a_new_desk_has_no_recap_of_the_time_before_it(
    call_centre: Desk, session: Session, clock: MovableClock
) -> None:
    open_due_recaps(clock())  # the day before, and June, were over before it was founded
    assert recaps(session) == []
    clock.set(FRIDAY)
    open_due_recaps(FRIDAY)
    assert {one.first_day for one in recaps(session)} == {date(2026, 7, 16)}
    clock.set(AUGUST)
    open_due_recaps(AUGUST)
    assert date(2026, 7, 1) in {one.first_day for one in recaps(session)}
