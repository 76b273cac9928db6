"""Addresses at which a desk is reached."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import requires
from admin_api.administration.changing import CREATES, acting, answer, created
from admin_api.resources import Resources, refuses
from admin_api.schemas.administration_addresses import AddressGivenSchema, DeskAddressesSchema
from tanggap.domain.policy import Permission
from tanggap.services.administration import desk_addresses

blp = Resources("Kelola alamat kanal", "Alamat WhatsApp, SMS, dan surel layanan.")

ADDRESSES = "/administration/desks/<uuid:desk_id>/addresses"


@blp.route(ADDRESSES)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, DeskAddressesSchema)
def list_desk_addresses(desk_id: UUID) -> Response:
    """Alamat layanan, juga yang sudah diputus."""
    return _answer(desk_addresses.list_addresses(acting(), desk_id))


@blp.route(ADDRESSES, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(AddressGivenSchema)
@blp.response(201, DeskAddressesSchema)
def connect_desk_address(given: dict[str, Any], desk_id: UUID) -> Response:
    """Sambungkan sebuah alamat; yang pernah diputus tersambung lagi."""
    items = desk_addresses.connect_address(acting(), desk_id, given)
    return created(DeskAddressesSchema, {"items": items})


@blp.route(f"{ADDRESSES}/<uuid:address_id>", methods=["DELETE"])
@requires(Permission.ADMINISTER)
@blp.response(200, DeskAddressesSchema)
def disconnect_desk_address(desk_id: UUID, address_id: UUID) -> Response:
    """Putuskan sebuah alamat; pesan yang sudah masuk tetap ada."""
    return _answer(desk_addresses.disconnect_address(acting(), desk_id, address_id))


def _answer(items: Any) -> Response:
    return answer(DeskAddressesSchema, {"items": items})
