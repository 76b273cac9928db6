"""Procedure versions: stored, checked and compared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import requires
from admin_api.administration.changing import CREATES, acting, answer, created
from admin_api.resources import Resources, refuses
from admin_api.schemas.administration_procedures import (
    CheckSchema,
    ComparisonQuery,
    ComparisonSchema,
    ProcedureSourceSchema,
    SourceSchema,
    VersionEntriesSchema,
    VersionEntrySchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration import procedures

blp = Resources("Kelola SOP", "Versi SOP: disimpan, diperiksa, dan dibandingkan.")

VERSIONS = "/administration/procedures"
VERSION = f"{VERSIONS}/<uuid:version_id>"


@blp.route(VERSIONS)
@requires(Permission.SEE_PROCEDURES)
@refuses(304)
@blp.response(200, VersionEntriesSchema)
def list_procedure_versions() -> Response:
    """Semua versi SOP dan layanan tempatnya berlaku."""
    return answer(VersionEntriesSchema, {"items": procedures.list_versions(acting())})


@blp.route(VERSIONS, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(SourceSchema)
@blp.response(201, VersionEntrySchema)
def upload_procedure(given: dict[str, str]) -> Response:
    """Simpan versi baru; berlaku setelah sebuah layanan memilihnya.

    422 `procedure-broken` menyebut baris dan kalimat tiap kesalahan pada `facts.lines`.
    """
    return created(VersionEntrySchema, procedures.upload_version(acting(), given["source"]))


@blp.route(f"{VERSIONS}/check", methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(413, 415)
@blp.arguments(SourceSchema)
@blp.response(200, CheckSchema)
def check_procedure(given: dict[str, str]) -> Response:
    """Periksa berkas tanpa menyimpannya."""
    found = procedures.check_source(acting(), given["source"])
    shown = {
        "is_good": found.procedure is not None,
        "faults": found.faults,
        "remarks": found.remarks,
        "is_stored": found.is_stored,
        "name": found.procedure.name if found.procedure else None,
        "version": found.procedure.version if found.procedure else None,
        "next_version": found.next_version,
    }
    return answer(CheckSchema, shown)


@blp.route(VERSION)
@requires(Permission.SEE_PROCEDURES)
@refuses(304)
@blp.response(200, ProcedureSourceSchema)
def show_procedure_source(version_id: UUID) -> Response:
    """Teks berkas satu versi dan catatan pemeriksa; tabelnya pada `/procedures/{id}`."""
    whole = procedures.get_version(acting(), version_id)
    shown = {
        "version": whole.entry.version,
        "desks": whole.entry.desks,
        "source": whole.entry.version.source,
        "remarks": whole.remarks,
    }
    return answer(ProcedureSourceSchema, shown)


@blp.route(f"{VERSION}/comparison")
@requires(Permission.SEE_PROCEDURES)
@refuses(304)
@blp.arguments(ComparisonQuery, location="query")
@blp.response(200, ComparisonSchema)
def compare_procedures(wanted: dict[str, Any], version_id: UUID) -> Response:
    """Perbedaan versi ini dengan versi `to`: kepala, pelaksana, langkah, tindakan, waktu."""
    return answer(ComparisonSchema, procedures.compare_versions(acting(), version_id, wanted["to"]))
