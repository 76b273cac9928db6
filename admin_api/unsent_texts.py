"""What an officer has typed into forms that are no actions, and not sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import any_officer, current_account
from admin_api.preconditions import TEXT_SEEN, tagged, text_seen
from admin_api.presenting.values import moment
from admin_api.resources import Resources, refuses
from admin_api.schemas.desktop import TypedSchema, UnsentTextSchema
from tanggap.domain.refusal import Refused
from tanggap.services.draft_versions import text_tag
from tanggap.services.transaction import reading
from tanggap.services.unsent_texts import Kind, discard_text, save_text, unsent_text
from tanggap.storage.officer_desktop import UnsentText

blp = Resources(
    "Tulisan belum terkirim",
    "Catatan, pesan, penerimaan, dan pengetahuan yang belum dikirim; hanya milik penulisnya.",
)
PATH = "/unsent-texts/<string(maxlength=20):kind>/<uuid:about_id>"


@blp.route(PATH)
@any_officer
@blp.response(200, UnsentTextSchema)
def show_unsent_text(kind: str, about_id: UUID) -> Response:
    """Tulisan sendiri yang belum dikirim; `typed` null bila tidak ada.

    Disimpan 14 hari sejak terakhir ditulis.
    """
    found = unsent_text(reading(), current_account().id, _kind(kind), about_id)
    return tagged(_shown(found))


@blp.route(PATH, methods=["PUT"], parameters=TEXT_SEEN)
@any_officer
@refuses(409, 412)
@blp.arguments(TypedSchema)
@blp.response(200, UnsentTextSchema)
def keep_unsent_text(given: dict[str, Any], kind: str, about_id: UUID) -> Response:
    """Simpan tulisan, menggantikan yang sebelumnya; isi belum diperiksa."""
    account = current_account()
    seen = text_seen()
    kept = save_text(account.id, account.agency_id, _kind(kind), about_id, given["typed"], seen)
    return tagged(_shown(kept))


@blp.route(PATH, methods=["DELETE"], parameters=TEXT_SEEN)
@any_officer
@refuses(412)
@blp.response(204)
def drop_unsent_text(kind: str, about_id: UUID) -> None:
    """Buang tulisan."""
    discard_text(current_account().id, _kind(kind), about_id, text_seen())


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise Refused("draft-not-found") from None


def _shown(found: UnsentText | None) -> dict[str, Any]:
    if found is None:
        return {"typed": None, "saved_at": None, "etag": text_tag(None)}
    return {
        "typed": found.typed,
        "saved_at": moment(found.saved_at),
        "etag": text_tag(found.typed),
    }
