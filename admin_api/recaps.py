"""Recaps of a desk's days and months: list, read, put right, take the step, download."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.cursors import cursor_of, moment_and_id
from admin_api.file_answers import official_document, pdf, saved
from admin_api.preconditions import IF_MATCH, tagged, version_decided_on
from admin_api.presenting.recaps import recap_answer, recap_line
from admin_api.resources import Resources, refuses
from admin_api.schemas.recaps import (
    BeginRecapSchema,
    CorrectionSchema,
    RecapQuery,
    RecapSchema,
    RecapsSchema,
)
from admin_api.schemas.report import GivenSchema
from tanggap.domain.policy import Permission
from tanggap.domain.procedure import Every
from tanggap.domain.recap import Correction
from tanggap.services.house import now
from tanggap.services.recaps.archiving import preview
from tanggap.services.recaps.files import recap_document, recap_spreadsheet
from tanggap.services.recaps.work import (
    RecapKey,
    RecapRead,
    begin_recap,
    correct_figure,
    read_recap,
    recap_page,
    take_recap_step,
)
from tanggap.services.transaction import reading

blp = Resources("Rekap", "Rekap harian dan bulanan: langkah berkala milik layanan.")
RECAPS = "recaps"
PDF = {"type": "string", "format": "binary"}


@blp.route("/desks/<uuid:desk_id>/recaps")
@requires(Permission.SEE_RECAPS)
@blp.arguments(RecapQuery, location="query")
@blp.response(200, RecapsSchema)
def list_recaps(query: dict[str, Any], desk_id: UUID) -> Response:
    """Rekap satu layanan, yang terbaru lebih dahulu."""
    session, viewer = reading(), current_viewer()
    after = None
    if "cursor" in query:
        first, recap_id = moment_and_id(RECAPS, query["cursor"])
        after = RecapKey(first.date(), recap_id)
    every = Every(query["every"]) if "every" in query else None
    recaps, key = recap_page(session, viewer, desk_id, every=every, after=after)
    following = None
    if key is not None:
        first_moment = datetime.combine(key.first_day, time.min, UTC)
        following = cursor_of(RECAPS, first_moment, key.id)
    at = now()
    items = [recap_line(session, viewer, recap, at) for recap in recaps]
    return tagged({"items": items, "next_cursor": following})


@blp.route("/desks/<uuid:desk_id>/recaps", methods=["POST"])
@requires(Permission.SEE_RECAPS)
@refuses(409)
@blp.arguments(BeginRecapSchema)
@blp.response(200, RecapSchema)
def begin_recap_by_hand(given: dict[str, Any], desk_id: UUID) -> Response:
    """Mulai rekap satu masa yang sudah lewat, misalnya setelah gangguan.

    409 `recap-exists` bila masa itu sudah punya rekap.
    """
    viewer = current_viewer()
    recap = begin_recap(viewer, desk_id, Every(given["every"]), given["day"])
    return _answer(read_recap(reading(), viewer, recap.id))


@blp.route("/recaps/<uuid:recap_id>")
@requires(Permission.SEE_RECAPS)
@blp.response(200, RecapSchema)
def show_recap(recap_id: UUID) -> Response:
    """Satu rekap: angka terhitung dan terkoreksi, riwayat, dan tindakan yang boleh diambil."""
    return _answer(read_recap(reading(), current_viewer(), recap_id))


@blp.route("/recaps/<uuid:recap_id>/corrections", methods=["POST"], parameters=[IF_MATCH])
@requires(Permission.SEE_RECAPS)
@refuses(409, 412, 428)
@blp.arguments(CorrectionSchema)
@blp.response(200, RecapSchema)
def correct_recap(given: dict[str, Any], recap_id: UUID) -> Response:
    """Perbaiki satu angka sebelum rekap diajukan; angka terhitung tetap tersimpan."""
    correction = Correction(given["table"], given["row"], given["count"], given["value"])
    return _answer(
        correct_figure(
            current_viewer(),
            recap_id,
            correction,
            given["reason"],
            expected_version=version_decided_on(),
        )
    )


@blp.route(
    "/recaps/<uuid:recap_id>/actions/<string(maxlength=100):action>",
    methods=["POST"],
    parameters=[IF_MATCH],
)
@requires(Permission.SEE_RECAPS)
@refuses(409, 412, 428)
@blp.arguments(GivenSchema)
@blp.response(200, RecapSchema)
def take_action_of_recap(given: dict[str, Any], recap_id: UUID, action: str) -> Response:
    """Ambil tindakan langkah berkala: ajukan, paraf, kembalikan, atau arsipkan."""
    return _answer(
        take_recap_step(
            current_viewer(),
            recap_id,
            action,
            given["given"],
            expected_version=version_decided_on(),
        )
    )


@blp.route("/recaps/<uuid:recap_id>/preview")
@requires(Permission.SEE_RECAPS)
@refuses(409)
@blp.response(200, PDF, content_type="application/pdf")
def preview_recap(recap_id: UUID) -> Response:
    """PDF rekap seperti nanti diarsipkan, bertanda konsep."""
    session = reading()
    recap = read_recap(session, current_viewer(), recap_id).recap
    return pdf(preview(session, recap, now()), "konsep-rekap.pdf")


@blp.route("/recaps/<uuid:recap_id>/file")
@requires(Permission.SEE_RECAPS)
@refuses(409)
@blp.response(200, PDF, content_type="application/pdf")
def download_recap(recap_id: UUID) -> Response:
    """PDF rekap yang diarsipkan. 409 `file-not-ready` selama masih dibuat."""
    session = reading()
    recap = read_recap(session, current_viewer(), recap_id).recap
    return official_document(recap_document(session, recap))


@blp.route("/recaps/<uuid:recap_id>/spreadsheet")
@requires(Permission.SEE_RECAPS)
@blp.response(200, PDF, content_type="application/octet-stream")
def download_recap_spreadsheet(recap_id: UUID) -> Response:
    """Lembar kerja rekap yang diarsipkan."""
    session = reading()
    recap = read_recap(session, current_viewer(), recap_id).recap
    return saved(recap_spreadsheet(session, recap))


def _answer(read: RecapRead) -> Response:
    body = recap_answer(reading(), current_viewer(), read, now())
    return tagged(body, read.recap.version)
