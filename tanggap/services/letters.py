"""Issue official documents: build what they say, number them, and queue their rendering.

A preview and an issued letter come from the same draft, so they cannot differ in anything but
number, verification and the mark of a draft.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import (
    Disposition,
    Letterhead,
    ReplyLetter,
    Signatory,
    Urgency,
    Verification,
    to_json,
)
from tanggap.documents.fingerprint import RANDOM_BYTES, verification_code
from tanggap.documents.numbering import format_number
from tanggap.documents.wording import (
    REPLY_CLOSING,
    address_reporter,
    reply_opening,
    reporter_as_sender,
)
from tanggap.domain.clock import deadline
from tanggap.domain.masking import mask_text
from tanggap.domain.procedure import ActorKind, Procedure
from tanggap.domain.refusal import Refused
from tanggap.domain.spoken_time import spoken_moment
from tanggap.services.house import house
from tanggap.services.numbering import next_in_series
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.public_addresses import verification_page
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.identity import known_words, read_identity
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.reports import Report

Letter = ReplyLetter | Disposition
Deputy = Literal["Plt.", "Plh."]

LETTER_CODES = {"reply_letter": "S", "disposition": "LD"}
"""What ``{kind}`` becomes in a letter number: *surat* and *lembar disposisi*."""
NOT_YET_NUMBERED = "(belum bernomor)"


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the letters of a desk have in common."""

    row: Desk
    head: Letterhead
    timezone: str


def issue_document(
    session: Session,
    kind: str,
    report: Report,
    *,
    task_id: UUID,
    given: Mapping[str, object],
    at: datetime,
    account_id: UUID | None,
) -> Document:
    """Issue a letter in the caller's transaction: numbered now, rendered by a job.

    Args:
        kind: ``disposition`` (to the departments in ``given["units"]``) or ``reply_letter`` (with
            the text in ``given["answer"]``).
        account_id: the officer who issues it.

    Raises:
        Refused: ``document-kind-unknown``, ``unit-has-no-head``, ``number-pattern-broken`` or
            ``letter-code-broken``.
    """
    desk = _desk_of(session, report)
    draft = _draft(session, desk, report, kind, given, at, account_id)
    code = verification_code(secrets.token_bytes(RANDOM_BYTES))
    # From here on other letters of the unit wait: nothing slow may follow.
    number = _number(session, desk.row, kind, draft.issued_at)
    letter = _issued(draft, number, code)
    units = _units_given(given) if kind == "disposition" else ()
    document = Document(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        task_id=task_id,
        unit_id=desk.row.unit_id,
        for_unit_id=units[0] if len(units) == 1 else None,
        kind=kind,
        number=number,
        title=letter.title,
        context=json.loads(to_json(letter)),
        verification_code=code,
        issued_at=at,
        issued_by_id=account_id,
    )
    session.add(document)
    session.flush()  # messages that carry it refer to its row
    put_job(session, "render-document", document_id=str(document.id))
    return document


def letter_to_sign(
    session: Session,
    report: Report,
    kind: str,
    given: Mapping[str, object],
    at: datetime,
    *,
    account_id: UUID,
) -> tuple[Letter, Unit]:
    """The draft of a letter that is signed before it is issued, and the unit that issues it.

    Raises:
        Refused: as ``issue_document``.
    """
    desk = _desk_of(session, report)
    return _draft(session, desk, report, kind, given, at, account_id), desk.row.unit


def number_letter(session: Session, report: Report, kind: str, draft: Letter) -> str:
    """Take the next letter number for ``draft``; other letters of the unit wait from here on."""
    return _number(session, _desk_of(session, report).row, kind, draft.issued_at)


def numbered_letter(draft: Letter, number: str, code: str) -> Letter:
    """The letter as it leaves the house."""
    return _issued(draft, number, code)


def preview_document(
    session: Session,
    report: Report,
    kind: str,
    given: Mapping[str, object],
    at: datetime,
    *,
    account_id: UUID | None = None,
) -> bytes:
    """Return the PDF the letter would be, marked as a draft; nothing is stored or numbered.

    Raises:
        Refused: as ``issue_document``.
    """
    desk = _desk_of(session, report)
    return house().renderer.render(_draft(session, desk, report, kind, given, at, account_id))


