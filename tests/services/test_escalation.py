"""That work is overdue is always told to somebody above the team, and the history says to whom."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tanggap.domain.languages import ENGLISH, INDONESIAN
from tanggap.domain.procedure import Every
from tanggap.services.clock_sweep import sweep
from tanggap.services.reader import speak_to_reader
from tanggap.services.recaps.history_texts import said
from tanggap.services.recaps.notices import sweep_recaps
from tanggap.services.recaps.work import begin_recap
from tanggap.storage.accounts import Account, Post
from tanggap.storage.events import Event
from tanggap.storage.organisation import Desk, Membership, Team, Unit
from tanggap.storage.recaps import RecapEvent
from tests.conftest import MovableClock
from tests.services.nkk_desk import Postbox, account, file, officer, run_jobs
from tests.services.test_recaps import FRIDAY, call_centre

__all__ = ["call_centre"]

LADDER = [
    ([], "superior", {"kepala"}, "sebagai atasan langsung"),
    (["superiors"], "unit_head", {"kepala"}, "sebagai kepala unit"),
    (["superiors", "head"], "desk", {"timutama", "timutama2"}, "sebagai petugas layanan ini"),
    (["superiors", "head", "teams"], "administrators", {"admin"}, "Lengkapi atasan langsung"),
    (["superiors", "head", "teams", "administrators"], "nobody", set(), ""),
]


def take_away(session: Session, *rungs: str) -> None:
    """Leave nobody on these rungs of the ladder."""
    if "superiors" in rungs:
        session.execute(update(Post).values(superior_id=None))
    if "head" in rungs:
        session.execute(update(Unit).values(head_id=None))
    if "teams" in rungs:
        others = select(Team.id).where(Team.actor != "operator")
        session.execute(delete(Membership).where(Membership.team_id.in_(others)))
    if "administrators" in rungs:
        account(session, "admin").active = False
    session.commit()


def above(session: Session, postbox: Postbox) -> dict[str, str]:
    """Who was told as somebody above the team, and the text of it."""
    run_jobs(session)
    return {
        mail.to.partition("@")[0]: mail.text
        for mail in postbox.taken
        if "Pemberitahuan ini Anda terima" in mail.text
    }


@pytest.mark.parametrize(("gone", "rung", "people", "words"), LADDER)
def test_an_overdue_task_climbs_to_the_next_rung_where_somebody_is(
    session: Session,
    postbox: Postbox,
    clock: MovableClock,
    gone: list[str],
    rung: str,
    people: set[str],
    words: str,
) -> None:
    report = file()
    take_away(session, *gone)
    assert sweep(clock.advance(minutes=11)).overdue == 1
    told = above(session, postbox)
    assert set(told) == people
    assert all(words in text and "/admin/reports/" not in text for text in told.values())
    kinds = session.scalars(select(Event.kind).where(Event.report_id == report.id)).all()
    assert [kind for kind in kinds if kind.startswith("escalated_to_")] == [f"escalated_to_{rung}"]


def test_a_superior_with_a_closed_account_is_passed_over(
    session: Session, postbox: Postbox, clock: MovableClock
) -> None:
    file()
    superior = session.get_one(Account, account(session, "timutama").id)
    session.execute(update(Post).values(superior_id=superior.id))
    superior.active = False
    session.commit()
    sweep(clock.advance(minutes=11))
    assert set(above(session, postbox)) == {"kepala"}


def test_an_overdue_recap_climbs_too_and_its_history_says_so(
    call_centre: Desk, session: Session, clock: MovableClock, postbox: Postbox
) -> None:
    clock.set(FRIDAY)
    take_away(session, "superiors", "head")
    begin_recap(officer(session, "callcenter"), call_centre.id, Every.DAY, date(2026, 7, 16))
    assert sweep_recaps(clock.advance(hours=3)) == 1
    assert set(above(session, postbox)) == {"koordinator", "kasi"}
    event = session.scalars(select(RecapEvent).where(RecapEvent.kind == "recap_overdue")).one()
    assert said(event, "Asia/Jakarta").startswith("Lewat tenggat; tim layanan diberi tahu")
    speak_to_reader(ENGLISH)
    assert said(event, "Asia/Jakarta").startswith("Overdue; desk's teams told")
    speak_to_reader(INDONESIAN)
