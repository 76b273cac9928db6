"""What an officer set up for themselves."""

from __future__ import annotations

from typing import Any

from flask import Response

from admin_api.access import any_officer, current_account
from admin_api.preconditions import tagged
from admin_api.resources import Resources
from admin_api.schemas.session import PreferencesSchema
from tanggap.services.officer_preferences import keep_preferences, preferences_of
from tanggap.services.transaction import reading

blp = Resources("Pengaturan sendiri", "Tampilan tersimpan dan pilihan lain milik petugas sendiri.")


@blp.route("/preferences")
@any_officer
@blp.response(200, PreferencesSchema)
def show_preferences() -> Response:
    """Pengaturan petugas sendiri."""
    return tagged({"preferences": preferences_of(reading(), current_account().id)})


@blp.route("/preferences", methods=["PUT"])
@any_officer
@blp.arguments(PreferencesSchema)
@blp.response(200, PreferencesSchema)
def replace_preferences(given: dict[str, Any]) -> Response:
    """Ganti pengaturan petugas sendiri; isinya hanya berarti bagi aplikasi."""
    return tagged({"preferences": keep_preferences(current_account().id, given["preferences"])})
