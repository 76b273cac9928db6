from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.clock_sweep import Swept, sweep
from tanggap.services.filing import PersonNamed
from tanggap.services.house import now
from tanggap.services.procedure_loading import store_version
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage.accounts import Post
from tanggap.storage.events import Event
from tanggap.storage.organisation import Desk
from tanggap.storage.procedure_files import read_procedure
from tests.services.nkk_desk import (
    Postbox,
    account,
    act,
    answer_as_information,
    file,
    open_tasks,
    reply,
    run_jobs,
    unit,
)

if TYPE_CHECKING:
    from tests.conftest import MovableClock

pytestmark = pytest.mark.usefixtures("desk")

NOTHING = Swept(silent=0, overdue=0, warned=0, reminded=0)


def told(postbox: Postbox, words: str) -> list[str]:
    return sorted(mail.to.partition("@")[0] for mail in postbox.taken if words in mail.subject)


def test_a_team_is_warned_once_when_three_quarters_of_its_time_are_gone(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    file()  # the operators have ten minutes
    assert sweep(clock.advance(minutes=7)) == NOTHING
    assert sweep(clock.advance(seconds=30)).warned == 1
    assert sweep(clock.advance(seconds=30)) == NOTHING
    run_jobs(session)
    assert told(postbox, "Tenggat mendekat") == ["operator", "operator2"]


def test_time_outside_office_hours_does_not_count(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 7, 17, 9, 25, tzinfo=UTC))  # Friday 16.25, the office closes at 16.30
    file()
    clock.set(datetime(2026, 7, 18, 5, 0, tzinfo=UTC))  # Saturday
    assert sweep(now()) == NOTHING
    clock.set(datetime(2026, 7, 20, 0, 33, tzinfo=UTC))  # Monday 07.33
    assert sweep(now()).warned == 1


