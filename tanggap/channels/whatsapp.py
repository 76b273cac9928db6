"""WhatsApp out: the calls of the Cloud API that a desk needs, over HTTP."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import httpx

from tanggap.channels.inbound import FileGone, FileTooLarge, FileUnreachable
from tanggap.channels.outbound import (
    Attachment,
    OutgoingText,
    PermanentFailure,
    TemporaryFailure,
    TooLateForFreeText,
)
from tanggap.domain.inbound import InboundFile, cut

log = logging.getLogger(__name__)

# It logs the address of every request, and some of them carry a password.
logging.getLogger("httpx").setLevel(logging.WARNING)

TIMEOUT_SECONDS = 20.0
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
RE_ENGAGEMENT = 131047
"""Error code: more than 24 hours have passed since the person last wrote."""
_PASSING = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 133004, 133016})
"""Error codes of the provider being away or asking to slow down."""
_OUR_FAULT = frozenset({0, 3, 10, 190, 200, 368, 131005, 131031, 131042, 131045, 133010})
"""Error codes about our token, our account, our number: an operator mends them, so it may work."""
_MEDIA_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net", ".fbcdn.net")


class WhatsAppCloud:
    """The Cloud API of WhatsApp, reached anew for each message."""

    def __init__(self, url: str, token: str) -> None:
        """Take the API's address with its version, and the access token of a system user."""
        self._url = url.rstrip("/")
        self._host = urlsplit(url).hostname or ""
        self._token = token

    def __repr__(self) -> str:
        return f"WhatsAppCloud({self._url})"

    def send(self, message: OutgoingText) -> str:
        """Hand over ``message``; returns its wamid.

        Raises:
            TemporaryFailure: WhatsApp is away, asks to slow down, or refuses our token.
            PermanentFailure: the person cannot be reached, or the message is wrong.
            TooLateForFreeText: the person was silent for a day.
        """
        with self._client() as client:
            wamid = ""
            for body in self._bodies(client, message):
                said = _post(client, f"{self._url}/{message.address}/messages", json=body)
                wamid = wamid or _first_id(said)
            return wamid

    def _bodies(self, client: httpx.Client, message: OutgoingText) -> list[dict[str, Any]]:
        head = _head(message)
        if message.template is not None:
            return [head | _template(message)]
        text = cut(message.text, LONGEST_TEXT)
        if not message.attachments:
            return [head | {"type": "text", "text": {"body": text, "preview_url": False}}]
        documents = [
            head | {"type": "document", "document": self._document(client, message, attachment)}
            for attachment in message.attachments
        ]
        if len(text) <= LONGEST_CAPTION:
            documents[0]["document"]["caption"] = text
            return documents
        return [head | {"type": "text", "text": {"body": text, "preview_url": False}}, *documents]

    def _document(
        self, client: httpx.Client, message: OutgoingText, attachment: Attachment
    ) -> dict[str, Any]:
        said = _post(
            client,
            f"{self._url}/{message.address}/media",
            data={"messaging_product": "whatsapp", "type": attachment.media_type},
            files={"file": (attachment.name, attachment.content, attachment.media_type)},
        )
        return {"id": str(said.get("id") or ""), "filename": attachment.name}

    def fetch(self, file: InboundFile, largest: int) -> InboundFile:
        """Return ``file`` with its content: first where it lies, then what lies there.

        Raises:
            FileTooLarge: it is larger than ``largest`` bytes.
            FileGone: WhatsApp keeps it no more, or names a place that is not its own.
            FileUnreachable: it may work later.
        """
        try:
            with self._client() as client:
                about = client.get(f"{self._url}/{file.reference}")
                _must_be_there(about)
                said = _object(about)
                url = str(said.get("url") or "")
                if _number(said.get("file_size")) > largest:
                    raise FileTooLarge
                if not self._is_theirs(url):
                    log.warning("WhatsApp names a place for a file that is not its own")
                    raise FileGone
                content = _download(client, url, largest)
        except httpx.HTTPError as error:
            raise FileUnreachable(type(error).__name__) from None
        media_type = str(said.get("mime_type") or file.media_type).partition(";")[0].strip()
        name = file.name if "." in file.name else _named(file.name, media_type)
        return replace(file, content=content, media_type=media_type, name=name)

    def _is_theirs(self, url: str) -> bool:
        """Whether our token may be shown to the host of ``url``."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if host == self._host:
            return parts.scheme == urlsplit(self._url).scheme
        return parts.scheme == "https" and host.endswith(_MEDIA_HOSTS)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            headers={"Authorization": f"Bearer {self._token}"},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
        )


def _head(message: OutgoingText) -> dict[str, Any]:
    """To whom; a user id without digits alone is business-scoped and goes in a field of its own."""
    bare = message.to.lstrip("+")
    to = {"to": bare} if bare.isdigit() else {"recipient": message.to}
    head: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "biz_opaque_callback_data": message.message_id,
        **to,
    }
    if message.in_reply_to and message.template is None:
        head["context"] = {"message_id": message.in_reply_to}
    return head


def _template(message: OutgoingText) -> dict[str, Any]:
    template = message.template
    if template is None:
        return {}
    parameters = [{"type": "text", "text": text} for text in template.parameters]
    return {
        "type": "template",
        "template": {
            "name": template.name,
            "language": {"code": template.language},
            "components": [{"type": "body", "parameters": parameters}] if parameters else [],
        },
    }


def _post(client: httpx.Client, url: str, **what: Any) -> Mapping[str, Any]:
    try:
        answer = client.post(url, **what)
    except httpx.HTTPError as error:
        raise TemporaryFailure(f"WhatsApp tidak dapat dihubungi ({type(error).__name__})") from None
    said = _object(answer)
    if answer.is_success and "error" not in said:
        return said
    told = said.get("error")
    error_said: Mapping[str, Any] = told if isinstance(told, dict) else {}
    raise failure_of(
        _number(error_said.get("code"), otherwise=-1),
        str(error_said.get("message") or ""),
        status=answer.status_code,
    )


def failure_of(code: int, said: str, *, status: int = 400) -> Exception:
    """What an error of WhatsApp means for the message it is about."""
    reason = f"WhatsApp menjawab {code if code >= 0 else status}: {cut(said, 200)}".rstrip(": ")
    if code == RE_ENGAGEMENT:
        return TooLateForFreeText(reason)
    if code in _PASSING or code in _OUR_FAULT or status >= 500 or status in (401, 408, 429):
        return TemporaryFailure(reason)
    return PermanentFailure(reason)


def _download(client: httpx.Client, url: str, largest: int) -> bytes:
    content = bytearray()
    with client.stream("GET", url) as answer:
        _must_be_there(answer)
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > largest:
                raise FileTooLarge
    return bytes(content)


def _must_be_there(answer: httpx.Response) -> None:
    if answer.status_code in (401, 403, 408, 429) or answer.status_code >= 500:
        raise FileUnreachable(f"WhatsApp menjawab {answer.status_code}")
    if not answer.is_success:
        raise FileGone


def _object(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _first_id(said: Mapping[str, Any]) -> str:
    messages = said.get("messages")
    first = messages[0] if isinstance(messages, list) and messages else {}
    return str(first.get("id") or "") if isinstance(first, dict) else ""


def _number(value: object, *, otherwise: int = 0) -> int:
    try:
        return int(str(value))
    except ValueError:
        return otherwise


def _named(name: str, media_type: str) -> str:
    return f"{name or 'berkas'}{mimetypes.guess_extension(media_type) or ''}"
