"""Messages that could not be delivered: seen without their words, and tried again."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.smtp import PermanentFailure
from tanggap.services.administration.acting import Acting
from tanggap.services.administration.failed_messages import failed_page, retry_messages
from tanggap.services.administration.users import invite_user
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tests.services.administration.office import (
    as_administrator,
    last_entry,
    refused,
)
from tests.services.nkk_desk import Postbox, file, messages, run_jobs, unit
from tests.statements import statements_sent


@pytest.fixture
def bounced(session: Session, postbox: Postbox) -> Message:
    """A receipt that the mail server refused for good."""
    postbox.failures = [PermanentFailure("550 no such user warga@contoh.example")] * 9
    report = file()
    run_jobs(session)
    postbox.failures = []
    session.expire_all()
    [receipt] = messages(session, report, "receipt")
    assert receipt.state == "failed"
    return receipt


def test_only_an_administrator_looks_after_them(session: Session) -> None:
    operator = as_administrator(session, "operator")
    with refused("not-allowed"):
        failed_page(operator)
    with refused("not-allowed"):
        retry_messages(operator, [])


def test_a_failed_message_shows_no_words_and_no_reporter(admin: Acting, bounced: Message) -> None:
    shown = next(one for one in failed_page(admin).messages if one.id == bounced.id)
    assert shown.address == "w•••@contoh.example"
    assert "warga@" not in shown.last_error
    assert shown.failure.startswith("Alamat surel penerima tidak ada.")
    assert shown.number is not None
    assert "Citra" not in repr(shown)
    officers = [one for one in failed_page(admin).messages if one.audience == "officer"]
    assert all("•" not in one.address for one in officers)


def test_a_reporters_telephone_number_is_veiled_too(
    admin: Acting, session: Session, bounced: Message
) -> None:
    bounced.channel, bounced.address = "whatsapp", "+6281200000001"
    session.flush()
    shown = next(one for one in failed_page(admin).messages if one.id == bounced.id)
    assert shown.address == "+628•••01"


def test_a_failed_message_is_sent_again(
    admin: Acting, session: Session, bounced: Message, postbox: Postbox
) -> None:
    [result] = retry_messages(admin, [bounced.id])
    assert result.refusal is None
    entry = last_entry(session)
    assert (entry.action, entry.after) == ("message_retried", {"state": "queued", "attempts": 0})
    run_jobs(session)
    session.expire_all()
    assert bounced.state == "sent"
    assert [mail.to for mail in postbox.taken] == ["warga@contoh.example"]


def test_each_message_is_judged_by_itself(
    admin: Acting, session: Session, bounced: Message
) -> None:
    stranger = new_id()
    retry_messages(admin, [bounced.id])
    again = retry_messages(admin, [bounced.id, stranger])
    assert [one.refusal.code if one.refusal else None for one in again] == [
        "message-not-failed",
        "message-not-found",
    ]
    with refused("too-many-at-once"):
        retry_messages(admin, [new_id() for _ in range(101)])


def test_an_invitation_whose_link_is_forgotten_is_not_sent_empty(
    admin: Acting, session: Session, postbox: Postbox
) -> None:
    postbox.failures = [PermanentFailure("550")]
    invite_user(
        admin,
        {
            "name": "Intan Permatasari",
            "email": "intan@contoh.example",
            "roles": ["officer"],
            "unit_id": unit(session, "dinkes").id,
            "position": "Analis",
        },
    )
    run_jobs(session)
    session.expire_all()
    letter = session.scalars(select(Message).where(Message.state == "failed")).one()
    [result] = retry_messages(admin, [letter.id])
    assert result.refusal is not None
    assert result.refusal.code == "message-without-link"


def test_the_list_goes_on_where_the_page_ended(
    admin: Acting, session: Session, bounced: Message
) -> None:
    every = [one.id for one in failed_page(admin).messages]
    assert every == sorted(every, reverse=True)
    assert len(every) >= 3
    with statements_sent() as sent:
        first = failed_page(admin, limit=2)
    assert len(sent) == 1
    rest = failed_page(admin, after=first.next_id)
    assert [one.id for one in (*first.messages, *rest.messages)] == every
