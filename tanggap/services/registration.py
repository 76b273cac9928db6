"""Register a reporter and confirm the e-mail address, telling nobody who is registered already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tanggap.domain.identity_numbers import parse_nik, parse_nip
from tanggap.domain.policy import Role
from tanggap.domain.refusal import Refused
from tanggap.services.account_addresses import link_page
from tanggap.services.accounts import clean_name, find_account, home_agency
from tanggap.services.credentials import (
    LinkKind,
    hash_password,
    new_uniquifier,
    password_fits,
    read_link,
    sign_link,
)
from tanggap.services.email_addresses import parse_email
from tanggap.services.history import audit
from tanggap.services.house import now
from tanggap.services.outgoing import queue_account_mail
from tanggap.services.password_rules import demand_good_password
from tanggap.services.phone_numbers import parse_phone
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, AccountRole
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.identity import (
    ASN,
    CITIZEN,
    Identity,
    confirmed_account_with_number,
    forget_reporter,
    reporter_of_account,
    write_identity,
)
from tanggap.storage.regions import known_region_codes


@dataclass(frozen=True, slots=True)
class Registration:
    """What a person typed to register; nothing of it shows in ``repr``.

    Attributes:
        kind: ``citizen`` (then ``number`` is a NIK) or ``asn`` (then it is a NIP).
        phone: may be empty.
    """

    kind: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    email: str = field(repr=False)
    password: str = field(repr=False)
    phone: str = field(default="", repr=False)


class Confirmation(StrEnum):
    """What became of an attempt to confirm an address."""

    DONE = "done"
    DONE_BEFORE = "done_before"
    EXPIRED = "expired"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Number:
    """A NIK or NIP read from a form; exactly one of the two is set.

    Attributes:
        warnings: codes of what the person should look at again; they block nothing.
    """

    nik: str | None = field(repr=False)
    nip: str | None = field(repr=False)
    warnings: tuple[str, ...] = ()


def read_number(kind: str, typed: str, at: datetime) -> Number:
    """Read the number that goes with ``kind``.

    Raises:
        Refused: ``reporter-kind-unknown`` or a code of ``domain.identity_numbers``.
    """
    if kind == CITIZEN:
        nik = parse_nik(typed, known_region_codes(), today=at.date())
        # Which century somebody was born in is of no use to them.
        seen = tuple(code for code in nik.warnings if code == "nik-region-unknown")
        return Number(nik=nik.value, nip=None, warnings=seen)
    if kind == ASN:
        return Number(nik=None, nip=parse_nip(typed, today=at.date()).value)
    raise Refused("reporter-kind-unknown", kind=kind)


def register_reporter(given: Registration) -> None:
    """Make account, reporter and contacts, and queue the mail that confirms the address.

    Whatever is known already, the caller learns nothing; the owner of the mailbox does:

    - the address has a confirmed account: a mail says so, nothing changes;
    - the number belongs to a confirmed account: a mail goes to that account's own address. The new
      address hears nothing, so a stranger's number reveals no reporter;
    - the address was registered but never confirmed: the newest registration counts. With another
      password, older links are void: nobody can lie in wait in an unconfirmed account. With the
      same one, it is the same person or a double click, and every link stays good.

    Raises:
        Refused: a code of :func:`read_number`, ``text-missing``, ``text-too-long``,
            ``phone-unreadable``, ``email-malformed`` or of :func:`demand_good_password`.
    """
    at = now()
    email = parse_email(given.email)
    identity = _identity(given, email, at)
    demand_good_password(given.password, password_words(identity))
    hashed = hash_password(given.password)  # in every case, so that time tells nothing
    with transaction() as session:
        agency_id = home_agency(session)
        owner = find_account(session, email, lock=True)
        is_same_person = password_fits(owner, given.password)  # likewise
        if _tells_owner(session, owner, agency_id, identity, at):
            return
        account = owner or _new_account(session, agency_id, email)
        account.name = identity.name
        if not is_same_person:
            account.password, account.fs_uniquifier = hashed, new_uniquifier()
        session.flush()
        write_identity(
            session,
            agency_id,
            identity,
            account_id=account.id,
            reporter_id=reporter_of_account(session, account.id),
        )
        _audit(session, account, at, "account_registered")
        _send_confirmation(session, account, at)


def _identity(given: Registration, email: str, at: datetime) -> Identity:
    number = read_number(given.kind, given.number, at)
    return Identity(
        kind=given.kind,
        name=clean_name(given.name),
        nik=number.nik,
        nip=number.nip,
        email=email,
        phone=parse_phone(given.phone).value if given.phone.strip() else None,
    )


def _tells_owner(
    session: Session, owner: Account | None, agency_id: UUID, identity: Identity, at: datetime
) -> bool:
    """Tell who owns the address or the number already, by mail; False when nobody does."""
    if owner is not None and owner.confirmed_at is not None:
        queue_account_mail(session, owner, "already_registered", at, because="email")
        return True
    holder = confirmed_account_with_number(session, agency_id, nik=identity.nik, nip=identity.nip)
    if holder is None:
        return False
    known = session.get_one(Account, holder)
    queue_account_mail(session, known, "already_registered", at, because="number")
    return True


def send_confirmation_again(email: str) -> None:
    """Send a new confirmation link, if the address still waits for one; nobody learns whether."""
    at = now()
    with transaction() as session:
        account = find_account(session, email)
        if account is not None and account.active and account.confirmed_at is None:
            _send_confirmation(session, account, at)


def confirm_address(token: str) -> Confirmation:
    """Confirm the address a link was sent to; using it twice does no harm."""
    at = now()
    with transaction() as session:
        link = read_link(LinkKind.CONFIRMATION, token)
        if link.account is None:
            return Confirmation.EXPIRED if link.is_expired else Confirmation.SPENT
        account = session.get_one(Account, link.account.id, with_for_update=True)
        if account.confirmed_at is not None:
            return Confirmation.DONE_BEFORE
        if link.is_expired:
            return Confirmation.EXPIRED
        account.confirmed_at = at
        _audit(session, account, at, "account_confirmed")
        return Confirmation.DONE


def purge_unconfirmed(session: Session, before: datetime) -> int:
    """Delete reporters' accounts made before a moment and never confirmed; returns how many."""
    stale = session.scalars(
        select(Account)
        .where(
            Account.confirmed_at.is_(None),
            Account.create_datetime < before,
            Account.roles.any(AccountRole.name == Role.REPORTER.value),
            ~Account.roles.any(AccountRole.name != Role.REPORTER.value),
        )
        .with_for_update(skip_locked=True, of=Account)
    ).all()
    for account in stale:
        reporter_id = reporter_of_account(session, account.id)
        if reporter_id is not None:
            forget_reporter(session, reporter_id)
        session.execute(delete(Message).where(Message.account_id == account.id))
        session.delete(account)
    return len(stale)


def password_words(identity: Identity) -> tuple[str, ...]:
    """Return the words that a new reporter's password must not be made of."""
    words = (identity.name, identity.email, identity.nik, identity.nip, identity.phone)
    return tuple(word for word in words if word)


def _new_account(session: Session, agency_id: UUID, email: str) -> Account:
    account = Account(
        id=new_id(),
        agency_id=agency_id,
        email=email,
        active=True,
        roles=[session.scalars(select(AccountRole).where(AccountRole.name == Role.REPORTER)).one()],
    )
    session.add(account)
    return account


def _send_confirmation(session: Session, account: Account, at: datetime) -> None:
    link = link_page(LinkKind.CONFIRMATION, sign_link(LinkKind.CONFIRMATION, account))
    queue_account_mail(session, account, "confirmation", at, link=link)


def _audit(session: Session, account: Account, at: datetime, action: str) -> None:
    audit(
        session,
        account.agency_id,
        at,
        action,
        "account",
        account.id,
        account_id=None,  # nobody is logged in, and an account never confirmed can be deleted
    )
