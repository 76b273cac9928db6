"""What comes in over a channel, whatever the channel: a message, its sender, what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

FREE_TEXT_WINDOW = timedelta(hours=24)
"""WhatsApp takes free text only this long after the reporter's last message."""

_REGISTER_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2,10}-\d{4}-\d{3,8})(?!\d)")
_REPLY_MARKS = re.compile(r"^\s*((re|fw|fwd|bls|tr)\s*:\s*)+", re.IGNORECASE)


class ChannelKind(StrEnum):
    """A channel on which the house itself reads and writes."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"


class ContactKind(StrEnum):
    """Kinds of addresses under which a sender is known."""

    WHATSAPP = "whatsapp"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a sender; its value stays out of logs.

    Attributes:
        value: a WhatsApp user id, a phone number in E.164 form, or an e-mail address in lower case.
    """

    kind: ContactKind
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class InboundFile:
    """A file that came along.

    Attributes:
        name: as the sender gave it, or made up from its type.
        reference: under which the provider keeps it until it is fetched; empty when ``content``
            is here.
    """

    name: str = field(repr=False)
    media_type: str = ""
    reference: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message as it came in.

    Attributes:
        provider_id: by which a second delivery of the same message is known.
        address: of ours, where it came in: phone-number id, short number, mailbox.
        sender: where answers go; the first of ``contacts``.
        contacts: every way in which the sender made themselves known, surest first.
        name: what the sender calls themselves; may be empty.
        subject: of a mail; empty elsewhere.
        replies_to: ids of our messages that it answers, as the provider knows them.
        reply_address: the address it was sent to where that names a report; see
            :func:`tanggap.domain.tracking.reply_mark`.
        unanswered_because: why no person can have written it, for example ``auto-submitted``;
            empty for a person's message. Such a message is neither filed nor answered.
    """

    channel: ChannelKind
    provider_id: str
    address: str
    contacts: tuple[Contact, ...]
    at: datetime
    name: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    files: tuple[InboundFile, ...] = ()
    replies_to: tuple[str, ...] = ()
    reply_address: str = ""
    unanswered_because: str = ""

    @property
    def sender(self) -> Contact:
        """Where an answer goes."""
        return self.contacts[0]


class OutboundState(StrEnum):
    """How far a message of ours has come."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


_PROGRESS = {
    OutboundState.QUEUED: 0,
    OutboundState.SENT: 1,
    OutboundState.FAILED: 2,
    OutboundState.DELIVERED: 3,
    OutboundState.READ: 4,
}


def goes_forward(before: str, told: str) -> bool:
    """Whether a state that a provider tells us is news: they come in any order, and twice.

    What was delivered cannot fail any more; what failed may still turn out to have arrived.
    """
    try:
        return _PROGRESS[OutboundState(told)] > _PROGRESS[OutboundState(before)]
    except ValueError:
        return False


def may_write_freely(last_heard: datetime | None, at: datetime) -> bool:
    """Whether WhatsApp takes free text to a person last heard of at ``last_heard``."""
    return last_heard is not None and at - last_heard < FREE_TEXT_WINDOW


def register_numbers_in(text: str) -> tuple[str, ...]:
    """Every register number that ``text`` names, in upper case, first one first."""
    return tuple(dict.fromkeys(found.upper() for found in _REGISTER_NUMBER.findall(text)))


def bare_subject(subject: str) -> str:
    """``subject`` without the marks of replies and forwards."""
    return _REPLY_MARKS.sub("", subject).strip()


def first_line(text: str, *, longest: int) -> str:
    """A subject for a message that has none: its first line, cut between words."""
    line = next((" ".join(one.split()) for one in text.splitlines() if one.strip()), "")
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def cut(text: str, longest: int, tail: str = "") -> str:
    """``text`` within ``longest`` characters, ending in ``tail`` when something was left out."""
    if len(text) <= longest:
        return text
    ending = f"… {tail}".rstrip()
    return text[: max(0, longest - len(ending))].rstrip() + ending


def on_one_line(texts: Iterable[str]) -> str:
    """Texts as a template's parameter may hold them: no line breaks, no runs of spaces."""
    return " ".join(" ".join(texts).split())
