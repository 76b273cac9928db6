"""At a report: the answer file, templates of answers, and reports about the same thing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.administration.changing import acting
from admin_api.preconditions import tagged
from admin_api.presenting.found import found_reports
from admin_api.presenting.knowledge import entry_line
from admin_api.resources import Resources, refuses
from admin_api.schemas.answer_templates import FilledTemplatesSchema, TemplateQuery
from admin_api.schemas.knowledge import (
    DuplicateQuerySchema,
    KnowledgeEntrySchema,
    ReportKnowledgeQuery,
    ReportKnowledgeSchema,
    SimilarReportsSchema,
    UseGivenSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.house import now
from tanggap.services.knowledge.at_report import entries_for_report, use_entry
from tanggap.services.knowledge.entries import today_at
from tanggap.services.knowledge.filled_templates import templates_for
from tanggap.services.similar_reports import possible_duplicates, similar_reports
from tanggap.services.transaction import reading

blp = Resources("Bantuan menjawab", "Pengetahuan, templat, dan laporan serupa selagi menjawab.")


@blp.route("/reports/<uuid:report_id>/knowledge")
@requires(Permission.SEE_REPORT)
@blp.arguments(ReportKnowledgeQuery, location="query")
@blp.response(200, ReportKnowledgeSchema)
def list_report_knowledge(wanted: dict[str, Any], report_id: UUID) -> Response:
    """Pengetahuan layanan untuk `q`; tanpa `q`, yang cocok dengan isi laporannya.

    Laporan dibaca sebagaimana petugas boleh membacanya: yang disamarkan tidak ikut mencari.
    """
    found = entries_for_report(reading(), acting(), report_id, wanted["q"])
    return tagged(
        {
            "items": [
                {**entry_line(one, found.today), "is_used": one.id in found.used}
                for one in found.entries
            ]
        }
    )


@blp.route("/knowledge/<uuid:entry_id>/uses", methods=["POST"])
@requires(Permission.USE_KNOWLEDGE)
@refuses(404)
@blp.arguments(UseGivenSchema)
@blp.response(200, KnowledgeEntrySchema)
def use_knowledge(given: dict[str, Any], entry_id: UUID) -> Response:
    """Catat bahwa pengetahuan ini masuk ke jawaban sebuah laporan; sekali per laporan."""
    entry = use_entry(acting(), entry_id, given["report_id"])
    today = today_at(reading(), current_viewer(), entry.desk_id, now())
    return tagged(entry_line(entry, today))


@blp.route("/tasks/<uuid:task_id>/answer-templates")
@requires(Permission.TAKE_TASK)
@refuses(409)
@blp.arguments(TemplateQuery, location="query")
@blp.response(200, FilledTemplatesSchema)
def list_answer_templates(wanted: dict[str, str], task_id: UUID) -> Response:
    """Templat jawaban untuk sebuah tindakan, sudah berisi data laporannya.

    Nama pelapor laporan rahasia tidak pernah terisi.
    """
    found = templates_for(reading(), current_viewer(), task_id, wanted["action"])
    items = [{"id": str(one.id), "name": one.name, "text": one.text} for one in found]
    return tagged({"items": items})


@blp.route("/reports/<uuid:report_id>/similar-reports")
@requires(Permission.SEE_REPORT)
@blp.response(200, SimilarReportsSchema)
def list_similar_reports(report_id: UUID) -> Response:
    """Laporan serupa pada layanan yang sama, yang boleh dilihat petugas."""
    session, viewer = reading(), current_viewer()
    found = similar_reports(session, viewer, report_id)
    return tagged({"items": found_reports(session, viewer, found, now())})


@blp.route("/desks/<uuid:desk_id>/possible-duplicates", methods=["POST"])
@requires(Permission.RECORD_REPORT)
@blp.arguments(DuplicateQuerySchema)
@blp.response(200, SimilarReportsSchema)
def find_possible_duplicates(given: dict[str, Any], desk_id: UUID) -> Response:
    """Laporan yang mungkin sama dengan yang sedang dicatat.

    Yang diketik dikirim dalam isi, agar tidak tertinggal di log alamat; tidak ada yang disimpan.
    """
    session, viewer, at = reading(), current_viewer(), now()
    told = f"{given['subject']} {given['narrative']}"
    found = possible_duplicates(
        session, viewer, desk_id, told, at, reporter_id=given["reporter_id"]
    )
    return tagged({"items": found_reports(session, viewer, found, at)})
