"""Write the invented city into an empty database."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.documents.specimens import emblem
from tanggap.domain.clock import PERPRES_21_2023, PERPRES_21_2023_RAMADAN, Calendar
from tanggap.domain.policy import Role
from tanggap.services.demonstration import city
from tanggap.services.demonstration.knowledge import found_answer_files
from tanggap.services.demonstration.places import add_places
from tanggap.services.holiday_seed import ramadan_periods, seed_holidays
from tanggap.services.procedure_loading import store_version
from tanggap.storage.accounts import Account, AccountRole, Post
from tanggap.storage.calendars import CalendarPeriod, CalendarRow, Holiday
from tanggap.storage.database import new_id
from tanggap.storage.identity import Identity, write_identity
from tanggap.storage.organisation import Agency, Category, Desk, Membership, Team, Unit
from tanggap.storage.procedure_files import read_procedure_file
from tanggap.storage.procedures import ProcedureVersion


def found_city(session: Session, at: datetime, hashed: str, procedure_dir: Path) -> Agency:
    """Write agency, units, NKK desk, teams, officers and reporters; returns the agency.

    Args:
        hashed: the hash of the password that every demonstration account gets.
        procedure_dir: where the procedure files lie.
    """
    slug, name, place = city.AGENCY
    agency = Agency(id=new_id(), slug=slug, name=name, place=place)
    session.add(agency)
    session.flush()
    roles = roles_by_name(session)
    units = add_units(session, agency, city.UNITS)
    calendar = _calendar(session, agency, years=range(at.year - 1, at.year + 3))
    version = store_version(session, agency.id, read_procedure_file(procedure_dir / "nkk.yaml"))
    desk = _desk(session, agency, units[city.DESK_UNIT], version, calendar)
    desk.founded_at = at
    add_categories(session, desk, city.CATEGORIES)
    add_places(session, agency)
    officers = add_officers(session, agency, city.OFFICERS, units, hashed, at)
    units[city.DESK_UNIT].head_id = officers["kepala"].id
    _teams(session, desk, units, officers, at)
    _reporters(session, agency, roles, hashed, at)
    session.flush()
    found_answer_files(session, agency, at)
    return agency


def roles_by_name(session: Session) -> dict[str, AccountRole]:
    """The account roles, written when they are not there yet."""
    known = {role.name: role for role in session.scalars(select(AccountRole))}
    for role in Role:
        if role.value not in known:
            known[role.value] = AccountRole(id=new_id(), name=role.value, description=None)
            session.add(known[role.value])
    session.flush()
    return known


def add_units(session: Session, agency: Agency, seeds: Iterable[city.UnitSeed]) -> dict[str, Unit]:
    """Write units with the demonstration's letterhead; returns them by code."""
    units: dict[str, Unit] = {}
    for seed in seeds:
        unit = Unit(
            id=new_id(),
            agency_id=agency.id,
            code=seed.code,
            name=seed.name,
            short_name=seed.short_name,
            letter_code=seed.letter_code,
            letterhead={
                "address_lines": ["Jalan Contoh Nomor 1, Pangkalpinang"],
                "contact_line": f"Surel {seed.code}@{city.DEMONSTRATION_DOMAIN}",
                "emblem_svg": emblem(),
            },
            deputy=None,
        )
        session.add(unit)
        units[seed.code] = unit
    session.flush()
    return units


def _calendar(session: Session, agency: Agency, years: Iterable[int]) -> CalendarRow:
    years = tuple(years)
    usual = Calendar("Asia/Jakarta", PERPRES_21_2023).to_json()
    fasting = Calendar("Asia/Jakarta", PERPRES_21_2023_RAMADAN).to_json()
    row = CalendarRow(
        id=new_id(),
        agency_id=agency.id,
        name="Jam kerja pemerintah daerah",
        timezone="Asia/Jakarta",
        hours=usual["hours"],
    )
    row.holidays = [
        Holiday(day=day, name=seed.name, kind=seed.kind)
        for day, seed in sorted(seed_holidays(years).items())
    ]
    row.periods = [
        CalendarPeriod(
            id=new_id(),
            name=f"Ramadan {first.year}",
            first=first,
            last=last,
            hours=fasting["hours"],
        )
        for first, last in ramadan_periods(years)
    ]
    session.add(row)
    session.flush()
    return row


