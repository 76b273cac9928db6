"""Look after an account: find it, recover it, change its password and profile, end its logins."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.account_addresses import link_page
from tanggap.services.credentials import (
    Link,
    LinkKind,
    hash_password,
    new_uniquifier,
    password_fits,
    read_link,
    renew_hash,
    sign_link,
    sign_out_everywhere,
)
from tanggap.services.email_addresses import parse_email
from tanggap.services.history import audit
from tanggap.services.house import house, now
from tanggap.services.outgoing import queue_account_mail
from tanggap.services.password_rules import demand_good_password
from tanggap.services.phone_numbers import parse_phone
from tanggap.services.transaction import reading, transaction
from tanggap.storage.accounts import Account, AccountRole
from tanggap.storage.database import new_id
from tanggap.storage.identity import (
    Identity,
    ReporterId,
    read_identity,
    reporter_of_account,
    write_identity,
)
from tanggap.storage.organisation import Desk

LONGEST_NAME = 120
LONGEST_ADDRESS = 300


class LinkState(StrEnum):
    """What the holder of a signed link can do with it."""

    GOOD = "good"
    EXPIRED = "expired"
    SPENT = "spent"


def home_agency(session: Session) -> UUID:
    """The agency whose portal this is: the one of the default desk.

    Raises:
        Refused: ``desk-not-found``.
    """
    slug = house().settings.default_desk
    found = session.scalar(select(Desk.agency_id).where(Desk.slug == slug).order_by(Desk.id))
    if found is None:
        raise Refused("desk-not-found")
    return found


def find_account(session: Session, email: str, *, lock: bool = False) -> Account | None:
    """Return the account of an e-mail address as typed, active or not, or None."""
    try:
        address = parse_email(email)
    except Refused:
        return None
    query = select(Account).where(Account.email == address)
    return session.scalar(query.with_for_update() if lock else query)


def check_password(email: str, password: str) -> Account:
    """Return the active, confirmed account of this e-mail address and password.

    Whether the address is unknown, the account inactive or the password wrong cannot be told apart,
    neither by the answer nor by its time.

    Raises:
        Refused: ``credentials-wrong``; ``account-unconfirmed`` when all is right but the address
            was never confirmed.
    """
    account = find_account(reading(), email)
    fits = password_fits(account, password)
    if account is None or not fits or not account.active:
        raise Refused("credentials-wrong")
    if account.confirmed_at is None:
        raise Refused("account-unconfirmed")
    with transaction():
        renew_hash(account, password)
    return account


def unchanged_account(account_id: UUID, uniquifier: str) -> Account | None:
    """Return an active account whose logins were not ended since ``uniquifier`` was seen."""
    account = reading().get(Account, account_id)
    if account is None or not account.active or account.fs_uniquifier != uniquifier:
        return None
    return account


def note_login(account_id: UUID, address: str | None) -> None:
    """Remember when an account logged in; for officers also from where, and in the audit log.

    Args:
        address: the network address of an officer; None for a reporter, whose is never kept.
    """
    at = now()
    with transaction() as session:
        account = session.get_one(Account, account_id)
        account.last_login_at = account.current_login_at or at
        account.last_login_ip = account.current_login_ip
        account.current_login_at, account.current_login_ip = at, address
        account.login_count = (account.login_count or 0) + 1
        if address is not None:
            _audit_self(session, account, at, "logged_in", address=address)


def end_logins(account_id: UUID) -> None:
    """End every login of the account, on every device."""
    with transaction() as session:
        sign_out_everywhere(session.get_one(Account, account_id))


def request_recovery(email: str) -> None:
    """Send a link for a new password, if the address has an account; nobody learns whether.

    An account that was never confirmed gets it too: who opens the link has the mailbox.
    """
    at = now()
    with transaction() as session:
        account = find_account(session, email)
        if account is None or not account.active:
            return
        link = link_page(LinkKind.RECOVERY, sign_link(LinkKind.RECOVERY, account))
        queue_account_mail(session, account, "recovery", at, link=link)


def state_of_link(kind: LinkKind, token: str) -> LinkState:
    """Say, without using it up, what a link is still good for."""
    return _state(read_link(kind, token))


def set_password_by_link(kind: LinkKind, token: str, password: str) -> Account:
    """Give the account of a recovery or invitation link its new password.

    Every login and every other link of the account ends. The address counts as confirmed.

    Raises:
        Refused: ``link-expired``, ``link-spent`` or a code of :func:`demand_good_password`.
    """
    at = now()
    with transaction() as session:
        link = read_link(kind, token)
        if link.is_expired:
            raise Refused("link-expired")
        if link.account is None:
            raise Refused("link-spent")
        account = session.get_one(Account, link.account.id, with_for_update=True)
        demand_good_password(password, own_words(session, account))
        _give_password(account, password)
        account.confirmed_at = account.confirmed_at or at
        _audit_self(session, account, at, "password_recovered")
        if kind is LinkKind.RECOVERY:
            queue_account_mail(session, account, "password_changed", at)
        return account


def change_password(account_id: UUID, current: str, new: str) -> Account:
    """Change the password of who is logged in; every login of the account ends.

    Raises:
        Refused: ``password-wrong``, ``password-unchanged`` or a code of
            :func:`demand_good_password`.
    """
    at = now()
    with transaction() as session:
        account = session.get_one(Account, account_id, with_for_update=True)
        if not password_fits(account, current):
            raise Refused("password-wrong")
        if new == current:
            raise Refused("password-unchanged")
        demand_good_password(new, own_words(session, account))
        _give_password(account, new)
        _audit_self(session, account, at, "password_changed")
        queue_account_mail(session, account, "password_changed", at)
        return account


def own_words(session: Session, account: Account) -> tuple[str, ...]:
    """Return the words a password of this account must not be made of."""
    reporter_id = reporter_of_account(session, account.id)
    words = [account.name, account.email]
    if reporter_id is not None:
        identity = read_identity(session, reporter_id)
        words += [word for word in (identity.nik, identity.nip, identity.phone) if word]
    return tuple(words)


def profile_of(account_id: UUID) -> tuple[ReporterId, Identity] | None:
    """Return the reporter behind an account, or None for an account that is only an officer's."""
    session = reading()
    reporter_id = reporter_of_account(session, account_id)
    return (reporter_id, read_identity(session, reporter_id)) if reporter_id else None


