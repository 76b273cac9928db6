"""Addresses of a desk as administrators look after them."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.fields import OneOf, Strict, Text
from admin_api.schemas.parts import flag, ident, many, text
from tanggap.domain.inbound import ChannelKind

MOST_LINE = 300
TEMPLATE = "Templat WhatsApp yang disetujui, untuk pesan setelah sehari tanpa balasan."


class AddressGivenSchema(Strict):
    """Alamat yang disambungkan."""

    channel = OneOf(*(kind.value for kind in ChannelKind), required=True)
    address = Text(longest=MOST_LINE, required=True)
    template = Text(longest=MOST_LINE, load_default=None, allow_none=True)
    template_language = Text(longest=MOST_LINE, load_default=None, allow_none=True)


class DeskAddressSchema(Schema):
    """Satu alamat layanan."""

    id = ident()
    channel = text("whatsapp, sms, atau email.")
    address = text("Phone Number ID, nomor singkat, atau alamat kotak surat.")
    template = text(TEMPLATE)
    template_language = text()
    is_active = flag()


class DeskAddressesSchema(Schema):
    """Semua alamat satu layanan."""

    items = many(DeskAddressSchema)
