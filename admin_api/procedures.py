"""Procedures to look at: as tables, as the drawing of their flow, as the official sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_account, requires
from admin_api.file_answers import pdf
from admin_api.preconditions import tagged
from admin_api.presenting.values import moment
from admin_api.resources import Resources
from admin_api.schemas.procedures import ProcedureFlowSchema, ProcedureSchema, ProceduresSchema
from tanggap.domain.duration import Duration
from tanggap.domain.policy import Permission
from tanggap.domain.procedure import Action, Procedure, Step
from tanggap.services.procedure_tables import VersionShown, procedure_version, procedure_versions
from tanggap.services.sop_sheets import version_flow, version_sheet
from tanggap.services.transaction import reading

blp = Resources("SOP", "SOP yang berjalan, sebagai tabel.")


@blp.route("/procedures")
@requires(Permission.SEE_PROCEDURES)
@blp.response(200, ProceduresSchema)
def list_procedures() -> Response:
    """Semua versi SOP."""
    versions = procedure_versions(reading(), current_account().agency_id)
    return tagged({"items": [_line(version) for version in versions]})


@blp.route("/procedures/<uuid:version_id>")
@requires(Permission.SEE_PROCEDURES)
@blp.response(200, ProcedureSchema)
def show_procedure(version_id: UUID) -> Response:
    """Satu versi SOP sebagai tabel: kepala, pelaksana, dan langkah dengan waktunya."""
    version, procedure = procedure_version(reading(), current_account().agency_id, version_id)
    overall = procedure.overall
    return tagged(
        {
            **_line(version),
            "overall": _duration(overall.limit) if overall else None,
            "identity": _identity(procedure),
            "actors": [
                {"id": actor.id, "title": actor.title, "kind": actor.kind.value}
                for actor in procedure.actors
            ],
            "steps": [_step(procedure, step) for step in procedure.steps],
        }
    )


@blp.route("/procedures/<uuid:version_id>/flow")
@requires(Permission.SEE_PROCEDURES)
@blp.response(200, ProcedureFlowSchema)
def show_procedure_flow(version_id: UUID) -> Response:
    """Bagan alur satu versi SOP, sebagai gambar SVG tanpa gaya dan skrip."""
    return tagged({"svg": version_flow(reading(), current_account().agency_id, version_id)})


@blp.route("/procedures/<uuid:version_id>/sheet")
@requires(Permission.SEE_PROCEDURES)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def print_procedure(version_id: UUID) -> Response:
    """Lembar SOP resmi (Permenpan RB 35/2012) satu versi, sebagai PDF."""
    name, content = version_sheet(reading(), current_account().agency_id, version_id)
    return pdf(content, name)


def _line(version: VersionShown) -> dict[str, Any]:
    row = version.row
    return {
        "id": str(row.id),
        "name": row.name,
        "version": row.version,
        "title": row.title,
        "loaded_at": moment(row.loaded_at),
        "in_force": version.in_force,
    }


def _identity(procedure: Procedure) -> dict[str, Any]:
    identity = procedure.identity
    return {
        "number": identity.number,
        "unit": identity.unit,
        "approved_by": identity.approved_by,
        "legal_basis": list(identity.legal_basis),
        "qualifications": list(identity.qualifications),
        "related": list(identity.related),
        "equipment": list(identity.equipment),
        "warning": identity.warning,
        "records": list(identity.records),
        "source_note": identity.source_note,
    }


def _duration(duration: Duration | None) -> dict[str, Any] | None:
    if duration is None:
        return None
    return {"amount": duration.amount, "unit": duration.unit.value, "words": str(duration)}


def _step(procedure: Procedure, step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "number": step.number,
        "actor": step.actor,
        "actor_title": procedure.actor_of(step).title,
        "activity": step.activity,
        "requirements": step.requirements,
        "duration": _duration(step.duration),
        "output": step.output,
        "remarks": step.remarks,
        "source_note": step.source_note,
        "waits_for_all": step.waits_for < 0,
        "actions": [_action(action) for action in step.actions],
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "id": action.id,
        "label": action.label,
        "goto": action.goto,
        "ends": action.ends,
        "is_return": action.is_return,
    }
