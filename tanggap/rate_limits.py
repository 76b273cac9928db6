"""How often one sender may ask: the limiter and the named limits that views put on themselves.

A view says what it is, never a number::

    @blueprint.post("/masuk")
    @limit_attempts("login", counts=login_failed)
    def log_in(): ...

The numbers are settings (``TANGGAP_RATE_LIMIT_...``), read at each request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

from flask import Flask, Response, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from tanggap.login_sessions import ACCOUNT, CODE_AWAITED
from tanggap.services.house import house
from tanggap.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])
Limited = Literal["login", "registration", "report", "tracking", "signing", "publications"]

limiter = Limiter(key_func=get_remote_address, strategy="moving-window", headers_enabled=True)


def set_up_rate_limits(app: Flask, settings: Settings) -> None:
    """Start counting; behind several processes the count lives where the setting says (Redis)."""
    app.config.update(
        RATELIMIT_ENABLED=True,
        RATELIMIT_STORAGE_URI=settings.rate_limit_storage_url,
        RATELIMIT_DEFAULT=settings.rate_limit_default,
        RATELIMIT_KEY_PREFIX="tanggap",
    )
    limiter.init_app(app)
    limiter.enabled = settings.rate_limits_enabled
    limiter.request_filter(_is_static_file)


def limit_attempts(
    what: Limited,
    *,
    scope: str | None = None,
    counts: Callable[[Response], bool] | None = None,
) -> Callable[[View], View]:
    """Limit POSTs to a view by the sender's address, and by the account they are about.

    Args:
        what: names the setting ``rate_limit_<what>``.
        scope: views of one scope share their count; ``what`` when not given.
        counts: says of a response whether it uses up an attempt; every one does when not given.
    """

    def setting() -> str:
        return str(getattr(house().settings, f"rate_limit_{what}"))

    def limited(view: View) -> View:
        for key in (get_remote_address, account_in_question):
            limit = limiter.shared_limit(
                setting, scope=scope or what, key_func=key, methods=["POST"], deduct_when=counts
            )
            view = cast(View, limit(view))
        return view

    return limited


def limit_reading(what: Limited) -> Callable[[View], View]:
    """Limit how often one address may ask for a page that anybody may read and search."""

    def setting() -> str:
        return str(getattr(house().settings, f"rate_limit_{what}"))

    def limited(view: View) -> View:
        return cast(View, limiter.shared_limit(setting, scope=what, methods=["GET"])(view))

    return limited


def account_in_question() -> str:
    """A key for the account that a request is about; the sender's address if there is none.

    Guessing one account's password or code from many addresses stops here. The account is the one
    whose code is awaited, the one that is logged in, or the one whose e-mail address was typed into
    a form or a JSON body; no address is kept in plain.
    """
    body = request.get_json(silent=True) if request.is_json else None
    typed = body.get("email") if isinstance(body, dict) else request.form.get("email")
    awaited = session.get(CODE_AWAITED)
    if isinstance(typed, str) and typed.strip():
        named = typed.strip().casefold()
    else:
        named = str(awaited[0]) if awaited else str(session.get(ACCOUNT, ""))
    key = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()
    # Not the bare address: that is the other key, and an attempt would count twice.
    return key if named else f"nobody at {get_remote_address()}"


def may_try(scope: str, rate: str) -> bool:
    """Count one try of the sender in ``scope``; False when ``rate`` is used up."""
    if not limiter.enabled:
        return True
    return bool(limiter.limiter.hit(parse(rate), scope, get_remote_address()))


def _is_static_file() -> bool:
    return request.endpoint == "static"
