"""The doors of an account: end logins, take off the second factor, invite again; and its NIK."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tanggap.domain.identity_numbers import parse_nik
from tanggap.domain.refusal import Refused
from tanggap.services.accounts import send_invitation
from tanggap.services.administration.acting import Acting, administering, locked, note
from tanggap.services.administration.user_list import User, user_of
from tanggap.services.credentials import sign_out_everywhere
from tanggap.services.house import now
from tanggap.services.officer_access import needs_second_factor, remove_second_factor
from tanggap.storage.accounts import Account, Passkey, Post


def end_sessions(acting: Acting, account_id: UUID, decided_on: int) -> User:
    """End every login of an officer, on every device, and every link that is still out.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``.
    """
    with administering(acting) as session:
        account = _officer(session, acting, account_id, decided_on)
        sign_out_everywhere(account)
        account.version += 1
        session.flush()
        note(session, acting, "logins_ended", "account", account.id, now())
        return user_of(session, acting, account.id)


def reset_second_factor(acting: Acting, account_id: UUID, decided_on: int) -> User:
    """Take authenticator, recovery codes and passkeys off an account, and end its logins.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``, ``own-second-factor``,
            ``second-factor-missing``.
    """
    with administering(acting) as session:
        account = _officer(session, acting, account_id, decided_on)
        if account.id == acting.viewer.account:
            raise Refused("own-second-factor")
        keys = session.execute(delete(Passkey).where(Passkey.user_id == account.id))
        if not needs_second_factor(account) and not keys.rowcount:  # type: ignore[attr-defined]
            raise Refused("second-factor-missing")
        remove_second_factor(session, account, by=acting.viewer.account)
        sign_out_everywhere(account)
        account.version += 1
        session.flush()
        return user_of(session, acting, account.id)


def invite_again(acting: Acting, account_id: UUID, decided_on: int) -> User:
    """Send the invitation once more; the links sent before stop working.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``, ``officer-not-active``,
            ``invitation-accepted``.
    """
    at = now()
    with administering(acting) as session:
        account = _officer(session, acting, account_id, decided_on)
        if not account.active:
            raise Refused("officer-not-active")
        if account.password is not None:
            raise Refused("invitation-accepted")
        sign_out_everywhere(account)
        account.version += 1
        session.flush()
        send_invitation(session, account, at)
        note(session, acting, "officer_invited_again", "account", account.id, at)
        return user_of(session, acting, account.id)


def set_nik(acting: Acting, account_id: UUID, decided_on: int, typed: str | None) -> User:
    """Keep the NIK by which BSrE knows a signatory, or with None forget it.

    The audit log says that it was done, never the number; nobody reads more of it than its end.

    Raises:
        Refused: ``officer-not-found``, ``version-outdated``; what is wrong with the NIK.
    """
    at = now()
    number = None
    if typed is not None:
        try:
            number = parse_nik(typed, today=at.date()).value
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.facts, "field": "nik"}) from None
    with administering(acting) as session:
        account = _officer(session, acting, account_id, decided_on)
        post = session.get_one(Post, account.id)
        if post.nik != number:
            post.nik = number
            account.version += 1
            session.flush()
            done = "signatory_nik_set" if number else "signatory_nik_removed"
            note(session, acting, done, "account", account.id, at)
        return user_of(session, acting, account.id)


def _officer(session: Session, acting: Acting, account_id: UUID, decided_on: int) -> Account:
    account = locked(session, acting, Account, account_id, decided_on)
    if session.get(Post, account.id) is None:
        raise Refused("officer-not-found")
    return account
