from __future__ import annotations

import pytest
from procrastinate.jobs import Job
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.smtp import PermanentFailure, TemporaryFailure
from tanggap.domain.refusal import Refused
from tanggap.jobs.tasks import MOST_TRIES, BackOff, wait_seconds
from tanggap.services.delivery import (
    MOST_ATTEMPTS,
    DeliveryPostponed,
    deliver_message,
    retry_message,
)
from tanggap.services.house import house, now
from tanggap.services.outgoing import tell_reporter
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.events import Event
from tanggap.storage.reports import Report
from tests.services.nkk_desk import Postbox, file, officer, run_jobs

pytestmark = pytest.mark.usefixtures("desk")

BUSY = "Server surel menjawab 451 coba lagi"


@pytest.fixture
def report(session: Session, postbox: Postbox) -> Report:
    """A report whose first messages are out."""
    filed = file()
    run_jobs(session)
    postbox.taken.clear()
    return filed


@pytest.fixture
def message(session: Session, report: Report) -> Message:
    """A message to its reporter, queued."""
    queued = tell_reporter(session, report, "closed_silent", now())
    assert queued is not None
    session.commit()
    return queued


def events(session: Session, report: Report, kind: str) -> list[dict[str, object]]:
    return list(
        session.scalars(select(Event.facts).where(Event.report_id == report.id, Event.kind == kind))
    )


def test_a_message_the_server_cannot_take_now_goes_out_later(
    session: Session, postbox: Postbox, message: Message
) -> None:
    postbox.failures = [TemporaryFailure(BUSY)]
    with pytest.raises(DeliveryPostponed):
        deliver_message(message.id)
    assert (message.state, message.attempts, message.last_error) == ("queued", 1, BUSY)
    deliver_message(message.id)
    assert (message.state, message.attempts, message.last_error) == ("sent", 2, None)
    assert message.delivered_at == now()
    assert postbox.taken[0].message_id.startswith(f"{message.id}@")


def test_a_message_is_given_up_after_eight_attempts(
    session: Session, postbox: Postbox, report: Report, message: Message
) -> None:
    postbox.failures = [TemporaryFailure(BUSY)] * MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(DeliveryPostponed):
            deliver_message(message.id)
    deliver_message(message.id)
    assert message.state == "failed"
    assert [one["attempts"] for one in events(session, report, "message_failed")] == [8]
    deliver_message(message.id)
    assert postbox.taken == []


def test_a_refused_address_fails_at_once_and_is_not_repeated_in_the_error(
    session: Session, postbox: Postbox, report: Report, message: Message
) -> None:
    postbox.failures = [PermanentFailure(f"550 <{message.address}> tidak dikenal")]
    deliver_message(message.id)
    assert message.state == "failed"
    assert message.last_error == "550 <(alamat penerima)> tidak dikenal"
    facts = events(session, report, "message_failed")
    assert message.address not in str(facts)


def test_a_message_is_not_sent_twice(
    session: Session, postbox: Postbox, report: Report, message: Message
) -> None:
    deliver_message(message.id)
    deliver_message(message.id)
    assert len(postbox.taken) == 1
    delivered = [one["template"] for one in events(session, report, "message_delivered")]
    assert delivered.count("closed_silent") == 1


def test_a_message_that_is_gone_is_no_failure(session: Session) -> None:
    deliver_message(new_id())


def test_without_a_mail_server_messages_wait(session: Session, message: Message) -> None:
    house().mail = None
    with pytest.raises(DeliveryPostponed, match="belum tersambung"):
        deliver_message(message.id)


def test_text_and_html_say_the_same(postbox: Postbox, message: Message) -> None:
    deliver_message(message.id)
    mail = postbox.taken[0]
    assert mail.text == message.body
    assert mail.html is not None
    assert "tidak menerima tanggapan" in mail.html


def test_an_officer_of_the_desk_sends_a_failed_message_again(
    session: Session, postbox: Postbox, report: Report, message: Message
) -> None:
    postbox.failures = [PermanentFailure("550 penuh")]
    run_jobs(session)
    assert message.state == "failed"
    retry_message(officer(session, "operator"), report.id, message.id)
    run_jobs(session)
    assert message.state == "sent"
    assert len(postbox.taken) == 1


def test_only_a_failed_message_can_be_sent_again(
    session: Session, report: Report, message: Message
) -> None:
    with pytest.raises(Refused) as refused:
        retry_message(officer(session, "operator"), report.id, message.id)
    assert refused.value.code == "message-not-failed"
    with pytest.raises(Refused) as refused:
        retry_message(officer(session, "operator"), report.id, new_id())
    assert refused.value.code == "message-not-found"


def test_a_stranger_to_the_report_cannot_send_its_messages(
    session: Session, report: Report, message: Message
) -> None:
    with pytest.raises(Refused) as refused:
        retry_message(officer(session, "dinkes"), report.id, message.id)
    assert refused.value.code == "report-not-found"


def test_waiting_times_double_up_to_an_hour() -> None:
    assert [wait_seconds(done) for done in range(9)] == [
        30, 60, 120, 240, 480, 960, 1920, 3600, 3600
    ]  # fmt: skip


def test_a_job_is_not_tried_for_ever() -> None:
    tried = Job(queue="default", lock=None, queueing_lock=None, task_name="x", attempts=MOST_TRIES)
    assert BackOff().get_retry_decision(exception=RuntimeError(), job=tried) is None
