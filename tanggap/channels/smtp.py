"""E-mail out over SMTP: build the message, hand it to the mail server, say how it went."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from tanggap.channels.outbound import (
    Attachment,
    DeliveryFailure,
    PermanentFailure,
    TemporaryFailure,
)

__all__ = [
    "Attachment",
    "DeliveryFailure",
    "MailSender",
    "OutgoingMail",
    "PermanentFailure",
    "SmtpSender",
    "TemporaryFailure",
    "build_message",
    "sound_message_id",
]

DEFAULT_PORTS = {"smtp": 25, "smtps": 465}
TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class OutgoingMail:
    """One mail to one person.

    Attributes:
        message_id: without angle brackets, ``left@right``; the same for each attempt, so that
            a mail server that got it twice can tell.
        to: the address alone.
        in_reply_to: the message id, without brackets, of the mail this one answers.
        auto_submitted: whether no person wrote it (RFC 3834), so that no machine answers it.
        is_auto_reply: whether a machine wrote it in answer to a mail: then it has no return
            path, so that a failure to deliver it comes back to nobody.
        reply_to: where an answer goes, if not to the sender.
    """

    message_id: str
    to: str
    subject: str
    text: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str | None = None
    auto_submitted: bool = True
    is_auto_reply: bool = False
    reply_to: str | None = None


class MailSender(Protocol):
    """Whatever takes a mail off our hands."""

    def send(self, mail: OutgoingMail) -> None:
        """Hand over ``mail``.

        Raises:
            TemporaryFailure: it may work later.
            PermanentFailure: it never will.
        """


class SmtpSender:
    """A mail server, reached anew for each mail."""

    def __init__(self, url: str, sender: str) -> None:
        """Take ``smtp://user:password@host:port?starttls=yes`` and ``Name <address>``.

        ``smtps:`` speaks TLS from the start. With a user name STARTTLS is used: a password never
        travels in the clear unless ``starttls=no`` says so.
        """
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or DEFAULT_PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        asked = parse_qs(parts.query).get("starttls", ["yes" if self._user else "no"])[0]
        self._is_starttls = not self._is_tls and asked.lower() in {"yes", "true", "1", "on"}
        self._sender = sender
        self._address = parseaddr(sender)[1]

    def send(self, mail: OutgoingMail) -> None:
        """Hand ``mail`` to the server.

        Raises:
            TemporaryFailure: the server cannot be reached or asks to come back (4xx).
            PermanentFailure: the server refuses it for good (5xx), or its headers are broken.
        """
        message = build_message(mail, self._sender)
        with _failures_in_words(), self._connected() as server:
            # smtplib takes an empty sender for "none given" and would read it from the message.
            return_path = "<>" if mail.is_auto_reply else self._address
            server.send_message(message, from_addr=return_path, to_addrs=[mail.to])

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        trust = ssl.create_default_context()
        ourselves = self._address.rpartition("@")[
            2
        ]  # not this machine's name: that is nobody's affair
        if self._is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, ourselves, timeout=TIMEOUT_SECONDS, context=trust
            )
        else:
            server = smtplib.SMTP(self._host, self._port, ourselves, timeout=TIMEOUT_SECONDS)
        with server:
            if self._is_starttls:
                server.starttls(context=trust)
            if self._user:
                server.login(self._user, self._password)
            yield server


def build_message(mail: OutgoingMail, sender: str) -> EmailMessage:
    """Return ``mail`` as a MIME message from ``sender``.

    Raises:
        PermanentFailure: an address, the subject or an id would break the headers.
    """
    message = EmailMessage(policy=SMTP)
    try:
        name, address = parseaddr(sender)
        message["From"] = Address(name, addr_spec=address)
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{_plain_id(mail.message_id)}>"
        if mail.reply_to:
            message["Reply-To"] = Address(addr_spec=mail.reply_to)
        if mail.in_reply_to:
            message["In-Reply-To"] = message["References"] = f"<{_plain_id(mail.in_reply_to)}>"
    except (ValueError, IndexError, MessageError) as error:
        raise PermanentFailure(f"Surel ini tidak dapat dikirim: {error}") from error
    if mail.is_auto_reply or mail.auto_submitted:
        message["Auto-Submitted"] = "auto-replied" if mail.is_auto_reply else "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    _fill(message, mail)
    return message


def sound_message_id(message_id: str | None) -> str | None:
    """Return the id of a mail that came in if an answer can name it; strangers write anything."""
    try:
        return _plain_id(message_id) if message_id else None
    except ValueError:
        return None


def _plain_id(message_id: str) -> str:
    """Return ``message_id`` if it can stand between angle brackets.

    Raises:
        ValueError: it has spaces, brackets or line breaks, or no ``@``.
    """
    if "@" not in message_id or any(char in "<>" or char <= " " for char in message_id):
        raise ValueError("the message id is not of the form left@right")
    return message_id


def _fill(message: EmailMessage, mail: OutgoingMail) -> None:
    message.set_content(mail.text)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    for name, media_type, content in mail.attachments:
        kind, _, subtype = media_type.partition("/")
        message.add_attachment(
            content,
            maintype=kind,
            subtype=subtype or "octet-stream",
            filename=" ".join(name.split()),
        )


@contextmanager
def _failures_in_words() -> Iterator[None]:
    """Sort what can go wrong into "later" and "never"."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _by_reply(code, said) from error
    except smtplib.SMTPAuthenticationError as error:
        raise TemporaryFailure(
            f"Server surel menolak nama atau sandi kita ({error.smtp_code})"
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _by_reply(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise TemporaryFailure(f"Server surel tidak mendukung yang diminta: {error}") from error
    except UnicodeError as error:
        raise PermanentFailure(f"Alamat surel tidak dapat ditulis: {error}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise TemporaryFailure(f"Server surel tidak dapat dihubungi: {error}") from error


def _by_reply(code: int, said: bytes | str) -> DeliveryFailure:
    """Return the failure that an SMTP reply means: 5xx is for good, all else passes (RFC 5321)."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    reason = f"Server surel menjawab {code} {words}".strip()
    return PermanentFailure(reason) if 500 <= code <= 599 else TemporaryFailure(reason)
