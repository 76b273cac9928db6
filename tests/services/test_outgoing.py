from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.tracking import tracking_code
from tanggap.services.filing import PersonNamed
from tanggap.services.house import house, now
from tanggap.services.message_texts import as_html
from tanggap.services.officer_notices import announce_new_tasks
from tanggap.services.outgoing import queue_account_mail, tell_reporter
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.events import Event
from tanggap.storage.identity import Identity, reporter_of_account, write_identity
from tests.services.nkk_desk import (
    Postbox,
    account,
    act,
    answer_as_information,
    file,
    messages,
    open_tasks,
    run_jobs,
    unit,
    units,
)

pytestmark = pytest.mark.usefixtures("desk")

LINK = "https://contoh.example/konfirmasi/rahasia-sekali"


def test_the_receipt_comes_with_number_code_and_paper(session: Session, postbox: Postbox) -> None:
    report = file()
    assert run_jobs(session)[:2] == ["announce-tasks", "render-document"]
    mail = postbox.about("sudah kami terima")
    assert mail.subject == f"[{report.number}] Laporan Anda sudah kami terima"
    assert tracking_code(house().settings.tracking_key, report.id) in mail.text
    assert "paling lambat Senin, 20 Juli 2026 pukul 16.00 WIB" in mail.text
    assert [one.name for one in mail.attachments] == [f"Tanda-Terima-Laporan-{report.number}.pdf"]
    assert mail.attachments[0].content.startswith(b"%PDF")


def test_a_request_to_complete_says_what_is_missing_and_until_when(
    session: Session, postbox: Postbox
) -> None:
    report = file()
    act(session, report, "operator", "ask_completion", note="Tuliskan tanggal kejadian.")
    run_jobs(session)
    mail = postbox.about("Mohon lengkapi")
    assert "Tuliskan tanggal kejadian." in mail.text
    assert "paling lambat Kamis, 30 Juli 2026 pukul 16.00 WIB" in mail.text
    assert f"/laporan/{report.id}" in mail.text


def test_the_answer_waits_for_its_letter(session: Session, postbox: Postbox) -> None:
    report = answer_as_information(session, file())
    assert messages(session, report, "answer")[0].state == "queued"
    run_jobs(session)
    mail = postbox.about("sudah dijawab")
    assert [one.name for one in mail.attachments] == ["Surat-800-0001-S-BKPSDMD-VII-2026.pdf"]
    assert "800/0001/S/BKPSDMD/VII/2026" in mail.text


def test_only_the_receipt_carries_the_tracking_code(session: Session, postbox: Postbox) -> None:
    report = answer_as_information(session, file())
    run_jobs(session)
    code = tracking_code(house().settings.tracking_key, report.id)
    carriers = [one.subject for one in postbox.taken if code in one.text + (one.html or "")]
    assert carriers == [f"[{report.number}] Laporan Anda sudah kami terima"]


def test_a_reporter_without_an_address_is_noted_in_the_history(
    session: Session, postbox: Postbox
) -> None:
    owner = account(session, "asn")
    reporter = reporter_of_account(session, owner.id)
    written = Identity(kind="asn", name="Rangga Aditya", email=None)
    write_identity(session, owner.agency_id, written, reporter_id=reporter)
    session.commit()
    report = file(by="asn")
    run_jobs(session)
    assert postbox.to("asn") == []
    facts = session.scalars(
        select(Event.facts).where(Event.report_id == report.id, Event.kind == "message_impossible")
    ).all()
    assert facts == [{"template": "receipt"}]


def test_a_reporter_at_the_counter_is_sent_to_the_tracking_page(
    session: Session, postbox: Postbox
) -> None:
    report = file(channel="counter")
    run_jobs(session)
    text = postbox.to("warga")[0].text
    assert f"/lacak/{report.number}" in text
    assert f"/laporan/{report.id}" not in text


def test_a_new_task_is_told_to_its_team_alone(session: Session, postbox: Postbox) -> None:
    report = file()
    act(session, report, "operator", "hand_over")
    act(session, report, "timutama", "complaint", units=units(unit(session, "dinkes")))
    run_jobs(session)
    told = {mail.to.partition("@")[0] for mail in postbox.taken if "Tugas baru" in mail.subject}
    assert told == {"dinkes"}
    mail = postbox.to("dinkes")[0]
    assert f"/admin/reports/{report.id}" in mail.text
    assert "Paling lambat: Senin, 20 Juli 2026 pukul 16.00 WIB" in mail.text


