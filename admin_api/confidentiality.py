"""Lifting a pseudonym, and keeping officers away from a report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from admin_api.access import current_viewer, requires
from admin_api.reports import answer_with_report
from admin_api.resources import Resources
from admin_api.schemas.report import ExcludeSchema, ReasonSchema, RecuseSchema, ReportSchema
from tanggap.domain.policy import Permission
from tanggap.domain.refusal import Refused
from tanggap.services.exclusions import exclude_officer
from tanggap.services.unmasking import unmask_reporter

blp = Resources("Kerahasiaan", "Membuka samaran pelapor dan mengecualikan petugas dari laporan.")


@blp.route("/reports/<uuid:report_id>/unmasking", methods=["POST"])
@requires(Permission.UNMASK)
@blp.arguments(ReasonSchema)
@blp.response(200, ReportSchema)
def unmask_reporter_of_report(given: dict[str, str], report_id: UUID) -> Response:
    """Buka identitas pelapor rahasia untuk diri sendiri; alasannya dicatat.

    Menjawab laporan sesudahnya.
    """
    unmask_reporter(current_viewer(), report_id, given["reason"], address=request.remote_addr)
    return answer_with_report(report_id)


@blp.route("/reports/<uuid:report_id>/exclusions", methods=["POST"])
@requires(Permission.EXCLUDE_OFFICER)
@blp.arguments(ExcludeSchema)
@blp.response(200, ReportSchema)
def exclude_officer_from_report(given: dict[str, Any], report_id: UUID) -> Response:
    """Kecualikan petugas dari laporan ini; menjawab laporan sesudahnya."""
    viewer = current_viewer()
    if given["officer_id"] == viewer.account:
        raise Refused("exclude-oneself", field="officer_id")
    exclude_officer(viewer, report_id, given["officer_id"], given["note"])
    return answer_with_report(report_id)


@blp.route("/reports/<uuid:report_id>/recusal", methods=["POST"])
@requires(Permission.SEE_REPORT)
@blp.arguments(RecuseSchema)
@blp.response(204)
def recuse_oneself(given: dict[str, str], report_id: UUID) -> None:
    """Mundur dari laporan ini; sesudahnya laporan tidak terlihat lagi."""
    viewer = current_viewer()
    exclude_officer(viewer, report_id, viewer.account, given["note"])
