"""Hash and check passwords, make and read signed links: the one service over Flask-Security.

No cryptography is written here; every function is a thin, typed door to the library.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, cast

from flask_security import hash_password as fs_hash_password
from flask_security.proxies import _security
from flask_security.utils import (
    check_and_get_token_status,
    hash_data,
    verify_hash,
    verify_password,
)

from tanggap.services.house import now
from tanggap.services.password_rules import LONGEST_PASSWORD
from tanggap.storage.accounts import Account


class LinkKind(StrEnum):
    """What a signed link lets its holder do; each kind has its own salt."""

    CONFIRMATION = "confirm"
    RECOVERY = "reset"
    INVITATION = "invitation"


LINK_LIFETIMES = {
    LinkKind.CONFIRMATION: timedelta(days=2),
    LinkKind.RECOVERY: timedelta(hours=2),
    LinkKind.INVITATION: timedelta(days=7),
}


@dataclass(frozen=True, slots=True)
class Link:
    """What was found in a link.

    Attributes:
        account: whose it is; None when the link is forged, garbled, used up or for an address
            that is no longer the account's.
        is_expired: it was good once, but is too old.
    """

    account: Account | None
    is_expired: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the link may be acted on."""
        return self.account is not None and not self.is_expired


def normalize_password(password: str) -> str:
    """The same characters in one form, however the keyboard made them."""
    return _security._password_util.normalize(password)


def hash_password(password: str) -> str:
    """Hash a password (argon2id over an HMAC with the house's salt)."""
    return fs_hash_password(normalize_password(password))


def password_fits(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; takes as long for an account that is not there."""
    if account is None or not account.password or len(password) > LONGEST_PASSWORD:
        fs_hash_password("as much work as a real check")
        return False
    return bool(verify_password(normalize_password(password), account.password))


def renew_hash(account: Account, password: str) -> None:
    """Hash again, with today's cost, a password that was just found right."""
    if _security.pwd_context.needs_update(account.password):
        account.password = hash_password(password)


def sign_out_everywhere(account: Account) -> None:
    """End every login of the account and spend every link that is still out.

    Logins and links carry the account's ``fs_uniquifier``; a new one makes them all void.
    """
    account.fs_uniquifier = new_uniquifier()


def new_uniquifier() -> str:
    """A fresh random value for ``Account.fs_uniquifier``."""
    return uuid.uuid4().hex


def sign_link(kind: LinkKind, account: Account) -> str:
    """Return the secret part of a link for ``account``, good while its e-mail stays the same."""
    payload = [str(account.fs_uniquifier), hash_data(account.email)]
    return cast(str, _serializer(kind).dumps(payload))


def read_link(kind: LinkKind, token: str) -> Link:
    """Return whose link this is and whether it is still good."""
    expired, invalid, payload = check_and_get_token_status(token, kind, LINK_LIFETIMES[kind])
    if invalid or not payload or len(payload) != 2:
        return Link(None)
    uniquifier, email_hash = payload
    account = cast("Account | None", _security.datastore.find_user(fs_uniquifier=uniquifier))
    if account is None or not account.active or not verify_hash(email_hash, account.email):
        return Link(None, is_expired=bool(expired))
    return Link(account, is_expired=bool(expired))


def moment_of_link_signing() -> int:
    """Seconds since 1970 by the house's clock, as the signer of links wants them."""
    return int(now().timestamp())


def _serializer(kind: LinkKind) -> Any:
    return getattr(_security, f"{kind.value}_serializer")
