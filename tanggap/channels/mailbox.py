"""E-mail in over IMAP: a mailbox is read from where it was left, and nothing in it is changed."""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from imap_tools import (
    AND,
    BaseMailBox,
    MailBox,
    MailboxLoginError,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessage,
)
from imap_tools.errors import ImapToolsError

from tanggap.channels.mail_reading import read_mail, unreadable
from tanggap.domain.inbound import InboundMessage

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0
MOST_AT_ONCE = 50
FIRST_DAYS = 1
"""How far back a mailbox is read that was never read before."""
DAYS_READ_AGAIN = 7
"""How far back it is read when its server has numbered it anew."""
TOO_LARGE = "too-large"


class MailboxUnreachable(Exception):
    """The mailbox cannot be read now; the text says why, without its password."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a mailbox was read: every mail up to ``uid`` of this numbering (RFC 9051, 2.3.1)."""

    uid_validity: int
    uid: int


class ImapMailbox:
    """A folder of an IMAP server, reached anew for each reading."""

    def __init__(self, address: str, url: str, own: frozenset[str], largest: int) -> None:
        """Take ``imaps://user:password@host:993/INBOX``; ``imap://`` speaks STARTTLS.

        A host that is this machine may be spoken to in the clear.

        Args:
            address: the mailbox's own e-mail address, in lower case.
            own: addresses that we send from.
            largest: bytes; a larger mail is left to people.
        """
        parts = urlsplit(url)
        self.address = address
        self._scheme = parts.scheme
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (993 if parts.scheme == "imaps" else 143)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._own = own
        self._largest = largest

    def __repr__(self) -> str:
        return f"ImapMailbox({self.address})"

    @contextmanager
    def open(self, cursor: Cursor | None, at: datetime) -> Iterator[MailboxReading]:
        """Log in, and give what lies behind ``cursor``.

        Raises:
            MailboxUnreachable: no connection, no login, no such folder, or the line broke.
        """
        try:
            with self._connected() as box:
                box.login(self._user, self._password, self._folder)
                yield MailboxReading(box, self, cursor, at)
        except MailboxLoginError:
            raise MailboxUnreachable("Server surel menolak nama atau sandi kotak surat") from None
        except (ImapToolsError, imaplib.IMAP4.error, OSError) as error:
            raise MailboxUnreachable(f"Kotak surat tidak terbaca: {type(error).__name__}") from None

    def _connected(self) -> BaseMailBox:
        trust = ssl.create_default_context()
        if self._scheme == "imaps":
            return MailBox(self._host, self._port, TIMEOUT_SECONDS, ssl_context=trust)
        if self._host in ("127.0.0.1", "::1", "localhost"):
            return MailBoxUnencrypted(self._host, self._port, TIMEOUT_SECONDS)
        return MailBoxStartTls(self._host, self._port, TIMEOUT_SECONDS, ssl_context=trust)

    def read(self, mail: MailMessage, numbering: int, at: datetime) -> InboundMessage:
        """What one mail says."""
        fallback_id = f"{numbering}/{mail.uid}"
        if mail.size_rfc822 > self._largest:
            return unreadable(fallback_id, self.address, at, TOO_LARGE)
        return read_mail(mail, fallback_id, self.address, self._own, at)

    @property
    def folder(self) -> str:
        """The folder that is read."""
        return self._folder

    @property
    def largest(self) -> int:
        """The largest mail that is read, in bytes."""
        return self._largest


class MailboxReading:
    """A mailbox being read; ``cursor`` moves on with every message that is given out."""

    def __init__(
        self, box: BaseMailBox, mailbox: ImapMailbox, cursor: Cursor | None, at: datetime
    ) -> None:
        self._box = box
        self._mailbox = mailbox
        self._at = at
        said: dict[str, Any] = box.folder.status(mailbox.folder, ["UIDVALIDITY", "UIDNEXT"])
        self._numbering = int(said["UIDVALIDITY"])
        self._next = int(said["UIDNEXT"])
        self._is_known = cursor is not None and cursor.uid_validity == self._numbering
        days = DAYS_READ_AGAIN if cursor is not None else FIRST_DAYS
        self._since = (at - timedelta(days=days)).date()
        self.cursor = (
            cursor if cursor is not None and self._is_known else Cursor(self._numbering, 0)
        )

    def messages(self) -> Iterator[InboundMessage]:
        """What came after the cursor, oldest first, a limited number at once."""
        new = self._new_uids()
        for uid in new[:MOST_AT_ONCE]:
            message = self._message(uid)
            self.cursor = Cursor(self._numbering, uid)
            if message is not None:
                yield message
        if not new and not self._is_known:
            self.cursor = Cursor(self._numbering, self._next - 1)

    def _new_uids(self) -> list[int]:
        after = self.cursor.uid
        criteria = f"UID {after + 1}:*" if self._is_known else AND(date_gte=self._since)
        # "n:*" names the last mail also where its number is smaller than n.
        return sorted(uid for uid in map(int, self._box.uids(criteria)) if uid > after)

    def _message(self, uid: int) -> InboundMessage | None:
        """Read one mail, its size first; None when it was taken away meanwhile."""
        for is_head in (True, False):
            found = list(
                self._box.fetch(
                    AND(uid=str(uid)), mark_seen=False, headers_only=is_head, uid_list=[str(uid)]
                )
            )
            if not found:
                return None
            if not is_head or found[0].size_rfc822 > self._mailbox.largest:
                return self._mailbox.read(found[0], self._numbering, self._at)
        return None
