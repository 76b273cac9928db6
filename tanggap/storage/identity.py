"""The one module that reads and writes a reporter's identity: name, NIK or NIP, contacts.

Everybody else gets a frozen :class:`Identity`, never a row, and only after the policy said so.
Whatever guards identities at rest (field encryption, row-level security) belongs here and nowhere
else: every column of ``reporter`` that names a person and every row of ``reporter_contact`` passes
through the functions of this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NewType
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from tanggap.domain.inbound import Contact, ContactKind
from tanggap.domain.personal_data import KnownPeople
from tanggap.storage.accounts import Account
from tanggap.storage.database import new_id
from tanggap.storage.prepared import Asked, Prepared
from tanggap.storage.reports import PersonReported, Report, Reporter, ReporterContact

ReporterId = NewType("ReporterId", UUID)

CITIZEN = "citizen"
ASN = "asn"
EMAIL = "email"
PHONE = "phone"
MOST_NAMESAKES = 50


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a reporter is. Nothing of it shows in ``repr``, and so nothing reaches a log.

    Attributes:
        kind: ``citizen`` or ``asn``.
        nik: 16 digits, or None; a citizen has one unless an anonymous channel was used.
        nip: 18 digits, or None.
        address: where the reporter lives, as typed; may be empty.
        email: the first e-mail address, or None.
        phone: the first phone number in E.164 form, or None.
    """

    kind: str
    name: str = field(repr=False)
    nik: str | None = field(default=None, repr=False)
    nip: str | None = field(default=None, repr=False)
    address: str = field(default="", repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)


_CONTACTS = (
    select(
        func.json_agg(
            aggregate_order_by(
                func.json_build_array(ReporterContact.kind, ReporterContact.value),
                ReporterContact.id,
            )
        )
    )
    .where(ReporterContact.reporter_id == Reporter.id)
    .correlate(Reporter)
    .scalar_subquery()
)
IDENTITY = (
    Reporter.kind.label("identity_kind"),
    Reporter.name.label("identity_name"),
    Reporter.nik.label("identity_nik"),
    Reporter.nip.label("identity_nip"),
    Reporter.address.label("identity_address"),
    _CONTACTS.label("identity_contacts"),
)
"""Columns of a statement over reporters, for :func:`identity_in`."""


def identity_in(row: Any) -> Identity:
    """Who a reporter is, from a row with the columns of ``IDENTITY``."""
    first: dict[str, str] = {}
    for kind, value in row.identity_contacts or ():
        first.setdefault(kind, value)
    return Identity(
        kind=row.identity_kind,
        name=row.identity_name,
        nik=row.identity_nik,
        nip=row.identity_nip,
        address=row.identity_address,
        email=first.get(EMAIL),
        phone=first.get(PHONE),
    )


_CONTACT_KINDS = {kind.value: kind for kind in ContactKind}
_CONTACTS_OF = Prepared(
    select(ReporterContact.kind, ReporterContact.value)
    .where(ReporterContact.reporter_id == bindparam("reporter"))
    .order_by(ReporterContact.id)
)
_IDENTITY_OF = Prepared(select(*IDENTITY).where(Reporter.id == bindparam("reporter")))

_IDENTITIES_OF = Prepared(
    select(Reporter.id, *IDENTITY).where(
        Reporter.id == any_(bindparam("reporters", type_=ARRAY(Uuid)))
    )
)


def read_identity(session: Session, reporter_id: UUID) -> Identity:
    """Return who the reporter is; one query.

    Raises:
        LookupError: there is no such reporter.
    """
    row = _IDENTITY_OF.first(session, reporter=reporter_id)
    if row is None:
        raise LookupError(reporter_id)
    return identity_in(row)


def read_identities(session: Session, reporter_ids: Iterable[UUID]) -> Mapping[UUID, Identity]:
    """Return who several reporters are, by their ids; one query for all of them."""
    wanted = list(set(reporter_ids))
    if not wanted:
        return {}
    return {row.id: identity_in(row) for row in _IDENTITIES_OF.all(session, reporters=wanted)}


