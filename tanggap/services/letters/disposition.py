"""The sheet that hands a report to departments, or to the team that follows up."""

from __future__ import annotations

from tanggap.documents.contexts import Disposition, Urgency
from tanggap.documents.wording import reporter_as_sender
from tanggap.domain.clock import deadline
from tanggap.domain.procedure import ActorKind, Step
from tanggap.domain.spoken_time import spoken_moment
from tanggap.services.letters.letterheads import letterhead_of, signatory_of
from tanggap.services.letters.occasion import Occasion

NOT_YET_NUMBERED = "(belum bernomor)"
TO_UNITS = "Periksa laporan dan susun tanggapan"
TO_TEAM = "Tindak lanjuti laporan ini"


def disposition(occasion: Occasion) -> Disposition:
    """The sheet; it may go to other offices, so it never names the reporter."""
    report, at = occasion.report, occasion.at
    received = occasion.received_on
    officer = occasion.officer
    secret = report.is_confidential or occasion.desk.is_ethics
    return Disposition(
        issued_at=at,
        letterhead=letterhead_of(occasion.desk),
        sender=reporter_as_sender(name=None, register_number=report.number, confidential=True),
        letter_number=report.number,
        letter_date=received,
        received_date=received,
        agenda_number=NOT_YET_NUMBERED,
        urgency=(Urgency.CONFIDENTIAL,) if secret else (),
        subject=occasion.masked(report.subject),
        forwarded_to=_forwarded_to(occasion),
        instructions=_instructions(occasion),
        note=occasion.masked(str(occasion.given.get("note") or "")),
        signed_by=signatory_of(officer, occasion.desk.unit) if officer is not None else None,
        signed_on=at.date() if officer is not None else None,
        draft=True,
        template_version=occasion.template_version,
    )


def _forwarded_to(occasion: Occasion) -> tuple[str, ...]:
    """The departments, by the name of their team; without any, the team that follows up."""
    procedure = occasion.procedure
    title = next((one.title for one in procedure.actors if one.kind is ActorKind.UNIT_TEAM), "")
    units = tuple(f"{title} {unit.name}".strip() for unit in occasion.units())
    if units or occasion.follows_up is None:
        return units
    return (procedure.actor_of(occasion.follows_up).title,)


def _instructions(occasion: Occasion) -> tuple[str, ...]:
    """What is asked, and by when: the time of the step that follows in the SOP."""
    follows = _following(occasion)
    to_units = bool(occasion.ids("units")) or follows is None
    asked, send = (TO_UNITS, "Kirim tanggapan") if to_units else (TO_TEAM, "Selesaikan")
    if follows is not None and follows.duration is not None:
        due = deadline(occasion.calendar, occasion.at, follows.duration)
        by_when = spoken_moment(due, occasion.calendar.timezone)
        return (asked, f"{send} paling lambat {by_when}")
    return (asked, f"{send} sesegera mungkin")


def _following(occasion: Occasion) -> Step | None:
    """The step that follows; where the action is not known, the departments' own."""
    if occasion.follows_up is not None:
        return occasion.follows_up
    procedure = occasion.procedure
    of_units = (
        step
        for step in procedure.steps
        if procedure.actor_of(step).kind is ActorKind.UNIT_TEAM and step.duration is not None
    )
    return next(of_units, None)
