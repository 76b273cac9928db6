"""Answer templates of a desk."""

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
from admin_api.schemas.answer_templates import (
    TemplateBodySchema,
    TemplateChangeSchema,
    TemplateCreateSchema,
    TemplatePreviewSchema,
    TemplateSchema,
    TemplatesSchema,
)
from tanggap.domain.answer_templates import PLACEHOLDERS
from tanggap.domain.policy import Permission
from tanggap.services.knowledge import answer_templates

blp = Resources("Kelola templat jawaban", "Templat jawaban layanan, oleh administrator.")

OF_DESK = "/administration/desks/<uuid:desk_id>/answer-templates"
TEMPLATE = "/administration/answer-templates/<uuid:template_id>"


@blp.route(OF_DESK)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, TemplatesSchema)
def list_templates(desk_id: UUID) -> Response:
    """Templat layanan, juga yang tidak aktif, dengan tindakan dan isian yang dapat dipakai."""
    shown = {
        "items": answer_templates.list_templates(acting(), desk_id),
        "places": answer_templates.places_of_desk(acting(), desk_id),
        "placeholders": [
            {"name": name, "meaning": meaning} for name, meaning in PLACEHOLDERS.items()
        ],
    }
    return answer(TemplatesSchema, shown)


@blp.route(OF_DESK, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(TemplateCreateSchema)
@blp.response(201, TemplateSchema)
def create_template(given: dict[str, Any], desk_id: UUID) -> Response:
    """Tambah templat; isian yang tidak dikenal ditolak."""
    template = answer_templates.create_template(acting(), desk_id, given)
    return created(TemplateSchema, template, template.version)


@blp.route(f"{OF_DESK}/previews", methods=["POST"])
@requires(Permission.ADMINISTER)
@blp.arguments(TemplateBodySchema)
@blp.response(200, TemplatePreviewSchema)
def preview_template(given: dict[str, str], desk_id: UUID) -> Response:
    """Teks templat dengan data sebuah laporan contoh; tidak ada yang disimpan."""
    text = answer_templates.preview_template(acting(), desk_id, given["body"])
    return answer(TemplatePreviewSchema, {"text": text})


@blp.route(TEMPLATE)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, TemplateSchema)
def show_template(template_id: UUID) -> Response:
    """Satu templat."""
    template = answer_templates.get_template(acting(), template_id)
    return answer(TemplateSchema, template, template.version)


@blp.route(TEMPLATE, methods=["PATCH"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(TemplateChangeSchema)
@blp.response(200, TemplateSchema)
def change_template(given: dict[str, Any], template_id: UUID) -> Response:
    """Ubah templat."""
    template = answer_templates.change_template(acting(), template_id, version_decided_on(), given)
    return answer(TemplateSchema, template, template.version)


@blp.route(TEMPLATE, methods=["DELETE"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(409, 412, 428)
@blp.response(204)
def remove_template(template_id: UUID) -> None:
    """Hapus templat; jawaban yang sudah ditulis dengannya tetap."""
    answer_templates.remove_template(acting(), template_id, version_decided_on())
