"""Begin an agency on an empty server: its first unit, working calendar and administrator.

Everything else the administrator arranges in the app.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.clock import PERPRES_21_2023, PERPRES_21_2023_RAMADAN, Calendar
from tanggap.domain.policy import Role
from tanggap.domain.refusal import Refused
from tanggap.services.accounts import clean_name, invite_officer
from tanggap.services.administration.units import checked_letter_code
from tanggap.services.holiday_seed import ramadan_periods, seed_holidays
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, AccountRole, Post
from tanggap.storage.calendars import CalendarPeriod, CalendarRow, Holiday
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Agency, Unit

POSITION = "Administrator Tanggap"
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Founding:
    """What must be known to begin.

    Attributes:
        place: where letters are dated.
        unit_code: short name of the first unit in lower case, for example ``diskominfo``.
        letter_code: stands in the unit's letter numbers.
        timezone: Asia/Jakarta, Asia/Makassar or Asia/Jayapura.
    """

    name: str
    place: str
    unit: str
    unit_code: str
    letter_code: str
    administrator: str
    email: str
    timezone: str


def found_agency(given: Founding) -> None:
    """Write the agency and mail its administrator the link that sets the first password.

    Raises:
        Refused: ``agency-founded`` when there is one already; ``code-malformed``,
            ``email-malformed``, ``text-missing``, ``text-too-long``,
            ``letter-code-broken``.
    """
    at = now()
    if not CODE.fullmatch(given.unit_code):
        raise Refused("code-malformed", field="code")
    with transaction() as session:
        if session.scalar(select(Agency.id).limit(1)) is not None:
            raise Refused("agency-founded")
        name = clean_name(given.name)
        agency = Agency(id=new_id(), slug=_slug(name), name=name, place=clean_name(given.place))
        session.add(agency)
        session.flush()
        unit = Unit(
            id=new_id(),
            agency_id=agency.id,
            code=given.unit_code,
            name=clean_name(given.unit),
            short_name=clean_name(given.letter_code),
            letter_code=checked_letter_code(given.letter_code, at.date()),
            letterhead={"address_lines": [], "contact_line": ""},
            deputy=None,
        )
        session.add(unit)
        session.add(_calendar(agency, given.timezone, at))
        _write_roles(session)
        _invite(session, unit, given, at)


def _invite(session: Session, unit: Unit, given: Founding, at: datetime) -> Account:
    account = invite_officer(
        session,
        agency_id=unit.agency_id,
        name=given.administrator,
        email=given.email,
        roles=frozenset({Role.OFFICER.value, Role.ADMINISTRATOR.value}),
        at=at,
        invited_by=None,
    )
    session.add(
        Post(
            account_id=account.id,
            agency_id=unit.agency_id,
            unit_id=unit.id,
            position=POSITION,
            rank=None,
            nip=None,
        )
    )
    return account


def _write_roles(session: Session) -> None:
    known = set(session.scalars(select(AccountRole.name)))
    for role in Role:
        if role.value not in known:
            session.add(AccountRole(id=new_id(), name=role.value, description=None))
    session.flush()


def _calendar(agency: Agency, timezone: str, at: datetime) -> CalendarRow:
    """Office hours of Perpres 21/2023 with the holidays known for this year and the next."""
    years = (at.year, at.year + 1)
    fasting = Calendar(timezone, PERPRES_21_2023_RAMADAN).to_json()["hours"]
    return CalendarRow(
        id=new_id(),
        agency_id=agency.id,
        name="Jam kerja pemerintah daerah",
        timezone=timezone,
        hours=Calendar(timezone, PERPRES_21_2023).to_json()["hours"],
        holidays=[
            Holiday(day=day, name=seed.name, kind=seed.kind)
            for day, seed in sorted(seed_holidays(years).items())
        ],
        periods=[
            CalendarPeriod(
                id=new_id(), name=f"Ramadan {first.year}", first=first, last=last, hours=fasting
            )
            for first, last in ramadan_periods(years)
        ],
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "pemda"
