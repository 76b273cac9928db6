"""A recap's due time follows its desk's working time, and its history says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.languages import ENGLISH, INDONESIAN
from tanggap.domain.procedure import Every
from tanggap.services.administration import due_times
from tanggap.services.administration.calendar_drafts import CalendarDraft, HolidayDraft
from tanggap.services.administration.calendars import change_calendar, preview_calendar
from tanggap.services.administration.due_times import recompute_due_times
from tanggap.services.reader import speak_to_reader
from tanggap.services.recaps.history_texts import said
from tanggap.services.recaps.notices import sweep_recaps
from tanggap.services.recaps.work import begin_recap
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.correspondence import Message
from tanggap.storage.organisation import Desk
from tanggap.storage.recaps import Recap, RecapEvent
from tests.conftest import MovableClock
from tests.services.administration.office import as_administrator
from tests.services.nkk_desk import officer
from tests.services.test_recaps import call_centre

__all__ = ["call_centre"]

LATE_ON_FRIDAY = datetime(2026, 7, 17, 7, 0, tzinfo=UTC)  # 14.00; two hours are left of the week
HALF_A_FRIDAY = [*[["07:30-12:00", "13:00-16:00"]] * 4, ["07:30-12:00", "13:00-15:30"], [], []]


@pytest.fixture
def recap(call_centre: Desk, session: Session, clock: MovableClock) -> Recap:
    clock.set(LATE_ON_FRIDAY)
    begin_recap(officer(session, "callcenter"), call_centre.id, Every.DAY, date(2026, 7, 16))
    return session.scalars(select(Recap)).one()


def draft_of(row: CalendarRow) -> CalendarDraft:
    holidays = [HolidayDraft(one.day, one.name, one.kind) for one in row.holidays]
    return CalendarDraft(row.name, row.timezone, row.hours, [], holidays)


def test_a_recaps_due_time_moves_with_the_calendar_and_is_recorded(
    call_centre: Desk, recap: Recap, session: Session, app: Flask
) -> None:
    admin, row = as_administrator(session, "admin"), call_centre.calendar
    was = recap.due_at
    shorter = replace(draft_of(row), hours=HALF_A_FRIDAY)
    shown = preview_calendar(admin, row.id, shorter)
    assert [move.report_id for move in shown.moves if move.task_id == recap.task_id] == [None]
    listed = next(move for move in shown.moves if move.task_id == recap.task_id)
    assert listed.number == "Rekap Kamis, 16 Juli 2026, Call Center"
    assert listed.step == "11. Membuat laporan harian"
    view = change_calendar(admin, row.id, row.version, shorter)
    assert view.settled is not None
    assert view.settled.tasks == shown.tasks
    session.expire_all()
    assert was is not None
    assert recap.due_at == listed.becomes > was
    event = session.scalars(select(RecapEvent).order_by(RecapEvent.id.desc())).first()
    assert event is not None
    assert (event.kind, event.account_id) == ("due_time_moved", admin.viewer.account)
    assert said(event, row.timezone).startswith(
        "Tenggat berubah karena jam kerja diubah: Jumat, 17"
    )
    speak_to_reader(ENGLISH)
    assert said(event, row.timezone).startswith("Due time moved because working hours changed: Fri")
    speak_to_reader(INDONESIAN)


def test_a_recap_that_gets_more_time_is_told_of_anew(
    call_centre: Desk, recap: Recap, session: Session, clock: MovableClock
) -> None:
    admin, row = as_administrator(session, "admin"), call_centre.calendar
    assert recap.due_at is not None
    clock.set(recap.due_at)
    assert sweep_recaps(clock()) == 1
    more = HolidayDraft(date(2026, 7, 17), "Hari jadi kota", "regional")
    draft = draft_of(row)
    change_calendar(admin, row.id, row.version, replace(draft, holidays=[*draft.holidays, more]))
    session.expire_all()
    assert recap.overdue_told_at is None
    clock.set(recap.due_at)
    assert sweep_recaps(clock()) == 1
    told = select(Message).where(Message.template == "recap_overdue")
    assert len(session.scalars(told).all()) == 2


def test_where_much_is_open_the_job_moves_recaps_too(
    call_centre: Desk, recap: Recap, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, row = as_administrator(session, "admin"), call_centre.calendar
    was = recap.due_at
    monkeypatch.setattr(due_times, "MOST_AT_ONCE", 0)
    change_calendar(admin, row.id, row.version, replace(draft_of(row), hours=HALF_A_FRIDAY))
    session.expire_all()
    assert recap.due_at == was
    assert recompute_due_times(row.id, admin.viewer.account) >= 1
    session.expire_all()
    assert recap.due_at != was
    assert recompute_due_times(row.id, admin.viewer.account) == 0
