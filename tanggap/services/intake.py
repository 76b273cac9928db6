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
from tanggap.domain.refusal import Refused, refuse_all
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
    identity, content = _checked(taken)
    at = now()
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


def _checked(taken: Taken) -> tuple[Identity | None, Content]:
    """What was typed, in its stored form; the identity of a reporter who is new.

    Raises:
        Refused: about everything that is wrong, so that nobody is sent back twice.
    """
    limit = house().settings.max_files
    if len(taken.files) > limit:
        raise Refused("too-many-files", field="evidence", limit=limit)
    numbers = _Reading()
    new = taken.reporter if isinstance(taken.reporter, ReporterGiven) else None
    identity = _read_reporter(new, numbers) if new else None
    persons = tuple(
        replace(person, nip=numbers.nip(f"persons.{place}.nip", person.nip or ""))
        for place, person in enumerate(taken.content.persons[:MOST_PERSONS])
    )
    refuse_all(numbers.refusals)
    evidence = tuple(file.as_evidence() for file in taken.files)
    return identity, cleaned(replace(taken.content, persons=persons, evidence=evidence))


def _read_reporter(given: ReporterGiven, numbers: _Reading) -> Identity:
    name = clean_text(given.name, max_length=LONGEST_LINE, multiline=False)
    if not name:
        numbers.refusals.append(Refused("text-missing", field="reporter.name"))
    return Identity(
        kind=given.kind,
        name=name,
        nik=numbers.nik("reporter.nik", given.nik),
        nip=numbers.nip("reporter.nip", given.nip),
        address=clean_text(given.address, max_length=LONGEST_LINE, multiline=True),
        email=numbers.read("reporter.email", given.email, parse_email),
        phone=numbers.read("reporter.phone", given.phone, lambda text: parse_phone(text).value),
    )


class _Reading:
    """Reads numbers and addresses as typed, and goes on after one that is wrong."""

    def __init__(self) -> None:
        self.refusals: list[Refused] = []
        self._today = now().date()

    def nik(self, field: str, text: str) -> str | None:
        return self.read(field, text, lambda text: parse_nik(text, today=self._today).value)

    def nip(self, field: str, text: str) -> str | None:
        return self.read(field, text, lambda text: parse_nip(text, today=self._today).value)

    def read(self, field: str, text: str, reader: Callable[[str], Read]) -> Read | None:
        """What ``reader`` makes of ``text``, None for blank or wrong."""
        if not text.strip():
            return None
        try:
            return reader(text)
        except Refused as refusal:
            self.refusals.append(Refused(refusal.code, **{**refusal.facts, "field": field}))
            return None


def _known_reporter(session: Session, desk: Desk, reporter_id: object) -> UUID:
    known = session.scalar(
        select(Reporter.id).where(Reporter.id == reporter_id, Reporter.agency_id == desk.agency_id)
    )
    if known is None:
        raise Refused("reporter-not-found", field="reporter_id")
    return known
