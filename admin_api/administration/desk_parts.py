"""Categories and teams of a desk."""

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
from admin_api.preconditions import version_decided_on
from admin_api.resources import Resources, refuses
from admin_api.schemas.administration_organisation import (
    AdministeredCategoriesSchema,
    AdministeredCategorySchema,
    AdministeredTeamSchema,
    AdministeredTeamsSchema,
    CategoryChangeSchema,
    CategoryCreateSchema,
    MemberGivenSchema,
    TeamChangeSchema,
    TeamCreateSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration import categories, teams

blp = Resources("Kelola isi layanan", "Kategori dan tim layanan, oleh administrator.")

DESK = "/administration/desks/<uuid:desk_id>"
CATEGORY = "/administration/categories/<uuid:category_id>"
TEAM = "/administration/teams/<uuid:team_id>"


@blp.route(f"{DESK}/categories")
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredCategoriesSchema)
def list_categories(desk_id: UUID) -> Response:
    """Kategori layanan, juga yang tidak aktif."""
    found = categories.list_categories(acting(), desk_id)
    return answer(AdministeredCategoriesSchema, {"items": found})


@blp.route(f"{DESK}/categories", methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(CategoryCreateSchema)
@blp.response(201, AdministeredCategorySchema)
def create_category(given: dict[str, Any], desk_id: UUID) -> Response:
    """Tambah kategori atau subkategori, di urutan terakhir."""
    category = categories.create_category(acting(), desk_id, **given)
    return created(AdministeredCategorySchema, category, category.version)


@blp.route(CATEGORY)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredCategorySchema)
def show_category(category_id: UUID) -> Response:
    """Satu kategori."""
    category = categories.get_category(acting(), category_id)
    return answer(AdministeredCategorySchema, category, category.version)


@blp.route(CATEGORY, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(CategoryChangeSchema)
@blp.response(200, AdministeredCategorySchema)
def change_category(given: dict[str, Any], category_id: UUID) -> Response:
    """Ubah nama, petunjuk, urutan, atau keaktifan kategori.

    Menonaktifkan kategori utama menonaktifkan subkategorinya juga.
    """
    category = categories.change_category(acting(), category_id, version_decided_on(), given)
    return answer(AdministeredCategorySchema, category, category.version)


@blp.route(CATEGORY, methods=["DELETE"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(204)
def remove_category(category_id: UUID) -> None:
    """Hapus kategori yang belum pernah dipakai."""
    categories.remove_category(acting(), category_id, version_decided_on())


@blp.route(f"{DESK}/teams")
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredTeamsSchema)
def list_teams(desk_id: UUID) -> Response:
    """Tim layanan dengan anggotanya, dan pelaksana yang dapat dibuatkan tim."""
    who = acting()
    shown = {"items": teams.list_teams(who, desk_id), "actors": teams.team_actors(who, desk_id)}
    return answer(AdministeredTeamsSchema, shown)


@blp.route(f"{DESK}/teams", methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(TeamCreateSchema)
@blp.response(201, AdministeredTeamSchema)
def create_team(given: dict[str, Any], desk_id: UUID) -> Response:
    """Tambah tim untuk seorang pelaksana SOP; per perangkat daerah bila SOP menyebutnya begitu."""
    view = teams.create_team(acting(), desk_id, **given)
    return created(AdministeredTeamSchema, view, view.team.version)


@blp.route(TEAM)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, AdministeredTeamSchema)
def show_team(team_id: UUID) -> Response:
    """Satu tim dengan anggotanya."""
    view = teams.get_team(acting(), team_id)
    return answer(AdministeredTeamSchema, view, view.team.version)


@blp.route(TEAM, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(TeamChangeSchema)
@blp.response(200, AdministeredTeamSchema)
def rename_team(given: dict[str, Any], team_id: UUID) -> Response:
    """Ganti nama tim."""
    view = teams.rename_team(acting(), team_id, version_decided_on(), given["name"])
    return answer(AdministeredTeamSchema, view, view.team.version)


@blp.route(TEAM, methods=["DELETE"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(204)
def remove_team(team_id: UUID) -> None:
    """Hapus tim tanpa anggota dan tanpa tugas terbuka."""
    teams.remove_team(acting(), team_id, version_decided_on())


@blp.route(f"{TEAM}/members", methods=["POST"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(MemberGivenSchema)
@blp.response(200, AdministeredTeamSchema)
def add_member(given: dict[str, Any], team_id: UUID) -> Response:
    """Dudukkan petugas dalam tim."""
    view = teams.add_member(acting(), team_id, version_decided_on(), given["account_id"])
    return answer(AdministeredTeamSchema, view, view.team.version)


@blp.route(f"{TEAM}/members/<uuid:account_id>", methods=["DELETE"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(200, AdministeredTeamSchema)
def remove_member(team_id: UUID, account_id: UUID) -> Response:
    """Keluarkan petugas dari tim; tugas yang ditugaskan kepadanya kembali kepada tim."""
    view = teams.remove_member(acting(), team_id, version_decided_on(), account_id)
    return answer(AdministeredTeamSchema, view, view.team.version)