def issue_receipt(
    session: Session, report: Report, *, unit_id: UUID, at: datetime, account_id: UUID | None
) -> Document:
    """Issue the receipt of a report just filed; the register number is its number.

    What it says is put together when it is rendered (``services.receipts``), so that filing stays
    quick and the tracking code is stored nowhere. The report's receipt message waits for it.

    Args:
        unit_id: the desk's unit, on whose paper it stands.
    """
    document = Document(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        unit_id=unit_id,
        kind="receipt",
        number=None,
        title=f"Tanda Terima Laporan {report.number}",
        context={"kind": "receipt"},
        verification_code=verification_code(secrets.token_bytes(RANDOM_BYTES)),
        issued_at=at,
        issued_by_id=account_id,
    )
    session.add(document)
    put_job(session, "render-document", document_id=str(document.id))
    return document


def letterhead_of(desk: Desk) -> Letterhead:
    """The head of the paper of the desk's unit."""
    stored = desk.unit.letterhead
    return Letterhead(
        government=desk.agency.name,
        unit=desk.unit.name,
        address_lines=tuple(str(line) for line in stored.get("address_lines", ())),
        contact_line=str(stored.get("contact_line", "")),
        emblem_svg=stored.get("emblem_svg") or None,
    )


def _desk_of(session: Session, report: Report) -> _Desk:
    row = session.scalars(
        select(Desk)
        .where(Desk.id == report.desk_id)
        .options(
            joinedload(Desk.agency),
            joinedload(Desk.unit).joinedload(Unit.head).joinedload(Account.post),
        )
    ).one()
    calendar = calendar_of(session, row.calendar_id)
    return _Desk(row, letterhead_of(row), calendar.timezone)


def _draft(
    session: Session,
    desk: _Desk,
    report: Report,
    kind: str,
    given: Mapping[str, object],
    at: datetime,
    account_id: UUID | None,
) -> Letter:
    build = BUILDERS.get(kind)
    if build is None:
        raise Refused("document-kind-unknown", kind=kind, known=sorted(BUILDERS))
    local = at.astimezone(calendar_of(session, desk.row.calendar_id).zone)
    return build(session, desk, report, given, local, account_id)


def _reply_letter(
    session: Session,
    desk: _Desk,
    report: Report,
    given: Mapping[str, object],
    local: datetime,
    account_id: UUID | None,
) -> Letter:
    """The answer to the reporter; a confidential one is never named, not even by a slip."""
    unit = desk.row.unit
    if unit.head is None:
        raise Refused("unit-has-no-head", unit=unit.name)
    identity = read_identity(session, report.reporter_id)
    answer = str(given.get("answer", ""))
    if report.is_confidential:
        answer = mask_text(answer, known_words(identity))
    received = report.filed_at.astimezone(local.tzinfo).date()
    return ReplyLetter(
        issued_at=local,
        letterhead=desk.head,
        number=None,
        place=desk.row.agency.place,
        dated=local.date(),
        nature="Rahasia" if report.is_confidential else "Biasa",
        attachments="-",
        subject=f"Tanggapan atas laporan nomor {report.number}",
        addressee=address_reporter(
            name=identity.name,
            register_number=report.number,
            confidential=report.is_confidential,
            place=desk.row.agency.place,
        ),
        body=f"{reply_opening(report.number, received)}\n\n{answer}",
        closing=REPLY_CLOSING,
        signatory=_signatory(unit.head, default=f"Kepala {unit.name}", deputy=deputy_of(unit)),
        register_number=report.number,
        verification=None,
        draft=True,
    )


