"""The files of evidence."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.file_answers import evidence as evidence_answer
from admin_api.resources import Resources, refuses
from tanggap.domain.policy import Permission
from tanggap.services.report_files import evidence_file
from tanggap.services.transaction import reading

blp = Resources("Bukti", "Berkas bukti.")


@blp.route("/evidence/<uuid:evidence_id>/file")
@requires(Permission.SEE_REPORT)
@refuses(416)
@blp.alt_response(
    206,
    schema={"type": "string", "format": "binary"},
    content_type="application/octet-stream",
    description="Sebagian berkas",
)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def download_evidence(evidence_id: UUID) -> Response:
    """Isi bukti; mendukung `Range` untuk suara dan video.

    Dikirim dengan jenis yang sudah diperiksa, tanpa tebakan peramban, di dalam kotak pasir.
    Petugas yang tidak boleh tahu pelapornya mendapat nama berkas netral.
    """
    return evidence_answer(evidence_file(reading(), current_viewer(), evidence_id))
