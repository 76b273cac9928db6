"""The files of official documents."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.file_answers import official_document
from admin_api.resources import Resources, refuses
from tanggap.domain.policy import Permission
from tanggap.services.report_files import document_file
from tanggap.services.transaction import reading

blp = Resources("Naskah", "Berkas naskah resmi.")


@blp.route("/documents/<uuid:document_id>/file")
@requires(Permission.SEE_DOCUMENTS)
@refuses(409)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def download_document(document_id: UUID) -> Response:
    """PDF naskah yang terbit.

    409 `file-not-ready` selama naskah masih dibuat.
    """
    return official_document(document_file(reading(), current_viewer(), document_id))