def test_an_overdue_task_is_told_once_to_team_and_superiors(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = file()
    clock.advance(minutes=11)
    assert sweep(now()) == Swept(silent=0, overdue=1, warned=0, reminded=0)
    assert sweep(clock.advance(days=1)) == NOTHING
    run_jobs(session)
    assert told(postbox, "Lewat tenggat") == ["operator", "operator2"]
    assert told(postbox, "Tugas tim Anda") == ["kepala"]
    assert "/admin/reports/" not in postbox.to("kepala")[0].text
    kinds = session.scalars(select(Event.kind).where(Event.report_id == report.id)).all()
    assert kinds.count("task_overdue") == 1


def test_a_superior_who_is_excluded_hears_nothing(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    file(persons=(PersonNamed(name="Ratih Anindya Kusuma"),))
    sweep(clock.advance(minutes=11))
    run_jobs(session)
    assert postbox.to("kepala") == []
    assert told(postbox, "Lewat tenggat") == ["operator", "operator2"]


def test_with_an_assignee_only_the_assignees_superior_is_told(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = file()
    post = session.get_one(Post, account(session, "operator2").id)
    post.superior_id = account(session, "timutama").id
    open_tasks(session, report)[0].assigned_to_id = account(session, "operator2").id
    session.commit()
    sweep(clock.advance(minutes=11))
    run_jobs(session)
    assert told(postbox, "Tugas tim Anda") == ["timutama"]


def test_a_finished_task_is_left_in_peace(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = file()
    act(session, report, "operator", "hand_over")
    assert sweep(clock.advance(minutes=60)) == NOTHING  # the main team has 120 minutes


def test_a_reporter_is_reminded_and_then_silence_closes_the_report(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = answer_as_information(session, file())  # silence ends on Thursday 30 July, 16.00
    assert sweep(clock.set(datetime(2026, 7, 24, 9, 0, tzinfo=UTC))) == NOTHING
    assert sweep(clock.set(datetime(2026, 7, 27, 1, 0, tzinfo=UTC))).reminded == 1
    assert sweep(clock.advance(minutes=1)) == NOTHING
    assert sweep(clock.set(datetime(2026, 7, 30, 8, 59, tzinfo=UTC))) == NOTHING
    assert sweep(clock.set(datetime(2026, 7, 30, 9, 0, tzinfo=UTC))).silent == 1
    run_jobs(session)
    session.refresh(report)
    assert (report.state, report.outcome) == ("closed", "silent")
    assert "30 Juli 2026 pukul 16.00 WIB" in postbox.about("menunggu kabar").text
    assert postbox.about("selesai").subject == f"[{report.number}] Laporan Anda selesai"


def test_a_reporter_who_answered_is_not_taken_for_silent(
    session: Session, clock: MovableClock
) -> None:
    report = answer_as_information(session, file())
    reply(session, report, "accept", rating=5)
    assert sweep(clock.advance(days=60)) == NOTHING
    assert report.outcome == "answered"


def test_a_request_to_complete_that_nobody_answers_closes_the_report(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = file()
    act(session, report, "operator", "ask_completion", note="Kapan kejadiannya?")
    assert sweep(clock.advance(days=20)).silent == 1
    run_jobs(session)
    session.refresh(report)
    assert report.outcome == "withdrawn"
    assert report.number in postbox.about("belum lengkap").text


def test_one_broken_report_stops_no_other(session: Session, clock: MovableClock) -> None:
    broken, sound = (answer_as_information(session, file()) for _ in range(2))
    broken.case_state = {**broken.case_state, "arrivals": {"not a number": 1}}
    session.commit()
    assert sweep(clock.advance(days=20)).silent == 1
    session.refresh(sound)
    assert sound.outcome == "silent"


def warns_at(session: Session, *shares: str) -> None:
    """Let the NKK procedure warn at these shares."""
    source = (ROOT / "sop" / "nkk.yaml").read_text(encoding="utf-8")
    source = source.replace("version: 1\n", f"version: 90\nwarnings: [{', '.join(shares)}]\n", 1)
    with transaction() as own:
        desk = own.scalars(select(Desk).where(Desk.slug == "nkk")).one()
        version = store_version(own, desk.agency_id, read_procedure(source))
        desk.procedure_version_id = version.id
    session.expire_all()


def test_each_warning_of_the_sop_is_told_once(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    warns_at(session, "1/2", "9/10")
    file()  # the operators have ten minutes
    assert sweep(clock.advance(minutes=4)) == NOTHING
    assert sweep(clock.advance(minutes=1)).warned == 1
    assert sweep(clock.advance(minutes=1)) == NOTHING
    assert sweep(clock.advance(minutes=3)).warned == 1
    assert sweep(clock.advance(seconds=30)) == NOTHING
    run_jobs(session)
    warned = [mail.text for mail in postbox.to("operator") if "Tenggat mendekat" in mail.subject]
    assert ["setengah waktunya" in warned[0], "9/10 waktunya" in warned[1]] == [True, True]
    assert len(warned) == 2


def test_a_warning_slept_through_is_not_made_up_for(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    warns_at(session, "1/2", "3/4")
    file()
    assert sweep(clock.advance(minutes=8)).warned == 1
    assert sweep(clock.advance(minutes=1)) == NOTHING
    run_jobs(session)
    [warned] = [mail for mail in postbox.to("operator") if "Tenggat mendekat" in mail.subject]
    assert "tiga perempat waktunya" in warned.text


def test_a_procedure_without_warnings_tells_only_that_time_is_over(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    warns_at(session)
    file()
    assert sweep(clock.advance(minutes=9)) == NOTHING
    assert sweep(clock.advance(minutes=2)).overdue == 1


def test_a_report_on_an_earlier_version_keeps_its_warnings(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    file()
    warns_at(session, "1/10")
    assert sweep(clock.advance(minutes=7)) == NOTHING
    assert sweep(clock.advance(minutes=1)).warned == 1


def test_a_departments_overdue_task_goes_to_its_own_teams_superior(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = file()
    act(session, report, "operator", "hand_over")
    dinkes = account(session, "dinkes")
    act(session, report, "timutama", "complaint", units=[str(unit(session, "dinkes").id)], note="?")
    session.get_one(Post, dinkes.id).superior_id = account(session, "dishub").id
    session.commit()
    sweep(clock.advance(days=10))
    run_jobs(session)
    assert told(postbox, "Lewat tenggat") == ["dinkes"]
    assert told(postbox, "Tugas tim Anda") == ["dishub"]


def test_people_named_for_a_task_are_told_and_their_colleagues_are_not(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    report = file()
    open_tasks(session, report)[0].people = [account(session, "operator2").id]
    session.commit()
    sweep(clock.advance(minutes=11))
    run_jobs(session)
    assert told(postbox, "Lewat tenggat") == ["operator2"]
