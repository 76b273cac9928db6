"""Oversight of desks: figures for who may oversee, and the way down to the reports."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema

from admin_api.access import current_account, current_viewer, requires
from admin_api.file_answers import table
from admin_api.preconditions import tagged
from admin_api.resources import Resources
from admin_api.schemas.oversight import (
    OverseenDesksSchema,
    OversightQuery,
    OverviewSchema,
    StepTimesFileQuery,
    StepTimesListSchema,
    StepTimesQuery,
)
from admin_api.schemas.places import PlaceMapFileQuery, PlaceMapSchema
from tanggap.domain.policy import Permission
from tanggap.services.house import now
from tanggap.services.oversight.exporting import MEDIA_TYPES, exported, file_name
from tanggap.services.oversight.overview import overview
from tanggap.services.oversight.places import exported_places, place_map, places_file_name
from tanggap.services.oversight.scope import (
    OverseenDesk,
    Scope,
    Wanted,
    overseen_desks,
    scope_of,
    units_of_desks,
)
from tanggap.services.oversight.step_times import step_times
from tanggap.services.transaction import reading

blp = Resources("Pengawasan", "Waktu SOP dan kenyataan, beban, umur, dan arah layanan.")


@blp.route("/oversight/desks")
@requires(Permission.OVERSEE)
@blp.response(200, OverseenDesksSchema)
def list_overseen_desks() -> Response:
    """Layanan yang boleh diawasi, dengan langkah dan perangkat daerahnya."""
    session = reading()
    desks = overseen_desks(session, current_viewer(), current_account().agency_id)
    units = units_of_desks(session, desks)
    return _answer(
        OverseenDesksSchema,
        {"items": [_desk(one) | {"units": units[id_]} for id_, one in desks.items()]},
    )


@blp.route("/oversight/overview")
@requires(Permission.OVERSEE)
@blp.arguments(OversightQuery, location="query")
@blp.response(200, OverviewSchema)
def show_overview(wanted: dict[str, Any]) -> Response:
    """Ketepatan waktu, beban, umur laporan terbuka, arah, dan tempat.

    Tim layanan melihat layanannya, tim perangkat daerah bagiannya sendiri, administrator dan
    auditor semuanya. Saringan langkah menyaring tugas, tidak laporan.
    """
    scope, at = _scope(wanted), now()
    found = overview(reading(), scope, at)
    return _answer(
        OverviewSchema,
        {
            "period": scope,
            "by": found.by,
            "may_read": scope.may_read,
            "trend": found.trend,
            "backlog": found.load,
            "ages": found.ages,
            "places": found.places,
        },
    )


@blp.route("/oversight/times")
@requires(Permission.OVERSEE)
@blp.arguments(StepTimesQuery, location="query")
@blp.response(200, StepTimesListSchema)
def list_step_times(wanted: dict[str, Any]) -> Response:
    """Waktu tiap langkah yang selesai, dibandingkan dengan standar SOP."""
    scope = _scope(wanted)
    rows = step_times(reading(), scope, wanted["by"])
    return _answer(StepTimesListSchema, {"period": scope, "items": rows})


@blp.route("/oversight/times/file")
@requires(Permission.OVERSEE)
@blp.arguments(StepTimesFileQuery, location="query")
@blp.response(
    200,
    {"type": "string", "format": "binary"},
    content_type="application/octet-stream",
)
def download_step_times(wanted: dict[str, Any]) -> Response:
    """Tabel yang sama sebagai CSV atau XLSX; tidak ada sel yang menjadi rumus."""
    scope, form = _scope(wanted), wanted["format"]
    rows = step_times(reading(), scope, wanted["by"])
    content = exported(rows, scope, form, now())
    return table(content, MEDIA_TYPES[form], file_name(scope, form))


@blp.route("/oversight/places")
@requires(Permission.OVERSEE)
@blp.arguments(OversightQuery, location="query")
@blp.response(200, PlaceMapSchema)
def show_place_map(wanted: dict[str, Any]) -> Response:
    """Laporan masuk menurut kecamatan, dan berapa yang selesai tepat waktu.

    Laporan rahasia tidak dihitung pada tempat mana pun. Yang tidak boleh membuka laporan hanya
    melihat tempat dengan tiga laporan atau lebih.
    """
    scope = _scope(wanted)
    found = place_map(reading(), scope, current_account().agency_id)
    shown = {name: getattr(found, name) for name in found.__slots__}
    return _answer(PlaceMapSchema, shown | {"period": scope, "may_read": scope.may_read})


@blp.route("/oversight/places/file")
@requires(Permission.OVERSEE)
@blp.arguments(PlaceMapFileQuery, location="query")
@blp.response(
    200,
    {"type": "string", "format": "binary"},
    content_type="application/octet-stream",
)
def download_place_map(wanted: dict[str, Any]) -> Response:
    """Tabel tempat sebagai CSV atau XLSX."""
    scope, form = _scope(wanted), wanted["format"]
    found = place_map(reading(), scope, current_account().agency_id)
    content = exported_places(found, scope, form, now())
    return table(content, MEDIA_TYPES[form], places_file_name(scope, form))


def _scope(wanted: dict[str, Any]) -> Scope:
    """What is asked for, as far as the officer asking oversees it."""
    return scope_of(
        reading(),
        current_viewer(),
        current_account().agency_id,
        Wanted(
            desk=wanted["desk"],
            unit=wanted["unit"],
            step=wanted["step"],
            actor=wanted["actor"],
            first=wanted["from_"],
            last=wanted["to"],
        ),
        now(),
    )


def _desk(one: OverseenDesk) -> dict[str, Any]:
    return {
        "id": one.desk.id,
        "name": one.desk.name,
        "is_whole": one.units is None,
        "steps": [
            {
                "id": step.id,
                "number": step.number,
                "activity": step.activity,
                "actor": step.actor,
                "actor_title": one.procedure.actor_of(step).title,
            }
            for step in one.procedure.steps
            if step.actor not in one.reporter_actors
        ],
    }


def _answer(schema: type[Schema], shown: Any) -> Response:
    return tagged(schema().dump(shown))
