"""What every use case may reach: settings, the clock, the file store, mail, the printer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from cryptography.x509 import Certificate
from flask import current_app

from tanggap.channels.inbound import FileSource
from tanggap.channels.mailbox import ImapMailbox
from tanggap.channels.outbound import ChannelOut
from tanggap.channels.smtp import MailSender
from tanggap.documents.rendering import Renderer
from tanggap.domain.signing import Signer
from tanggap.settings import Settings
from tanggap.storage.file_store import FileStore

EXTENSION = "tanggap"


@dataclass(slots=True)
class House:
    """The parts of the running product, put together once by ``create_app``.

    Attributes:
        clock: returns the present moment as aware UTC; tests move it.
        mail: takes e-mails off our hands; None where no mail server is set.
        ways_out: takes short messages off our hands, by channel (whatsapp, sms).
        file_sources: where files of messages lie until they are fetched, by channel.
        mailboxes: what is read for mails.
        signer: signs letters with the signatory's certificate; None where letters are not signed.
        trust: returns the authorities whose signatures the verification page trusts.
    """

    settings: Settings
    clock: Callable[[], datetime]
    files: FileStore
    renderer: Renderer
    mail: MailSender | None = None
    ways_out: Mapping[str, ChannelOut] = field(default_factory=dict)
    file_sources: Mapping[str, FileSource] = field(default_factory=dict)
    mailboxes: tuple[ImapMailbox, ...] = ()
    signer: Signer | None = None
    trust: Callable[[], tuple[Certificate, ...]] = tuple


def house() -> House:
    """The running product's parts."""
    return cast(House, current_app.extensions[EXTENSION])


def now() -> datetime:
    """The present moment, aware UTC."""
    return house().clock()
