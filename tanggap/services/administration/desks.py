"""Arrange the agency's desks: what they are called, how they count, which SOP they run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.numbering import checked_pattern, named_today
from tanggap.domain.procedure import ActorKind, Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    LONGEST_LINE,
    Acting,
    administering,
    change,
    known,
    line,
    locked,
    looking,
    note,
)
from tanggap.services.administration.due_times import Settled, settle_now_or_later
from tanggap.services.administration.memberships import staffed_seats
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.reports import Report

CHANNELS = ("web", "counter", "telephone", "letter", "box", "email", "whatsapp", "sms", "lapor")
"""Ways a report can come in, as desks name them."""
MOST_DESKS = 500
LONGEST_SUMMARY = 500
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PREFIX = re.compile(r"[A-Z]{2,10}")

Seats = set[tuple[UUID, str, UUID | None]]


@dataclass(frozen=True, slots=True)
class Gap:
    """An actor of a procedure for whom nobody would act at the desk.

    Attributes:
        per_unit: no unit at all has a team for this actor.
    """

    actor: str
    title: str
    per_unit: bool


@dataclass(frozen=True, slots=True)
class DeskView:
    """A desk with what its procedure in force lacks, and what its last change did to due times."""

    desk: Desk
    gaps: Sequence[Gap]
    settled: Settled | None = None

    @property
    def letter_pattern(self) -> str:
        """The pattern of letter numbers, its fields by their names of today."""
        return named_today(self.desk.letter_pattern)


def list_desks(acting: Acting) -> Sequence[DeskView]:
    """Every desk of the agency by name, closed ones too; a fixed number of queries."""
    session = looking(acting)
    desks = session.scalars(
        _with_parts(select(Desk).where(Desk.agency_id == acting.agency_id))
        .order_by(Desk.name, Desk.id)
        .limit(MOST_DESKS)
    ).all()
    return _views(session, desks)


def get_desk(acting: Acting, desk_id: UUID) -> DeskView:
    """One desk.

    Raises:
        Refused: ``desk-not-found``.
    """
    return _view(looking(acting), acting, desk_id)


def create_desk(acting: Acting, given: Mapping[str, Any]) -> DeskView:
    """Open a desk, closed to the public until its teams are there and it is activated.

    Args:
        given: slug, name, summary, register_prefix, letter_pattern, channels, unit_id,
            calendar_id, procedure_version_id; is_ethics where wanted.

    Raises:
        Refused: ``code-malformed``, ``desk-slug-taken`` and the codes of :func:`change_desk`.
    """
    at = now()
    with administering(acting) as session:
        slug = str(given["slug"]).strip().lower()
        if not _SLUG.fullmatch(slug):
            raise Refused("code-malformed", field="slug")
        taken = select(Desk.id).where(Desk.agency_id == acting.agency_id, Desk.slug == slug)
        if session.scalar(taken) is not None:
            raise Refused("desk-slug-taken", field="slug", taken=slug)
        desk = Desk(id=new_id(), agency_id=acting.agency_id, slug=slug, is_active=False, version=1)
        desk.founded_at = at
        wanted: dict[str, object] = {"is_ethics": False}
        wanted |= _cleaned(session, acting, desk, given)
        version = known_version(session, acting, given["procedure_version_id"])
        wanted["procedure_version_id"] = version.id
        for name, value in wanted.items():
            setattr(desk, name, value)
        session.add(desk)
        session.flush()
        note(session, acting, "desk_created", "desk", desk.id, at, after={"slug": slug, **wanted})
        return _view(session, acting, desk.id)


def change_desk(
    acting: Acting, desk_id: UUID, decided_on: int, given: Mapping[str, Any]
) -> DeskView:
    """Change what is named in ``given``; the rest stays.

    Reports that run keep the procedure version they began with. Another calendar moves the due
    times of what is open (see ``due_times``).

    Args:
        given: any of name, summary, register_prefix, letter_pattern, channels, unit_id,
            calendar_id, procedure_version_id, is_ethics, is_active.

    Raises:
        Refused: ``desk-not-found``, ``version-outdated``, ``register-prefix-malformed``,
            ``register-prefix-taken``, ``register-prefix-in-use``, ``number-pattern-…``,
            ``channel-unknown``, ``unit-not-found``, ``unit-closed``, ``calendar-unknown``,
            ``procedure-unknown``, ``procedure-of-another-kind``, ``procedure-without-teams``.
    """
    at = now()
    with administering(acting) as session:
        desk = locked(session, acting, Desk, desk_id, decided_on)
        wanted = _cleaned(session, acting, desk, given)
        if "procedure_version_id" in given:
            version = known_version(session, acting, given["procedure_version_id"])
            _same_procedure(session, desk, version)
            wanted["procedure_version_id"] = version.id
        if "is_active" in given:
            wanted["is_active"] = bool(given["is_active"])
        changed = change(session, acting, desk, wanted, "desk_changed", at)
        if desk.is_active and changed & {"procedure_version_id", "is_active"}:
            _no_gaps(session, desk)
        settled = None
        if "calendar_id" in changed:
            settled = _settle(session, acting, desk, at)
        return _view(session, acting, desk.id, settled)


def gaps_with(acting: Acting, desk_id: UUID, version_id: UUID) -> Sequence[Gap]:
    """What would be missing if this procedure version came into force at the desk.

    Raises:
        Refused: ``desk-not-found``, ``procedure-unknown``.
    """
    session = looking(acting)
    desk = known(session, acting, Desk, desk_id)
    version = known_version(session, acting, version_id)
    return _gaps(procedure_of(session, version.id), desk.id, staffed_seats(session, [desk.id]))


def known_version(session: Session, acting: Acting, version_id: UUID) -> ProcedureVersion:
    """A stored procedure version of the agency.

    Raises:
        Refused: ``procedure-unknown``.
    """
    version = session.get(ProcedureVersion, version_id)
    if version is None or version.agency_id != acting.agency_id:
        raise Refused("procedure-unknown", version=str(version_id))
    return version


def _cleaned(
    session: Session, acting: Acting, desk: Desk, given: Mapping[str, Any]
) -> dict[str, object]:
    """The columns to write, checked; the procedure and the state are the callers' own."""
    wanted: dict[str, object] = {}
    if "name" in given:
        wanted["name"] = line("name", given["name"])
    if "summary" in given:
        wanted["summary"] = line("summary", given["summary"], longest=LONGEST_SUMMARY)
    if "register_prefix" in given:
        wanted["register_prefix"] = _prefix(session, acting, desk, given["register_prefix"])
    if "letter_pattern" in given:
        wanted["letter_pattern"] = _pattern(given["letter_pattern"])
    if "channels" in given:
        wanted["channels"] = _channels(given["channels"])
    if "unit_id" in given:
        unit = known(session, acting, Unit, given["unit_id"])
        if not unit.is_active:
            raise Refused("unit-closed", field="unit_id")
        wanted["unit_id"] = unit.id
    if "calendar_id" in given:
        wanted["calendar_id"] = known(session, acting, CalendarRow, given["calendar_id"]).id
    if "is_ethics" in given:
        wanted["is_ethics"] = bool(given["is_ethics"])
    return wanted


