"""How an officer's own account is guarded: passkeys, the password, and logins elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from admin_api.access import any_officer, current_account, demand_place, public_endpoint
from admin_api.officer_session import await_passkey, awaited_challenge, demand_fresh_login
from admin_api.resources import Resources, refuses
from admin_api.schemas.account_security import (
    NewPasskeySchema,
    PasskeyEntrySchema,
    PasskeyListSchema,
    PasskeyOptionsSchema,
    PasskeySchema,
    PasswordChangeSchema,
)
from admin_api.schemas.session import SessionSchema
from admin_api.session import CODES_A_MINUTE, signed_in_state, was_refused
from tanggap.domain.refusal import Refused
from tanggap.login_sessions import start_session
from tanggap.rate_limits import limit_attempts, limiter
from tanggap.services.accounts import change_password, end_logins
from tanggap.services.passkeys import (
    ShownPasskey,
    add_passkey,
    begin_entry,
    begin_registration,
    enter_by_passkey,
    origin_of,
    passkeys_of,
    remove_passkey,
)
from tanggap.services.transaction import reading
from tanggap.storage.accounts import Account

blp = Resources("Keamanan akun", "Kunci sandi, kata sandi, dan sesi milik petugas sendiri.")


@blp.route("/session/passkey/options", methods=["POST"])
@public_endpoint
@limiter.limit(CODES_A_MINUTE)
@blp.response(201, PasskeyOptionsSchema)
def begin_passkey_entry() -> dict[str, Any]:
    """Mulai masuk dengan kunci sandi: yang diminta kepada peramban.

    Surel tidak perlu disebut; kunci sandi tahu pemiliknya. Berlaku lima menit, untuk satu jawaban.
    """
    asked = begin_entry(_origin())
    await_passkey("entry", asked.challenge)
    return {"options": asked.options}


@blp.route("/session/passkey", methods=["POST"])
@public_endpoint
@limit_attempts("login", counts=was_refused)
@refuses(401, 403, 409)
@blp.arguments(PasskeyEntrySchema)
@blp.response(200, SessionSchema)
def sign_in_by_passkey(given: dict[str, Any]) -> dict[str, Any]:
    """Masuk dengan kunci sandi; kode autentikator tidak diminta lagi."""
    challenge = awaited_challenge("entry")
    account = enter_by_passkey(given["credential"], challenge=challenge, origin=_origin())
    demand_place(account)
    start_session(account)
    return signed_in_state(account)


@blp.route("/account/passkeys")
@any_officer
@blp.response(200, PasskeyListSchema)
def list_passkeys() -> dict[str, Any]:
    """Kunci sandi akun sendiri, yang terlama lebih dahulu."""
    return {"items": [_shown(key) for key in passkeys_of(reading(), current_account().id)]}


@blp.route("/account/passkeys/options", methods=["POST"])
@any_officer
@limiter.limit(CODES_A_MINUTE)
@refuses(409)
@blp.response(201, PasskeyOptionsSchema)
def begin_passkey() -> dict[str, Any]:
    """Mulai mendaftarkan kunci sandi: yang diminta kepada peramban.

    Hanya tidak lama setelah masuk. Berlaku lima menit, untuk satu jawaban.
    """
    demand_fresh_login()
    asked = begin_registration(current_account().id, _origin())
    await_passkey("registration", asked.challenge)
    return {"options": asked.options}


@blp.route("/account/passkeys", methods=["POST"])
@any_officer
@refuses(409)
@blp.arguments(NewPasskeySchema)
@blp.response(201, PasskeySchema)
def register_passkey(given: dict[str, Any]) -> dict[str, Any]:
    """Daftarkan kunci sandi yang dibuat peramban."""
    demand_fresh_login()
    challenge = awaited_challenge("registration")
    return _shown(
        add_passkey(
            current_account().id,
            given["name"],
            given["credential"],
            challenge=challenge,
            origin=_origin(),
        )
    )


@blp.route("/account/passkeys/<uuid:passkey_id>", methods=["DELETE"])
@any_officer
@blp.response(204)
def delete_passkey(passkey_id: UUID) -> None:
    """Hapus kunci sandi; tidak ada yang dapat masuk dengannya lagi."""
    demand_fresh_login()
    remove_passkey(current_account().id, passkey_id)


@blp.route("/account/password", methods=["PUT"])
@any_officer
@limiter.limit(CODES_A_MINUTE, deduct_when=was_refused)
@blp.arguments(PasswordChangeSchema)
@blp.response(200, SessionSchema)
def replace_password(given: dict[str, str]) -> dict[str, Any]:
    """Ganti kata sandi sendiri; semua perangkat lain dikeluarkan, peramban ini tetap masuk."""
    try:
        account = change_password(current_account().id, given["current"], given["new"])
    except Refused as refusal:
        field = "current" if refusal.code == "password-wrong" else "new"
        raise Refused(refusal.code, **{**refusal.facts, "field": field}) from None
    start_session(account)
    return signed_in_state(account)


@blp.route("/account/other-sessions", methods=["DELETE"])
@any_officer
@blp.response(200, SessionSchema)
def end_other_sessions() -> dict[str, Any]:
    """Keluar dari semua perangkat lain; peramban ini tetap masuk."""
    demand_fresh_login()
    account_id = current_account().id
    end_logins(account_id)
    account = reading().get_one(Account, account_id, populate_existing=True)
    start_session(account)
    return signed_in_state(account)


def _origin() -> str:
    return origin_of(request.host_url)


def _shown(key: ShownPasskey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "created_at": key.created_at,
        "last_used_at": key.last_used_at,
        "is_synced": key.is_synced,
    }
