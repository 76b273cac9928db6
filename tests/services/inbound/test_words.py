"""What short messages say, and on which channel a reporter is reached."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tanggap.domain.procedure_faults import KNOWN_TELLINGS
from tanggap.services.house import now
from tanggap.services.message_texts import TEMPLATES
from tanggap.services.outgoing import tell_reporter
from tanggap.services.transaction import transaction
from tanggap.storage.channels import DeskChannel
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report, Reporter
from tanggap.storage.tasks import Task
from tests.conftest import MovableClock
from tests.services.inbound.chat_desk import BUDI, Line
from tests.services.inbound.test_sms import call_in
from tests.services.inbound.test_whatsapp import kinds
from tests.services.nkk_desk import unit

NOTED = frozenset({"message_from_officer", "silence_notice", "files_refused"})


def tell(report: Report, template: str, note: str | None = None) -> str:
    """Queue a message and return its words."""
    with transaction() as session:
        report = session.get_one(Report, report.id)
        message = tell_reporter(session, report, template, now(), note=note)
        assert message is not None
        return message.body


def close_task(line: Line, report: Report, given: dict[str, str], at_unit: Unit | None) -> None:
    """The open task is done, at an office, with these answers."""
    with transaction() as session:
        task = session.scalars(
            select(Task).where(Task.report_id == report.id, Task.closed_at.is_(None))
        ).one()
        task.closed_at, task.given = now(), given
        task.unit_id = at_unit.id if at_unit else None


@pytest.mark.parametrize("template", sorted(KNOWN_TELLINGS | NOTED))
def test_every_message_has_a_mail_and_a_short_form(line: Line, template: str) -> None:
    assert (TEMPLATES / f"{template}.txt").is_file()
    line.chat("Lampu mati", name="Budi Hartono")
    report = line.report()
    short = tell(report, template, note="Keterangan petugas.")
    assert report.number in short
    assert "Budi" not in short
    assert len(short) < 500


def test_a_referred_reporter_hears_which_office_has_the_report_now(line: Line) -> None:
    line.chat("Guru sering tidak masuk")
    report = line.report()
    close_task(line, report, {"note": "Catatan dalam."}, unit(line.session, "disdik"))
    said = tell(report, "referred")
    assert "kepada Dinas Pendidikan" in said
    assert "Catatan dalam." not in said


def test_a_follow_up_says_what_was_meant_for_the_reporter(line: Line) -> None:
    line.chat("Lampu mati")
    report = line.report()
    close_task(line, report, {"follow_up": "Isi laporan dinas.", "answer": "Sudah menyala."}, None)
    assert "Sudah menyala." in tell(report, "follow_up")
    assert "Isi laporan dinas." not in tell(report, "follow_up")


def test_a_photo_request_names_the_reports_own_address(line: Line) -> None:
    report = call_in(line)
    said = tell(report, "photo_request", note="Foto tiang.")
    assert f"lapor+{report.number.lower()}-" in said


def test_a_desk_that_leaves_whatsapp_writes_mails_or_says_it_cannot(
    line: Line, clock: MovableClock
) -> None:
    line.chat("Lampu mati")
    report = line.report()
    with transaction() as session:
        row = session.scalars(select(DeskChannel).where(DeskChannel.channel == "whatsapp")).one()
        row.is_active = False
    with transaction() as session:
        held = session.get_one(Report, report.id)
        assert tell_reporter(session, held, "answer", now()) is None
    assert kinds(line)[-1] == "message_impossible"


def test_an_account_is_never_taken_for_who_writes_from_its_number(line: Line) -> None:
    phone = "6281200000001"  # the invented citizen typed this number when registering
    line.chat("Lampu mati", phone=phone, user_id=BUDI, name="Orang lain")
    reporter = line.session.get_one(Reporter, line.report().reporter_id)
    assert (reporter.account_id, reporter.name) == (None, "Orang lain")