def _prefix(session: Session, acting: Acting, desk: Desk, typed: str) -> str:
    """A prefix that no other desk has, and that no register number has used yet.

    Numbers already given out keep their prefix, and a prefix once used could make a second report
    with the same number; so it stays once the desk has a report.
    """
    prefix = typed.strip().upper()
    if not _PREFIX.fullmatch(prefix):
        raise Refused("register-prefix-malformed", field="register_prefix")
    if prefix == desk.register_prefix:
        return prefix
    taken = select(Desk.id).where(
        Desk.agency_id == acting.agency_id, Desk.register_prefix == prefix, Desk.id != desk.id
    )
    if session.scalar(taken) is not None:
        raise Refused("register-prefix-taken", field="register_prefix", taken=prefix)
    if session.scalar(select(Report.id).where(Report.desk_id == desk.id).limit(1)) is not None:
        raise Refused("register-prefix-in-use", field="register_prefix")
    return prefix


def _pattern(typed: str) -> str:
    pattern = line("letter_pattern", typed, longest=LONGEST_LINE)
    try:
        return checked_pattern(pattern)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "letter_pattern"}) from None


def _channels(typed: Iterable[str]) -> list[str]:
    wanted = set(typed)
    strange = sorted(wanted - set(CHANNELS))
    if strange:
        raise Refused("channel-unknown", field="channels", channel=strange[0], known=CHANNELS)
    return [channel for channel in CHANNELS if channel in wanted]


def _same_procedure(session: Session, desk: Desk, version: ProcedureVersion) -> None:
    in_force = session.get_one(ProcedureVersion, desk.procedure_version_id)
    if version.name != in_force.name:
        raise Refused(
            "procedure-of-another-kind",
            field="procedure_version_id",
            procedure=in_force.name,
            other=version.name,
        )


def _no_gaps(session: Session, desk: Desk) -> None:
    procedure = procedure_of(session, desk.procedure_version_id)
    gaps = _gaps(procedure, desk.id, staffed_seats(session, [desk.id]))
    if gaps:
        raise Refused(
            "procedure-without-teams",
            field="procedure_version_id",
            actors=[gap.actor for gap in gaps],
            titles=[gap.title for gap in gaps],
        )


def _gaps(procedure: Procedure, desk_id: UUID, staffed: Seats) -> list[Gap]:
    used = {step.actor for step in procedure.steps}
    here = {(actor, unit is not None) for desk, actor, unit in staffed if desk == desk_id}
    return [
        Gap(actor.id, actor.title, per_unit)
        for actor in procedure.actors
        if actor.id in used
        and actor.kind in (ActorKind.TEAM, ActorKind.UNIT_TEAM)
        and (str(actor.id), per_unit := actor.kind is ActorKind.UNIT_TEAM) not in here
    ]


def _settle(session: Session, acting: Acting, desk: Desk, at: datetime) -> Settled:
    return settle_now_or_later(
        session,
        [desk.id],
        calendar_id=desk.calendar_id,
        calendar=calendar_of(session, desk.calendar_id),
        at=at,
        by=acting.viewer.account,
    )


def _with_parts(statement: Select[Desk]) -> Select[Desk]:
    return statement.options(
        joinedload(Desk.unit),
        joinedload(Desk.calendar),
        joinedload(Desk.procedure_version).load_only(
            ProcedureVersion.name, ProcedureVersion.version, ProcedureVersion.title
        ),
    )


def _view(
    session: Session, acting: Acting, desk_id: UUID, settled: Settled | None = None
) -> DeskView:
    desk = session.scalars(
        _with_parts(
            select(Desk).where(Desk.id == desk_id, Desk.agency_id == acting.agency_id)
        ).execution_options(populate_existing=True)
    ).one_or_none()
    if desk is None:
        raise Refused("desk-not-found")
    view = _views(session, [desk])[0]
    return DeskView(view.desk, view.gaps, settled)


def _views(session: Session, desks: Sequence[Desk]) -> list[DeskView]:
    staffed = staffed_seats(session, [desk.id for desk in desks])
    return [
        DeskView(desk, _gaps(procedure_of(session, desk.procedure_version_id), desk.id, staffed))
        for desk in desks
    ]
