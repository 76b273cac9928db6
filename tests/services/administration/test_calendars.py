"""Calendars: working time edited, and what moves with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.administration import due_times
from tanggap.services.administration.acting import Acting
from tanggap.services.administration.calendar_drafts import (
    CalendarDraft,
    HolidayDraft,
    PeriodDraft,
)
from tanggap.services.administration.calendars import (
    change_calendar,
    create_calendar,
    get_calendar,
    list_calendars,
    preview_calendar,
)
from tanggap.services.administration.desks import change_desk
from tanggap.services.administration.due_times import recompute_due_times
from tanggap.services.administration.holiday_proposals import propose_year
from tanggap.services.clock_sweep import sweep
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import calendar_of
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.events import Event
from tanggap.storage.reports import Report
from tests.conftest import MovableClock
from tests.services.administration.office import (
    as_administrator,
    calendar_row,
    entries,
    last_entry,
    nkk,
    refused,
)
from tests.services.nkk_desk import act, file, open_tasks, queued_jobs, reply
from tests.statements import statements_sent

FRIDAY = HolidayDraft(date(2026, 7, 17), "Hari jadi kota", "regional")
FULL_DAY = ["07:30-12:00", "13:00-16:00"]


def draft_of(row: CalendarRow) -> CalendarDraft:
    """What the editor holds when it opens."""
    return CalendarDraft(
        name=row.name,
        timezone=row.timezone,
        hours=row.hours,
        periods=[PeriodDraft(one.name, one.first, one.last, one.hours) for one in row.periods],
        holidays=[HolidayDraft(one.day, one.name, one.kind) for one in row.holidays],
    )


def with_holiday(draft: CalendarDraft, *more: HolidayDraft) -> CalendarDraft:
    return replace(draft, holidays=[*draft.holidays, *(more or (FRIDAY,))])


@pytest.fixture
def row(session: Session) -> CalendarRow:
    return calendar_row(session)


@pytest.fixture
def draft(row: CalendarRow) -> CalendarDraft:
    return draft_of(row)


def due(session: Session, report: Report) -> datetime:
    [task] = open_tasks(session, report)
    session.refresh(task)
    assert task.due_at is not None
    assert task.sort_at == task.due_at
    return task.due_at


def moves_told(session: Session, report: Report) -> list[Event]:
    wanted = select(Event).where(Event.report_id == report.id, Event.kind == "due_time_moved")
    return list(session.scalars(wanted.order_by(Event.id)))


def test_only_an_administrator_arranges_calendars(
    session: Session, row: CalendarRow, draft: CalendarDraft
) -> None:
    operator = as_administrator(session, "operator")
    for attempt in (
        lambda: list_calendars(operator),
        lambda: preview_calendar(operator, row.id, draft),
        lambda: change_calendar(operator, row.id, 1, draft),
        lambda: propose_year(operator, row.id, 2027),
    ):
        with refused("not-allowed"):
            attempt()


def test_saving_what_is_there_already_writes_nothing(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft
) -> None:
    before = entries(session)
    assert change_calendar(admin, row.id, 1, draft).calendar.version == 1
    assert entries(session) == before
    assert queued_jobs(session) == []


def test_a_new_holiday_moves_what_is_open(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))  # 15.55, five minutes before closing
    report = file()
    was, overall = due(session, report), report.overall_due_at
    assert was == datetime(2026, 7, 17, 0, 35, tzinfo=UTC)
    view = change_calendar(admin, row.id, 1, with_holiday(draft))
    assert view.settled is not None
    assert (view.settled.tasks, view.settled.reports) == (1, 1)
    assert due(session, report) == datetime(2026, 7, 20, 0, 35, tzinfo=UTC)
    session.refresh(report)
    assert overall is not None
    assert report.overall_due_at is not None
    assert (report.overall_due_at - overall).days == 1
    told = [(one.task_id is None, one.facts["was"]) for one in moves_told(session, report)]
    assert told == [(False, was.isoformat()), (True, overall.isoformat())]


def test_the_audit_log_tells_which_days_came_and_went(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft
) -> None:
    change_calendar(admin, row.id, 1, with_holiday(draft))
    renamed = replace(FRIDAY, name="Hari jadi Pangkalpinang")
    change_calendar(admin, row.id, 2, with_holiday(draft, renamed))
    entry = last_entry(session)
    assert entry.before == {"holidays": {"2026-07-17": "Hari jadi kota (regional)"}}
    assert entry.after == {"holidays": {"2026-07-17": "Hari jadi Pangkalpinang (regional)"}}
    change_calendar(admin, row.id, 3, draft)
    assert last_entry(session).after == {"holidays": {}}


def test_processes_read_an_edited_calendar_anew(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft
) -> None:
    assert date(2026, 7, 17) not in calendar_of(session, row.id).holidays
    change_calendar(admin, row.id, 1, with_holiday(draft))
    assert date(2026, 7, 17) in calendar_of(session, row.id).holidays


def test_a_calendar_under_which_open_work_is_never_due_is_refused_whole(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    """It opens today, so it is a calendar; but what was filed today would wait for years."""
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    report = file()
    was = due(session, report)
    shut = PeriodDraft("Tutup", date(2026, 7, 17), date(2029, 1, 1), [[]] * 7)
    with refused("calendar-never-opens"):
        change_calendar(admin, row.id, 1, replace(draft, periods=[shut]))
    assert due(session, report) == was
    assert calendar_of(session, row.id).periods != (shut,)
    change_calendar(admin, row.id, 1, with_holiday(draft))
    assert date(2026, 7, 17) in calendar_of(session, row.id).holidays
    assert len(calendar_of(session, row.id).periods) == len(draft.periods)


def test_the_preview_says_exactly_what_saving_does(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    reports = [file(), file()]
    before = [due(session, report) for report in reports]
    shown = preview_calendar(admin, row.id, with_holiday(draft))
    assert [due(session, report) for report in reports] == before
    assert (shown.tasks, shown.reports, shown.is_complete) == (2, 2, True)
    change_calendar(admin, row.id, 1, with_holiday(draft))
    previewed = {move.task_id: move.becomes for move in shown.moves if move.task_id}
    for report in reports:
        [task] = open_tasks(session, report)
        session.refresh(task)
        assert previewed[task.id] == task.due_at
    assert {move.number for move in shown.moves} == {report.number for report in reports}
    assert preview_calendar(admin, row.id, with_holiday(draft)).moves == []


def test_the_preview_counts_what_becomes_overdue(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    change_calendar(admin, row.id, 1, with_holiday(draft))
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    file()
    clock.set(datetime(2026, 7, 17, 2, 0, tzinfo=UTC))
    assert preview_calendar(admin, row.id, draft).overdue == 1


def test_a_preview_lists_no_more_than_a_hundred(
    admin: Acting, row: CalendarRow, draft: CalendarDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        file()
    monkeypatch.setattr(due_times, "LISTED", 2)
    shown = preview_calendar(admin, row.id, with_holiday(draft))
    assert len(shown.moves) == 2
    assert shown.tasks + shown.reports == 3
    monkeypatch.setattr(due_times, "BATCH", 1)
    monkeypatch.setattr(due_times, "MOST_PREVIEWED", 2)
    assert preview_calendar(admin, row.id, with_holiday(draft)).is_complete is False


def test_a_reporter_never_gets_less_time_than_promised(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft
) -> None:
    change_calendar(admin, row.id, 1, with_holiday(draft))
    report = file()
    act(session, report, "operator", "ask_completion", note="Kapan?")
    promised = due(session, report)
    change_calendar(admin, row.id, 2, draft)
    assert due(session, report) == promised
    later = [HolidayDraft(date(2026, 7, day), "Libur", "regional") for day in (20, 21)]
    change_calendar(admin, row.id, 3, with_holiday(draft, *later))
    assert due(session, report) > promised


def test_pauses_stay_in_the_overall_limit(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    report = file()
    act(session, report, "operator", "ask_completion", note="Kapan?")
    clock.advance(days=4)
    reply(session, report, "complete", completion="Kemarin")
    session.refresh(report)
    paused = report.overall_due_at
    change_calendar(admin, row.id, 1, with_holiday(draft))
    change_calendar(admin, row.id, 2, draft)
    session.refresh(report)
    assert report.overall_due_at == paused


def test_a_task_that_gets_more_time_is_warned_about_anew(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    report = file()
    clock.set(datetime(2026, 7, 17, 0, 40, tzinfo=UTC))
    assert sweep(now()).overdue == 1
    [task] = open_tasks(session, report)
    assert task.overdue_told_at is not None
    change_calendar(admin, row.id, 1, with_holiday(draft))
    session.refresh(task)
    assert (task.overdue_told_at, task.warned_at) == (None, None)
    clock.set(datetime(2026, 7, 20, 0, 40, tzinfo=UTC))
    assert sweep(now()).overdue == 1


def test_a_closed_report_never_moves(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    report = file()
    act(session, report, "operator", "ask_completion", note="Kapan?")
    clock.advance(days=30)
    assert sweep(now()).silent == 1
    session.refresh(report)
    kept = report.overall_due_at
    view = change_calendar(admin, row.id, 1, with_holiday(draft))
    assert view.settled is not None
    assert (view.settled.tasks, view.settled.reports) == (0, 0)
    session.refresh(report)
    assert report.overall_due_at == kept


def test_much_open_work_is_moved_by_the_job(
    admin: Acting,
    session: Session,
    row: CalendarRow,
    draft: CalendarDraft,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    reports = [file() for _ in range(3)]
    was = due(session, reports[0])
    monkeypatch.setattr(due_times, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(due_times, "BATCH", 2)
    view = change_calendar(admin, row.id, 1, with_holiday(draft))
    assert view.settled is not None
    assert view.settled.in_background
    assert due(session, reports[0]) == was
    [given] = [given for name, given in queued_jobs(session) if name == "recompute-due-times"]
    assert given == {"calendar_id": str(row.id), "account_id": str(admin.viewer.account)}
    assert recompute_due_times(row.id, admin.viewer.account) == 6
    assert {due(session, report) for report in reports} == {
        datetime(2026, 7, 20, 0, 35, tzinfo=UTC)
    }
    assert recompute_due_times(row.id, admin.viewer.account) == 0


def test_another_calendar_at_a_desk_moves_its_work(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 16, 8, 55, tzinfo=UTC))
    report = file()
    eastern = create_calendar(
        admin, replace(with_holiday(draft), name="Enam hari", hours=[*[FULL_DAY] * 6, []])
    )
    view = change_desk(admin, nkk(session).id, 1, {"calendar_id": eastern.calendar.id})
    assert view.settled is not None
    assert view.settled.tasks == 1
    assert due(session, report) == datetime(2026, 7, 18, 0, 35, tzinfo=UTC)
    assert get_calendar(admin, eastern.calendar.id).desks == ["Layanan Pengaduan NKK"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ({"hours": [["07:30-12:00", "11:00-16:00"], *[FULL_DAY] * 6]}, "hours-out-of-order"),
        ({"hours": [["pagi-sore"], *[FULL_DAY] * 6]}, "hours-unreadable"),
        ({"hours": [FULL_DAY] * 6}, "week-not-seven-days"),
        ({"hours": [[]] * 7, "periods": ()}, "calendar-never-opens"),
        ({"timezone": "Europe/Paris"}, "timezone-unknown"),
        ({"holidays": [FRIDAY, FRIDAY]}, "holiday-doubled"),
        ({"holidays": [replace(FRIDAY, kind="bank")]}, "holiday-kind-unknown"),
        ({"holidays": [replace(FRIDAY, name=" ")]}, "text-missing"),
        ({"name": "\u200b"}, "text-missing"),
        (
            {"periods": [PeriodDraft("R", date(2027, 2, 9), date(2027, 2, 8), [FULL_DAY] * 7)]},
            "period-backwards",
        ),
        (
            {
                "periods": [
                    PeriodDraft("A", date(2027, 2, 1), date(2027, 2, 9), [FULL_DAY] * 7),
                    PeriodDraft("B", date(2027, 2, 9), date(2027, 2, 12), [FULL_DAY] * 7),
                ]
            },
            "periods-overlap",
        ),
    ],
)
def test_a_broken_calendar_is_neither_previewed_nor_saved(
    admin: Acting,
    session: Session,
    row: CalendarRow,
    draft: CalendarDraft,
    edit: dict[str, object],
    code: str,
) -> None:
    broken = replace(draft, **edit)  # type: ignore[arg-type]
    before = entries(session)
    with refused(code):
        change_calendar(admin, row.id, 1, broken)
    if code != "text-missing" or "name" not in edit:
        with refused(code):
            preview_calendar(admin, row.id, broken)
    assert entries(session) == before


def test_two_calendars_have_two_names(admin: Acting, draft: CalendarDraft) -> None:
    with refused("calendar-name-taken"):
        create_calendar(admin, draft)


def test_an_edit_on_an_old_version_is_refused(
    admin: Acting, row: CalendarRow, draft: CalendarDraft
) -> None:
    change_calendar(admin, row.id, 1, with_holiday(draft))
    with refused("version-outdated"):
        change_calendar(admin, row.id, 1, draft)


def test_a_year_is_proposed_beside_what_is_there(
    admin: Acting, session: Session, row: CalendarRow, draft: CalendarDraft
) -> None:
    before = entries(session)
    known = propose_year(admin, row.id, 2026)
    assert {one.state for one in known.holidays} == {"present"}
    assert not any(one.is_new for one in known.periods)
    fresh = propose_year(admin, row.id, 2030)
    assert {one.state for one in fresh.holidays} == {"new"}
    assert any(one.is_new for one in fresh.periods)
    independence = next(one for one in known.holidays if one.day == date(2026, 8, 17))
    others = [one for one in draft.holidays if one.day != independence.day]
    renamed = replace(draft, holidays=[*others, HolidayDraft(independence.day, "HUT RI", "public")])
    assert entries(session) == before
    change_calendar(admin, row.id, 1, renamed)
    again = next(
        one for one in propose_year(admin, row.id, 2026).holidays if one.day == independence.day
    )
    assert (again.state, again.present_name) == ("named_otherwise", "HUT RI")
    with refused("year-out-of-range"):
        propose_year(admin, row.id, 9999)


def test_listing_calendars_costs_the_same_however_many(
    admin: Acting, session: Session, draft: CalendarDraft
) -> None:
    create_calendar(admin, replace(draft, name="Lain"))
    session.expunge_all()
    with statements_sent() as sent:
        shown = list_calendars(admin)
        assert [len(view.calendar.holidays) > 0 for view in shown] == [True, True]
    assert len(sent) == 4


def test_a_preview_costs_no_more_for_more_reports(
    admin: Acting, row: CalendarRow, draft: CalendarDraft
) -> None:
    file()
    with statements_sent() as few:
        preview_calendar(admin, row.id, with_holiday(draft))
    for _ in range(4):
        file()
    with statements_sent() as many:
        preview_calendar(admin, row.id, with_holiday(draft))
    assert len(many) == len(few)
