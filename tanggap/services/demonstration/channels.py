"""Give the desks of the invented city addresses on their channels; none of them exists."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.inbound import ChannelKind
from tanggap.services.demonstration.city import DEMONSTRATION_DOMAIN
from tanggap.storage.channels import DeskChannel
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk


def connect_demonstration_channels(session: Session, agency_id: UUID) -> None:
    """Connect every desk that has a written channel and no address on it yet."""
    session.flush()
    taken = {
        (row.desk_id, row.channel)
        for row in session.scalars(select(DeskChannel).where(DeskChannel.agency_id == agency_id))
    }
    for desk in session.scalars(select(Desk).where(Desk.agency_id == agency_id)):
        for kind in ChannelKind:
            if kind.value in desk.channels and (desk.id, kind.value) not in taken:
                session.add(
                    DeskChannel(
                        id=new_id(),
                        agency_id=agency_id,
                        desk_id=desk.id,
                        channel=kind.value,
                        address=_address(desk, kind),
                    )
                )
    session.flush()


def _address(desk: Desk, kind: ChannelKind) -> str:
    if kind is ChannelKind.EMAIL:
        return f"{desk.slug}@{DEMONSTRATION_DOMAIN}"
    return f"{kind.value}-{desk.slug}"
