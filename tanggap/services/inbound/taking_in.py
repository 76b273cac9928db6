"""Take in what was received: join it to its report, or file a new one."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.inbound import (
    ChannelKind,
    InboundMessage,
    OutboundState,
    bare_subject,
    cut,
    first_line,
)
from tanggap.domain.refusal import Refused
from tanggap.services.evidence import record_files
from tanggap.services.filing import (
    LONGEST_LINE,
    LONGEST_NARRATIVE,
    Content,
    cleaned,
    file_report,
)
from tanggap.services.house import now
from tanggap.services.inbound.files import tell_of_refused_files
from tanggap.services.inbound.joined_message import join
from tanggap.services.inbound.joining import Belonging, find_report, own_ids
from tanggap.services.inbound.states import apply_state
from tanggap.services.inbound.stored_form import StoredMessage, from_json
from tanggap.services.transaction import transaction
from tanggap.storage.channels import InboundRow
from tanggap.storage.correspondence import Message
from tanggap.storage.identity import reporter_known_by_contact
from tanggap.storage.job_queue import put_jobs
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.reports import Report

log = logging.getLogger(__name__)

UNSORTED = "belum dikategorikan"
"""The category, compared without regard to case, that waits for an officer to sort."""
MOST_AT_ONCE = 50
LONGEST_SUBJECT = 120
WITHOUT_WORDS = "(Pelapor mengirim lampiran tanpa keterangan.)"


def take_in_message(inbound_id: UUID) -> None:
    """Take in a message, and those of the same sender that wait beside it, oldest first.

    One sender's messages are taken in one after the other, whichever job comes first: a text and
    the photo sent with it are one report.
    """
    at = now()
    with transaction() as session:
        row = session.get(InboundRow, inbound_id)
        if row is None:
            log.info("nothing to take in for %s", inbound_id)
            return
        _one_sender_at_a_time(session, row)
        waiting = session.scalars(
            select(InboundRow)
            .where(
                InboundRow.desk_channel_id == row.desk_channel_id,
                InboundRow.sender == row.sender,
                InboundRow.state == "stored",
            )
            .order_by(InboundRow.sent_at, InboundRow.id)
            .limit(MOST_AT_ONCE)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        for one in waiting:
            _take_in(session, one, at)


def _one_sender_at_a_time(session: Session, row: InboundRow) -> None:
    said = hashlib.sha256(f"{row.desk_channel_id}/{row.sender}".encode()).digest()
    key = int.from_bytes(said[:8], "big", signed=True)
    session.execute(select(func.pg_advisory_xact_lock(key)))


def _take_in(session: Session, row: InboundRow, at: datetime) -> None:
    """Take in one message; what is refused is noted, and the others go on."""
    stored = from_json(
        row.content,
        channel=row.desk_channel.channel,
        provider_id=row.provider_id,
        address=row.desk_channel.address,
        at=row.sent_at,
    )
    row.taken_at = at
    if row.reason:
        _note_bounce(session, row, stored.message, at)
        return
    try:
        with session.begin_nested():
            belonging = find_report(session, row.desk_channel, stored.message)
            report = _joined_or_filed(session, row, stored, belonging, at)
            _look_after_files(session, row, report, stored, at)
    except Refused as refusal:
        row.state, row.reason = "failed", refusal.code
        log.error("message %s was not taken in: %s", row.id, refusal)


def _joined_or_filed(
    session: Session,
    row: InboundRow,
    stored: StoredMessage,
    belonging: Belonging | None,
    at: datetime,
) -> Report:
    if belonging is not None:
        report, row.message_id = join(session, row, stored, belonging, at)
        row.state = "joined"
    else:
        report = _file(session, row, stored, at)
        row.state = "filed"
    row.report_id = report.id
    return report


def _file(session: Session, row: InboundRow, stored: StoredMessage, at: datetime) -> Report:
    """File a new report at the desk that owns the address.

    Raises:
        Refused: ``desk-not-found`` when the desk is closed; ``category-unknown`` when it has none.
    """
    message = stored.message
    desk = session.get_one(Desk, row.desk_channel.desk_id)
    if not desk.is_active:
        raise Refused("desk-not-found")
    name = cut(" ".join(message.name.split()), LONGEST_LINE)
    reporter_id = reporter_known_by_contact(session, desk.agency_id, message.contacts, name=name)
    record_files(session, stored.kept)
    text = message.text.strip() or WITHOUT_WORDS
    subject = bare_subject(message.subject) or first_line(text, longest=LONGEST_SUBJECT)
    content = Content(
        category_id=_category(session, desk),
        subject=cut(subject, LONGEST_LINE),
        narrative=cut(text, LONGEST_NARRATIVE - 100),
        evidence=tuple(file.as_evidence() for file in stored.kept),
    )
    return file_report(
        session,
        desk,
        reporter_id,
        cleaned(content),
        channel=message.channel.value,
        submission_key=row.id,
        at=at,
    )


def _category(session: Session, desk: Desk) -> UUID:
    """The desk's category for what is not sorted yet, else its first that a report can have.

    Raises:
        Refused: ``category-unknown``.
    """
    rows = session.scalars(
        select(Category)
        .where(Category.desk_id == desk.id, Category.is_active.is_(True))
        .order_by(Category.position, Category.id)
    ).all()
    unsorted = [row for row in rows if row.name.casefold() == UNSORTED]
    parents = {row.parent_id for row in rows}
    for row in [*unsorted, *rows]:
        if row.id not in parents:
            return row.id
    raise Refused("category-unknown")


def _look_after_files(
    session: Session, row: InboundRow, report: Report, stored: StoredMessage, at: datetime
) -> None:
    """Queue what is still to be fetched; say which files are not kept; forget the rest."""
    to_fetch = row.content["to_fetch"]
    row.content = {"to_fetch": to_fetch}
    jobs = [{"inbound_id": str(row.id), "place": place} for place in range(len(to_fetch))]
    put_jobs(session, "fetch-file", jobs)
    tell_of_refused_files(session, report, stored.refused, at)


def _note_bounce(session: Session, row: InboundRow, message: InboundMessage, at: datetime) -> None:
    """A mail server says that a mail of ours did not arrive."""
    row.state, row.content = "ignored", {}
    for message_id in own_ids(message.replies_to):
        ours = session.get(Message, message_id, with_for_update=True)
        if ours is not None and ours.channel == ChannelKind.EMAIL and ours.direction == "out":
            reason = "Server surel penerima mengembalikan surel ini"
            apply_state(session, ours, OutboundState.FAILED, at, reason=reason)
