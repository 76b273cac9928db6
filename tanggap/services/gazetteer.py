"""The gazetteer at work: which place a report's typed "where" means, and the names to offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, func, select, update
from sqlalchemy.orm import Session

from tanggap.domain.gazetteer import Gazetteer, NamedPlace, PlaceKind
from tanggap.services.transaction import transaction
from tanggap.storage.organisation import Agency, Desk
from tanggap.storage.places import Place
from tanggap.storage.prepared import Asked, Prepared
from tanggap.storage.reports import Report

MOST_PLACES = 2000
"""Places an agency may have: the largest regencies have some 40 districts and 500 villages."""
MOST_OFFERED = 500
BATCH = 500
"""Different typed texts matched in one transaction."""

_ACTIVE = Prepared(
    select(Place.id, Place.kind, Place.name, Place.spellings, Place.district_id)
    .where(Place.agency_id == bindparam("agency"), Place.is_active)
    .order_by(Place.name, Place.id)
)
_STAMP = Prepared(
    select(
        func.sum(func.hashtextextended(cast(Place.id, Text), Place.version)).label("stamp")
    ).where(Place.agency_id == bindparam("agency"), Place.is_active)
)
"""Another number when a place was added, changed or taken away."""

_gazetteers: dict[UUID, tuple[Any, Gazetteer]] = {}


def gazetteer_of(session: Session, agency_id: UUID) -> Gazetteer:
    """The active places of an agency, ready to be looked up.

    One small query finds out whether the known ones are still they.
    """
    stamp = _STAMP.first(session, agency=agency_id).stamp
    known = _gazetteers.get(agency_id)
    if known is not None and known[0] == stamp:
        return known[1]
    gazetteer = Gazetteer.of(_named(row) for row in _ACTIVE.all(session, agency=agency_id))
    _gazetteers[agency_id] = (stamp, gazetteer)
    return gazetteer


def place_meant(session: Session, agency_id: UUID, typed: str) -> UUID | None:
    """The place of the gazetteer that ``typed`` means; no query where nothing was typed."""
    return gazetteer_of(session, agency_id).place_in(typed) if typed.strip() else None


def place_asked(agency_id: UUID, typed: str) -> Iterable[Asked]:
    """What ``place_meant`` asks, for asking ahead."""
    return [(_STAMP, {"agency": agency_id})] if typed.strip() else ()


def names_offered(session: Session, agency_id: UUID) -> list[str]:
    """What a form offers where a place is typed, districts first; one query.

    A village is called with its district, for names of villages repeat.
    """
    rows = _ACTIVE.all(session, agency=agency_id)
    districts = {row.id: row.name for row in rows if row.kind == PlaceKind.DISTRICT}
    named = [f"Kecamatan {name}" for name in districts.values()]
    for row in rows:
        if row.kind == PlaceKind.VILLAGE:
            district = districts.get(row.district_id)
            within = f", Kecamatan {district}" if district else ""
            named.append(f"Kelurahan {row.name}{within}")
    return named[:MOST_OFFERED]


def names_at_desk(session: Session, desk_id: UUID) -> list[str]:
    """The same for the agency of a desk."""
    agency = session.scalar(select(Desk.agency_id).where(Desk.id == desk_id))
    return names_offered(session, agency) if agency is not None else []


def match_all_agencies() -> Iterator[int]:
    """Match the reports of every agency anew; yields how many changed after each batch."""
    with transaction() as session:
        agencies = session.scalars(select(Agency.id).order_by(Agency.id)).all()
    for agency in agencies:
        yield from match_reports(agency)


def match_reports(agency_id: UUID) -> Iterator[int]:
    """Match every typed place of an agency's reports anew; yields how many changed, by batch.

    Reports that typed the same are matched together. What is matched already is not written
    again, so it may stop and begin anew at any moment.
    """
    after = ""
    while True:
        with transaction() as session:
            typed = _typed_after(session, agency_id, after)
            if not typed:
                return
            changed = _match(session, agency_id, typed)
        yield changed
        after = typed[-1]


def _typed_after(session: Session, agency_id: UUID, after: str) -> Sequence[str]:
    return session.scalars(
        select(Report.place)
        .distinct()
        .where(Report.agency_id == agency_id, Report.place > after)
        .order_by(Report.place)
        .limit(BATCH)
    ).all()


def _match(session: Session, agency_id: UUID, typed: Sequence[str]) -> int:
    gazetteer = gazetteer_of(session, agency_id)
    meant: dict[UUID | None, list[str]] = {}
    for text in typed:
        meant.setdefault(gazetteer.place_in(text), []).append(text)
    changed = 0
    for place, texts in meant.items():
        done: Any = session.execute(
            update(Report)
            .where(
                Report.agency_id == agency_id,
                Report.place == func.any(texts),
                Report.place_id.is_distinct_from(place),
            )
            .values(place_id=place)
            .execution_options(synchronize_session=False)
        )
        changed += done.rowcount
    return changed


def _named(row: Any) -> NamedPlace:
    return NamedPlace(row.id, PlaceKind(row.kind), row.name, tuple(row.spellings), row.district_id)
