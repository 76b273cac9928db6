"""What the competent office signs for a report sent to it (*tanda terima penyaluran*)."""

from __future__ import annotations

from tanggap.documents.contexts import ReferralReceipt
from tanggap.services.letters.earlier import newest_before
from tanggap.services.letters.occasion import Occasion


def referral_receipt(occasion: Occasion) -> ReferralReceipt:
    """The receipt on the department's own paper, signed by its officer; it names no reporter."""
    form = newest_before(occasion, "referral_form")
    return ReferralReceipt(
        **occasion.beginning(),
        received_from=occasion.desk.unit.name,
        form_number=form.number if form is not None else None,
        form_date=form.issued_at.astimezone(occasion.at.tzinfo).date() if form else None,
        subject=occasion.masked(occasion.report.subject),
        received_by=occasion.text("received_by"),
        note=occasion.masked(str(occasion.given.get("note") or "")),
    )
