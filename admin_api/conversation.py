"""Writing to the reporter."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.reports import answer_with_report
from admin_api.resources import Resources
from admin_api.schemas.report import BodySchema, ReportSchema
from tanggap.domain.policy import Permission
from tanggap.services.conversation import write_to_reporter

blp = Resources("Percakapan", "Pesan kepada pelapor.")


@blp.route("/reports/<uuid:report_id>/messages", methods=["POST"])
@requires(Permission.WRITE_TO_REPORTER)
@blp.arguments(BodySchema)
@blp.response(200, ReportSchema)
def write_message(given: dict[str, str], report_id: UUID) -> Response:
    """Tulis kepada pelapor: di halaman laporannya dan, bila ada, lewat surel.

    Menjawab laporan sesudahnya.
    """
    write_to_reporter(current_viewer(), report_id, given["body"])
    return answer_with_report(report_id)
