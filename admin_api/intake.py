"""Recording a report for somebody: look-up, evidence, and the report itself."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import Response, current_app, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from admin_api.access import current_account, current_viewer, requires
from admin_api.preconditions import tagged
from admin_api.reports import answer_with_report
from admin_api.resources import Resources, refuses, takes_files
from admin_api.schemas.intake import (
    FoundReportersSchema,
    LookUpSchema,
    TakeReportSchema,
    UploadedSchema,
    UploadSchema,
)
from admin_api.schemas.places import OfferedPlacesSchema
from admin_api.schemas.report import ReportSchema
from tanggap.domain.policy import Permission, may
from tanggap.domain.refusal import Refused
from tanggap.services.evidence import KeptFile, keep_file
from tanggap.services.filing import Content, PersonNamed
from tanggap.services.gazetteer import names_at_desk
from tanggap.services.intake import ReporterGiven, Taken, take_report
from tanggap.services.reporter_look_up import look_up_reporters
from tanggap.services.transaction import reading

blp = Resources("Penerimaan", "Mencatat laporan di loket, lewat telepon, surat, atau kotak.")
HANDLES_LAST = 24 * 3600  # seconds


@blp.route("/desks/<uuid:desk_id>/reporter-look-ups", methods=["POST"])
@requires(Permission.RECORD_REPORT)
@blp.arguments(LookUpSchema)
@blp.response(200, FoundReportersSchema)
def look_up_reporter(given: dict[str, str], desk_id: UUID) -> Any:
    """Cari pelapor yang sudah dikenal.

    Dengan NIK, NIP, telepon, atau surel lengkap, atau awal nama. Setiap pencarian masuk log audit;
    kata yang dicari dikirim dalam isi, agar nomor identitas tidak tertinggal di log alamat.
    """
    found = look_up_reporters(current_viewer(), desk_id, given["q"], address=request.remote_addr)
    return {"items": found}


@blp.route("/desks/<uuid:desk_id>/places")
@requires(Permission.RECORD_REPORT)
@refuses(304)
@blp.response(200, OfferedPlacesSchema)
def list_offered_places(desk_id: UUID) -> Response:
    """Nama kecamatan dan kelurahan yang ditawarkan pada isian tempat."""
    if not may(Permission.RECORD_REPORT, current_viewer(), desk=desk_id):
        raise Refused("desk-not-found")
    return tagged(OfferedPlacesSchema().dump({"items": names_at_desk(reading(), desk_id)}))


@blp.route("/desks/<uuid:desk_id>/evidence", methods=["POST"])
@requires(Permission.RECORD_REPORT)
@takes_files
@blp.arguments(UploadSchema, location="files")
@blp.response(201, UploadedSchema)
def upload_evidence(given: dict[str, FileStorage], desk_id: UUID) -> Any:
    """Unggah satu bukti sebelum laporan dikirim; menjawab tanda pengenalnya."""
    if not may(Permission.RECORD_REPORT, current_viewer(), desk=desk_id):
        raise Refused("desk-not-found")
    file = given["file"]
    kept = keep_file(file.filename or "", cast(BinaryIO, file.stream))
    return {
        "handle": _handles().dumps(kept.to_json()),
        "name": kept.name,
        "media_type": kept.media_type,
        "label": kept.label,
        "size": kept.size,
    }


@blp.route("/desks/<uuid:desk_id>/reports", methods=["POST"])
@requires(Permission.RECORD_REPORT)
@refuses(409)
@blp.arguments(TakeReportSchema)
@blp.response(201, ReportSchema)
def record_report(given: dict[str, Any], desk_id: UUID) -> Response:
    """Catat laporan untuk seseorang.

    Kiriman ulang dengan `submission_key` yang sama menjawab laporan yang pertama.
    """
    report = take_report(current_viewer(), desk_id, _taken(given))
    response = answer_with_report(report.id)
    response.status_code = 201
    response.headers["Location"] = url_for("Laporan.show_report", report_id=report.id)
    return response


def _taken(given: dict[str, Any]) -> Taken:
    reporter = given["reporter"]
    content = Content(
        category_id=given["category_id"],
        subject=given["subject"],
        narrative=given["narrative"],
        happened=given["happened"],
        place=given["place"],
        is_confidential=given["is_confidential"],
        persons=tuple(PersonNamed(**person) for person in given["persons"]),
    )
    return Taken(
        reporter=ReporterGiven(**reporter) if reporter else given["reporter_id"],
        content=content,
        channel=given["channel"],
        submission_key=given["submission_key"],
        files=tuple(_file(handle) for handle in given["evidence"]),
    )


def _file(handle: str) -> KeptFile:
    try:
        return KeptFile.from_json(_handles().loads(handle, max_age=HANDLES_LAST))
    except BadData:
        raise Refused("handle-invalid", field="evidence") from None


def _handles() -> URLSafeTimedSerializer:
    """Handles are good for the officer who uploaded the file, and nobody else."""
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt=f"evidence.{current_account().id}"
    )
