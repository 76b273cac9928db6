"""Where a desk is reached is looked after by administration, and nobody takes another's address."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.desk_addresses import (
    connect_address,
    disconnect_address,
    list_addresses,
)
from tanggap.services.desk_channels import connections
from tanggap.services.transaction import transaction
from tanggap.storage.channels import DeskChannel
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Desk
from tests.services.administration.office import as_administrator, last_entry, nkk, refused

FIELDS = [column.name for column in Desk.__table__.columns]


def given(channel: str, address: str, **more: str) -> dict[str, str | None]:
    return {"channel": channel, "address": address, **more}


def test_an_address_is_connected_renewed_and_taken_off(admin: Acting, session: Session) -> None:
    desk, version = nkk(session).id, nkk(session).version
    one = given("whatsapp", " 109876543210 ", template="kabar_baru", template_language="id")
    [kept] = connect_address(admin, desk, one)
    assert (kept.address, kept.template, kept.is_active) == ("109876543210", "kabar_baru", True)
    entry = last_entry(session)
    assert (entry.action, entry.object_id) == ("channel_connected", str(desk))
    assert entry.account_id == admin.viewer.account
    session.expire_all()
    assert "whatsapp" in nkk(session).channels
    assert nkk(session).version == version + 1
    [renewed] = connect_address(admin, desk, given("whatsapp", "109876543210"))
    assert (renewed.id, renewed.template) == (kept.id, "")
    [gone] = disconnect_address(admin, desk, kept.id)
    assert not gone.is_active
    assert last_entry(session).action == "channel_disconnected"
    [back] = connect_address(admin, desk, given("whatsapp", "109876543210"))
    assert back.is_active
    assert [one.address for one in connections() if one.desk_slug == "nkk"] == ["109876543210"]


@pytest.mark.parametrize(
    ("channel", "address"), [("whatsapp", "+62 812"), ("sms", "a b"), ("email", "bukan surel")]
)
def test_an_address_that_cannot_be_read_is_refused_at_its_field(
    admin: Acting, session: Session, channel: str, address: str
) -> None:
    with refused("channel-address-unreadable") as caught:
        connect_address(admin, nkk(session).id, given(channel, address))
    assert caught.value.facts["field"] == "address"


def test_an_address_of_another_desk_is_refused(admin: Acting, session: Session) -> None:
    first = nkk(session)
    with transaction() as own:
        wanted = {name: getattr(first, name) for name in FIELDS}
        own.add(Desk(**wanted | {"id": new_id(), "slug": "lain", "name": "Layanan lain"}))
    other = session.scalars(select(Desk).where(Desk.slug == "lain")).one()
    [kept] = connect_address(admin, other.id, given("email", "Aduan@contoh.example"))
    with refused("channel-address-taken") as caught:
        connect_address(admin, first.id, given("email", "aduan@contoh.example"))
    assert caught.value.facts["desk"] == "Layanan lain"
    with refused("channel-address-not-found"):
        disconnect_address(admin, first.id, kept.id)
    assert session.scalars(select(DeskChannel.is_active)).all() == [True]


def test_addresses_are_for_administrators_of_the_agency_alone(
    admin: Acting, session: Session
) -> None:
    with refused("not-allowed"):
        list_addresses(as_administrator(session, "operator"), nkk(session).id)
    with refused("desk-not-found"):
        list_addresses(admin, uuid4())
