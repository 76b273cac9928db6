"""Read the desks' mailboxes: every new mail is kept once, and the place where reading stopped."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import Select, select

from tanggap.channels.mailbox import Cursor, ImapMailbox, MailboxReading, MailboxUnreachable
from tanggap.domain.inbound import ChannelKind, InboundMessage
from tanggap.services.evidence import KeptFile
from tanggap.services.house import house, now
from tanggap.services.inbound.files import keep_or_refuse
from tanggap.services.inbound.receiving import store
from tanggap.services.inbound.stored_form import RefusedFile, StoredMessage
from tanggap.services.transaction import transaction
from tanggap.storage.channels import DeskChannel

log = logging.getLogger(__name__)


def fetch_mail() -> int:
    """Read every mailbox that a desk has; returns how many mails were new.

    A mailbox that cannot be reached is logged and left for the next time.
    """
    at = now()
    return sum(_read(mailbox, at) for mailbox in house().mailboxes)


def _read(mailbox: ImapMailbox, at: datetime) -> int:
    cursor, is_wanted = _cursor(mailbox)
    if not is_wanted:
        log.warning("the mailbox %s belongs to no desk", mailbox.address)
        return 0
    try:
        with mailbox.open(cursor, at) as reading:
            return _take(mailbox, reading)
    except MailboxUnreachable as reason:
        log.warning("%s: %s", mailbox.address, reason)
        return 0


def _take(mailbox: ImapMailbox, reading: MailboxReading) -> int:
    """Keep each mail and the cursor behind it in one transaction; none comes twice."""
    fresh = 0
    for message in reading.messages():
        stored = _with_files(message)
        with transaction() as session:
            fresh += store(session, [stored])
            _move(session.scalars(_row_of(mailbox)).one(), reading.cursor)
    with transaction() as session:
        _move(session.scalars(_row_of(mailbox)).one(), reading.cursor)
    return fresh


def _with_files(message: InboundMessage) -> StoredMessage:
    most = house().settings.max_files
    outcomes = [keep_or_refuse(file) for file in message.files[:most]]
    left_out = message.files[most:]
    refused = [one for one in outcomes if isinstance(one, RefusedFile)]
    because = f"Paling banyak {most} berkas dalam satu surel."
    refused += [RefusedFile(file.name, because) for file in left_out]
    kept = tuple(one for one in outcomes if isinstance(one, KeptFile))
    return StoredMessage(message, kept, tuple(refused))


def _row_of(mailbox: ImapMailbox) -> Select[DeskChannel]:
    return select(DeskChannel).where(
        DeskChannel.channel == ChannelKind.EMAIL.value, DeskChannel.address == mailbox.address
    )


def _cursor(mailbox: ImapMailbox) -> tuple[Cursor | None, bool]:
    with transaction() as session:
        row = session.scalars(_row_of(mailbox)).one_or_none()
        if row is None or not row.is_active:
            return None, False
        kept = row.cursor
        return (Cursor(kept["uid_validity"], kept["uid"]) if kept else None), True


def _move(row: DeskChannel, cursor: Cursor) -> None:
    row.cursor = {"uid_validity": cursor.uid_validity, "uid": cursor.uid}
