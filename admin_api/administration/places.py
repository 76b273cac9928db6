"""The gazetteer: districts and villages by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import requires
from admin_api.administration.changing import (
    CHANGES,
    CREATES,
    VERSION_SEEN,
    acting,
    answer,
    created,
)
from admin_api.preconditions import version_decided_on
from admin_api.resources import Resources, refuses
from admin_api.schemas.places import (
    ImportedPlacesSchema,
    PlaceChangeSchema,
    PlaceCreateSchema,
    PlaceSchema,
    PlaceSourceSchema,
    PlacesSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration import places
from tanggap.services.administration.place_import import import_places

blp = Resources("Kelola tempat", "Kecamatan dan kelurahan, oleh administrator.")

PLACES = "/administration/places"
PLACE = f"{PLACES}/<uuid:place_id>"


@blp.route(PLACES)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, PlacesSchema)
def list_places() -> Response:
    """Semua tempat, juga yang tidak dipakai lagi."""
    return answer(PlacesSchema, {"items": places.list_places(acting())})


@blp.route(PLACES, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(PlaceCreateSchema)
@blp.response(201, PlaceSchema)
def create_place(given: dict[str, Any]) -> Response:
    """Tambah tempat; laporan lama dicocokkan ulang sesudahnya."""
    place = places.create_place(acting(), given)
    return created(PlaceSchema, place, place.version)


@blp.route(PLACE)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, PlaceSchema)
def show_place(place_id: UUID) -> Response:
    """Satu tempat."""
    place = places.get_place(acting(), place_id)
    return answer(PlaceSchema, place, place.version)


@blp.route(PLACE, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(PlaceChangeSchema)
@blp.response(200, PlaceSchema)
def change_place(given: dict[str, Any], place_id: UUID) -> Response:
    """Ubah tempat: nama, ejaan lain, kecamatan, titik, atau keaktifannya."""
    place = places.change_place(acting(), place_id, version_decided_on(), given)
    return answer(PlaceSchema, place, place.version)


@blp.route(f"{PLACES}/imports", methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(413, 415)
@blp.arguments(PlaceSourceSchema)
@blp.response(200, ImportedPlacesSchema)
def take_over_places(given: dict[str, str]) -> Response:
    """Ambil alih daftar tempat dari CSV.

    Bila satu baris saja salah, tidak ada yang disimpan dan `faults` menyebut setiap barisnya.
    """
    return answer(ImportedPlacesSchema, import_places(acting(), given["source"]))
