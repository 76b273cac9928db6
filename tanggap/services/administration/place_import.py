"""Take over a gazetteer from a CSV file: every line is checked before any is written.

The columns by their heading, in any order: nama, jenis (kecamatan or kelurahan), kecamatan (of a
kelurahan), ejaan (other spellings, between bars), lintang, bujur. Only nama and jenis are needed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.gazetteer import PlaceKind, name_key
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting, administering, line, note
from tanggap.services.administration.places import (
    LONGEST_NAME,
    MATCHING,
    blank_place,
    cleaned_spellings,
)
from tanggap.services.gazetteer import MOST_PLACES
from tanggap.services.house import now
from tanggap.services.refusal_texts import sentence
from tanggap.storage.job_queue import put_job
from tanggap.storage.places import Place

LARGEST_SOURCE = 500_000
"""Characters of a file."""
MOST_FAULTS = 100
COLUMNS = ("nama", "jenis", "kecamatan", "ejaan", "lintang", "bujur")
NEEDED = ("nama", "jenis")
KINDS = {
    "kecamatan": PlaceKind.DISTRICT,
    "distrik": PlaceKind.DISTRICT,
    "kelurahan": PlaceKind.VILLAGE,
    "desa": PlaceKind.VILLAGE,
}
_Key = tuple[str, str, str]
"""Kind, name and the name of the district: what a place is known by in a file."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line; the heading is line 1."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: nothing was written where there are faults."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: Sequence[LineFault] = field(default=())


@dataclass(frozen=True, slots=True)
class _Read:
    """A line, read."""

    number: int
    kind: PlaceKind
    name: str
    district: str
    spellings: list[str] | None
    point: tuple[float, float] | None

    @property
    def key(self) -> _Key:
        return (self.kind.value, name_key(self.name), name_key(self.district))


def import_places(acting: Acting, source: str) -> Imported:
    """Add the places of a file and change those that are known, or say what is wrong with it.

    A place is known by its kind, name and district. Columns that a file does not have, and cells
    that are empty, leave what is there.

    Raises:
        Refused: ``not-allowed``, ``csv-too-long``, ``csv-columns-missing``, ``too-many-places``.
    """
    at = now()
    with administering(acting) as session:
        lines, faults = _read_all(source)
        places = _known_places(session, acting)
        faults += _unknown_districts(lines, places)
        if faults:
            faults.sort(key=lambda one: one.line)
            return Imported(faults=faults[:MOST_FAULTS])
        if len(places.keys() | {one.key for one in lines}) > MOST_PLACES:
            raise Refused("too-many-places", limit=MOST_PLACES)
        done = _write_all(session, acting.agency_id, lines, places)
        if done.added or done.changed:
            after = {"added": done.added, "changed": done.changed, "lines": len(lines)}
            note(session, acting, "places_imported", "place", acting.agency_id, at, after=after)
            put_job(session, MATCHING, agency_id=str(acting.agency_id))
        return done


def _read_all(source: str) -> tuple[list[_Read], list[LineFault]]:
    lines: list[_Read] = []
    faults: list[LineFault] = []
    seen: dict[_Key, int] = {}
    for number, cells in _rows(source):
        try:
            one = _read(number, cells)
        except Refused as refusal:
            faults.append(LineFault(number, sentence(refusal)))
            continue
        if one.key in seen:
            twice = Refused("csv-line-twice", line=seen[one.key])
            faults.append(LineFault(number, sentence(twice)))
        seen.setdefault(one.key, number)
        lines.append(one)
    return lines, faults


def _rows(source: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Every line that says something, with its number and its cells by heading."""
    if len(source) > LARGEST_SOURCE:
        raise Refused("csv-too-long", field="source", limit=LARGEST_SOURCE)
    text = source.lstrip("\ufeff").replace("\0", "")
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        names = [one.strip().casefold() for one in next(reader, [])]
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise Refused(
                "csv-columns-missing", field="source", missing=missing, known=list(COLUMNS)
            )
        for cells in reader:
            row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
            if any(row.values()):
                yield reader.line_num, row
    except csv.Error:
        raise Refused("csv-unreadable", field="source", line=reader.line_num) from None


def _read(number: int, cells: Mapping[str, str]) -> _Read:
    kind = KINDS.get(cells.get("jenis", "").casefold())
    if kind is None:
        raise Refused("place-kind-unknown", known=sorted(KINDS))
    name = line("name", cells.get("nama", ""), longest=LONGEST_NAME)
    if not name_key(name):
        raise Refused("text-missing", field="name")
    district = cells.get("kecamatan", "")
    if district and kind is PlaceKind.DISTRICT:
        raise Refused("place-parent-unfit")
    spellings = cells.get("ejaan", "")
    return _Read(
        number,
        kind,
        name,
        district,
        cleaned_spellings(spellings.split("|")) if spellings else None,
        _point(cells.get("lintang", ""), cells.get("bujur", "")),
    )


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    if not latitude and not longitude:
        return None
    if not latitude or not longitude:
        raise Refused("point-half-given")
    return _degrees(latitude, 90), _degrees(longitude, 180)


def _degrees(typed: str, most: int) -> float:
    try:
        value = float(typed.replace(",", ".").replace("\u2212", "-"))
    except ValueError:
        raise Refused("degrees-unreadable", text=typed) from None
    if not -most <= value <= most:
        raise Refused("degrees-unreadable", text=typed)
    return value


def _known_places(session: Session, acting: Acting) -> dict[_Key, Place]:
    rows = session.scalars(select(Place).where(Place.agency_id == acting.agency_id)).all()
    names = {row.id: row.name for row in rows}
    return {
        (row.kind, name_key(row.name), name_key(names.get(row.district_id, ""))): row  # type: ignore[arg-type]
        for row in rows
    }


def _unknown_districts(lines: Sequence[_Read], places: Mapping[_Key, Place]) -> list[LineFault]:
    known = {key[1] for key in [*places, *(one.key for one in lines)] if key[0] == "district"}
    return [
        LineFault(one.number, sentence(Refused("place-district-unknown", name=one.district)))
        for one in lines
        if one.district and name_key(one.district) not in known
    ]


def _write_all(
    session: Session, agency_id: UUID, lines: Sequence[_Read], places: dict[_Key, Place]
) -> Imported:
    added = changed = 0
    # Districts first: villages of the same file lie in them.
    for one in sorted(lines, key=lambda one: one.kind is PlaceKind.VILLAGE):
        place = places.get(one.key)
        if place is None:
            place = places[one.key] = blank_place(agency_id)
            place.kind, place.name = one.kind.value, one.name
            if one.district:
                place.district_id = places["district", name_key(one.district), ""].id
            _fill(place, one)
            session.add(place)
            session.flush()
            added += 1
        elif _fill(place, one):
            place.version += 1
            changed += 1
    session.flush()
    return Imported(added, changed, len(lines) - added - changed)


def _fill(place: Place, one: _Read) -> bool:
    """Write what the line says; returns whether anything is new."""
    wanted: dict[str, object] = {"name": one.name, "is_active": True}
    if one.spellings is not None:
        wanted["spellings"] = one.spellings
    if one.point is not None:
        wanted["latitude"], wanted["longitude"] = one.point
    news = {name: value for name, value in wanted.items() if getattr(place, name) != value}
    for name, value in news.items():
        setattr(place, name, value)
    return bool(news)
