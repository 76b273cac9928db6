"""Connect the channels that the settings name; a demonstration has a telephone of its own."""

from __future__ import annotations

from email.utils import parseaddr

from tanggap.channels.demonstration_phone import DemonstrationPhone
from tanggap.channels.inbound import FileSource
from tanggap.channels.mailbox import ImapMailbox
from tanggap.channels.outbound import ChannelOut
from tanggap.channels.sms import Kannel
from tanggap.channels.whatsapp import WhatsAppCloud
from tanggap.settings import Settings

SMS_REPORTS = "/api/channels/sms/report"
LARGEST_MAIL_FACTOR = 2
"""A file in a mail is written half as large again, and others may be beside it."""


def ways_out(settings: Settings) -> dict[str, ChannelOut]:
    """Whatever sends short messages, by channel."""
    found: dict[str, ChannelOut] = {}
    if settings.mode == "demonstration":
        phone = DemonstrationPhone()
        found |= {"whatsapp": phone, "sms": phone}
    if settings.whatsapp_token:
        found["whatsapp"] = WhatsAppCloud(settings.whatsapp_url, settings.whatsapp_token)
    if settings.sms_url and settings.sms_secret:
        found["sms"] = Kannel(
            settings.sms_url,
            reports_to=f"{settings.base_url}{SMS_REPORTS}",
            secret=settings.sms_secret,
        )
    return found


def file_sources(settings: Settings) -> dict[str, FileSource]:
    """Where files of messages lie, by channel."""
    if not settings.whatsapp_token:
        return {}
    return {"whatsapp": WhatsAppCloud(settings.whatsapp_url, settings.whatsapp_token)}


def mailboxes(settings: Settings) -> tuple[ImapMailbox, ...]:
    """The mailboxes that are read."""
    read = settings.mailboxes or ()
    own = frozenset({parseaddr(settings.mail_from)[1].lower(), *(address for address, _ in read)})
    largest = settings.max_file_mb * LARGEST_MAIL_FACTOR * 1024 * 1024
    return tuple(ImapMailbox(address, url, own, largest) for address, url in read)