def write_identity(
    session: Session,
    agency_id: UUID,
    identity: Identity,
    *,
    account_id: UUID | None = None,
    reporter_id: UUID | None = None,
) -> ReporterId:
    """Store a new reporter, or with ``reporter_id`` what is now known of an old one.

    E-mail and phone replace those stored before; contacts of other kinds stay as they are.

    Args:
        account_id: the account the reporter logs in with; None keeps the one it has.

    Raises:
        NoResultFound: ``reporter_id`` names nobody.
    """
    row = (
        Reporter(id=new_id(), agency_id=agency_id, contacts=[])
        if reporter_id is None
        else session.get_one(Reporter, reporter_id, with_for_update=True)
    )
    row.kind, row.name = identity.kind, identity.name
    row.nik, row.nip = identity.nik, identity.nip
    row.address = identity.address
    if account_id is not None:
        row.account_id = account_id
    if reporter_id is not None:
        row.version += 1
    _replace_contact(row, EMAIL, identity.email)
    _replace_contact(row, PHONE, identity.phone)
    session.add(row)
    session.flush()
    return ReporterId(row.id)


def reporter_of_account(session: Session, account_id: UUID) -> ReporterId | None:
    """Return the reporter who logs in with this account, or None when it is only an officer's."""
    found = session.scalar(select(Reporter.id).where(Reporter.account_id == account_id))
    return ReporterId(found) if found else None


def find_reporter_by_contact(
    session: Session, agency_id: UUID, kind: str, value: str
) -> ReporterId | None:
    """Return the newest reporter reached at ``value``.

    Args:
        kind: ``email``, ``phone`` or a channel's own kind.
        value: as stored: an e-mail address in lower case, a phone number in E.164 form.
    """
    found = session.scalar(
        select(ReporterContact.reporter_id)
        .where(
            ReporterContact.agency_id == agency_id,
            ReporterContact.kind == kind,
            ReporterContact.value == (value.lower() if kind == EMAIL else value),
        )
        .order_by(ReporterContact.id.desc())
        .limit(1)
    )
    return ReporterId(found) if found else None


def find_reporters_by_contact(
    session: Session, agency_id: UUID, contacts: Iterable[Contact]
) -> tuple[ReporterId, ...]:
    """Return everybody who is reached at one of ``contacts``, newest first, fifty at most."""
    pairs = [(contact.kind.value, contact.value) for contact in contacts]
    if not pairs:
        return ()
    found = session.scalars(
        select(ReporterContact.reporter_id)
        .where(
            ReporterContact.agency_id == agency_id,
            tuple_(ReporterContact.kind, ReporterContact.value).in_(pairs),
        )
        .order_by(ReporterContact.reporter_id.desc())
        .limit(MOST_NAMESAKES)
    )
    return tuple(ReporterId(one) for one in dict.fromkeys(found))


