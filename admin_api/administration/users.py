"""Officers: their accounts, posts, roles and teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import requires
from admin_api.administration.changing import (
    CHANGES,
    CREATES,
    VERSION_SEEN,
    acting,
    answer,
    created,
)
from admin_api.administration.list_cursors import cursor_behind, id_of_cursor
from admin_api.officer_session import demand_fresh_login
from admin_api.preconditions import version_decided_on
from admin_api.resources import Resources, refuses
from admin_api.schemas.administration_users import (
    InvitationSchema,
    NikGivenSchema,
    RolesGivenSchema,
    StateGivenSchema,
    TeamsGivenSchema,
    UserChangeSchema,
    UserQuery,
    UserSchema,
    UsersSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration import user_access, user_list, users
from tanggap.services.administration.user_list import User, UserFilter

blp = Resources("Kelola petugas", "Akun, jabatan, peran, dan tim petugas, oleh administrator.")

USERS = "/administration/users"
USER = f"{USERS}/<uuid:account_id>"


@blp.route(USERS)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.arguments(UserQuery, location="query")
@blp.response(200, UsersSchema)
def list_users(wanted: dict[str, Any]) -> Response:
    """Petugas menurut nama, dicari dengan bagian nama, surel, atau NIP."""
    page = user_list.list_users(
        acting(),
        UserFilter(
            words=wanted["q"],
            state=wanted["state"],
            role=wanted["role"],
            unit_id=wanted["unit"],
        ),
        after=id_of_cursor(USERS, wanted["cursor"]),
        limit=wanted["limit"],
    )
    following = cursor_behind(USERS, page.next_id)
    return answer(UsersSchema, {"items": page.users, "next_cursor": following})


@blp.route(USERS, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(InvitationSchema)
@blp.response(201, UserSchema)
def invite_user(given: dict[str, Any]) -> Response:
    """Undang petugas: akun dan jabatannya dibuat, tautan kata sandi dikirim."""
    return _created(users.invite_user(acting(), given))


@blp.route(USER)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, UserSchema)
def show_user(account_id: UUID) -> Response:
    """Satu petugas."""
    return _answer(user_list.get_user(acting(), account_id))


@blp.route(USER, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(UserChangeSchema)
@blp.response(200, UserSchema)
def change_user(given: dict[str, Any], account_id: UUID) -> Response:
    """Ubah nama, surel, dan jabatan. Surel baru mengakhiri semua sesi petugas."""
    return _answer(users.change_user(acting(), account_id, version_decided_on(), given))


@blp.route(f"{USER}/roles", methods=["PUT"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(RolesGivenSchema)
@blp.response(200, UserSchema)
def set_user_roles(given: dict[str, Any], account_id: UUID) -> Response:
    """Tetapkan peran petugas. Perlu baru saja masuk; peran sendiri tidak dapat diubah."""
    demand_fresh_login()
    return _answer(users.set_roles(acting(), account_id, version_decided_on(), given["roles"]))


@blp.route(f"{USER}/nik", methods=["PUT"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(NikGivenSchema)
@blp.response(200, UserSchema)
def set_user_nik(given: dict[str, Any], account_id: UUID) -> Response:
    """Catat NIK penanda tangan, yang dikenal BSrE, atau hapus. Perlu baru saja masuk.

    Nomornya tidak pernah ditampilkan lagi, hanya empat angka terakhirnya (`nik_end`).
    """
    demand_fresh_login()
    decided_on = version_decided_on()
    return _answer(user_access.set_nik(acting(), account_id, decided_on, given["nik"]))


@blp.route(f"{USER}/teams", methods=["PUT"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(TeamsGivenSchema)
@blp.response(200, UserSchema)
def set_user_teams(given: dict[str, Any], account_id: UUID) -> Response:
    """Tetapkan tim tempat petugas duduk."""
    decided_on = version_decided_on()
    return _answer(users.set_teams(acting(), account_id, decided_on, given["team_ids"]))


@blp.route(f"{USER}/state", methods=["PUT"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(StateGivenSchema)
@blp.response(200, UserSchema)
def set_user_state(given: dict[str, Any], account_id: UUID) -> Response:
    """Nonaktifkan petugas, atau aktifkan kembali.

    Yang dinonaktifkan keluar dari semua tim dan tugasnya dilepas; sesinya berakhir saat itu juga.
    """
    decided_on = version_decided_on()
    return _answer(users.set_active(acting(), account_id, decided_on, given["is_active"]))


@blp.route(f"{USER}/sessions", methods=["DELETE"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(200, UserSchema)
def end_user_sessions(account_id: UUID) -> Response:
    """Akhiri semua sesi petugas, di semua perangkat."""
    return _answer(user_access.end_sessions(acting(), account_id, version_decided_on()))


@blp.route(f"{USER}/second-factor", methods=["DELETE"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(200, UserSchema)
def reset_user_second_factor(account_id: UUID) -> Response:
    """Lepas autentikator petugas yang kehilangan ponselnya. Perlu baru saja masuk."""
    demand_fresh_login()
    return _answer(user_access.reset_second_factor(acting(), account_id, version_decided_on()))


@blp.route(f"{USER}/invitation", methods=["POST"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(200, UserSchema)
def invite_user_again(account_id: UUID) -> Response:
    """Kirim undangan sekali lagi; tautan yang lama tidak berlaku."""
    return _answer(user_access.invite_again(acting(), account_id, version_decided_on()))


def _answer(user: User) -> Response:
    return answer(UserSchema, user, user.version)


def _created(user: User) -> Response:
    return created(UserSchema, user, user.version)
