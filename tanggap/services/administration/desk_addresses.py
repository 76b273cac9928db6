"""Look after the addresses at which a desk is reached: WhatsApp, SMS and mailboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting, administering, known, looking, note
from tanggap.services.desk_channels import connect_in, read_address
from tanggap.services.house import now
from tanggap.storage.channels import DeskChannel
from tanggap.storage.organisation import Desk

TEMPLATE_SETTINGS = ("template", "template_language")


@dataclass(frozen=True, slots=True)
class DeskAddress:
    """One address of a desk.

    Attributes:
        channel: whatsapp, sms or email.
        template: of WhatsApp, for messages after a day of silence; empty for the usual one.
        is_active: False for one that was disconnected; what came in there stays.
    """

    id: UUID
    channel: str
    address: str
    template: str
    template_language: str
    is_active: bool


def list_addresses(acting: Acting, desk_id: UUID) -> Sequence[DeskAddress]:
    """The addresses of a desk, also those that were disconnected.

    Raises:
        Refused: ``desk-not-found``.
    """
    session = looking(acting)
    known(session, acting, Desk, desk_id)
    return _addresses(session, desk_id)


def connect_address(
    acting: Acting, desk_id: UUID, given: Mapping[str, str | None]
) -> Sequence[DeskAddress]:
    """Let a desk be reached at an address; connecting it again wakes it up and renews its settings.

    Args:
        given: channel, address; template and template_language for WhatsApp.

    Raises:
        Refused: ``desk-not-found``, ``channel-unknown``, ``channel-address-unreadable``,
            ``channel-address-taken`` by another desk.
    """
    at = now()
    with administering(acting) as session:
        desk = known(session, acting, Desk, desk_id)
        try:
            kind, address = read_address(str(given["channel"]), str(given["address"]))
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.facts, "field": "address"}) from None
        asked = {name: (given.get(name) or "").strip() for name in TEMPLATE_SETTINGS}
        settings = {name: value for name, value in asked.items() if value and kind == "whatsapp"}
        before = list(desk.channels)
        connect_in(session, desk, kind, address, settings)
        if desk.channels != before:
            desk.version += 1
        after = {"channel": kind.value, "address": address, **settings}
        note(session, acting, "channel_connected", "desk", desk.id, at, after=after)
        session.flush()
        return _addresses(session, desk_id)


def disconnect_address(acting: Acting, desk_id: UUID, address_id: UUID) -> Sequence[DeskAddress]:
    """Take an address off its desk; what came in there stays.

    Raises:
        Refused: ``desk-not-found``, ``channel-address-not-found``.
    """
    at = now()
    with administering(acting) as session:
        known(session, acting, Desk, desk_id)
        row = session.get(DeskChannel, address_id, with_for_update=True)
        if row is None or row.desk_id != desk_id:
            raise Refused("channel-address-not-found")
        if row.is_active:
            row.is_active = False
            before = {"channel": row.channel, "address": row.address}
            note(session, acting, "channel_disconnected", "desk", desk_id, at, before=before)
            session.flush()
        return _addresses(session, desk_id)


def _addresses(session: Session, desk_id: UUID) -> Sequence[DeskAddress]:
    rows = session.scalars(
        select(DeskChannel)
        .where(DeskChannel.desk_id == desk_id)
        .order_by(DeskChannel.is_active.desc(), DeskChannel.channel, DeskChannel.address)
    )
    return [
        DeskAddress(
            id=row.id,
            channel=row.channel,
            address=row.address,
            template=str(row.settings.get("template", "")),
            template_language=str(row.settings.get("template_language", "")),
            is_active=row.is_active,
        )
        for row in rows
    ]
