"""A queue and a search have one truth in two forms: the policy's predicate and its SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Role, Seat, Viewer, may
from tanggap.services.filing import PersonNamed
from tanggap.services.queues import in_queue_of, is_in_queue
from tanggap.services.report_facts import report_facts, task_facts
from tanggap.services.search import visible_to
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.reports import Exclusion, Report
from tanggap.storage.tasks import Task
from tests.services import nkk_desk

ACTORS = ("operator", "main_team", "supporting_team")


@pytest.fixture
def reports(session: Session) -> list[Report]:
    """Reports standing at different steps, one with officers excluded, one confidential."""
    health, schools = nkk_desk.unit(session, "dinkes"), nkk_desk.unit(session, "disdik")
    fresh = nkk_desk.file()
    accused = nkk_desk.file(persons=(PersonNamed("Bagus Prakoso"),))
    classified = nkk_desk.file(confidential=True)
    nkk_desk.act(session, classified, "operator", "hand_over")
    at_units = nkk_desk.file()
    nkk_desk.act(session, at_units, "operator", "hand_over")
    units = nkk_desk.units(health, schools)
    nkk_desk.act(session, at_units, "timutama", "complaint", units=units)
    nkk_desk.act(session, at_units, "dinkes", "respond", response="Selesai.")
    answered = nkk_desk.file()
    nkk_desk.answer_as_information(session, answered)
    return [fresh, accused, classified, at_units, answered]


def viewers(session: Session) -> st.SearchStrategy[Viewer]:
    desk = session.scalars(select(Desk.id)).one()
    units: Sequence[UUID] = session.scalars(select(Unit.id)).all()
    accounts = [nkk_desk.account(session, name).id for name in ("operator", "operator2", "kepala")]
    seats = st.builds(
        Seat,
        desk=st.sampled_from([desk, UUID(int=9)]),
        actor=st.sampled_from(ACTORS),
        unit=st.sampled_from([None, *units]),
    )
    return st.builds(
        Viewer,
        account=st.sampled_from(accounts),
        roles=st.just(frozenset({Role.OFFICER})),
        seats=st.frozensets(seats, max_size=3),
    )


def test_the_queue_is_exactly_what_the_predicate_says(
    session: Session, reports: list[Report]
) -> None:
    open_tasks = session.scalars(select(Task).where(Task.closed_at.is_(None))).all()
    excluded = {
        (report, account)
        for report, account in session.execute(select(Exclusion.report_id, Exclusion.account_id))
    }

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.nested_given])
    @given(viewer=viewers(session))
    def holds(viewer: Viewer) -> None:
        by_sql = set(session.scalars(select(Task.id).where(in_queue_of(viewer))))
        by_rule = {
            task.id
            for task in open_tasks
            if is_in_queue(
                viewer,
                task.desk_id,
                task_facts(task),
                (task.report_id, viewer.account) in excluded,
            )
        }
        assert by_sql == by_rule

    holds()


def test_a_search_finds_exactly_what_may_be_seen(session: Session, reports: list[Report]) -> None:
    facts = {
        report.id: replace(report_facts(session, report.id), reporter_account=None)
        for report in reports
    }

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.nested_given])
    @given(viewer=viewers(session))
    def holds(viewer: Viewer) -> None:
        by_sql = set(session.scalars(select(Report.id).where(visible_to(viewer))))
        by_rule = {
            report.id for report in reports if may(Permission.SEE_REPORT, viewer, facts[report.id])
        }
        assert by_sql == by_rule

    holds()