def _desk(
    session: Session,
    agency: Agency,
    unit: Unit,
    version: ProcedureVersion,
    calendar: CalendarRow,
) -> Desk:
    desk = Desk(
        id=new_id(),
        agency_id=agency.id,
        unit_id=unit.id,
        procedure_version_id=version.id,
        calendar_id=calendar.id,
        slug="nkk",
        name="Layanan Pengaduan NKK",
        summary="Nilai dasar, kode etik, dan kode perilaku aparatur sipil negara",
        register_prefix="NKK",
        letter_pattern="800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
        channels=["web", "counter", "telephone", "letter", "box"],
        is_ethics=True,
    )
    session.add(desk)
    session.flush()
    return desk


def add_categories(
    session: Session, desk: Desk, categories: Mapping[str, tuple[tuple[str, str], ...]]
) -> None:
    """Write a desk's categories, each with its sub-categories and their hints."""
    for place, (name, subs) in enumerate(categories.items()):
        parent = Category(
            id=new_id(),
            agency_id=desk.agency_id,
            desk_id=desk.id,
            parent_id=None,
            name=name,
            position=place,
        )
        session.add(parent)
        session.flush()
        for sub_place, (sub, hint) in enumerate(subs):
            session.add(
                Category(
                    id=new_id(),
                    agency_id=desk.agency_id,
                    desk_id=desk.id,
                    parent_id=parent.id,
                    name=sub,
                    hint=hint,
                    position=sub_place,
                )
            )
    session.flush()


def _account(agency: Agency, name: str, email: str, hashed: str, at: datetime) -> Account:
    return Account(
        id=new_id(),
        agency_id=agency.id,
        name=name,
        email=email,
        password=hashed,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
        confirmed_at=at,
    )


def add_officers(
    session: Session,
    agency: Agency,
    seeds: Sequence[city.OfficerSeed],
    units: Mapping[str, Unit],
    hashed: str,
    at: datetime,
    known: Mapping[str, Account] | None = None,
) -> dict[str, Account]:
    """Write officers with their posts; returns them, and the ``known`` superiors, by login."""
    roles = roles_by_name(session)
    accounts: dict[str, Account] = dict(known or {})
    for seed in seeds:
        account = _account(agency, seed.name, seed.email, hashed, at)
        account.roles = [roles[role] for role in seed.roles]
        session.add(account)
        accounts[seed.login] = account
    session.flush()
    for seed in seeds:
        superior: UUID | None = accounts[seed.superior].id if seed.superior else None
        session.add(
            Post(
                account_id=accounts[seed.login].id,
                agency_id=agency.id,
                unit_id=units[seed.unit].id,
                position=seed.position,
                rank=seed.rank,
                nip=seed.nip,
                superior_id=superior,
            )
        )
    session.flush()
    return accounts


def _teams(
    session: Session,
    desk: Desk,
    units: dict[str, Unit],
    officers: dict[str, Account],
    at: datetime,
) -> None:
    teams: dict[tuple[str, str | None], Team] = {}
    for seed in city.OFFICERS:
        if seed.actor is None:
            continue
        in_unit = seed.unit if seed.actor == "supporting_team" else None
        team = teams.get((seed.actor, in_unit))
        if team is None:
            unit = units[in_unit] if in_unit else None
            titles = {"operator": "Operator NKK", "main_team": "Tim NKK Utama"}
            name = f"Tim NKK Pembantu {unit.short_name}" if unit else titles[seed.actor]
            team = teams[seed.actor, in_unit] = Team(
                id=new_id(),
                agency_id=desk.agency_id,
                desk_id=desk.id,
                actor=seed.actor,
                unit_id=unit.id if unit else None,
                name=name,
            )
            session.add(team)
            session.flush()
        session.add(
            Membership(
                team_id=team.id,
                account_id=officers[seed.login].id,
                agency_id=desk.agency_id,
                since=at,
            )
        )


def _reporters(
    session: Session,
    agency: Agency,
    roles: dict[str, AccountRole],
    hashed: str,
    at: datetime,
) -> None:
    for seed in city.REPORTERS:
        account = _account(agency, seed.name, seed.email, hashed, at)
        account.roles = [roles["reporter"]]
        session.add(account)
        session.flush()
        write_identity(
            session,
            agency.id,
            Identity(
                kind=seed.kind,
                name=seed.name,
                nik=seed.nik,
                nip=seed.nip,
                address="Jalan Contoh Nomor 2",
                email=seed.email,
                phone=seed.phone,
            ),
            account_id=account.id,
        )
