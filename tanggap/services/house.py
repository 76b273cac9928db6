"""What every use case may reach: settings, the clock, the file store, mail, the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from tanggap.channels.smtp import MailSender
from tanggap.documents.rendering import Renderer
from tanggap.settings import Settings
from tanggap.storage.file_store import FileStore

EXTENSION = "tanggap"


@dataclass(slots=True)
class House:
    """The parts of the running product, put together once by ``create_app``.

    Attributes:
        clock: returns the present moment as aware UTC; tests move it.
        mail: takes e-mails off our hands; None where no mail server is set.
    """

    settings: Settings
    clock: Callable[[], datetime]
    files: FileStore
    renderer: Renderer
    mail: MailSender | None = None


def house() -> House:
    """The running product's parts."""
    return cast(House, current_app.extensions[EXTENSION])


def now() -> datetime:
    """The present moment, aware UTC."""
    return house().clock()
