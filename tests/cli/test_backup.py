"""A city's database and files survive the loss of their server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask_security import hash_password
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from tanggap.cli.demonstration import PASSWORD
from tanggap.services.demonstration.founding import found_city
from tanggap.services.transaction import transaction
from tanggap.services.verification import examine
from tanggap.settings import ROOT
from tanggap.storage import embedded_postgres
from tanggap.storage.database import db
from tests.cli.servers import Server, new_server
from tests.conftest import THURSDAY_MORNING
from tests.services.nkk_desk import answer_as_information, document, file, pdf, run_jobs


@dataclass
class Saved:
    """A city with one issued letter, and a backup of it."""

    place: Server
    code: str
    letter: bytes
    backup: Path


@pytest.fixture(scope="module")
def saved(
    server: embedded_postgres.EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Saved]:
    with new_server(server, tmp_path_factory.mktemp("files"), migrated=True) as place:
        with place.product.app_context():
            with transaction() as session:
                found_city(session, THURSDAY_MORNING, hash_password(PASSWORD), ROOT / "sop")
            report = answer_as_information(db.session(), file())
            run_jobs(db.session())
            letter = document(db.session(), report, "reply_letter")
            code, content = letter.verification_code, pdf(letter)
            db.session.remove()
        folder = tmp_path_factory.mktemp("backups")
        made = place.run("backup", "make", folder)
        assert made.exit_code == 0, made.output
        [backup] = folder.glob("2026-*")
        yield Saved(place, code, content, backup)


@pytest.fixture
def empty(server: embedded_postgres.EmbeddedPostgres, tmp_path: Path) -> Iterator[Server]:
    """Another server with nothing on it."""
    with new_server(server, tmp_path / "files", migrated=False) as place:
        yield place


def test_an_issued_letter_still_verifies_on_the_restored_server(
    saved: Saved, empty: Server
) -> None:
    assert empty.run("backup", "check", saved.backup).exit_code == 0
    restored = empty.run("backup", "restore", saved.backup)
    assert restored.exit_code == 0, restored.output
    with empty.product.app_context():
        assert examine(saved.code, saved.letter).is_same
        with pytest.raises(ProgrammingError, match="permission denied for table event"):
            db.session.execute(text("DELETE FROM event"))
        db.session.remove()
    page = empty.product.test_client().get(f"/periksa/{saved.code}")
    assert page.status_code == 200


def test_a_database_that_holds_something_is_not_touched(saved: Saved) -> None:
    refused = saved.place.run("backup", "restore", saved.backup)
    assert refused.exit_code == 1
    assert "Basis data tujuan tidak kosong" in refused.stderr


def test_a_changed_or_missing_file_stops_the_restoration_before_it_begins(
    saved: Saved, empty: Server, tmp_path: Path
) -> None:
    one = sorted(path for path in (saved.backup.parent / "files").rglob("*") if path.is_file())[0]
    whole = one.read_bytes()
    try:
        for broken, said in ((whole + b" ", "berubah sejak dicadangkan"), (None, "hilang dari")):
            one.unlink() if broken is None else one.write_bytes(broken)
            refused = empty.run("backup", "restore", saved.backup)
            assert refused.exit_code == 1
            assert one.name in refused.stderr
            assert said in refused.stderr
        assert not [path for path in empty.files.rglob("*") if path.is_file()]
    finally:
        one.write_bytes(whole)
    assert empty.run("backup", "restore", saved.backup).exit_code == 0


def test_what_was_broken_off_or_lost_is_said(saved: Saved, tmp_path: Path) -> None:
    (tmp_path / "2026-01-01T000000Z").mkdir()
    refused = saved.place.run("backup", "check", tmp_path / "2026-01-01T000000Z")
    assert refused.exit_code == 1
    assert "bukan cadangan yang utuh" in refused.stderr
    one = sorted(path for path in saved.place.files.rglob("*") if path.is_file())[0]
    whole = one.read_bytes()
    try:
        one.unlink()
        told = saved.place.run("backup", "make", tmp_path / "again")
    finally:
        one.write_bytes(whole)
    assert told.exit_code == 1
    assert "1 berkas hilang atau rusak" in told.stderr
    assert list((tmp_path / "again").glob("2026-*/manifest.json"))
