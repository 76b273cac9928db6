"""The answer file of a desk: found, read, written, changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.administration.changing import CHANGES, CREATES, VERSION_SEEN, acting
from admin_api.administration.list_cursors import cursor_behind, id_of_cursor
from admin_api.preconditions import tagged, version_decided_on
from admin_api.presenting.knowledge import desk_line, entry_line
from admin_api.presenting.values import moment
from admin_api.resources import Resources, refuses
from admin_api.schemas.knowledge import (
    KnowledgeChangeSchema,
    KnowledgeCreateSchema,
    KnowledgeDesksSchema,
    KnowledgeEntryWholeSchema,
    KnowledgeListSchema,
    KnowledgeQuery,
)
from tanggap.domain.policy import Permission, may
from tanggap.services.house import now
from tanggap.services.knowledge import entries
from tanggap.services.knowledge.at_report import recent_uses
from tanggap.services.knowledge.desks import knowledge_desks
from tanggap.services.transaction import reading

blp = Resources("Pengetahuan", "Berkas jawaban layanan: pertanyaan yang berulang dan jawabannya.")
LIST = "knowledge"
OF_DESK = "/desks/<uuid:desk_id>/knowledge"
ENTRY = "/knowledge/<uuid:entry_id>"


@blp.route("/knowledge-desks")
@requires(Permission.USE_KNOWLEDGE)
@blp.response(200, KnowledgeDesksSchema)
def list_knowledge_desks() -> Response:
    """Layanan yang pengetahuannya boleh dibuka, dengan kategorinya."""
    return tagged({"items": [desk_line(one) for one in knowledge_desks(reading(), acting())]})


@blp.route(OF_DESK)
@requires(Permission.USE_KNOWLEDGE)
@blp.arguments(KnowledgeQuery, location="query")
@blp.response(200, KnowledgeListSchema)
def list_knowledge(wanted: dict[str, Any], desk_id: UUID) -> Response:
    """Pengetahuan sebuah layanan: yang paling cocok dengan `q`, atau yang terbaru dahulu.

    Yang kedaluwarsa selalu di belakang. Hasil pencarian satu halaman saja.
    """
    page = entries.list_entries(
        reading(),
        acting(),
        desk_id,
        entries.EntryFilter(wanted["q"], wanted["category"], wanted["state"]),
        after=id_of_cursor(LIST, wanted["cursor"]),
        limit=wanted["limit"],
    )
    return tagged(
        {
            "items": [entry_line(one, page.today) for one in page.entries],
            "next_cursor": cursor_behind(LIST, page.next_after),
            "may_edit": may(Permission.EDIT_KNOWLEDGE, current_viewer(), desk=desk_id),
        }
    )


@blp.route(OF_DESK, methods=["POST"])
@requires(Permission.EDIT_KNOWLEDGE)
@refuses(*CREATES)
@blp.arguments(KnowledgeCreateSchema)
@blp.response(201, KnowledgeEntryWholeSchema)
def create_knowledge(given: dict[str, Any], desk_id: UUID) -> Response:
    """Tulis pengetahuan baru."""
    entry = entries.create_entry(acting(), desk_id, given)
    response = _answer(entry.id)
    response.status_code = 201
    return response


@blp.route(ENTRY)
@requires(Permission.USE_KNOWLEDGE)
@blp.response(200, KnowledgeEntryWholeSchema)
def show_knowledge(entry_id: UUID) -> Response:
    """Satu pengetahuan, dengan pemakaian terakhirnya pada laporan yang boleh Anda lihat."""
    return _answer(entry_id)


@blp.route(ENTRY, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.EDIT_KNOWLEDGE)
@refuses(*CHANGES)
@blp.arguments(KnowledgeChangeSchema)
@blp.response(200, KnowledgeEntryWholeSchema)
def change_knowledge(given: dict[str, Any], entry_id: UUID) -> Response:
    """Ubah pengetahuan, atau simpan (`is_active: false`) bila tidak dipakai lagi."""
    entries.change_entry(acting(), entry_id, version_decided_on(), given)
    return _answer(entry_id)


def _answer(entry_id: UUID) -> Response:
    session, who = reading(), acting()
    entry = entries.get_entry(session, who, entry_id)
    today = entries.today_at(session, who.viewer, entry.desk_id, now())
    shown = {
        **entry_line(entry, today),
        "may_edit": may(Permission.EDIT_KNOWLEDGE, who.viewer, desk=entry.desk_id),
        "uses": [
            {
                "report_id": str(use.report_id),
                "number": use.number,
                "officer": use.officer,
                "at": moment(use.at),
            }
            for use in recent_uses(session, who.viewer, entry)
        ],
    }
    return tagged(shown, entry.version)
