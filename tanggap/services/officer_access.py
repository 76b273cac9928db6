"""Let officers in: password, second factor (TOTP) with recovery codes, and their removal.

The steps of a login over the API are: :func:`check_password`; where :func:`needs_second_factor`
says so, :func:`check_totp` or :func:`use_recovery_code`; where :func:`must_enrol` says so,
:func:`begin_totp_enrolment` and :func:`confirm_totp_enrolment`; only then a session begins.

``Account.tf_totp_secret`` holds one JSON document: the secret as passlib encrypts it, and the
counter of the last code that was accepted, so that no code opens the door twice. The second factor
is in force when ``tf_primary_method`` is set as well. While an authenticator is being replaced the
new secret stands beside the old one, which stays in force until the new one shows a right code.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import segno
from flask_security import Totp
from flask_security.proxies import _security
from sqlalchemy.orm import Session

from tanggap.domain.policy import Role
from tanggap.domain.refusal import Refused
from tanggap.services.accounts import check_password
from tanggap.services.history import audit
from tanggap.services.house import house, now
from tanggap.services.transaction import transaction
from tanggap.services.viewers import SignedIn
from tanggap.storage.accounts import Account

__all__ = [
    "Enrolment",
    "begin_totp_enrolment",
    "check_password",
    "check_totp",
    "confirm_totp_enrolment",
    "must_enrol",
    "needs_second_factor",
    "new_recovery_codes",
    "remove_second_factor",
    "use_recovery_code",
]

METHOD = "authenticator"
NEXT = "next"
"""Name, in the kept document, of the secret that is to replace the one in force."""
WINDOW_SECONDS = 30
"""How far a phone's clock may be off: one code before and one after the present one."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app needs, shown once.

    Attributes:
        secret: the key in groups of four, to type by hand.
        uri: the ``otpauth://`` address.
        qr_svg: the same as an SVG image without scripts or outside references.
    """

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    qr_svg: str = field(repr=False)


class AuthenticatorCodes(Totp):
    """Flask-Security's TOTP with the house's clock and with memory of the last accepted code."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        self._totp.now = staticmethod(_seconds)

    def get_last_counter(self, user: Any) -> int | None:
        """The counter of the last code accepted from this account."""
        return cast("int | None", _kept(user).get("last_counter"))

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember the counter of the code that was just accepted."""
        user.tf_totp_secret = json.dumps({**_kept(user), "last_counter": tmatch.counter})


def needs_second_factor(account: Account | SignedIn) -> bool:
    """Whether this account has an authenticator in force."""
    has_secret = (
        account.has_totp_secret
        if isinstance(account, SignedIn)
        else account.tf_totp_secret is not None
    )
    return has_secret and account.tf_primary_method == METHOD


def must_enrol(account: Account) -> bool:
    """Whether this account must set up an authenticator before anything else.

    In production every account that is more than a reporter's must.
    """
    if needs_second_factor(account) or house().settings.mode != "production":
        return False
    return any(role.name != Role.REPORTER for role in account.roles)


def begin_totp_enrolment(account_id: UUID, *, replacing: bool = False) -> Enrolment:
    """Make a new secret for an account; not in force until confirmed.

    Args:
        replacing: whether an authenticator in force may be replaced: only for who has just given
            both factors, never for who has given a password alone.

    Raises:
        Refused: ``second-factor-present``.
    """
    with transaction() as session:
        account = _locked(session, account_id)
        is_guarded = needs_second_factor(account)
        if is_guarded and not replacing:
            raise Refused("second-factor-present")
        codes = _codes()
        secret = codes.generate_totp_secret()
        kept = {**_kept(account), NEXT: secret} if is_guarded else {"secret": secret}
        account.tf_totp_secret = json.dumps(kept)
        uri = codes.get_totp_uri(account.email, secret)
        return Enrolment(codes.get_totp_pretty_key(secret), uri, _qr_svg(uri))


def confirm_totp_enrolment(
    account_id: UUID, code: str, *, replacing: bool = False
) -> tuple[str, ...]:
    """Put the new authenticator in force once it shows a right code; returns recovery codes.

    Args:
        replacing: as for :func:`begin_totp_enrolment`; the old authenticator is then forgotten.

    Raises:
        Refused: ``second-factor-present``, ``second-factor-missing``, ``code-wrong``.
    """
    with transaction() as session:
        account = _locked(session, account_id)
        is_guarded = needs_second_factor(account)
        if is_guarded and (not replacing or NEXT not in _kept(account)):
            raise Refused("second-factor-present")
        if account.tf_totp_secret is None:
            raise Refused("second-factor-missing")
        if is_guarded:
            account.tf_totp_secret = json.dumps({"secret": _kept(account)[NEXT]})
        _demand_code(account, code)
        account.tf_primary_method = METHOD
        action = "second_factor_replaced" if is_guarded else "second_factor_set_up"
        _note(session, account, action, by=account.id)
        return _fresh_recovery_codes(account)


def check_totp(account_id: UUID, code: str) -> None:
    """Accept a code of the account's authenticator, each code once.

    Raises:
        Refused: ``second-factor-missing``, ``code-wrong``.
    """
    with transaction() as session:
        account = _locked(session, account_id)
        if not needs_second_factor(account):
            raise Refused("second-factor-missing")
        _demand_code(account, code)


def use_recovery_code(account_id: UUID, code: str) -> int:
    """Accept a recovery code in place of the authenticator and use it up; returns how many remain.

    Raises:
        Refused: ``second-factor-missing``, ``code-wrong``.
    """
    with transaction() as session:
        account = _locked(session, account_id)
        if not needs_second_factor(account):
            raise Refused("second-factor-missing")
        codes = _security.mf_recovery_codes_util
        typed = _as_recovery_code(code)
        if not codes.check_recovery_code(account, typed):
            raise Refused("code-wrong")
        codes.delete_recovery_code(account, typed)
        _note(session, account, "recovery_code_used", by=account.id)
        return len(account.mf_recovery_codes or ())


def new_recovery_codes(account_id: UUID) -> tuple[str, ...]:
    """Replace all recovery codes of an account.

    Raises:
        Refused: ``second-factor-missing``.
    """
    with transaction() as session:
        account = _locked(session, account_id)
        if not needs_second_factor(account):
            raise Refused("second-factor-missing")
        _note(session, account, "recovery_codes_renewed", by=account.id)
        return _fresh_recovery_codes(account)


def remove_second_factor(session: Session, account: Account, *, by: UUID) -> None:
    """Take the authenticator off an account: an administrator's help for a lost phone.

    The inner part of a use case; the caller judged the permission and holds the transaction.
    """
    account.tf_primary_method = account.tf_totp_secret = None
    account.mf_recovery_codes = None
    _note(session, account, "second_factor_removed", by=by)


def _codes() -> AuthenticatorCodes:
    return cast(AuthenticatorCodes, _security.totp_factory)


def _seconds() -> float:
    return now().timestamp()


def _kept(account: Account) -> dict[str, Any]:
    return dict(json.loads(account.tf_totp_secret or "{}"))


def _demand_code(account: Account, code: str) -> None:
    """Refuse a wrong code; passlib refuses one that was used before."""
    typed = "".join(code.split()).replace("-", "")
    secret = _kept(account)["secret"]
    if not _codes().verify_totp(typed, secret, account, window=WINDOW_SECONDS):
        raise Refused("code-wrong")


def _fresh_recovery_codes(account: Account) -> tuple[str, ...]:
    return tuple(_security.mf_recovery_codes_util.create_recovery_codes(account))


def _as_recovery_code(typed: str) -> str:
    """The form in which codes are made: three groups of four, whatever was typed between."""
    plain = "".join(c for c in typed.casefold() if c.isalnum())
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def _qr_svg(uri: str) -> str:
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(
        drawn, kind="svg", scale=4, border=4, xmldecl=False, svgns=True, omitsize=False
    )
    return drawn.getvalue().decode()


def _locked(session: Session, account_id: UUID) -> Account:
    return session.get_one(Account, account_id, with_for_update=True)


def _note(session: Session, account: Account, action: str, *, by: UUID) -> None:
    audit(session, account.agency_id, now(), action, "account", account.id, account_id=by)
