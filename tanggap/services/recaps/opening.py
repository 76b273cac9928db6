"""Begin the recap of a period that is over: counted once, and its first step opened."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tanggap.domain.case import Case
from tanggap.domain.clock import Calendar
from tanggap.domain.engine import begin
from tanggap.domain.office_calendar import open_intervals
from tanggap.domain.procedure import Every
from tanggap.domain.recap import Figures, Period, last_ended, to_plain
from tanggap.domain.refusal import Refused
from tanggap.services.case_state import state_of
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.recaps.counting import count
from tanggap.services.recaps.notices import Turn, tell_turn
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk
from tanggap.storage.recaps import Recap, RecapEvent

log = logging.getLogger(__name__)


def open_due_recaps(at: datetime) -> int:
    """Begin the recap of every desk's latest ended day and month; doing it again begins no more.

    Days on which the desk is closed have a recap only when a report came or went, and so have
    periods that were over before the desk was founded.

    Returns:
        How many were begun.
    """
    begun = 0
    for desk_id, every in _periodic_desks():
        try:
            with transaction() as session:
                # Held in share, so that a change of the calendar waits for recaps begun by the old.
                shared = {"read": True, "key_share": True}
                desk = session.get_one(Desk, desk_id, with_for_update=shared)
                zone = calendar_of(session, desk.calendar_id).zone
                period = last_ended(every, at.astimezone(zone).date())
                begun += _open_if_missing(session, desk, period, at)
        except IntegrityError:
            log.info("recap of desk %s was begun by another process", desk_id)
    return begun


def open_recap(session: Session, desk: Desk, period: Period, at: datetime) -> Recap:
    """Begin one recap in the caller's transaction.

    Raises:
        Refused: ``recap-exists``, ``period-not-over`` or ``period-unknown``.
    """
    calendar = calendar_of(session, desk.calendar_id)
    procedure_of(session, desk.procedure_version_id).first_of(period.every)
    if period.after > at.astimezone(calendar.zone).date():
        raise Refused("period-not-over", period=period.spoken)
    if _known(session, desk.id, period) is not None:
        raise Refused("recap-exists", period=period.spoken)
    return _begin(session, desk, period, _counted(session, desk, period), at)


def _counted(session: Session, desk: Desk, period: Period) -> Figures:
    zone = calendar_of(session, desk.calendar_id).zone
    procedure = procedure_of(session, desk.procedure_version_id)
    return count(session, desk.id, procedure, period, zone)


def _begin(session: Session, desk: Desk, period: Period, counted: Figures, at: datetime) -> Recap:
    calendar = calendar_of(session, desk.calendar_id)
    procedure = procedure_of(session, desk.procedure_version_id)
    figures = to_plain(counted)
    recap = Recap(
        id=new_id(),
        agency_id=desk.agency_id,
        desk_id=desk.id,
        procedure_version_id=desk.procedure_version_id,
        every=period.every.value,
        first_day=period.first,
        figures=figures,
        corrected=figures,
        summary="",
        version=1,
    )
    stand(recap, begin(procedure, at, calendar, new_id, period.every), at)
    session.add(recap)
    session.flush()
    keep(session, recap, "recap_opened", at, None, total=figures["total"])
    tell_turn(session, recap, Turn.OPENED, at)
    return recap


def stand(recap: Recap, case: Case, at: datetime) -> None:
    """Write where the recap stands in its steps."""
    recap.case_state = state_of(case)
    if case.open_tasks:
        task = case.open_tasks[0]
        recap.task_id, recap.step, recap.due_at = task.id, task.step, task.due_at
        recap.opened_at = task.opened_at
        recap.warnings_told, recap.overdue_told_at = 0, None
        recap.actor = case.procedure.step(task.step).actor
    else:
        recap.task_id, recap.due_at, recap.closed_at = None, None, at


def keep(
    session: Session,
    recap: Recap,
    kind: str,
    at: datetime,
    account_id: UUID | None,
    **facts: object,
) -> None:
    """Append a fact to the recap's history."""
    session.add(
        RecapEvent(
            agency_id=recap.agency_id,
            recap_id=recap.id,
            at=at,
            kind=kind,
            account_id=account_id,
            facts=facts,
        )
    )


def _periodic_desks() -> list[tuple[UUID, Every]]:
    with transaction() as session:
        desks = session.execute(
            select(Desk.id, Desk.procedure_version_id).where(Desk.is_active)
        ).all()
        return [
            (desk, every)
            for desk, version in desks
            for every in procedure_of(session, version).periods
        ]


def _open_if_missing(session: Session, desk: Desk, period: Period, at: datetime) -> int:
    if _known(session, desk.id, period) is not None:
        return 0
    counted = _counted(session, desk, period)
    calendar = calendar_of(session, desk.calendar_id)
    is_idle = not counted.total.received and not counted.total.closed
    if is_idle and (_is_older(desk, period, calendar) or _is_closed(period, calendar)):
        return 0
    _begin(session, desk, period, counted, at)
    return 1


def _is_older(desk: Desk, period: Period, calendar: Calendar) -> bool:
    """Whether the period was over before there was a desk."""
    founded = desk.founded_at
    return founded is not None and period.after <= founded.astimezone(calendar.zone).date()


def _is_closed(period: Period, calendar: Calendar) -> bool:
    return period.every is Every.DAY and not open_intervals(calendar, period.first)


def _known(session: Session, desk_id: UUID, period: Period) -> UUID | None:
    return session.scalar(
        select(Recap.id).where(
            Recap.desk_id == desk_id,
            Recap.every == period.every.value,
            Recap.first_day == period.first,
        )
    )