def test_who_opened_a_task_by_their_own_action_is_not_told_of_it(
    session: Session, postbox: Postbox
) -> None:
    file(channel="counter", taken_by="operator")
    run_jobs(session)
    assert postbox.to("operator") == []
    assert len(postbox.to("operator2")) == 1


def test_word_of_a_task_tells_neither_reporter_nor_story(
    session: Session, postbox: Postbox
) -> None:
    report = file(confidential=True, subject="Petugas Bambang berkata kasar")
    run_jobs(session)
    said = " ".join(mail.subject + mail.text for mail in postbox.to("operator"))
    assert report.number in said
    assert "Perilaku tidak sopan" in said
    for secret in ("Citra", "Bambang", "dibentak", report.pseudonym):
        assert secret not in said


def test_an_excluded_officer_and_a_closed_account_are_not_told(
    session: Session, postbox: Postbox
) -> None:
    account(session, "timutama2").active = False
    session.commit()
    report = file(persons=(PersonNamed(name="Bagus Prakoso"),))
    act(session, report, "operator", "hand_over")
    announce_new_tasks(task.id for task in open_tasks(session, report))
    run_jobs(session)
    assert postbox.to("operator2") == []
    assert postbox.to("timutama2") == []
    assert len(postbox.to("timutama")) == 1


def test_announcing_twice_tells_nobody_twice(session: Session, postbox: Postbox) -> None:
    report = file()
    run_jobs(session)
    before = len(postbox.taken)
    assert announce_new_tasks(task.id for task in open_tasks(session, report)) == 0
    run_jobs(session)
    assert len(postbox.taken) == before


def test_tasks_that_are_gone_are_passed_over(session: Session) -> None:
    assert announce_new_tasks([new_id()]) == 0


def test_a_message_is_queued_only_if_its_cause_is_committed(session: Session) -> None:
    report = file()
    run_jobs(session)

    def fail() -> None:
        with transaction() as inner:
            tell_reporter(inner, report, "closed_silent", now())
            raise RuntimeError("the use case failed")

    with pytest.raises(RuntimeError):
        fail()
    assert messages(session, report, "closed_silent") == []
    assert run_jobs(session) == []


@pytest.mark.parametrize(
    ("template", "facts"),
    [
        ("confirmation", {"link": LINK}),
        ("recovery", {"link": LINK}),
        ("officer_invitation", {"link": LINK, "name": "Sari"}),
        ("password_changed", {}),
        ("passkey_added", {"name": "Laptop kantor"}),
        ("already_registered", {"because": "email"}),
        ("already_registered", {"because": "number"}),
    ],
)
def test_account_mail_forgets_its_link_once_it_is_sent(
    session: Session, postbox: Postbox, template: str, facts: dict[str, str]
) -> None:
    queue_account_mail(session, account(session, "warga"), template, now(), **facts)
    session.commit()
    run_jobs(session)
    assert (LINK in postbox.taken[0].text) is ("link" in facts)
    kept = session.scalars(select(Message).where(Message.template == template)).one()
    assert kept.state == "sent"
    assert "rahasia-sekali" not in kept.body


@pytest.mark.parametrize(
    "template", ["closed_incomplete", "closed_silent", "silence_notice", "message_from_officer"]
)
def test_every_message_to_a_reporter_can_be_written(
    session: Session, postbox: Postbox, template: str
) -> None:
    report = file()
    run_jobs(session)
    at = now() + timedelta(days=1)
    assert tell_reporter(session, report, template, at, note="Mohon ditunggu.") is not None
    session.commit()
    run_jobs(session)
    mail = postbox.to("warga")[-1]
    assert mail.subject.startswith(f"[{report.number}] ")
    assert "\n\n\n" not in mail.text


def test_html_mail_escapes_what_people_typed() -> None:
    page = as_html(
        "<Judul>", "Halo <script>alert(1)</script>\n\n- satu\n- https://a.example/x?a=1&b=2."
    )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert '<a href="https://a.example/x?a=1&amp;b=2">' in page
    assert page.count("<li>") == 2
