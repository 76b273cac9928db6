"""Who is logged in: begin, judge and end a login, the same for the portal and the officers' API.

A login lives in Flask's signed cookie, so nothing has to be looked up but the account itself. The
cookie carries the account's ``fs_uniquifier``; giving the account a new one makes every cookie
void, on every device and at once. That is what logging out does (docs/adr/0004-accounts.md).

Both faces share one login, so whoever calls :func:`start_session` has checked password *and*
second factor: a session never stands for less.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

import flask_security
from flask import request, session
from flask_login import current_user
from flask_security import UserMixin

from tanggap.services.accounts import end_logins, note_login
from tanggap.services.house import house, now
from tanggap.services.transaction import reading
from tanggap.services.viewers import SignedIn, is_more_than_reporter, signed_in_as
from tanggap.storage.accounts import Account

ACCOUNT = "account"
BEGAN = "began"
CODE_AWAITED = "code_awaited"
"""Whose password was right on the portal, while the code of the authenticator is still to come."""
SEEN = "seen"
SURVIVES_LOGIN = ("parked",)
"""Names in the session that mean the same person before and after logging in."""
BACKGROUND = "X-Background"
"""Header of requests that nobody asked for, such as a live refresh: they keep no login alive."""
_SECONDS_BETWEEN_SIGHTINGS = 60


def start_session(account: Account) -> None:
    """Log the account in on this browser, in a session that shares nothing with the one before.

    The caller has checked password and second factor. Opens a transaction to note the login.
    """
    kept = {name: session[name] for name in SURVIVES_LOGIN if name in session}
    session.clear()
    session.update(kept)
    is_officer = is_more_than_reporter(role.name for role in account.roles)
    note_login(account.id, request.remote_addr if is_officer else None)
    session[ACCOUNT] = str(account.id)
    session[BEGAN] = session[SEEN] = int(now().timestamp())
    signed_in = load_account(account.fs_uniquifier)
    if signed_in is not None:
        flask_security.login_user(cast(UserMixin, signed_in), remember=False)


def end_session() -> None:
    """Log out, on this browser and on every other one the account is logged in with."""
    account = current_account()
    if account is not None:
        end_logins(account.id)
    flask_security.logout_user()
    session.clear()


def current_account() -> SignedIn | None:
    """The account that is logged in, or None."""
    account = current_user._get_current_object()
    return account if isinstance(account, SignedIn) else None


def load_account(uniquifier: str) -> SignedIn | None:
    """Return the account of a session cookie, with its roles; None when the login is over.

    A login ends ``session_minutes`` after it began, an officer's also ``officer_idle_minutes``
    after the last request, and any at once when the account is deactivated or its
    ``fs_uniquifier`` changed. One query.
    """
    account = signed_in_as(reading(), uniquifier)
    return None if account is None or _is_over(account, now()) else account


def remember_sighting() -> None:
    """Note that an officer is at work; at most one new cookie a minute."""
    if "_user_id" not in session or BACKGROUND in request.headers:
        return
    moment = int(now().timestamp())
    if moment - session.get(SEEN, 0) < _SECONDS_BETWEEN_SIGHTINGS:
        return
    account = current_account()
    if account is not None and account.is_officer:
        session[SEEN] = moment


def _is_over(account: SignedIn, at: datetime) -> bool:
    settings, moment = house().settings, at.timestamp()
    if moment >= session.get(BEGAN, 0) + settings.session_minutes * 60:
        return True
    idle_limit = settings.officer_idle_minutes * 60
    return account.is_officer and moment >= session.get(SEEN, 0) + idle_limit
