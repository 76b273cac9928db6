"""Signing in and out: password, second factor, and what the app needs to know of who is here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from admin_api.access import (
    any_officer,
    current_account,
    current_viewer,
    demand_place,
    is_officer,
    public_endpoint,
)
from admin_api.cross_site import cross_site_token
from admin_api.officer_session import (
    account_of_session,
    await_second_factor,
    awaited_account,
    demand_fresh_login,
    is_awaited,
    session_ends_at,
)
from admin_api.presenting.values import id_or_none
from admin_api.resources import Resources, refuses
from admin_api.schemas.session import (
    CodeSchema,
    EnrolmentSchema,
    RecoveryCodesSchema,
    SessionSchema,
    SignInSchema,
)
from tanggap.domain.policy import Permission, may
from tanggap.domain.refusal import Refused
from tanggap.login_sessions import end_session, start_session
from tanggap.rate_limits import limit_attempts, limiter
from tanggap.services.house import now
from tanggap.services.officer_access import (
    begin_totp_enrolment,
    check_password,
    check_totp,
    confirm_totp_enrolment,
    must_enrol,
    needs_second_factor,
    new_recovery_codes,
    use_recovery_code,
)
from tanggap.services.officer_desks import OfficerDesk, desks_of, first_zone
from tanggap.services.signing.letters_waiting import marks_letters
from tanggap.services.transaction import reading
from tanggap.services.viewers import SignedIn, viewer_of
from tanggap.storage.accounts import Account

blp = Resources("Masuk", "Masuk, keluar, dan pengamanan akun petugas.")

ON_THE_WHOLE = (
    Permission.USE_QUEUES,
    Permission.SEARCH_REPORTS,
    Permission.RECORD_REPORT,
    Permission.SEE_PROCEDURES,
    Permission.OVERSEE,
    Permission.USE_KNOWLEDGE,
    Permission.ADMINISTER,
    Permission.SEE_AUDIT,
)
CODES_A_MINUTE = "10 per minute; 60 per hour"
RECOVERY_CODE_LENGTH = 12


def was_refused(response: Response) -> bool:
    """Whether a request was refused: only those use up an attempt."""
    return response.status_code >= 400


def _awaited_key() -> str:
    return str(awaited_account()) if is_awaited() else str(request.remote_addr)


@blp.route("/session")
@public_endpoint
@blp.response(200, SessionSchema)
def show_session() -> dict[str, Any]:
    """Siapa yang masuk dari peramban ini.

    Selalu 200; `state` menyebut keadaannya. Mulailah di sini untuk memperoleh `csrf_token`.
    """
    return _shown()


@blp.route("/session", methods=["POST"])
@public_endpoint
@limit_attempts("login", counts=was_refused)
@refuses(401, 403)
@blp.arguments(SignInSchema)
@blp.response(200, SessionSchema)
def sign_in(given: dict[str, str]) -> dict[str, Any]:
    """Masuk dengan surel dan kata sandi.

    `state` menjadi `signed_in`, atau `second_factor_needed` (lanjut ke `POST /session/totp`), atau
    `enrolment_needed` (lanjut ke `POST /session/authenticator`).
    """
    account = check_password(given["email"], given["password"])
    demand_place(account)
    if needs_second_factor(account) or must_enrol(account):
        await_second_factor(account.id)
        return _signed_out(
            "second_factor_needed" if needs_second_factor(account) else "enrolment_needed"
        )
    start_session(account)
    return signed_in_state(account)


@blp.route("/session/totp", methods=["POST"])
@public_endpoint
@limiter.limit(CODES_A_MINUTE, key_func=_awaited_key, deduct_when=was_refused)
@refuses(401, 409)
@blp.arguments(CodeSchema)
@blp.response(200, SessionSchema)
def give_second_factor(given: dict[str, str]) -> dict[str, Any]:
    """Lanjut masuk dengan kode autentikator atau kode pemulihan."""
    account_id = awaited_account()
    if _is_recovery_code(given["code"]):
        use_recovery_code(account_id, given["code"])
    else:
        check_totp(account_id, given["code"])
    account = reading().get_one(Account, account_id)
    start_session(account)
    return signed_in_state(account)


@blp.route("/session", methods=["DELETE"])
@public_endpoint
@blp.response(204)
def sign_out() -> None:
    """Keluar, di peramban ini dan semua perangkat lain."""
    end_session()


@blp.route("/session/authenticator", methods=["POST"])
@public_endpoint
@limiter.limit(CODES_A_MINUTE)
@refuses(401, 403, 409)
@blp.response(201, EnrolmentSchema)
def begin_authenticator() -> Any:
    """Pasang autentikator: kunci dan kode QR.

    Untuk akun yang sudah masuk, atau yang diminta memasangnya ketika masuk. Berlaku setelah
    `POST /session/authenticator/confirmation`; sampai saat itu autentikator yang lama berlaku.
    """
    return begin_totp_enrolment(_enrolling(), replacing=not is_awaited())


@blp.route("/session/authenticator/confirmation", methods=["POST"])
@public_endpoint
@limiter.limit(CODES_A_MINUTE, key_func=_awaited_key, deduct_when=was_refused)
@refuses(401, 403, 409)
@blp.arguments(CodeSchema)
@blp.response(200, RecoveryCodesSchema)
def confirm_authenticator(given: dict[str, str]) -> dict[str, Any]:
    """Berlakukan autentikator dengan kode pertamanya; memberi kode pemulihan."""
    account_id = _enrolling()
    was_awaited = is_awaited()
    codes = confirm_totp_enrolment(account_id, given["code"], replacing=not was_awaited)
    account = reading().get_one(Account, account_id)
    if was_awaited:
        start_session(account)
    return {"codes": list(codes), "session": signed_in_state(account)}


@blp.route("/session/recovery-codes", methods=["POST"])
@any_officer
@refuses(403, 409)
@blp.response(200, RecoveryCodesSchema)
def renew_recovery_codes() -> dict[str, Any]:
    """Ganti semua kode pemulihan."""
    demand_fresh_login()
    account = current_account()
    return {"codes": list(new_recovery_codes(account.id)), "session": signed_in_state(account)}


def _enrolling() -> Any:
    """Whose authenticator is set up: who is asked to while signing in, or who just signed in."""
    if is_awaited():
        return awaited_account()
    account = account_of_session()
    if not is_officer(account.viewer):
        raise Refused("not-allowed")
    demand_fresh_login()
    return account.id


def _is_recovery_code(code: str) -> bool:
    return sum(character.isalnum() for character in code) >= RECOVERY_CODE_LENGTH


def _shown() -> dict[str, Any]:
    try:
        account = current_account()
    except Refused:
        return _signed_out("second_factor_needed" if is_awaited() else "signed_out")
    if not is_officer(current_viewer()):
        return _signed_out("signed_out")
    return signed_in_state(account)


def _signed_out(state: str) -> dict[str, Any]:
    return {
        "state": state,
        "csrf_token": cross_site_token(),
        "now": now(),
        "ends_at": None,
        "account": None,
        "seats": [],
        "permissions": [],
        "timezone": None,
    }


def signed_in_state(account: Account | SignedIn) -> dict[str, Any]:
    """What the app needs to know of the officer who is signed in at this browser."""
    viewer = account.viewer if isinstance(account, SignedIn) else viewer_of(reading(), account)
    desks = desks_of(reading(), viewer)
    return {
        "state": "signed_in",
        "csrf_token": cross_site_token(),
        "now": now(),
        "ends_at": session_ends_at(),
        "account": {
            "id": account.id,
            "name": account.name,
            "email": account.email,
            "roles": sorted(role.value for role in viewer.roles),
            "has_second_factor": needs_second_factor(account),
            "last_login_at": account.last_login_at,
        },
        "seats": _seats(desks),
        "permissions": [one.value for one in ON_THE_WHOLE if may(one, viewer)],
        "timezone": _zone(desks, account.agency_id),
    }


def _zone(desks: list[OfficerDesk], agency_id: UUID) -> str:
    return desks[0].desk.calendar.timezone if desks else first_zone(reading(), agency_id)


def _seats(desks: list[OfficerDesk]) -> list[dict[str, Any]]:
    return [
        {
            "desk_id": desk.desk.id,
            "desk_name": desk.desk.name,
            "actor": seat.actor,
            "actor_title": desk.procedure.actor(seat.actor).title,
            "team": desk.team_names.get((seat.actor, seat.unit), ""),
            "unit_id": id_or_none(seat.unit),
            "is_intake": seat.is_intake,
            "may_unmask": seat.may_unmask,
            "marks_letters": marks_letters(desk.procedure, seat.actor),
            "has_recaps": bool(desk.procedure.periods) and seat.unit is None,
            "timezone": desk.desk.calendar.timezone,
        }
        for desk in desks
        for seat in desk.seats
    ]
