"""What a department did about a report (*laporan tindak lanjut*)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tanggap.documents.contexts import Documentation, FollowUpReport
from tanggap.services.letters.occasion import Occasion
from tanggap.storage.reports import Attachment

PRINTED = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_PICTURES = 8
"""Printed; every file is listed."""


def follow_up_report(occasion: Occasion) -> FollowUpReport:
    """The report to the unit that runs the desk; the reporter may have it too.

    Files are named by their neutral labels: what a sender called a file may name a person.
    """
    return FollowUpReport(
        **occasion.beginning(),
        addressee=(f"Kepala {occasion.desk.unit.name}", f"di {occasion.place}"),
        subject=occasion.shown(occasion.report.subject),
        received_on=occasion.received_on,
        follow_up=occasion.text("follow_up"),
        documentation=_documentation(occasion),
    )


def _documentation(occasion: Occasion) -> tuple[Documentation, ...]:
    """What officers added to the report; the reporter's own evidence is not theirs to show."""
    added = occasion.session.scalars(
        select(Attachment)
        .where(
            Attachment.report_id == occasion.report.id,
            Attachment.from_reporter.is_(False),
        )
        .order_by(Attachment.id)
        .options(joinedload(Attachment.file))
    ).all()
    pictures = [one.id for one in added if one.file.media_type in PRINTED][:MOST_PICTURES]
    return tuple(
        Documentation(
            label=one.label,
            added_on=one.at.astimezone(occasion.at.tzinfo).date(),
            sha256=one.sha256,
            is_shown=one.id in pictures,
        )
        for one in added
    )