def _disposition(
    session: Session,
    desk: _Desk,
    report: Report,
    given: Mapping[str, object],
    local: datetime,
    account_id: UUID | None,
) -> Letter:
    """The sheet to the departments; it goes to other offices, so it never names the reporter."""
    procedure = procedure_of(session, report.procedure_version_id)
    words = known_words(read_identity(session, report.reporter_id))
    received = report.filed_at.astimezone(local.tzinfo).date()
    secret = report.is_confidential or desk.row.is_ethics
    officer = _officer(session, account_id)
    return Disposition(
        issued_at=local,
        letterhead=desk.head,
        sender=reporter_as_sender(name=None, register_number=report.number, confidential=True),
        letter_number=report.number,
        letter_date=received,
        received_date=received,
        agenda_number=NOT_YET_NUMBERED,
        urgency=(Urgency.CONFIDENTIAL,) if secret else (),
        subject=mask_text(report.subject, words),
        forwarded_to=_forwarded_to(session, procedure, given),
        instructions=_instructions(session, desk, procedure, local),
        note=mask_text(str(given.get("note") or ""), words),
        signed_by=_signatory(officer, default="") if officer is not None else None,
        signed_on=local.date() if officer is not None else None,
        draft=True,
    )


Builder = Callable[
    [Session, _Desk, Report, Mapping[str, object], datetime, UUID | None],
    Letter,
]
BUILDERS: dict[str, Builder] = {"reply_letter": _reply_letter, "disposition": _disposition}


def _issued(draft: Letter, number: str, code: str) -> Letter:
    if isinstance(draft, ReplyLetter):
        verification = Verification(url=verification_page(code), code=code)
        return replace(draft, number=number, verification=verification, draft=False)
    return replace(draft, agenda_number=number, draft=False)


def _number(session: Session, desk: Desk, kind: str, issued_at: datetime) -> str:
    """The next letter number.

    Kinds, and units, count together where the pattern does not tell them apart: numbers must not
    repeat within the agency.
    """
    pattern, code = desk.letter_pattern, LETTER_CODES[kind]
    on = issued_at.date()
    format_number(pattern, sequence=1, unit=desk.unit.letter_code, kind=code, on=on)  # may refuse
    owner = desk.unit_id if "{unit}" in pattern else desk.agency_id
    series = kind if "{kind}" in pattern else "letter"
    sequence = next_in_series(session, desk.agency_id, owner, series, on.year)
    return format_number(pattern, sequence=sequence, unit=desk.unit.letter_code, kind=code, on=on)


def deputy_of(unit: Unit) -> Deputy | None:
    """The mark of a head who only deputises."""
    return cast(Deputy, unit.deputy) if unit.deputy in ("Plt.", "Plh.") else None


def _signatory(account: Account, *, default: str, deputy: Deputy | None = None) -> Signatory:
    post: Any = account.post
    return Signatory(
        position=post.position if post else default,
        name=account.name,
        rank=post.rank if post else None,
        nip=post.nip if post else None,
        deputy=deputy,
    )


def _officer(session: Session, account_id: UUID | None) -> Account | None:
    if account_id is None:
        return None
    return session.scalars(
        select(Account).where(Account.id == account_id).options(joinedload(Account.post))
    ).one_or_none()


def _units_given(given: Mapping[str, object]) -> tuple[UUID, ...]:
    chosen = given.get("units")
    several = chosen if isinstance(chosen, list | tuple) else [chosen]
    return tuple(UUID(str(unit)) for unit in several if unit)


def _forwarded_to(
    session: Session, procedure: Procedure, given: Mapping[str, object]
) -> tuple[str, ...]:
    units = session.scalars(select(Unit).where(Unit.id.in_(_units_given(given))))
    by_id = {unit.id: unit.name for unit in units}
    title = next((one.title for one in procedure.actors if one.kind is ActorKind.UNIT_TEAM), "")
    return tuple(f"{title} {by_id[unit]}".strip() for unit in _units_given(given) if unit in by_id)


def _instructions(
    session: Session, desk: _Desk, procedure: Procedure, local: datetime
) -> tuple[str, ...]:
    """What the departments are asked to do, and by when: the time of their step in the SOP."""
    asked = "Periksa laporan dan susun tanggapan"
    for step in procedure.steps:
        if procedure.actor_of(step).kind is ActorKind.UNIT_TEAM and step.duration is not None:
            calendar = calendar_of(session, desk.row.calendar_id)
            due = deadline(calendar, local, step.duration)
            by_when = spoken_moment(due, desk.timezone)
            return (asked, f"Kirim tanggapan paling lambat {by_when}")
    return (asked, "Kirim tanggapan sesegera mungkin")
