"""The form that carries a report to a competent office (*formulir penyaluran*)."""

from __future__ import annotations

from tanggap.documents.contexts import ReferralForm
from tanggap.documents.wording import channel_name, reporter_as_sender
from tanggap.services.letters.occasion import Occasion


def referral_form(occasion: Occasion) -> ReferralForm:
    """The form; who works on an open report may know the reporter, so it names one.

    A confidential reporter is named neither here nor in the text of the report, and is reached
    through the desk alone.
    """
    report, identity = occasion.report, occasion.identity()
    secret = report.is_confidential
    contact = tuple(one for one in (identity.phone, identity.email) if one)
    return ReferralForm(
        **occasion.beginning(),
        addressee=_addressee(occasion),
        reporter=reporter_as_sender(
            name=identity.name, register_number=report.number, confidential=secret
        ),
        contact=(f"melalui {occasion.desk.unit.name}",) if secret else contact,
        received_on=occasion.received_on,
        channel=channel_name(report.channel),
        category=occasion.category(),
        subject=occasion.shown(report.subject),
        narrative=occasion.shown(report.narrative),
        reason=occasion.text("note"),
        confidential=secret,
    )


def _addressee(occasion: Occasion) -> tuple[str, ...]:
    units = occasion.units()
    if not units:
        return ("Kepala perangkat daerah yang berwenang", "di tempat")
    if len(units) == 1:
        return (f"Kepala {units[0].name}", f"di {occasion.place}")
    numbered = (f"{at}. Kepala {unit.name}" for at, unit in enumerate(units, 1))
    return (*numbered, f"di {occasion.place}")
