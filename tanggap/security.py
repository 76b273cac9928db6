"""Set up accounts and browser security: Flask-Security, the session cookie, CSRF protection."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_security import Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from tanggap.login_sessions import load_account, remember_sighting
from tanggap.services.credentials import LinkKind, moment_of_link_signing
from tanggap.services.house import now
from tanggap.services.officer_access import AuthenticatorCodes
from tanggap.services.password_rules import SHORTEST_PASSWORD
from tanggap.settings import Settings
from tanggap.storage.accounts import Account, AccountRole
from tanggap.storage.database import db

ISSUER = "Tanggap"
RECOVERY_CODES = 10

API_PREFIX = "/api/"


class PageProtection(CSRFProtect):  # type: ignore[misc]
    """CSRF tokens for every form of the pages; an API judges its own requests, header and all."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse the request when it has no valid token of this session."""
        if not request.path.startswith(API_PREFIX):
            super().protect(apply_exemptions)


csrf = PageProtection()


class OneSigner(SecureCookieSessionInterface):
    """Flask's own session cookie, whose signer is made once instead of twice a request."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer of cookies; the key does not change while the process lives."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


class HouseSigner(TimestampSigner):
    """Signs links with the house's clock, so that their age is judged by it too."""

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return moment_of_link_signing()


def set_up_security(app: Flask, settings: Settings) -> None:
    """Make ``app`` know accounts, logins and CSRF tokens.

    Flask-Security brings hashing, signed links, TOTP and recovery codes. Its own pages, mails and
    commands stay off: ours do the same work in one transaction and in Indonesian.
    """
    app.config.update(_cookies(settings))
    app.session_interface = OneSigner()
    app.config.update(_flask_security(settings))
    csrf.init_app(app)
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, Account, AccountRole),
        register_blueprint=False,
        totp_cls=AuthenticatorCodes,
    )
    # Rights are judged by domain.policy: nobody asks Flask-Principal, which would look up the
    # account of every request, also of those that need none.
    security.principal.identity_loaders.clear()
    for kind in LinkKind:
        serializer = URLSafeTimedSerializer(
            settings.secret_key, salt=f"tanggap {kind.value} link", signer=HouseSigner
        )
        setattr(security, f"{kind.value}_serializer", serializer)
    security.login_manager.user_loader(load_account)
    security.login_manager.request_loader(_nobody)
    security.login_manager.session_protection = None  # phones change their address all day
    app.before_request(remember_sighting)


def derived_key(settings: Settings, purpose: str) -> bytes:
    """Return 32 bytes for one purpose, made from the password salt: the secret that never changes.

    What is encrypted with it would be lost with another; ``secret_key`` may be replaced any time.
    """
    return hmac.digest(settings.password_salt.encode(), purpose.encode(), hashlib.sha256)


def _cookies(settings: Settings) -> dict[str, Any]:
    is_encrypted = settings.base_url.startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "__Host-tanggap" if is_encrypted else "tanggap",
        "SESSION_COOKIE_SECURE": is_encrypted,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_SSL_STRICT": False,  # who hides the Referer must be able to report, too
    }


def _flask_security(settings: Settings) -> dict[str, Any]:
    cost = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
    if settings.mode == "test":
        cost = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    fernet_key = base64.urlsafe_b64encode(derived_key(settings, "recovery codes"))
    return {
        "SECURITY_PASSWORD_SALT": settings.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 passes, 1 lane.
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__type": "ID",
            **{f"argon2__{name}": value for name, value in cost.items()},
        },
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
        "SECURITY_DATETIME_FACTORY": now,
        "SECURITY_TRACKABLE": False,
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [fernet_key],
        "SECURITY_TOTP_SECRETS": {"1": derived_key(settings, "totp").hex()},
        "SECURITY_TOTP_ISSUER": ISSUER,
    }


def _nobody(_request: object) -> None:
    """No way in but the session cookie: Flask-Security's tokens in headers and URLs stay off."""
