"""Finding things in the invented city, and seeing what was written in its audit log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting
from tanggap.services.transaction import transaction
from tanggap.services.viewers import viewer_of
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.database import new_id
from tanggap.storage.events import AuditEntry
from tanggap.storage.organisation import Agency, Desk, Team, Unit
from tests.services.nkk_desk import account

ADDRESS = "192.0.2.7"


def as_administrator(session: Session, login: str) -> Acting:
    """An officer of the city asking for administration, whether allowed or not."""
    found = account(session, login)
    return Acting(viewer_of(session, found), found.agency_id, ADDRESS)


def nkk(session: Session) -> Desk:
    return session.scalars(select(Desk).where(Desk.slug == "nkk")).one()


def calendar_row(session: Session) -> CalendarRow:
    return session.scalars(select(CalendarRow)).one()


def team(session: Session, actor: str, unit: Unit | None = None) -> Team:
    return session.scalars(
        select(Team).where(
            Team.actor == actor, Team.unit_id.is_not_distinct_from(unit.id if unit else None)
        )
    ).one()


def last_entry(session: Session) -> AuditEntry:
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()


def entries(session: Session) -> int:
    return len(session.scalars(select(AuditEntry.id)).all())


def another_agency() -> Agency:
    """A second local government, whose things are nobody's business here."""
    with transaction() as session:
        agency = Agency(id=new_id(), slug="kota-lain", name="Kota Lain", place="Kota Lain")
        session.add(agency)
        session.flush()
        return agency


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The block is refused with ``code``."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code
