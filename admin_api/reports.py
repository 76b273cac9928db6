"""One report on one screen: everything an officer may see of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api import cursors
from admin_api.access import current_viewer, requires
from admin_api.preconditions import tagged
from admin_api.presenting.report import TIMELINE, officer_report, timeline_page
from admin_api.resources import Resources
from admin_api.schemas.flow import ReportFlowSchema
from admin_api.schemas.report import ReportSchema, TimelineQuery, TimelineSchema
from tanggap.domain.policy import Permission
from tanggap.services.house import now
from tanggap.services.refused_attempts import attempts_at_report_kept
from tanggap.services.report_flow import report_flow
from tanggap.services.report_history import history_page
from tanggap.services.report_reading import read_report
from tanggap.services.transaction import reading

blp = Resources("Laporan", "Laporan sebagaimana boleh dilihat petugas.")


def answer_with_report(report_id: UUID) -> Response:
    """The report as it stands now, with its ETag: the answer of everything that changes one."""
    viewer = current_viewer()
    read = read_report(reading(), viewer, report_id)
    return tagged(officer_report(viewer, read, now()), read.report.version)


@blp.route("/reports/<uuid:report_id>")
@requires(Permission.SEE_REPORT)
@blp.response(200, ReportSchema)
def show_report(report_id: UUID) -> Response:
    """Laporan dengan tugas, tindakan yang boleh diambil, riwayat, naskah, dan pesannya.

    `ETag` dipakai pada `If-Match` ketika mengambil tindakan. Mendukung `If-None-Match`.
    """
    with attempts_at_report_kept(current_viewer(), report_id):
        return answer_with_report(report_id)


@blp.route("/reports/<uuid:report_id>/timeline")
@requires(Permission.SEE_REPORT)
@blp.arguments(TimelineQuery, location="query")
@blp.response(200, TimelineSchema)
def list_timeline(wanted: dict[str, Any], report_id: UUID) -> Any:
    """Riwayat laporan, terbaru dahulu."""
    before = cursors.number(TIMELINE, wanted["cursor"]) if wanted["cursor"] else None
    return tagged(timeline_page(history_page(reading(), current_viewer(), report_id, before)))


@blp.route("/reports/<uuid:report_id>/flow")
@requires(Permission.SEE_REPORT)
@blp.response(200, ReportFlowSchema)
def show_flow(report_id: UUID) -> Response:
    """Gambar alur SOP (SVG) dengan tempat laporan ini sekarang, dan waktunya sebagai tabel."""
    found = report_flow(reading(), current_viewer(), report_id, now())
    return tagged(ReportFlowSchema().dump(found))
