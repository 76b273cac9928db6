"""What every way out has in common: a message to one person, and how handing it over fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class DeliveryFailure(Exception):
    """The message was not taken; the text says why, in words an operator understands."""


class TemporaryFailure(DeliveryFailure):
    """It may work later."""


class PermanentFailure(DeliveryFailure):
    """It never will: the address or the message is wrong."""


class TooLateForFreeText(DeliveryFailure):
    """WhatsApp takes this message only in a template: the reporter was silent for a day."""


class Attachment(NamedTuple):
    """A file sent along with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ApprovedTemplate:
    """A template that WhatsApp has approved, with what stands in its places.

    Attributes:
        language: as approved, for example ``id``.
        parameters: texts without line breaks.
    """

    name: str
    language: str
    parameters: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One short message to one person, over WhatsApp or SMS.

    Attributes:
        message_id: ours; the same for each attempt.
        address: of ours, from which it goes: phone-number id or short number.
        to: a WhatsApp user id, or a phone number in E.164 form.
        template: sent instead of ``text`` where free text is not allowed.
        attachments: for channels that carry files.
        in_reply_to: the provider's id of the message it answers.
    """

    message_id: str
    address: str
    to: str = field(repr=False)
    text: str = field(repr=False)
    template: ApprovedTemplate | None = None
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str | None = None


class ChannelOut(Protocol):
    """Whatever takes a short message off our hands."""

    def send(self, message: OutgoingText) -> str:
        """Hand over ``message`` and return how the provider calls it; empty where it does not.

        Raises:
            TemporaryFailure: it may work later.
            PermanentFailure: it never will.
            TooLateForFreeText: it must go as a template.
        """