def change_profile(account_id: UUID, *, name: str, phone: str, address: str) -> None:
    """Change what a reporter may change alone; NIK, NIP and e-mail stay.

    Raises:
        Refused: ``reporter-not-found``, ``text-missing``, ``text-too-long``, ``phone-unreadable``.
    """
    name = clean_name(name)
    address = clean_text(address, max_length=LONGEST_ADDRESS, multiline=True)
    dialled = parse_phone(phone).value if phone.strip() else None
    at = now()
    with transaction() as session:
        account = session.get_one(Account, account_id, with_for_update=True)
        reporter_id = reporter_of_account(session, account_id)
        if reporter_id is None:
            raise Refused("reporter-not-found")
        old = read_identity(session, reporter_id)
        new = Identity(
            kind=old.kind,
            name=name,
            nik=old.nik,
            nip=old.nip,
            address=address,
            email=old.email,
            phone=dialled,
        )
        if new == old:
            return
        write_identity(session, account.agency_id, new, reporter_id=reporter_id)
        account.name = name
        parts = ("name", "address", "phone")
        changed = [part for part in parts if getattr(old, part) != getattr(new, part)]
        _audit_self(session, account, at, "profile_changed", after={"changed": changed})


def invite_officer(
    session: Session,
    *,
    agency_id: UUID,
    name: str,
    email: str,
    roles: frozenset[str],
    at: datetime,
    invited_by: UUID | None,
) -> Account:
    """Make an officer's account without a password and send the link that sets one.

    The inner part of a use case: the caller holds the transaction and gives the officer a post.

    Args:
        roles: names of ``domain.policy.Role``.

    Raises:
        Refused: ``email-malformed``, ``email-taken``, ``text-missing``, ``text-too-long``.
    """
    address = parse_email(email)
    if find_account(session, address) is not None:
        raise Refused("email-taken", email=address)
    account = Account(
        id=new_id(),
        agency_id=agency_id,
        name=clean_name(name),
        email=address,
        password=None,
        active=True,
        fs_uniquifier=new_uniquifier(),
        roles=list(session.scalars(select(AccountRole).where(AccountRole.name.in_(roles)))),
    )
    session.add(account)
    session.flush()
    send_invitation(session, account, at)
    after = {"roles": sorted(roles)}
    audit(
        session,
        agency_id,
        at,
        "officer_invited",
        "account",
        account.id,
        account_id=invited_by,
        after=after,
    )
    return account


def send_invitation(session: Session, account: Account, at: datetime) -> None:
    """Queue the mail by which an invited officer sets the first password; once more if need be."""
    link = link_page(LinkKind.INVITATION, sign_link(LinkKind.INVITATION, account))
    queue_account_mail(session, account, "officer_invitation", at, link=link, name=account.name)


def clean_name(name: str) -> str:
    """Return a person's name cleaned.

    Raises:
        Refused: ``text-missing``, ``text-too-long``.
    """
    if is_blank(name):
        raise Refused("text-missing")
    return clean_text(name, max_length=LONGEST_NAME, multiline=False)


def _give_password(account: Account, password: str) -> None:
    account.password = hash_password(password)
    sign_out_everywhere(account)


def _state(link: Link) -> LinkState:
    if link.is_expired:
        return LinkState.EXPIRED
    return LinkState.GOOD if link.account is not None else LinkState.SPENT


def _audit_self(
    session: Session,
    account: Account,
    at: datetime,
    action: str,
    *,
    address: str | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit(
        session,
        account.agency_id,
        at,
        action,
        "account",
        account.id,
        account_id=account.id,
        address=address,
        after=after,
    )
