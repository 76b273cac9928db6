"""What an officer has typed and not sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from admin_api.access import current_viewer, requires
from admin_api.preconditions import TEXT_SEEN, tagged, text_seen
from admin_api.presenting.report import draft_line
from admin_api.resources import Resources, refuses
from admin_api.schemas.report import DraftSchema, GivenSchema
from tanggap.domain.policy import Permission
from tanggap.services.officer_drafts import discard_draft, read_draft, save_draft
from tanggap.services.transaction import reading

blp = Resources("Konsep", "Isian tindakan yang belum dikirim; tersimpan di server.")
PATH = "/tasks/<uuid:task_id>/drafts/<string(maxlength=100):action>"


@blp.route(PATH)
@requires(Permission.TAKE_TASK)
@blp.response(200, DraftSchema)
def show_draft(task_id: UUID, action: str) -> Any:
    """Konsep sendiri untuk sebuah tindakan."""
    return tagged(draft_line(read_draft(reading(), current_viewer(), task_id, action)))


@blp.route(PATH, methods=["PUT"], parameters=TEXT_SEEN)
@requires(Permission.TAKE_TASK)
@refuses(409, 412)
@blp.arguments(GivenSchema)
@blp.response(200, DraftSchema)
def keep_draft(given: dict[str, Any], task_id: UUID, action: str) -> Any:
    """Simpan konsep, menggantikan yang sebelumnya; isi belum diperiksa."""
    kept = save_draft(current_viewer(), task_id, action, given["given"], text_seen())
    return tagged(draft_line(kept))


@blp.route(PATH, methods=["DELETE"], parameters=TEXT_SEEN)
@requires(Permission.TAKE_TASK)
@refuses(412)
@blp.response(204)
def drop_draft(task_id: UUID, action: str) -> None:
    """Buang konsep."""
    discard_draft(current_viewer(), task_id, action, text_seen())
