"""The demonstration's past: work of ninety days at all desks, as oversight shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_security import hash_password
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tanggap.services.demonstration.desks import found_other_desks
from tanggap.services.demonstration.past import give_past
from tanggap.services.house import house, now
from tanggap.services.oversight.overview import overview
from tanggap.services.oversight.places import place_map
from tanggap.services.oversight.step_times import step_times
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage.correspondence import Message
from tanggap.storage.organisation import Agency, Desk
from tanggap.storage.reports import Report
from tests.conftest import MovableClock
from tests.services.oversight.days_of_work import scope


@pytest.fixture
def agency(session: Session, clock: MovableClock) -> Agency:
    """The whole city, with its past."""
    with transaction() as own:
        found = own.scalars(select(Agency)).one()
        found_other_desks(own, found, now(), hash_password("x" * 12), ROOT / "sop")
    assert 60 <= give_past(found.id) <= 100
    return session.scalars(select(Agency)).one()


def test_oversight_of_ninety_days_shows_every_kind_of_work(
    session: Session, clock: MovableClock, agency: Agency
) -> None:
    parts = house()
    assert parts.clock is clock
    first = clock.moment.date() - timedelta(days=89)
    wanted = scope(session, "auditor", clock, first=first)
    found = overview(session, wanted, clock.moment)
    assert len(found.trend) >= 10
    assert sum(one.returns for one in found.trend) >= 5
    executions = sum(one.limited for one in found.trend)
    late = executions - sum(one.on_time for one in found.trend)
    assert 0.03 < late / executions < 0.4
    assert found.load
    assert sum(one.open for one in found.ages) >= 8
    rows = [row for row in step_times(session, wanted) if row.executions]
    assert {row.desk_id for row in rows} == set(session.scalars(select(Desk.id)))
    assert {"Dinas Kesehatan", "Dinas Pendidikan", "Dinas Perhubungan"} <= {
        row.unit_name for row in rows
    }
    assert any(row.paused for row in rows)
    mapped = place_map(session, wanted, agency.id)
    assert len(mapped.places) >= 5
    assert min(mapped.unrecognised.reports, mapped.unstated.reports, mapped.withheld.reports) > 0

    reports = session.scalars(select(Report)).all()
    assert {one.state for one in reports} >= {"open", "closed"}
    assert {one.classification for one in reports} >= {"information", "complaint"}
    assert max(one.closed_at or one.filed_at for one in reports) <= clock.moment
    by_number = sorted(
        (one for one in reports if one.number.startswith("NKK")), key=lambda one: one.number
    )
    assert [one.filed_at for one in by_number] == sorted(one.filed_at for one in by_number)

    waiting = select(func.count()).select_from(Message).where(Message.state == "queued")
    assert session.scalar(waiting) == 0
    jobs = session.execute(
        text("SELECT task_name, max(priority) AS first FROM procrastinate_jobs GROUP BY task_name")
    )
    assert {row.task_name: row.first for row in jobs} == {"render-document": -100}
    assert give_past(agency.id) == 0
