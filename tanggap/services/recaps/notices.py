"""Tell by e-mail whose turn a recap is: when it comes, comes back, and when its time runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar, warn_at
from tanggap.domain.procedure import Every
from tanggap.domain.recap import Period
from tanggap.domain.spoken_time import spoken_moment, spoken_share
from tanggap.services.escalation import CAPACITIES, Escalation, Rung, escalation_of_recap
from tanggap.services.officer_mail import Addressee, mail_row, news_id, queue_mail
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.public_addresses import recap_page
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Desk, Membership, Team
from tanggap.storage.recaps import Recap, RecapEvent


class Turn(StrEnum):
    """Why a team is told; each is a template of a message."""

    OPENED = "recap_opened"
    HANDED_ON = "recap_handed_on"
    RETURNED = "recap_returned"
    DUE_SOON = "recap_due_soon"
    OVERDUE = "recap_overdue"
    OVERDUE_SUPERIOR = "recap_overdue_superior"


ABOUT_TIME = (Turn.DUE_SOON, Turn.OVERDUE, Turn.OVERDUE_SUPERIOR)


def tell_turn(
    session: Session,
    recap: Recap,
    turn: Turn,
    at: datetime,
    *,
    note: str = "",
    share: Fraction | None = None,
    above: Escalation | None = None,
) -> int:
    """Queue a message to each member of the team whose step is open; returns how many were new.

    Args:
        note: what whoever handed it on or back wrote.
        share: of its time, how much is used up, for ``DUE_SOON``.
        above: for ``OVERDUE``, who is told besides the team, in words of their own.
    """
    members = _people(session, _members(recap))
    told = [(turn, who) for who in members]
    if above is not None:
        told += [(Turn.OVERDUE_SUPERIOR, who) for who in above.people if who not in members]
    desk = session.get_one(Desk, recap.desk_id)
    zone = calendar_of(session, desk.calendar_id).timezone
    procedure = procedure_of(session, recap.procedure_version_id)
    step = procedure.step(recap.step)
    facts = {
        "desk": desk.name,
        "team": procedure.actor_of(step).title,
        "period": Period(Every(recap.every), recap.first_day).spoken,
        "activity": step.activity,
        "due": spoken_moment(recap.due_at, zone) if recap.due_at else "",
        "note": note,
        "share": spoken_share(share) if share is not None else "",
        "page": recap_page(recap.id),
        "capacity": CAPACITIES.get(above.rung, "") if above else "",
        "is_superior": above is not None and above.rung is Rung.SUPERIOR,
    }
    return queue_mail(
        session,
        [
            mail_row(
                who,
                template,
                facts,
                at,
                id_=news_id(recap.opened_at, *_news(recap, template, share, who)),
                agency_id=recap.agency_id,
            )
            for template, who in told
        ],
    )


def _news(
    recap: Recap, template: Turn, share: Fraction | None, who: Addressee
) -> tuple[object, ...]:
    """What tells this news from any other; a time that was moved since makes other news of it."""
    said = (recap.task_id, template, share, who.account_id)
    return (*said, recap.due_at) if template in ABOUT_TIME else said


def sweep_recaps(at: datetime) -> int:
    """Warn of recaps whose time runs out and tell of those that are overdue, each once.

    Returns:
        How many recaps were told about.
    """
    with transaction() as session:
        recaps = session.scalars(
            select(Recap)
            .where(
                Recap.closed_at.is_(None),
                Recap.due_at.is_not(None),
                Recap.overdue_told_at.is_(None),
            )
            .order_by(Recap.due_at, Recap.id)
            .with_for_update(of=Recap, skip_locked=True)
        ).all()
        return sum(_tell_time(session, recap, at) for recap in recaps)


def _tell_time(session: Session, recap: Recap, at: datetime) -> bool:
    due = recap.due_at
    if due is None:
        return False
    if due <= at:
        above = escalation_of_recap(session, recap.id)
        tell_turn(session, recap, Turn.OVERDUE, at, above=above)
        recap.overdue_told_at = at
        session.add(
            RecapEvent(
                agency_id=recap.agency_id,
                recap_id=recap.id,
                at=at,
                kind="recap_overdue",
                facts={"step": recap.step, "told": above.rung.value},
            )
        )
        return True
    shares = procedure_of(session, recap.procedure_version_id).warnings_of(recap.step)
    calendar = calendar_of(session, session.get_one(Desk, recap.desk_id).calendar_id)
    reached = _reached(shares, calendar, recap.opened_at, due, at)
    if reached <= recap.warnings_told:
        return False
    tell_turn(session, recap, Turn.DUE_SOON, at, share=shares[reached - 1])
    recap.warnings_told = reached
    return True


def _reached(
    shares: Sequence[Fraction], calendar: Calendar, opened: datetime, due: datetime, at: datetime
) -> int:
    return sum(warn_at(calendar, opened, due, share) <= at for share in shares)


def _members(recap: Recap) -> Select[UUID, str]:
    return (
        select(Account.id, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .join(Team, Team.id == Membership.team_id)
        .where(Team.desk_id == recap.desk_id, Team.actor == recap.actor, Team.unit_id.is_(None))
        .where(Account.active.is_(True))
        .order_by(Account.id)
    )


def _people(session: Session, statement: Select[UUID, str]) -> list[Addressee]:
    return [Addressee(id_, email) for id_, email in session.execute(statement)]
