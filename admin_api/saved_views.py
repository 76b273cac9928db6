"""The filters an officer gave a name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import any_officer, current_account
from admin_api.preconditions import tagged
from admin_api.presenting.values import id_or_none
from admin_api.resources import Resources, refuses
from admin_api.schemas.desktop import ChangeViewSchema, SaveViewSchema, ViewSchema, ViewsSchema
from tanggap.services.saved_views import Owner, Place, change_view, forget_view, save_view, views_of
from tanggap.services.transaction import reading
from tanggap.storage.officer_desktop import SavedView

blp = Resources("Tampilan tersimpan", "Saringan yang diberi nama oleh petugas; hanya miliknya.")


@blp.route("/views")
@any_officer
@blp.response(200, ViewsSchema)
def list_views() -> Response:
    """Tampilan tersimpan petugas sendiri, menurut nama.

    Mendukung `If-None-Match`.
    """
    return tagged({"items": [_line(view) for view in views_of(reading(), _owner())]})


@blp.route("/views", methods=["POST"])
@any_officer
@refuses(409)
@blp.arguments(SaveViewSchema)
@blp.response(201, ViewSchema)
def keep_view(given: dict[str, Any]) -> dict[str, Any]:
    """Simpan saringan dengan nama."""
    view = save_view(
        _owner(),
        Place(given["place"]),
        given["name"],
        given["address"],
        desk_id=given["desk_id"],
        is_start=given["is_start"],
    )
    return _line(view)


@blp.route("/views/<uuid:view_id>", methods=["PATCH"])
@any_officer
@blp.arguments(ChangeViewSchema)
@blp.response(200, ViewSchema)
def rename_view(given: dict[str, Any], view_id: UUID) -> dict[str, Any]:
    """Ganti nama tampilan, atau jadikan tampilan awal."""
    return _line(change_view(_owner(), view_id, given))


@blp.route("/views/<uuid:view_id>", methods=["DELETE"])
@any_officer
@blp.response(204)
def drop_view(view_id: UUID) -> None:
    """Hapus tampilan tersimpan."""
    forget_view(_owner(), view_id)


def _owner() -> Owner:
    account = current_account()
    return Owner(account.agency_id, account.viewer)


def _line(view: SavedView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "place": view.place,
        "desk_id": id_or_none(view.desk_id),
        "name": view.name,
        "address": view.address,
        "is_start": view.is_start,
    }
