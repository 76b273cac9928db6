"""Who is logged in: begin, judge and end a login, the same for the portal and the officers' API.

A login lives in Flask's signed cookie, so nothing has to be looked up but the account itself. The
cookie carries the account's ``fs_uniquifier``; giving the account a new one makes every cookie
void, on every device and at once. That is what logging out does (docs/adr/0004-accounts.md).

Both faces share one login, so whoever calls :func:`start_session` has checked password *and*
second factor: a session never stands for less.
"""

from __future__ import annotations

from datetime import datetime

import flask_security
from flask import request, session
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tanggap.domain.policy import Role
from tanggap.services.accounts import end_logins, note_login
from tanggap.services.house import house, now
from tanggap.services.transaction import reading
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


def is_officer(account: Account) -> bool:
    """Whether the account is more than a reporter's."""
    return any(role.name != Role.REPORTER for role in account.roles)


def start_session(account: Account) -> None:
    """Log the account in on this browser, in a session that shares nothing with the one before.

    The caller has checked password and second factor. Opens a transaction to note the login.
    """
    kept = {name: session[name] for name in SURVIVES_LOGIN if name in session}
    session.clear()
    session.update(kept)
    note_login(account.id, request.remote_addr if is_officer(account) else None)
    flask_security.login_user(account, remember=False)
    session[ACCOUNT] = str(account.id)
    session[BEGAN] = session[SEEN] = int(now().timestamp())


def end_session() -> None:
    """Log out, on this browser and on every other one the account is logged in with."""
    account = current_account()
    if account is not None:
        end_logins(account.id)
    flask_security.logout_user()
    session.clear()


def current_account() -> Account | None:
    """The account that is logged in, or None."""
    account = current_user._get_current_object()
    return account if isinstance(account, Account) else None


def load_account(uniquifier: str) -> Account | None:
    """Return the account of a session cookie, with its roles; None when the login is over.

    A login ends ``session_minutes`` after it began, an officer's also ``officer_idle_minutes``
    after the last request, and any at once when the account is deactivated or its
    ``fs_uniquifier`` changed. One query.
    """
    query = select(Account).where(Account.fs_uniquifier == uniquifier, Account.active)
    rows = reading().scalars(query.options(joinedload(Account.roles)))
    account = rows.unique().one_or_none()
    return None if account is None or _is_over(account, now()) else account


def remember_sighting() -> None:
    """Note that an officer is at work; at most one new cookie a minute."""
    if "_user_id" not in session or BACKGROUND in request.headers:
        return
    moment = int(now().timestamp())
    if moment - session.get(SEEN, 0) < _SECONDS_BETWEEN_SIGHTINGS:
        return
    account = current_account()
    if account is not None and is_officer(account):
        session[SEEN] = moment


def _is_over(account: Account, at: datetime) -> bool:
    settings, moment = house().settings, at.timestamp()
    if moment >= session.get(BEGAN, 0) + settings.session_minutes * 60:
        return True
    idle_limit = settings.officer_idle_minutes * 60
    return is_officer(account) and moment >= session.get(SEEN, 0) + idle_limit
