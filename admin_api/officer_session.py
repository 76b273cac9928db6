"""Which officer is asking, and who has given a password but not yet the authenticator's code."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from flask import session

from tanggap.domain.refusal import Refused
from tanggap.login_sessions import BEGAN, SEEN, current_account
from tanggap.services.house import house, now
from tanggap.services.viewers import SignedIn

PENDING = "second_factor_pending"
PENDING_SECONDS = 300
CHALLENGE = "passkey_challenge"
Purpose = Literal["registration", "entry"]
"""What a passkey is asked for: to become one of the account's, or to open the door."""


def account_of_session() -> SignedIn:
    """The account this browser is signed in with.

    Raises:
        Refused: ``login-required``; ``session-expired`` when there was a login and it is over.
    """
    account = current_account()
    if account is not None:
        return account
    raise Refused("session-expired" if "_user_id" in session else "login-required")


def await_second_factor(account_id: UUID) -> None:
    """Remember, for five minutes, whose password was right."""
    session[PENDING] = [str(account_id), _seconds()]


def awaited_account() -> UUID:
    """The account whose second factor is awaited.

    Raises:
        Refused: ``second-factor-not-pending``.
    """
    if not is_awaited():
        raise Refused("second-factor-not-pending")
    return UUID(session[PENDING][0])


def is_awaited() -> bool:
    """Whether a password was right a moment ago and the second factor is still to come."""
    pending = session.get(PENDING)
    return isinstance(pending, list) and _seconds() - int(pending[1]) <= PENDING_SECONDS


def await_passkey(purpose: Purpose, challenge: bytes) -> None:
    """Remember, for five minutes, the challenge that a browser's passkey has to answer."""
    session[CHALLENGE] = [purpose, base64.b64encode(challenge).decode(), _seconds()]


def awaited_challenge(purpose: Purpose) -> bytes:
    """The challenge given to this browser, which is thereby used up, whatever becomes of it.

    Raises:
        Refused: ``passkey-not-pending``.
    """
    pending = session.pop(CHALLENGE, None)
    if not isinstance(pending, list) or pending[0] != purpose:
        raise Refused("passkey-not-pending")
    if _seconds() - int(pending[2]) > PENDING_SECONDS:
        raise Refused("passkey-not-pending")
    return base64.b64decode(pending[1])


def demand_fresh_login() -> None:
    """Refuse to change how the account is guarded long after signing in.

    Raises:
        Refused: ``login-not-fresh``.
    """
    if _seconds() - int(session.get(BEGAN, 0)) > house().settings.fresh_login_minutes * 60:
        raise Refused("login-not-fresh")


def session_ends_at() -> datetime:
    """When the session ends if nothing more is asked for, aware UTC."""
    settings = house().settings
    idle = int(session.get(SEEN, 0)) + settings.officer_idle_minutes * 60
    full = int(session.get(BEGAN, 0)) + settings.session_minutes * 60
    return datetime.fromtimestamp(min(idle, full), UTC)


def _seconds() -> int:
    return int(now().timestamp())
