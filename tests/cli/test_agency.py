"""A new server is begun once: an agency, its calendar, and an administrator who is invited."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tanggap.storage import embedded_postgres
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.correspondence import Message
from tanggap.storage.database import db
from tests.cli.servers import Server, new_server

GIVEN = {
    "name": "Pemerintah Kota Contoh",
    "place": "Contoh",
    "unit": "Dinas Komunikasi dan Informatika",
    "unit-code": "diskominfo",
    "letter-code": "DISKOMINFO",
    "administrator": "Dewi Anggraini",
    "email": "dewi@kotacontoh.example",
    "timezone": "Asia/Jayapura",
}


@pytest.fixture(scope="module")
def new(
    server: embedded_postgres.EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with new_server(server, tmp_path_factory.mktemp("files"), migrated=True) as one:
        yield one


def _found(new: Server, **other: str) -> tuple[int, str]:
    words = [f"--{name}={value}" for name, value in (GIVEN | other).items()]
    done = new.run("agency", "found", *words)
    return done.exit_code, done.output


def test_an_empty_server_gets_its_agency_once(new: Server) -> None:
    for wrong in ({"unit-code": "Dinas Kominfo"}, {"email": "dewi"}, {"name": " "}):
        status, said = _found(new, **wrong)
        assert (status, said[:7]) == (1, "Error: ")
    assert _found(new)[0] == 0  # nothing of the wrong ones was written
    status, said = _found(new, email="lain@kotacontoh.example")
    assert status == 1
    assert "sudah ada di basis data ini" in said
    with new.product.app_context():
        administrator = db.session.scalars(select(Account)).one()
        assert {role.name for role in administrator.roles} == {"officer", "administrator"}
        [invitation] = db.session.scalars(select(Message)).all()
        assert invitation.address == GIVEN["email"]
        assert invitation.template == "officer_invitation"
        calendar = db.session.scalars(select(CalendarRow)).one()
        assert (calendar.timezone, bool(calendar.holidays)) == ("Asia/Jayapura", True)
        db.session.remove()
