"""Take a report for somebody else: at the counter, by telephone, by letter, from the box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tanggap.domain.identity_numbers import parse_nik, parse_nip
from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.email_addresses import parse_email
from tanggap.services.evidence import KeptFile, record_files
from tanggap.services.filing import LONGEST_LINE, Content, cleaned, file_report
from tanggap.services.house import house, now
from tanggap.services.phone_numbers import parse_phone
from tanggap.services.transaction import transaction
from tanggap.services.unsent_texts import Kind, forget_text
from tanggap.storage.identity import Identity, write_identity
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report, Reporter

Read = TypeVar("Read")
MOST_PERSONS = 10


@dataclass(frozen=True, slots=True)
class ReporterGiven:
    """A reporter as an officer types them; only the name is always known."""

    name: str
    kind: str = "citizen"
    nik: str = ""
    nip: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A whole report as an officer takes it.

    Attributes:
        reporter: who reports: somebody new, or the id of somebody already known.
        submission_key: made with the form, so that a double click files one report.
    """

    reporter: ReporterGiven | UUID
    content: Content
    channel: str
    submission_key: UUID
    files: tuple[KeptFile, ...] = ()


def take_report(viewer: Viewer, desk_id: UUID, taken: Taken) -> Report:
    """File a report for somebody; a second call with the same key returns the first one's report.

    A reporter who is new is written in the same transaction.

    Raises:
        Refused: ``desk-not-found`` also for who takes no reports there, ``channel-unknown``,
            ``submission-key-taken``, ``reporter-not-found``, ``too-many-files``, a filing code, or
            a code of the reporter's numbers and addresses (fact ``field`` says which).
    """
    if not may(Permission.RECORD_REPORT, viewer, desk=desk_id):
        raise Refused("desk-not-found")
    content = _checked(taken)
    at = now()
    identity = read_reporter(taken.reporter) if isinstance(taken.reporter, ReporterGiven) else None
    with transaction() as session:
        _one_at_a_time(session, taken.submission_key)
        filed = session.scalars(
            select(Report).where(Report.submission_key == taken.submission_key)
        ).one_or_none()
        if filed is not None:
            if filed.desk_id != desk_id or filed.recorded_by_id != viewer.account:
                raise Refused("submission-key-taken")
            return filed
        desk = session.get(Desk, desk_id)
        if desk is None or not desk.is_active:
            raise Refused("desk-not-found")
        if taken.channel not in desk.channels or taken.channel == "web":
            known = [channel for channel in desk.channels if channel != "web"]
            raise Refused("channel-unknown", field="channel", channel=taken.channel, known=known)
        if identity is not None:
            reporter_id: UUID = write_identity(session, desk.agency_id, identity)
        else:
            reporter_id = _known_reporter(session, desk, taken.reporter)
        record_files(session, taken.files)
        forget_text(session, viewer.account, Kind.INTAKE, desk_id)
        return file_report(
            session,
            desk,
            reporter_id,
            content,
            channel=taken.channel,
            submission_key=taken.submission_key,
            at=at,
            recorded_by=viewer.account,
        )


def _one_at_a_time(session: Session, submission_key: UUID) -> None:
    """Let the second click of a double click wait until the first one's report is there."""
    session.execute(select(func.pg_advisory_xact_lock(submission_key.int >> 65)))


def read_reporter(given: ReporterGiven) -> Identity:
    """A reporter as typed, with every number and address in its stored form.

    Raises:
        Refused: a code of the number or address, with the fact ``field``.
    """
    today = now().date()
    name = clean_text(given.name, max_length=LONGEST_LINE, multiline=False)
    if not name:
        raise Refused("text-missing", field="reporter.name")
    return Identity(
        kind=given.kind,
        name=name,
        nik=_read("reporter.nik", given.nik, lambda text: parse_nik(text, today=today).value),
        nip=_read("reporter.nip", given.nip, lambda text: parse_nip(text, today=today).value),
        address=clean_text(given.address, max_length=LONGEST_LINE, multiline=True),
        email=_read("reporter.email", given.email, parse_email),
        phone=_read("reporter.phone", given.phone, lambda text: parse_phone(text).value),
    )


def _read(field: str, text: str, reader: Callable[[str], Read]) -> Read | None:
    """What ``reader`` makes of ``text``, None for blank; a refusal says at which field."""
    if not text.strip():
        return None
    try:
        return reader(text)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": field}) from None


def _checked(taken: Taken) -> Content:
    limit = house().settings.max_files
    if len(taken.files) > limit:
        raise Refused("too-many-files", field="evidence", limit=limit)
    today = now().date()
    persons = tuple(
        replace(
            person,
            nip=_read(
                f"persons.{place}.nip",
                person.nip or "",
                lambda text: parse_nip(text, today=today).value,
            ),
        )
        for place, person in enumerate(taken.content.persons[:MOST_PERSONS])
    )
    evidence = tuple(file.as_evidence() for file in taken.files)
    return cleaned(replace(taken.content, persons=persons, evidence=evidence))


def _known_reporter(session: Session, desk: Desk, reporter_id: object) -> UUID:
    known = session.scalar(
        select(Reporter.id).where(Reporter.id == reporter_id, Reporter.agency_id == desk.agency_id)
    )
    if known is None:
        raise Refused("reporter-not-found", field="reporter_id")
    return known
