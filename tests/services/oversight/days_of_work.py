"""Some weeks of an NKK desk's work: every way a report goes, at uneven hours."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.actions import take_silence
from tanggap.services.oversight.scope import Scope, Wanted, scope_of
from tanggap.services.transaction import transaction
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task
from tests.conftest import MovableClock
from tests.services.nkk_desk import account, act, file, officer, open_tasks, reply, unit

AMONG = random.Random()
UNITS = {"dinkes": "dinkes", "disdik": "disdik"}


def weeks_of_work(session: Session, clock: MovableClock, reports: int = 10) -> None:
    """File reports and work on them at moments of chance, on weekends and at night too."""
    AMONG.seed(20260716)
    for place in range(reports):
        report = file(subject=f"Laporan {place}", confidential=place % 5 == 4)
        _pass_time(clock)
        WAYS[place % len(WAYS)](session, clock, report)


def _pass_time(clock: MovableClock) -> None:
    clock.advance(minutes=AMONG.choice((3, 8, 40, 115, 400, 1500, 4000)), seconds=17)


def _short(session: Session, clock: MovableClock, report: Report) -> None:
    for login, action, given in (
        ("operator", "hand_over", {}),
        ("timutama", "information", {}),
        ("operator", "answer", {"answer": "Sudah."}),
    ):
        act(session, report, login, action, **given)
        _pass_time(clock)
    reply(session, report, "accept", rating=4)


def _long(session: Session, clock: MovableClock, report: Report) -> None:
    act(session, report, "operator", "hand_over")
    _pass_time(clock)
    both = [unit(session, code).id for code in UNITS]
    act(session, report, "timutama", "complaint", units=both)
    for login in UNITS:
        _pass_time(clock)
        act(session, report, login, "respond", response="Sudah ditegur.")
    _pass_time(clock)
    act(session, report, "timutama", "return_response", units=both[:1], note="Kurang jelas")
    _pass_time(clock)
    act(session, report, "dinkes", "respond", response="Sudah ditegur tertulis.")
    _pass_time(clock)
    act(session, report, "timutama", "hand_over")
    _pass_time(clock)
    act(session, report, "operator", "answer", answer="Sudah.")
    _pass_time(clock)
    reply(session, report, "not_yet", rating=2, note="Petugasnya masih tidak ada")


def _completed(session: Session, clock: MovableClock, report: Report) -> None:
    act(session, report, "operator", "ask_completion", note="Kapan kejadiannya?")
    _pass_time(clock)
    reply(session, report, "complete", completion="Hari Senin")
    _pass_time(clock)
    _short(session, clock, report)


def _never_completed(session: Session, clock: MovableClock, report: Report) -> None:
    act(session, report, "operator", "ask_completion", note="Kapan kejadiannya?")
    clock.advance(days=30)
    with transaction() as own:
        take_silence(own, report.id)


def _left_open(session: Session, clock: MovableClock, report: Report) -> None:
    act(session, report, "operator", "hand_over")
    assert open_tasks(session, report)


WAYS = (_short, _long, _completed, _left_open, _never_completed)


def scope(session: Session, login: str, clock: MovableClock, **wanted: Any) -> Scope:
    """What an officer oversees now."""
    found = account(session, login)
    return scope_of(
        session, officer(session, login), found.agency_id, Wanted(**wanted), clock.moment
    )


def all_tasks(session: Session) -> list[Task]:
    return list(session.scalars(select(Task).execution_options(populate_existing=True)))


def unit_id(session: Session, code: str) -> UUID:
    return unit(session, code).id
