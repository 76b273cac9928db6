"""Internal notes."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.reports import answer_with_report
from admin_api.resources import Resources
from admin_api.schemas.report import BodySchema, ReportSchema
from tanggap.domain.policy import Permission
from tanggap.services.notes import write_note

blp = Resources("Catatan", "Catatan internal antarpetugas; tidak pernah terlihat pelapor.")


@blp.route("/reports/<uuid:report_id>/notes", methods=["POST"])
@requires(Permission.WRITE_NOTE)
@blp.arguments(BodySchema)
@blp.response(200, ReportSchema)
def write_note_on_report(given: dict[str, str], report_id: UUID) -> Response:
    """Tulis catatan internal; menjawab laporan sesudahnya."""
    write_note(current_viewer(), report_id, given["body"])
    return answer_with_report(report_id)
