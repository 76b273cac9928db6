"""WhatsApp in: what the Cloud API posts to us, checked, and read into messages and states."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tanggap.domain.inbound import (
    ChannelKind,
    Contact,
    ContactKind,
    InboundFile,
    InboundMessage,
    OutboundState,
)

log = logging.getLogger(__name__)

FILES = ("image", "document", "video", "audio", "sticker")
_FILE_NAMES = {
    "image": "foto",
    "document": "dokumen",
    "video": "video",
    "audio": "suara",
    "sticker": "stiker",
}
SILENT = frozenset({"reaction", "system", "request_welcome", "ephemeral"})
"""Types that say nothing to a desk."""
UNREADABLE = "(Pelapor mengirim pesan jenis yang tidak dapat dibaca di sini.)"
LONGEST_ID = 512


class UpdateUnreadable(Exception):
    """What was posted is no update of WhatsApp."""


@dataclass(frozen=True, slots=True)
class StateTold:
    """What a provider says became of a message of ours.

    Attributes:
        code: the provider's error, 0 where there is none.
        reason: the provider's words about it.
    """

    provider_id: str
    state: OutboundState
    at: datetime
    code: int = 0
    reason: str = ""


def is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether ``X-Hub-Signature-256`` was made over exactly these bytes with our secret."""
    wanted = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = signature.removeprefix("sha256=")
    return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))


class WhatsAppUpdate:
    """One POST of the Cloud API: up to a thousand messages and states, of any of our numbers."""

    def __init__(self, body: bytes) -> None:
        """Read the JSON.

        Raises:
            UpdateUnreadable: it is no JSON object of this API.
        """
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            raise UpdateUnreadable from None
        if not isinstance(said, dict) or not isinstance(said.get("entry"), list):
            raise UpdateUnreadable
        self._said: Mapping[str, Any] = said

    def messages(self) -> Iterator[InboundMessage]:
        """Every message in it that can be read."""
        for value in self._values():
            address = _text(_mapping(value.get("metadata")).get("phone_number_id"))
            people = [_mapping(one) for one in _list(value.get("contacts"))]
            for said in map(_mapping, _list(value.get("messages"))):
                message = _message(said, address, people)
                if message is None:
                    log.warning("a WhatsApp message of type %s is unreadable", said.get("type"))
                else:
                    yield message

    def states(self) -> Iterator[StateTold]:
        """What it says became of messages of ours."""
        for value in self._values():
            for said in map(_mapping, _list(value.get("statuses"))):
                told = _state(said)
                if told is not None:
                    yield told

    def _values(self) -> Iterator[Mapping[str, Any]]:
        for entry in map(_mapping, self._said["entry"]):
            for change in map(_mapping, _list(entry.get("changes"))):
                if change.get("field", "messages") == "messages":
                    yield _mapping(change.get("value"))


def _message(
    said: Mapping[str, Any], address: str, people: list[Mapping[str, Any]]
) -> InboundMessage | None:
    provider_id, at = _text(said.get("id")), _moment(said.get("timestamp"))
    person = _person(said, people)
    contacts = _contacts(said, person)
    if not provider_id or not address or at is None or not contacts:
        return None
    kind = _text(said.get("type"))
    answered = _text(_mapping(said.get("context")).get("id"))
    return InboundMessage(
        channel=ChannelKind.WHATSAPP,
        provider_id=provider_id,
        address=address,
        contacts=contacts,
        at=at,
        name=_text(_mapping(person.get("profile")).get("name")),
        text=_words(kind, said),
        files=_files(kind, said),
        replies_to=(answered,) if answered else (),
        unanswered_because=kind if kind in SILENT else "",
    )


def _person(said: Mapping[str, Any], people: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The contact card of the sender; one POST may carry several people's."""
    user_id, phone = _text(said.get("from_user_id")), _text(said.get("from"))
    for person in people:
        is_same_user = user_id and _text(person.get("user_id")) == user_id
        is_same_phone = phone and _text(person.get("wa_id")) == phone
        if is_same_user or is_same_phone:
            return person
    return people[0] if len(people) == 1 and not (user_id or phone) else {}


def _contacts(said: Mapping[str, Any], person: Mapping[str, Any]) -> tuple[Contact, ...]:
    """The user id first: it stays, and is there also where the phone number is hidden."""
    user_id = _text(said.get("from_user_id")) or _text(person.get("user_id"))
    phone = _text(said.get("from")) or _text(person.get("wa_id"))
    ids = dict.fromkeys(one for one in (user_id, phone) if one)
    known = [Contact(ContactKind.WHATSAPP, one) for one in ids]
    if phone.isdigit():
        known.append(Contact(ContactKind.PHONE, f"+{phone}"))
    return tuple(known)


def _words(kind: str, said: Mapping[str, Any]) -> str:
    part = _mapping(said.get(kind))
    if kind == "text":
        return _text(part.get("body"), longest=None)
    if kind in FILES:
        return _text(part.get("caption"), longest=None)
    if kind == "location":
        named = [_text(part.get("name")), _text(part.get("address"))]
        place = f"{part.get('latitude')}, {part.get('longitude')}"
        return "Lokasi: " + ", ".join([*(one for one in named if one), place])
    if kind == "button":
        return _text(part.get("text"))
    if kind == "interactive":
        chosen = _mapping(part.get(_text(part.get("type"))))
        return _text(chosen.get("title")) or UNREADABLE
    if kind == "contacts":
        cards = [_mapping(_mapping(card).get("name")) for card in _list(said.get("contacts"))]
        names = [_text(card.get("formatted_name")) for card in cards]
        return "Kartu kontak: " + ", ".join(name for name in names if name)
    return "" if kind in SILENT else UNREADABLE


def _files(kind: str, said: Mapping[str, Any]) -> tuple[InboundFile, ...]:
    part = _mapping(said.get(kind)) if kind in FILES else {}
    reference = _text(part.get("id"))
    if not reference.isalnum():  # it becomes a part of an address
        return ()
    media_type = _text(part.get("mime_type")).partition(";")[0].strip()
    name = _text(part.get("filename")) or _FILE_NAMES[kind]
    return (InboundFile(name=name, media_type=media_type, reference=reference),)


def _state(said: Mapping[str, Any]) -> StateTold | None:
    provider_id, at = _text(said.get("id")), _moment(said.get("timestamp"))
    try:
        state = OutboundState(_text(said.get("status")))
    except ValueError:
        return None
    if not provider_id or at is None:
        return None
    errors = _list(said.get("errors"))
    error = _mapping(errors[0]) if errors else {}
    code = error.get("code")
    return StateTold(
        provider_id=provider_id,
        state=state,
        at=at,
        code=code if isinstance(code, int) else 0,
        reason=_text(error.get("title") or error.get("message")),
    )


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(value)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object, *, longest: int | None = LONGEST_ID) -> str:
    """A string without what the database cannot hold; anything else is empty."""
    if not isinstance(value, str):
        return ""
    sound = value.replace("\0", "").encode("utf-8", "replace").decode()
    return sound[:longest].strip()
