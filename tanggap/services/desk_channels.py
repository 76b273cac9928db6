"""Connect desks to the addresses at which people reach them, and take them off again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.inbound import ChannelKind
from tanggap.domain.refusal import Refused
from tanggap.services.email_addresses import parse_email
from tanggap.services.history import audit
from tanggap.services.house import now
from tanggap.services.transaction import reading, transaction
from tanggap.storage.channels import DeskChannel
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk

_ADDRESS = {
    ChannelKind.WHATSAPP: re.compile(r"\d{5,30}"),
    ChannelKind.SMS: re.compile(r"\+?[A-Za-z0-9]{2,20}"),
}


@dataclass(frozen=True, slots=True)
class Connection:
    """One address of a desk."""

    desk_slug: str
    desk_name: str
    channel: str
    address: str
    is_active: bool


def connect_desk(
    desk_slug: str, channel: str, address: str, settings: Mapping[str, str] | None = None
) -> Connection:
    """Let a desk be reached at an address; connecting it again wakes it up and renews its settings.

    Args:
        settings: ``template`` and ``template_language`` of WhatsApp.

    Raises:
        Refused: ``desk-not-found``, ``channel-unknown``, ``channel-address-unreadable``,
            ``channel-address-taken`` by another desk.
    """
    kind, address = read_address(channel, address)
    with transaction() as session:
        desk = _desk(session, desk_slug)
        connect_in(session, desk, kind, address, settings or {})
        _audit(session, desk, "channel_connected", kind, address)
        return Connection(desk.slug, desk.name, kind.value, address, is_active=True)


def connect_in(
    session: Session, desk: Desk, kind: ChannelKind, address: str, settings: Mapping[str, str]
) -> None:
    """Connect an address in the caller's transaction, who writes the audit log.

    Raises:
        Refused: ``channel-address-taken`` by another desk.
    """
    row = _row(session, kind, address)
    if row is not None and row.desk_id != desk.id:
        is_ours = row.agency_id == desk.agency_id
        name = row.desk.name if is_ours else "pemerintah daerah lain"
        raise Refused("channel-address-taken", desk=name, field="address")
    if row is None:
        row = DeskChannel(
            id=new_id(),
            agency_id=desk.agency_id,
            desk_id=desk.id,
            channel=kind.value,
            address=address,
        )
        session.add(row)
    row.is_active, row.settings = True, dict(settings)
    if kind.value not in desk.channels:
        desk.channels = [*desk.channels, kind.value]


def disconnect_desk(channel: str, address: str) -> None:
    """Take an address off its desk; what came in there stays.

    Raises:
        Refused: ``channel-unknown``, ``channel-address-unreadable``,
            ``channel-address-not-found``.
    """
    kind, address = read_address(channel, address)
    with transaction() as session:
        row = _row(session, kind, address)
        if row is None:
            raise Refused("channel-address-not-found")
        row.is_active = False
        _audit(session, row.desk, "channel_disconnected", kind, address)


def connections() -> Sequence[Connection]:
    """Every address of every desk."""
    rows = reading().execute(
        select(
            Desk.slug, Desk.name, DeskChannel.channel, DeskChannel.address, DeskChannel.is_active
        )
        .join(Desk, Desk.id == DeskChannel.desk_id)
        .order_by(Desk.slug, DeskChannel.channel, DeskChannel.address)
    )
    return [Connection(*row) for row in rows]


def read_address(channel: str, address: str) -> tuple[ChannelKind, str]:
    """A channel and an address as they are stored.

    Raises:
        Refused: ``channel-unknown``, ``channel-address-unreadable``.
    """
    known = [kind.value for kind in ChannelKind]
    if channel not in known:
        raise Refused("channel-unknown", channel=channel, known=known)
    kind = ChannelKind(channel)
    typed = address.strip()
    if kind is ChannelKind.EMAIL:
        try:
            return kind, parse_email(typed)
        except Refused:
            raise Refused("channel-address-unreadable") from None
    if not _ADDRESS[kind].fullmatch(typed):
        raise Refused("channel-address-unreadable")
    return kind, typed


def _desk(session: Session, slug: str) -> Desk:
    found = session.scalars(select(Desk).where(Desk.slug == slug).limit(2)).all()
    if len(found) != 1:
        raise Refused("desk-not-found")
    return found[0]


def _row(session: Session, kind: ChannelKind, address: str) -> DeskChannel | None:
    return session.scalars(
        select(DeskChannel)
        .where(DeskChannel.channel == kind.value, DeskChannel.address == address)
        .with_for_update()
    ).one_or_none()


def _audit(session: Session, desk: Desk, action: str, kind: ChannelKind, address: str) -> None:
    after = {"channel": kind.value, "address": address}
    audit(session, desk.agency_id, now(), action, "desk", desk.id, account_id=None, after=after)
