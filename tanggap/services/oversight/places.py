"""The map: how many reports came from each district, and how many were finished on time.

Confidential reports and those the viewer is excluded from never count at a place; together they
are one number, so that the sum agrees with the reports filed. Who may not open reports sees a
district only when a few reports came from it (``overview.FEWEST_AT_PLACE``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from tanggap.documents.spreadsheet import Cell, Column, Sheet, as_csv, as_xlsx
from tanggap.services.oversight.exporting import Format
from tanggap.services.oversight.overview import FEWEST_AT_PLACE, filed_in
from tanggap.services.oversight.scope import Scope
from tanggap.storage.places import Place
from tanggap.storage.reports import Exclusion, Report

MOST_SHOWN = 500
COLUMNS = (
    Column("Tempat", width=30),
    Column("Jenis", width=20),
    Column("Lintang", "decimal"),
    Column("Bujur", "decimal"),
    Column("Laporan", "whole"),
    Column("Selesai", "whole"),
    Column("Selesai, bertenggat", "whole"),
    Column("Tepat waktu", "whole"),
    Column("Bagian tepat waktu", "share"),
)
KINDS = {"district": "Kecamatan", "village": "Kelurahan/desa"}


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports filed in the period.

    Attributes:
        finished: answered or closed by now; ``finished_on_time`` of these within their overall
            limit, of ``finished_limited`` that have one.
    """

    reports: int = 0
    finished: int = 0
    finished_limited: int = 0
    finished_on_time: int = 0

    @property
    def share_on_time(self) -> float | None:
        """Of the finished reports that had a limit."""
        return self.finished_on_time / self.finished_limited if self.finished_limited else None


@dataclass(frozen=True, slots=True)
class MappedPlace(Counts):
    """A district with what came from it and its villages, or a village of no known district.

    Attributes:
        latitude, longitude: None where the gazetteer knows no point: in the table alone.
    """

    id: UUID | None = None
    name: str = ""
    kind: str = "district"
    latitude: float | None = None
    longitude: float | None = None


_MAPPED = tuple(one.name for one in fields(MappedPlace))


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The districts of a period, those with most reports first, and what stands on no map.

    Attributes:
        unrecognised: something was typed that the gazetteer does not know.
        unstated: nothing was typed.
        withheld: confidential, or the viewer is excluded from them.
        few: of districts too small to be shown to this viewer.
        is_gazetteer_empty: there is no place to recognise yet.
    """

    places: Sequence[MappedPlace]
    unrecognised: Counts
    unstated: Counts
    withheld: Counts
    few: Counts
    is_gazetteer_empty: bool


def place_map(session: Session, scope: Scope, agency_id: UUID) -> PlaceMap:
    """Count the period's reports by district; two queries whatever there is."""
    by_sort: dict[str, Counts] = {}
    places: list[MappedPlace] = []
    few = Counts()
    fewest = 1 if scope.may_read else FEWEST_AT_PLACE
    for row in session.execute(_statement(scope)):
        counts = Counts(row.reports, row.finished, row.finished_limited, row.finished_on_time)
        if row.sort != "known":
            by_sort[row.sort] = counts
        elif row.reports < fewest or len(places) >= MOST_SHOWN:
            few = _sum(few, counts)
        else:
            places.append(_mapped(row))
    any_place = select(Place.id).where(Place.agency_id == agency_id, Place.is_active).limit(1)
    return PlaceMap(
        places=places,
        unrecognised=by_sort.get("unrecognised", Counts()),
        unstated=by_sort.get("unstated", Counts()),
        withheld=by_sort.get("withheld", Counts()),
        few=few,
        is_gazetteer_empty=session.scalar(any_place) is None,
    )


def exported_places(found: PlaceMap, scope: Scope, form: Format, at: datetime) -> bytes:
    """The same as a file of this form; what stands on no map follows the districts."""
    others = (
        ("Tempat tidak dikenali", found.unrecognised),
        ("Tempat tidak ditulis", found.unstated),
        ("Rahasia atau tidak untuk Anda", found.withheld),
        (f"Tempat lain, masing-masing kurang dari {FEWEST_AT_PLACE} laporan", found.few),
    )
    rows = [
        (one.name, KINDS[one.kind], one.latitude, one.longitude, *_cells(one))
        for one in found.places
    ]
    rows += [(name, "", None, None, *_cells(one)) for name, one in others if one.reports]
    sheet = Sheet(
        title="Laporan menurut tempat",
        about=[
            ("Layanan", "; ".join(one.desk.name for one in scope.desks.values())),
            ("Masuk", f"{scope.first.isoformat()} sampai {scope.last.isoformat()}"),
            ("Dibuat", at.astimezone(scope.zone).strftime("%Y-%m-%d %H:%M %Z")),
            ("Cara menghitung", "laporan kelurahan ikut pada kecamatannya"),
        ],
        columns=COLUMNS,
        rows=rows,
        made_at=at,
    )
    return as_csv(sheet) if form == "csv" else as_xlsx(sheet)


def places_file_name(scope: Scope, form: Format) -> str:
    """A name that says what is in it and from when."""
    return f"tempat-{scope.first.isoformat()}-{scope.last.isoformat()}.{form}"


def _cells(one: Counts) -> tuple[Cell, ...]:
    return (
        one.reports,
        one.finished,
        one.finished_limited,
        one.finished_on_time,
        one.share_on_time,
    )


def _statement(scope: Scope) -> Select[*tuple[Any, ...]]:
    """Sort the period's reports, count them by district, and name the few districts found."""
    filed = _filed(scope).subquery("filed")
    own = aliased(Place)
    counted = (
        select(
            filed.c.sort,
            func.coalesce(own.district_id, own.id).label("shown_id"),
            func.count().label("reports"),
            func.count().filter(filed.c.is_finished).label("finished"),
            func.count().filter(filed.c.is_finished, filed.c.is_limited).label("finished_limited"),
            func.count().filter(filed.c.is_on_time).label("finished_on_time"),
        )
        .outerjoin(own, own.id == filed.c.place_meant)
        .group_by(filed.c.sort, "shown_id")
        .subquery("counted")
    )
    return (
        select(counted, Place.id, Place.name, Place.kind, Place.latitude, Place.longitude)
        .outerjoin(Place, Place.id == counted.c.shown_id)
        .order_by(counted.c.reports.desc(), Place.name, Place.id)
    )


def _filed(scope: Scope) -> Select[*tuple[Any, ...]]:
    """Each report filed in the period: how it counts, and at which place if at any."""
    excluded = exists().where(
        Exclusion.report_id == Report.id, Exclusion.account_id == scope.viewer.account
    )
    finished_at = func.coalesce(Report.answered_at, Report.closed_at)
    sort: ColumnElement[str] = case(
        (Report.is_confidential | excluded, "withheld"),
        (Report.place_id.is_not(None), "known"),
        (func.btrim(Report.place) == "", "unstated"),
        else_="unrecognised",
    )
    return select(
        sort.label("sort"),
        case((sort == "known", Report.place_id)).label("place_meant"),
        finished_at.is_not(None).label("is_finished"),
        Report.overall_due_at.is_not(None).label("is_limited"),
        (finished_at <= Report.overall_due_at).label("is_on_time"),
    ).where(scope.reports(), *filed_in(scope))


def _mapped(row: Any) -> MappedPlace:
    return MappedPlace(**{name: getattr(row, name) for name in _MAPPED})


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(
        one.reports + other.reports,
        one.finished + other.finished,
        one.finished_limited + other.finished_limited,
        one.finished_on_time + other.finished_on_time,
    )
