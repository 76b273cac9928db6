"""Write the invented city's other four desks beside the NKK desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.demonstration.channels import connect_demonstration_channels
from tanggap.services.demonstration.city import DEMONSTRATION_DOMAIN
from tanggap.services.demonstration.desk_tables import (
    MORE_DESKS,
    MORE_HEADS,
    MORE_OFFICERS,
    MORE_UNITS,
    DeskSeed,
)
from tanggap.services.demonstration.founding import add_categories, add_officers, add_units
from tanggap.services.demonstration.knowledge import found_answer_files
from tanggap.services.procedure_loading import store_version
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Agency, Desk, Membership, Team, Unit
from tanggap.storage.procedure_files import read_procedure_file


def found_other_desks(
    session: Session, agency: Agency, at: datetime, hashed: str, procedure_dir: Path
) -> tuple[Desk, ...]:
    """Write WADUL ALADIN, call centre, hotline and DPMPTSP with their people.

    Args:
        agency: one that ``found_city`` wrote; its units and officers work at these desks too.
        hashed: the hash of the password that every demonstration account gets.
        procedure_dir: where the procedure files lie.
    """
    known = session.scalars(select(Unit).where(Unit.agency_id == agency.id))
    units = {unit.code: unit for unit in known} | add_units(session, agency, MORE_UNITS)
    officers = add_officers(
        session, agency, MORE_OFFICERS, units, hashed, at, known=_officers(session, agency)
    )
    for unit, login in MORE_HEADS.items():
        units[unit].head_id = officers[login].id
    calendar = session.scalars(
        select(CalendarRow).where(CalendarRow.agency_id == agency.id).order_by(CalendarRow.id)
    ).first()
    if calendar is None:
        raise LookupError("the city has no calendar: found it first")
    desks = tuple(
        _desk(session, agency, seed, units[seed.unit], calendar, procedure_dir)
        for seed in MORE_DESKS
    )
    for desk, seed in zip(desks, MORE_DESKS, strict=True):
        desk.founded_at = at
        add_categories(session, desk, seed.categories)
        _teams(session, desk, seed, units, officers, at)
    session.flush()
    connect_demonstration_channels(session, agency.id)
    found_answer_files(session, agency, at)
    return desks


def _officers(session: Session, agency: Agency) -> dict[str, Account]:
    accounts = session.scalars(
        select(Account).where(
            Account.agency_id == agency.id, Account.email.endswith(f"@{DEMONSTRATION_DOMAIN}")
        )
    )
    return {account.email.partition("@")[0]: account for account in accounts}


def _desk(
    session: Session,
    agency: Agency,
    seed: DeskSeed,
    unit: Unit,
    calendar: CalendarRow,
    procedure_dir: Path,
) -> Desk:
    loaded = read_procedure_file(procedure_dir / seed.procedure)
    desk = Desk(
        id=new_id(),
        agency_id=agency.id,
        unit_id=unit.id,
        procedure_version_id=store_version(session, agency.id, loaded).id,
        calendar_id=calendar.id,
        slug=seed.slug,
        name=seed.name,
        summary=seed.summary,
        register_prefix=seed.register_prefix,
        letter_pattern=seed.letter_pattern,
        channels=list(seed.channels),
        is_ethics=False,
    )
    session.add(desk)
    session.flush()
    return desk


def _teams(
    session: Session,
    desk: Desk,
    seed: DeskSeed,
    units: Mapping[str, Unit],
    officers: Mapping[str, Account],
    at: datetime,
) -> None:
    for wanted in seed.teams:
        team = Team(
            id=new_id(),
            agency_id=desk.agency_id,
            desk_id=desk.id,
            actor=wanted.actor,
            unit_id=units[wanted.unit].id if wanted.unit else None,
            name=wanted.name,
        )
        session.add(team)
        session.flush()
        for login in wanted.logins:
            session.add(
                Membership(
                    team_id=team.id,
                    account_id=officers[login].id,
                    agency_id=desk.agency_id,
                    since=at,
                )
            )