def reporter_known_by_contact(
    session: Session, agency_id: UUID, contacts: Sequence[Contact], *, name: str
) -> ReporterId:
    """Return the reporter without an account who is reached at ``contacts``; a new one if none is.

    An account's owner typed their phone number and address themselves, so whoever writes from
    there is not taken for them: their reports would show in a stranger's account.

    Args:
        contacts: surest first; those not known yet are added.
        name: what a new reporter calls themselves; may be empty.
    """
    known = find_reporters_by_contact(session, agency_id, contacts)
    row = session.scalars(
        select(Reporter)
        .where(Reporter.id.in_(known), Reporter.account_id.is_(None))
        .order_by(Reporter.id.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if row is None:
        row = Reporter(id=new_id(), agency_id=agency_id, kind=CITIZEN, name=name, contacts=[])
        row.address = ""
        session.add(row)
    has = {(one.kind, one.value) for one in row.contacts}
    for contact in contacts:
        if (contact.kind.value, contact.value) not in has:
            row.contacts.append(
                ReporterContact(
                    id=new_id(), agency_id=agency_id, kind=contact.kind.value, value=contact.value
                )
            )
    session.flush()
    return ReporterId(row.id)


def contacts_of(session: Session, reporter_id: UUID) -> tuple[Contact, ...]:
    """Return every way to reach a reporter, oldest first; kinds that no channel uses left out."""
    rows = _CONTACTS_OF.all(session, reporter=reporter_id)
    return tuple(
        Contact(_CONTACT_KINDS[row.kind], row.value) for row in rows if row.kind in _CONTACT_KINDS
    )


def contacts_asked(reporter_id: UUID) -> Asked:
    """What ``contacts_of`` asks, for asking ahead."""
    return _CONTACTS_OF, {"reporter": reporter_id}


def find_reporters_by_number(
    session: Session, agency_id: UUID, *, nik: str | None = None, nip: str | None = None
) -> tuple[ReporterId, ...]:
    """Return who is known under a NIK or a NIP, newest first: for the counter.

    One person can stand here more than once: a number typed in a form is a claim, so a new account
    never takes over the reports of an older reporter with the same number.
    """
    if not nik and not nip:
        return ()
    query = select(Reporter.id).where(Reporter.agency_id == agency_id)
    query = query.where(Reporter.nik == nik) if nik else query.where(Reporter.nip == nip)
    found = session.scalars(query.order_by(Reporter.id.desc()))
    return tuple(ReporterId(one) for one in found)


def confirmed_account_with_number(
    session: Session, agency_id: UUID, *, nik: str | None, nip: str | None
) -> UUID | None:
    """Return the account whose owner gave this number and confirmed an e-mail address."""
    reporters = find_reporters_by_number(session, agency_id, nik=nik, nip=nip)
    if not reporters:
        return None
    return session.scalar(
        select(Account.id)
        .join(Reporter, Reporter.account_id == Account.id)
        .where(Reporter.id.in_(reporters), Account.confirmed_at.is_not(None))
        .order_by(Account.id)
        .limit(1)
    )


def forget_reporter(session: Session, reporter_id: UUID) -> None:
    """Delete a reporter with its contacts; only one who filed nothing can be deleted."""
    session.delete(session.get_one(Reporter, reporter_id))
    session.flush()


def known_words(identity: Identity) -> tuple[str, ...]:
    """Return what a masked text must not show: name, NIK, NIP, phone number, e-mail address.

    The home address is left out: its words ("Jalan", the city) would cover half of any report.
    """
    words = (identity.name, identity.nik, identity.nip, identity.phone, identity.email)
    return tuple(word for word in words if word)


def known_people(session: Session, report: Report) -> KnownPeople:
    """Return whom a published text must not show: the reporter, and the persons reported.

    Unlike :func:`known_words` it has the home address, of which the detector takes the parts that
    lead to a door.
    """
    identity = read_identity(session, report.reporter_id)
    persons = session.execute(
        select(PersonReported.name, PersonReported.nip).where(PersonReported.report_id == report.id)
    ).all()
    numbers = [identity.nik, identity.nip, identity.phone, identity.email]
    numbers += [nip for _, nip in persons]
    return KnownPeople(
        reporter_names=(identity.name,),
        reported_names=tuple(name for name, _ in persons),
        numbers=tuple(number for number in numbers if number),
        addresses=(identity.address,) if identity.address else (),
    )


def _replace_contact(row: Reporter, kind: str, value: str | None) -> None:
    wanted = value.lower() if value and kind == EMAIL else value
    if [one.value for one in row.contacts if one.kind == kind] == ([wanted] if wanted else []):
        return
    kept = [one for one in row.contacts if one.kind != kind or one.value == wanted]
    if wanted and not any(one.kind == kind for one in kept):
        kept.append(ReporterContact(id=new_id(), agency_id=row.agency_id, kind=kind, value=wanted))
    row.contacts = kept
