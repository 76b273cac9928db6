"""The fixed Indonesian phrases of official documents."""

from __future__ import annotations

from datetime import date

from tanggap.domain.spoken_time import letter_date


def address_reporter(
    *, name: str | None, register_number: str, confidential: bool, place: str
) -> tuple[str, ...]:
    """Return the lines after ``Yth.`` that address the reporter of a report.

    A confidential reporter, or one whose name is not known, is addressed by the register number:
    the letter may lie open on a desk.
    """
    if confidential or not name:
        return (f"Pelapor laporan nomor {register_number}", "di tempat")
    return (f"Sdr. {name}", f"di {place}")


def reporter_as_sender(*, name: str | None, register_number: str, confidential: bool) -> str:
    """Return who a report comes from, for papers that go to another office."""
    return f"Pelapor laporan nomor {register_number}" if confidential or not name else name


def reply_opening(register_number: str, received_on: date) -> str:
    """Return the sentence an answer opens with."""
    return (
        f"Menindaklanjuti laporan Saudara dengan nomor register {register_number} yang kami "
        f"terima pada tanggal {letter_date(received_on)}, bersama ini kami sampaikan "
        "tanggapan sebagai berikut."
    )


REPLY_CLOSING = (
    "Demikian disampaikan. Atas kepedulian dan kepercayaan Saudara, kami ucapkan terima kasih."
)

CHANNELS = {
    "web": "portal",
    "counter": "loket",
    "telephone": "telepon",
    "letter": "surat",
    "box": "kotak pengaduan",
    "email": "surel",
    "whatsapp": "WhatsApp",
    "sms": "SMS",
    "lapor": "LAPOR!",
}
"""How a letter calls the ways in which a report can arrive."""


def channel_name(channel: str) -> str:
    """Return how a letter calls ``channel``; one it does not know is named as it is stored."""
    return CHANNELS.get(channel, channel)
