"""Deliver a message over WhatsApp or SMS, in the form that the channel takes now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tanggap.channels.outbound import (
    ApprovedTemplate,
    Attachment,
    OutgoingText,
    PermanentFailure,
    TemporaryFailure,
    TooLateForFreeText,
)
from tanggap.domain.inbound import ChannelKind, cut, may_write_freely, on_one_line
from tanggap.services.house import house, now
from tanggap.services.public_addresses import tracking_page
from tanggap.services.reporter_channels import desk_channel_of, last_heard
from tanggap.storage.channels import DeskChannel
from tanggap.storage.correspondence import Message
from tanggap.storage.reports import Report

LONGEST_IN_TEMPLATE = 900
LONGEST_SMS = 918
TEMPLATE = "kabar_laporan"
LANGUAGE = "id"
NOT_CONNECTED = (
    "Kanal ini belum tersambung. Pesan menunggu dan dikirim sendiri sesudah administrator"
    " mengaturnya."
)


def send_text(
    session: Session, message: Message, attachments: tuple[Attachment, ...], *, body: str
) -> None:
    """Send one message to a reporter and keep the provider's id on it.

    WhatsApp gets free text within a day of the reporter's last message, and an approved template
    otherwise; where it thinks otherwise than we do, it is asked again in a template.

    Raises:
        TemporaryFailure: it may work later.
        PermanentFailure: it never will.
    """
    if message.report_id is None:
        raise PermanentFailure("Pesan ini bukan tentang sebuah laporan")
    report = session.get_one(Report, message.report_id)
    channel = ChannelKind(message.channel)
    way_out = house().ways_out.get(channel.value)
    if way_out is None:
        raise TemporaryFailure(NOT_CONNECTED)
    at_desk = desk_channel_of(session, report.desk_id, channel)
    if at_desk is None:
        raise TemporaryFailure("Layanan ini tidak lagi punya alamat di kanal ini")
    is_late = channel is ChannelKind.WHATSAPP and _is_late(session, at_desk, message, now())
    free = OutgoingText(
        message_id=str(message.id),
        address=at_desk.address,
        to=message.address,
        text=_fitting(channel, body, report),
        attachments=attachments,
        in_reply_to=message.in_reply_to,
    )
    templated = OutgoingText(
        message_id=str(message.id),
        address=at_desk.address,
        to=message.address,
        text="",
        template=_template(at_desk, report, body),
    )
    try:
        provider_id = way_out.send(templated if is_late else free)
    except TooLateForFreeText as late:
        if is_late:
            raise PermanentFailure(str(late)) from None
        is_late = True
        provider_id = way_out.send(templated)
    message.by_template = is_late
    message.provider_id = provider_id or None


def _is_late(session: Session, at_desk: DeskChannel, message: Message, at: datetime) -> bool:
    if message.by_template:
        return True
    return not may_write_freely(last_heard(session, at_desk.id, message.address)[1], at)


def _fitting(channel: ChannelKind, body: str, report: Report) -> str:
    """``body`` as long as the channel takes it; what is left out can be read on our page."""
    longest = LONGEST_SMS if channel is ChannelKind.SMS else 4000
    return cut(body, longest, f"Selengkapnya: {tracking_page(report.number)}")


def _template(at_desk: DeskChannel, report: Report, body: str) -> ApprovedTemplate:
    said = cut(
        on_one_line([body]), LONGEST_IN_TEMPLATE, f"Selengkapnya: {tracking_page(report.number)}"
    )
    return ApprovedTemplate(
        name=str(at_desk.settings.get("template") or TEMPLATE),
        language=str(at_desk.settings.get("template_language") or LANGUAGE),
        parameters=(report.number, said),
    )
