"""Taking an action, and seeing its letter beforehand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.file_answers import pdf
from admin_api.preconditions import IF_MATCH, version_decided_on
from admin_api.reports import answer_with_report
from admin_api.resources import Resources, refuses
from admin_api.schemas.report import GivenSchema, PreviewSchema, ReportSchema
from tanggap.domain.policy import Permission
from tanggap.services.actions import take_action
from tanggap.services.letter_preview import preview_letter
from tanggap.services.transaction import reading

blp = Resources("Tindakan", "Mengambil tindakan SOP dan melihat naskahnya lebih dahulu.")
PATH = "/reports/<uuid:report_id>/tasks/<uuid:task_id>/actions/<string(maxlength=100):action>"


@blp.route(PATH, methods=["POST"], parameters=[IF_MATCH])
@requires(Permission.TAKE_TASK)
@refuses(409, 412, 428)
@blp.arguments(GivenSchema)
@blp.response(200, ReportSchema)
def take_action_of_task(
    given: dict[str, Any], report_id: UUID, task_id: UUID, action: str
) -> Response:
    """Ambil satu tindakan dari `allowed_actions`.

    Menjawab laporan sesudahnya. 412 `version-outdated` bila laporan sudah berubah sejak dilihat.
    """
    take_action(
        current_viewer(),
        report_id,
        task_id,
        action,
        given["given"],
        expected_version=version_decided_on(),
    )
    return answer_with_report(report_id)


@blp.route(f"{PATH}/preview", methods=["POST"])
@requires(Permission.TAKE_TASK)
@refuses(409)
@blp.arguments(PreviewSchema)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def preview_action(given: dict[str, Any], report_id: UUID, task_id: UUID, action: str) -> Response:
    """Naskah yang akan terbit bila tindakan ini diambil, persis seperti nanti, bertanda konsep."""
    content = preview_letter(
        reading(),
        current_viewer(),
        report_id,
        task_id,
        action,
        given["given"],
        kind=given["kind"],
    )
    return pdf(content, "konsep.pdf")
