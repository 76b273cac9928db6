"""Arrange the agency's gazetteer: districts and villages, how they are written, where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.gazetteer import PlaceKind, name_key
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    Acting,
    administering,
    change,
    known,
    line,
    locked,
    looking,
    note,
)
from tanggap.services.gazetteer import MOST_PLACES
from tanggap.services.house import now
from tanggap.storage.database import new_id
from tanggap.storage.job_queue import put_job
from tanggap.storage.places import Place

LONGEST_NAME = 100
MOST_SPELLINGS = 20
MATCHING = "match-places"
"""The job that matches reports anew after the gazetteer has changed."""


def list_places(acting: Acting) -> Sequence[Place]:
    """Every place of the agency by name, closed ones too."""
    return (
        looking(acting)
        .scalars(
            select(Place)
            .where(Place.agency_id == acting.agency_id)
            .order_by(Place.name, Place.kind, Place.id)
            .limit(MOST_PLACES)
        )
        .all()
    )


def get_place(acting: Acting, place_id: UUID) -> Place:
    """One place.

    Raises:
        Refused: ``place-not-found``.
    """
    return known(looking(acting), acting, Place, place_id)


def create_place(acting: Acting, given: Mapping[str, Any]) -> Place:
    """Add a place; reports are matched anew by a job.

    Args:
        given: kind and name, and what else :func:`change_place` takes.

    Raises:
        Refused: ``too-many-places`` and the codes of :func:`change_place`.
    """
    at = now()
    with administering(acting) as session:
        _has_room(session, acting, 1)
        place = blank_place(acting.agency_id)
        for name, value in _checked(session, acting, place, given).items():
            setattr(place, name, value)
        session.add(place)
        session.flush()
        note(session, acting, "place_created", "place", place.id, at, after=facts_of(place))
        put_job(session, MATCHING, agency_id=str(acting.agency_id))
        return place


def change_place(
    acting: Acting, place_id: UUID, decided_on: int, given: Mapping[str, Any]
) -> Place:
    """Change what is named in ``given``; reports are matched anew by a job.

    Args:
        given: any of kind, name, spellings, district_id, latitude, longitude (degrees), is_active.

    Raises:
        Refused: ``place-not-found``, ``version-outdated``, ``place-name-taken``,
            ``place-parent-unfit``, ``place-has-villages``, ``point-half-given``,
            ``too-many-spellings``, ``text-missing``, ``text-too-long``.
    """
    at = now()
    with administering(acting) as session:
        place = locked(session, acting, Place, place_id, decided_on)
        wanted = _checked(session, acting, place, given)
        changed = change(session, acting, place, wanted, "place_changed", at)
        if changed - {"latitude", "longitude"}:
            put_job(session, MATCHING, agency_id=str(acting.agency_id))
        return place


def blank_place(agency_id: UUID) -> Place:
    """A place that says nothing yet."""
    return Place(
        id=new_id(),
        agency_id=agency_id,
        district_id=None,
        kind=PlaceKind.DISTRICT.value,
        name="",
        spellings=[],
        latitude=None,
        longitude=None,
        is_active=True,
        version=1,
    )


def facts_of(place: Place) -> dict[str, object]:
    """What the audit log keeps of a place."""
    names = ("kind", "name", "spellings", "district_id", "latitude", "longitude", "is_active")
    return {name: getattr(place, name) for name in names}


def cleaned_spellings(typed: Iterable[str]) -> list[str]:
    """Other spellings as they are stored: each once, empty ones left out.

    Raises:
        Refused: ``too-many-spellings``, ``text-too-long``.
    """
    found: dict[str, str] = {}
    for one in typed:
        text = line("spellings", one, longest=LONGEST_NAME, may_be_empty=True)
        if name_key(text):
            found.setdefault(name_key(text), text)
    if len(found) > MOST_SPELLINGS:
        raise Refused("too-many-spellings", field="spellings", limit=MOST_SPELLINGS)
    return list(found.values())


def _has_room(session: Session, acting: Acting, more: int) -> None:
    there = session.scalar(
        select(func.count()).select_from(Place).where(Place.agency_id == acting.agency_id)
    )
    if (there or 0) + more > MOST_PLACES:
        raise Refused("too-many-places", limit=MOST_PLACES)


def _checked(
    session: Session, acting: Acting, place: Place, given: Mapping[str, Any]
) -> dict[str, object]:
    """The columns to write, checked."""
    wanted: dict[str, Any] = {
        name: given[name]
        for name in ("kind", "district_id", "latitude", "longitude", "is_active")
        if name in given
    }
    if "name" in given:
        wanted["name"] = line("name", given["name"], longest=LONGEST_NAME)
        if not name_key(wanted["name"]):
            raise Refused("text-missing", field="name")
    if "spellings" in given:
        wanted["spellings"] = cleaned_spellings(given["spellings"])

    def coming(name: str) -> Any:
        return wanted.get(name, getattr(place, name))

    if (coming("latitude") is None) != (coming("longitude") is None):
        missing = "latitude" if coming("latitude") is None else "longitude"
        raise Refused("point-half-given", field=missing)
    _is_well_placed(session, acting, place, coming("kind"), coming("district_id"))
    _is_name_free(session, acting, place, coming("kind"), coming("district_id"), coming("name"))
    return wanted


def _is_well_placed(
    session: Session, acting: Acting, place: Place, kind: str, district_id: UUID | None
) -> None:
    """A village may lie in a district; a district lies in nothing here."""
    if district_id is not None:
        parent = known(session, acting, Place, district_id)
        if kind == PlaceKind.DISTRICT or parent.kind != PlaceKind.DISTRICT:
            raise Refused("place-parent-unfit", field="district_id")
    if kind == PlaceKind.VILLAGE and place.kind == PlaceKind.DISTRICT:
        below = select(Place.id).where(Place.district_id == place.id).limit(1)
        if session.scalar(below) is not None:
            raise Refused("place-has-villages", field="kind")


def _is_name_free(
    session: Session, acting: Acting, place: Place, kind: str, district_id: UUID | None, name: str
) -> None:
    beside = session.scalars(
        select(Place.name).where(
            Place.agency_id == acting.agency_id,
            Place.kind == kind,
            Place.district_id.is_not_distinct_from(district_id),
            Place.id != place.id,
        )
    )
    if name_key(name) in map(name_key, beside):
        raise Refused("place-name-taken", field="name", taken=name)
