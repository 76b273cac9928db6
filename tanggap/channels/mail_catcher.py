"""A demonstration's mail server: takes any mail, sends none on, keeps each as a file."""

import asyncio
import re
import secrets
import signal
import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 50 * 1024 * 1024
_LINK = re.compile(r"""https?://[^\s<>"']+[^\s<>"'.,;:!?)\]]""")


@dataclass(frozen=True)
class CaughtMail:
    """A caught mail, as a page shows it."""

    name: str
    subject: str
    to: str
    date: datetime | None
    text: str
    links: tuple[str, ...]
    attachments: tuple[str, ...]


class Catcher:
    """Keeps each mail in ``folder`` under a name that sorts by time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store one mail whole, then say so; a reader never sees half of one."""
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        draft = self._folder / f".{name}"
        content = envelope.original_content or b""
        draft.write_bytes(content)
        draft.rename(self._folder / f"{name}.eml")
        return "250 Message caught"


def serve(folder: Path, port: int, host: str = "127.0.0.1") -> None:
    """Catch mail on ``host``:``port`` into ``folder`` until SIGTERM or SIGINT."""
    asyncio.run(_serve(folder, port, host))


async def _serve(folder: Path, port: int, host: str) -> None:
    loop, told_to_stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told_to_stop.set)
    catcher = Catcher(folder)
    server = await loop.create_server(lambda: _conversation(catcher), host, port)
    async with server:
        await told_to_stop.wait()


def _conversation(catcher: Catcher) -> SMTP:
    limit = LARGEST_MAIL
    return SMTP(catcher, hostname="localhost", data_size_limit=limit, enable_SMTPUTF8=True)


def caught_mails(folder: Path, limit: int = 50) -> list[CaughtMail]:
    """Return the newest ``limit`` mails of ``folder``, newest first; it need not exist."""
    files = sorted(folder.glob("*.eml"), reverse=True)[:limit]
    return [_read(file.name, file.read_bytes()) for file in files]


def caught_mail(folder: Path, name: str) -> bytes | None:
    """Return a caught mail as it came, or None when ``name`` is none of them."""
    names = {file.name for file in folder.glob("*.eml")}
    return (folder / name).read_bytes() if name in names else None


def _read(name: str, content: bytes) -> CaughtMail:
    message = message_from_bytes(content, policy=policy.default)
    text = _text(message)
    return CaughtMail(
        name=name,
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        date=_date(message),
        text=text,
        links=tuple(dict.fromkeys(_LINK.findall(text))),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        return str(body.get_content())
    except (LookupError, MessageError):
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
