"""Publishing the answer to a report with personal data covered, and withdrawing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.preconditions import tagged
from admin_api.presenting.publication import proposal_as_json
from admin_api.resources import Resources, refuses
from admin_api.schemas.publication import (
    PublicationGivenSchema,
    PublicationSchema,
    PublishSchema,
)
from admin_api.schemas.report import ReasonSchema
from tanggap.domain.policy import Permission
from tanggap.domain.publication import TextField
from tanggap.domain.refusal import Refused
from tanggap.services.publishing import (
    Wish,
    prepare_publication,
    publish,
    wish_of,
    withdraw_publication,
)
from tanggap.services.transaction import reading

blp = Resources("Publikasi", "Jawaban yang dipublikasikan tanpa data pribadi.")


@blp.route("/reports/<uuid:report_id>/publication")
@requires(Permission.PUBLISH_REPORT)
@blp.response(200, PublicationSchema)
def show_publication(report_id: UUID) -> Response:
    """Usulan publikasi: data pribadi yang ditemukan sudah disamarkan.

    Laporan yang tidak boleh dipublikasikan dijawab dengan `obstacle` dan tanpa teks.
    """
    return _answer(report_id, {})


@blp.route("/reports/<uuid:report_id>/publication/preview", methods=["POST"])
@requires(Permission.PUBLISH_REPORT)
@refuses(409)
@blp.arguments(PublicationGivenSchema)
@blp.response(200, PublicationSchema)
def preview_publication(given: dict[str, Any], report_id: UUID) -> Response:
    """Teks seperti akan dibaca publik dengan keputusan petugas; tidak ada yang disimpan."""
    return _answer(report_id, _wishes(given), demand=True)


@blp.route("/reports/<uuid:report_id>/publication", methods=["POST"])
@requires(Permission.PUBLISH_REPORT)
@refuses(409)
@blp.arguments(PublishSchema)
@blp.response(200, PublicationSchema)
def publish_report(given: dict[str, Any], report_id: UUID) -> Response:
    """Terbitkan, atau terbitkan ulang dengan teks lain; temuan yang ditampilkan perlu alasan."""
    wishes = _wishes(given)
    publish(current_viewer(), report_id, wishes, given["fingerprint"])
    return _answer(report_id, wishes)


@blp.route("/reports/<uuid:report_id>/publication/withdrawal", methods=["POST"])
@requires(Permission.PUBLISH_REPORT)
@refuses(409)
@blp.arguments(ReasonSchema)
@blp.response(200, PublicationSchema)
def withdraw_publication_of_report(given: dict[str, str], report_id: UUID) -> Response:
    """Tarik publikasi dari halaman publik; alasannya dicatat."""
    withdraw_publication(current_viewer(), report_id, given["reason"])
    return _answer(report_id, {})


def _answer(report_id: UUID, wishes: dict[TextField, Wish], *, demand: bool = False) -> Response:
    proposal = prepare_publication(reading(), current_viewer(), report_id, wishes)
    if demand and proposal.obstacle is not None:
        raise Refused(proposal.obstacle)
    return tagged(proposal_as_json(proposal))


def _wishes(given: dict[str, Any]) -> dict[TextField, Wish]:
    wishes = {}
    for field in TextField:
        one = given[field.value] or {"text": None, "lifted": [], "added": []}
        wishes[field] = wish_of(
            one["text"],
            [(place["start"], place["end"], place["reason"]) for place in one["lifted"]],
            [(place["start"], place["end"], place["reason"]) for place in one["added"]],
            given["words"],
        )
    return wishes
