"""An inbound message as it lies in its row until it is taken in, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tanggap.domain.inbound import (
    ChannelKind,
    Contact,
    ContactKind,
    InboundFile,
    InboundMessage,
)
from tanggap.services.evidence import KeptFile


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is not kept, and the sentence that says why."""

    name: str = field(repr=False)
    because: str


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message together with what became of its files so far.

    Attributes:
        kept: files that came with the message itself, inspected.
        refused: files that are not kept.
    """

    message: InboundMessage
    kept: tuple[KeptFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()


def to_json(stored: StoredMessage) -> dict[str, Any]:
    """Plain JSON values; contents of files are never among them."""
    message = stored.message
    return {
        "contacts": [[one.kind.value, one.value] for one in message.contacts],
        "name": message.name,
        "subject": message.subject,
        "text": message.text,
        "replies_to": list(message.replies_to),
        "reply_address": message.reply_address,
        "to_fetch": files_to_fetch(message.files),
        "kept": [one.to_json() for one in stored.kept],
        "refused": [[one.name, one.because] for one in stored.refused],
    }


def files_to_fetch(files: Sequence[InboundFile]) -> list[dict[str, str]]:
    """The files that still lie with the provider."""
    return [
        {"name": one.name, "media_type": one.media_type, "reference": one.reference}
        for one in files
        if one.reference
    ]


def from_json(
    content: Mapping[str, Any], *, channel: str, provider_id: str, address: str, at: datetime
) -> StoredMessage:
    """What :func:`to_json` wrote, with what stands in columns of its own."""
    message = InboundMessage(
        channel=ChannelKind(channel),
        provider_id=provider_id,
        address=address,
        contacts=tuple(Contact(ContactKind(kind), value) for kind, value in content["contacts"]),
        at=at,
        name=content["name"],
        subject=content["subject"],
        text=content["text"],
        files=tuple(InboundFile(**one) for one in content["to_fetch"]),
        replies_to=tuple(content["replies_to"]),
        reply_address=content["reply_address"],
    )
    return StoredMessage(
        message=message,
        kept=tuple(KeptFile.from_json(one) for one in content["kept"]),
        refused=tuple(RefusedFile(name, because) for name, because in content["refused"]),
    )
