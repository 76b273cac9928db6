"""The answer to the reporter, a *surat dinas*."""

from __future__ import annotations

from tanggap.documents.contexts import ReplyLetter
from tanggap.documents.wording import REPLY_CLOSING, address_reporter, reply_opening
from tanggap.services.letters.occasion import Occasion


def reply_letter(occasion: Occasion) -> ReplyLetter:
    """The answer to the reporter; a confidential one is never named, not even by a slip."""
    report = occasion.report
    return ReplyLetter(
        **occasion.beginning(),
        nature="Rahasia" if report.is_confidential else "Biasa",
        attachments="-",
        subject=f"Tanggapan atas laporan nomor {report.number}",
        addressee=address_reporter(
            name=occasion.identity().name,
            register_number=report.number,
            confidential=report.is_confidential,
            place=occasion.place,
        ),
        body=f"{reply_opening(report.number, occasion.received_on)}\n\n{occasion.text('answer')}",
        closing=REPLY_CLOSING,
        rungs=occasion.rungs,
    )
