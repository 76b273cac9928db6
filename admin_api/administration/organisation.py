"""Units and desks."""

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
from admin_api.schemas.administration_organisation import (
    AdministeredDeskSchema,
    AdministeredDesksSchema,
    AdministeredUnitSchema,
    AdministeredUnitsSchema,
    DeskChangeSchema,
    DeskCreateSchema,
    GapQuery,
    GapsSchema,
    UnitChangeSchema,
    UnitCreateSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration import desks, units

blp = Resources("Kelola organisasi", "Perangkat daerah dan layanan, oleh administrator.")

UNITS = "/administration/units"
UNIT = f"{UNITS}/<uuid:unit_id>"
DESKS = "/administration/desks"
DESK = f"{DESKS}/<uuid:desk_id>"


@blp.route(UNITS)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredUnitsSchema)
def list_units() -> Response:
    """Semua perangkat daerah."""
    return answer(AdministeredUnitsSchema, {"items": units.list_units(acting())})


@blp.route(UNITS, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(UnitCreateSchema)
@blp.response(201, AdministeredUnitSchema)
def create_unit(given: dict[str, Any]) -> Response:
    """Tambah perangkat daerah."""
    unit = units.create_unit(acting(), given)
    return created(AdministeredUnitSchema, unit, unit.version)


@blp.route(UNIT)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredUnitSchema)
def show_unit(unit_id: UUID) -> Response:
    """Satu perangkat daerah."""
    unit = units.get_unit(acting(), unit_id)
    return answer(AdministeredUnitSchema, unit, unit.version)


@blp.route(UNIT, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(UnitChangeSchema)
@blp.response(200, AdministeredUnitSchema)
def change_unit(given: dict[str, Any], unit_id: UUID) -> Response:
    """Ubah perangkat daerah: nama, kop, kode surat, kepala, induk, atau keaktifannya.

    Dinonaktifkan hanya bila tidak ada tugas terbuka, layanan aktif, atau bagian aktif padanya.
    """
    unit = units.change_unit(acting(), unit_id, version_decided_on(), given)
    return answer(AdministeredUnitSchema, unit, unit.version)


@blp.route(DESKS)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredDesksSchema)
def list_administered_desks() -> Response:
    """Semua layanan, juga yang tidak aktif, dan saluran yang dikenal."""
    shown = {"items": desks.list_desks(acting()), "channels": desks.CHANNELS}
    return answer(AdministeredDesksSchema, shown)


@blp.route(DESKS, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(DeskCreateSchema)
@blp.response(201, AdministeredDeskSchema)
def create_desk(given: dict[str, Any]) -> Response:
    """Tambah layanan; belum terbuka untuk umum."""
    view = desks.create_desk(acting(), given)
    return created(AdministeredDeskSchema, view, view.desk.version)


@blp.route(DESK)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredDeskSchema)
def show_desk(desk_id: UUID) -> Response:
    """Satu layanan."""
    view = desks.get_desk(acting(), desk_id)
    return answer(AdministeredDeskSchema, view, view.desk.version)


@blp.route(DESK, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(DeskChangeSchema)
@blp.response(200, AdministeredDeskSchema)
def change_desk(given: dict[str, Any], desk_id: UUID) -> Response:
    """Ubah layanan.

    SOP yang baru hanya berlaku untuk laporan baru; semua pelaksananya harus sudah punya tim.
    Kalender yang lain menggeser tenggat yang terbuka (`settled`).
    """
    view = desks.change_desk(acting(), desk_id, version_decided_on(), given)
    return answer(AdministeredDeskSchema, view, view.desk.version)


@blp.route(f"{DESK}/gaps")
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.arguments(GapQuery, location="query")
@blp.response(200, GapsSchema)
def list_gaps(wanted: dict[str, Any], desk_id: UUID) -> Response:
    """Pelaksana yang belum punya tim bila SOP ini diberlakukan."""
    gaps = desks.gaps_with(acting(), desk_id, wanted["procedure_version_id"])
    return answer(GapsSchema, {"items": gaps})
