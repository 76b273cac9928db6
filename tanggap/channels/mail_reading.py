"""A mail that came in, read into a message: sender, words, files, and what it answers."""

from __future__ import annotations

import email
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from imap_tools import MailMessage

from tanggap.channels.mail_text import text_of_html, without_quoted
from tanggap.domain.inbound import (
    ChannelKind,
    Contact,
    ContactKind,
    InboundFile,
    InboundMessage,
)
from tanggap.domain.tracking import read_reply_address

log = logging.getLogger(__name__)

LARGEST_ORNAMENT = 10 * 1024
"""Bytes; an inline picture below this is a logo in a signature."""
LONGEST_TEXT = 100_000
MOST_FILES = 30
UNREADABLE = "unreadable"
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_ADDRESSED = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_ID = re.compile(r"<([^<>\s]{3,250})>")
_FAILED = re.compile(rb"^Action:\s*failed", re.IGNORECASE | re.MULTILINE)
_ORIGINAL = re.compile(rb"^Message-ID:\s*<([^<>\s]{3,250})>", re.IGNORECASE | re.MULTILINE)


def read_mail(
    mail: MailMessage, fallback_id: str, mailbox: str, own: frozenset[str], at: datetime
) -> InboundMessage:
    """Read a mail; one that cannot be read says so in ``unanswered_because``.

    Args:
        fallback_id: by which it is known when it carries no Message-ID.
        mailbox: our address that it came to, in lower case.
        own: addresses that we send from: a mail from one of them is our own, come back.
    """
    try:
        return _read(mail, fallback_id, mailbox, own, at)
    except Exception:  # a mail is anything at all, and one must not stop those after it
        log.exception("a mail to %s is unreadable", mailbox)
        return unreadable(fallback_id, mailbox, at, UNREADABLE)


def unreadable(provider_id: str, mailbox: str, at: datetime, because: str) -> InboundMessage:
    """What stands for a mail that is not read; it stays in the mailbox."""
    nobody = Contact(ContactKind.EMAIL, "")
    return InboundMessage(
        ChannelKind.EMAIL, provider_id, mailbox, (nobody,), at, unanswered_because=because
    )


def _read(
    mail: MailMessage, fallback_id: str, mailbox: str, own: frozenset[str], at: datetime
) -> InboundMessage:
    head = mail.obj
    sender = _sound(mail.from_).lower()
    ids = _ID.findall(_sound(head.get("Message-ID")))
    because = no_person_wrote(head, sender, own | {mailbox})
    answered = _ID.findall(_sound(head.get("In-Reply-To")) + _sound(head.get("References")))
    if because == "bounce":
        answered = _returned(head)
    text = mail.text if mail.text.strip() else text_of_html(mail.html)
    is_answer = bool(answered)
    text = _sound(text)[:LONGEST_TEXT]
    return InboundMessage(
        channel=ChannelKind.EMAIL,
        provider_id=ids[0] if ids else fallback_id,
        address=mailbox,
        contacts=(Contact(ContactKind.EMAIL, sender),),
        at=at,
        name=_sound(mail.from_values.name if mail.from_values else "")[:200],
        subject=" ".join(_sound(mail.subject).split())[:500],
        text=without_quoted(text) if is_answer else text,
        files=() if because else tuple(_files(mail)),
        replies_to=tuple(dict.fromkeys(answered))[-50:],
        reply_address=_reply_address(head, mailbox),
        unanswered_because=because or ("" if "@" in sender else "no-sender"),
    )


def no_person_wrote(head: Message, sender: str, own: frozenset[str]) -> str:
    """Why a mail is not a person's (RFC 3834), or an empty text when it may be."""
    submitted = _sound(head.get("Auto-Submitted")).partition(";")[0].strip().lower()
    marks = {
        "bounce": head.get_content_type() == "multipart/report",
        "auto-submitted": submitted not in ("", "no"),
        "own": sender in own,
        "mailer-daemon": sender.partition("@")[0] in ("mailer-daemon", "postmaster"),
        "no-return-path": _sound(head.get("Return-Path")).strip() == "<>",
        "bulk": _sound(head.get("Precedence")).strip().lower() in _BULK,
        "list": any(name.lower().startswith("list-") for name in head),
    }
    return next((because for because, is_marked in marks.items() if is_marked), "")


def _returned(head: Message) -> list[str]:
    """Ids of our mails that a report says will not arrive."""
    whole = b"\n".join(_report_parts(head))
    if not _FAILED.search(whole):
        return []
    return [found.decode("ascii", "replace") for found in _ORIGINAL.findall(whole)]


def _report_parts(head: Message) -> Iterator[bytes]:
    for part in head.walk():
        kind = part.get_content_type()
        if kind in ("message/delivery-status", "message/rfc822"):
            yield part.as_bytes()
        elif kind == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            yield payload if isinstance(payload, bytes) else b""


def _reply_address(head: Message, mailbox: str) -> str:
    """The address of a report of ours among those it was sent to."""
    lines = [_sound(line) for name in _ADDRESSED for line in head.get_all(name, [])]
    for _, address in getaddresses(lines):
        if read_reply_address(mailbox, address):
            return address.lower()
    return ""


def _files(mail: MailMessage) -> Iterator[InboundFile]:
    for attachment in mail.attachments[:MOST_FILES]:
        content = attachment.payload
        kind = attachment.content_type
        is_ornament = (
            attachment.content_disposition != "attachment"
            and kind.startswith("image/")
            and len(content) < LARGEST_ORNAMENT
        )
        if content and not is_ornament:
            name = _sound(attachment.filename) or "lampiran"
            yield InboundFile(name=name[:200], media_type=kind, content=content)


def _sound(value: object) -> str:
    """A header or text as the database can hold it."""
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(value))) if isinstance(value, str) else str(value)
    except (email.errors.MessageError, LookupError, ValueError):
        text = str(value)
    return text.replace("\0", "").encode("utf-8", "replace").decode()
