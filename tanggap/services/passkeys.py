"""Passkeys (WebAuthn): register them, list them, take them away, and let their owners in.

Every check of cryptography is py_webauthn's; here is what a web site adds to it: whose key it is,
which challenge it answers, and the row. A passkey is accepted only when its device has made sure of
its owner (fingerprint, face, PIN: *user verification*). It therefore stands for both factors, and
nothing more is asked after it.

Steps of the two ceremonies (W3C WebAuthn Level 2, 7.1 and 7.2): the server gives options with a
challenge, the browser's answer comes back with it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import (
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.history import audit
from tanggap.services.house import house, now
from tanggap.services.outgoing import queue_account_mail
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, Passkey
from tanggap.storage.database import new_id

SITE_NAME = "Tanggap"
LONGEST_NAME = 60
MOST_PASSKEYS = 10
"""Of one account: more are forgotten ones."""
USAGE = "first"
"""What Flask-Security calls a key that opens the door by itself."""
UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, AttributeError)
"""How py_webauthn and the decoders under it refuse what a browser would never send."""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What the browser is asked, and the challenge its answer must come back with.

    Attributes:
        challenge: random bytes of this one ceremony.
        options: the options of ``navigator.credentials``, bytes as base64url.
    """

    challenge: bytes = field(repr=False)
    options: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """A passkey as its owner sees it.

    Attributes:
        last_used_at: None until somebody signed in with it.
        is_synced: whether its maker copies it to the owner's other devices.
    """

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None
    is_synced: bool


def passkeys_of(session: Session, account_id: UUID) -> list[ShownPasskey]:
    """The passkeys of an account, the oldest first."""
    rows = session.scalars(_keys_of(account_id).order_by(Passkey.create_datetime, Passkey.id))
    return [_shown(key) for key in rows]


def begin_registration(account_id: UUID, origin: str) -> Ceremony:
    """Ask the browser for a new passkey; nothing is kept but the account's handle.

    Args:
        origin: scheme, host and port of the site as the browser shows it.

    Raises:
        Refused: ``too-many-passkeys`` (limit).
    """
    with transaction() as session:
        account = _locked(session, account_id)
        known = list(session.scalars(_keys_of(account_id)))
        if len(known) >= MOST_PASSKEYS:
            raise Refused("too-many-passkeys", limit=MOST_PASSKEYS)
        if account.fs_webauthn_user_handle is None:
            account.fs_webauthn_user_handle = uuid.uuid4().hex
        options = webauthn.generate_registration_options(
            rp_id=_host(origin),
            rp_name=SITE_NAME,
            user_id=account.fs_webauthn_user_handle.encode(),
            user_name=account.email,
            user_display_name=account.name,
            exclude_credentials=[PublicKeyCredentialDescriptor(key.credential_id) for key in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        return Ceremony(options.challenge, options_to_json_dict(options))


def add_passkey(
    account_id: UUID, name: str, credential: dict[str, Any], *, challenge: bytes, origin: str
) -> ShownPasskey:
    """Keep the passkey that the browser made, once it proves to answer ``challenge``.

    The owner is told by e-mail, in case it was somebody else.

    Raises:
        Refused: ``text-missing``, ``text-too-long``, ``passkey-name-taken``,
            ``passkey-known``, ``passkey-not-verified``, ``too-many-passkeys``.
    """
    called = _clean_name(name)
    made = _read_registration(credential)
    verified = _verify_registration(made, challenge, origin)
    at = now()
    with transaction() as session:
        account = _locked(session, account_id)
        known = list(session.scalars(_keys_of(account_id)))
        if len(known) >= MOST_PASSKEYS:
            raise Refused("too-many-passkeys", limit=MOST_PASSKEYS)
        if any(key.name.casefold() == called.casefold() for key in known):
            raise Refused("passkey-name-taken", field="name")
        if _find(session, verified.credential_id) is not None:
            raise Refused("passkey-known")
        key = _row(account, made, verified, called, at)
        session.add(key)
        _note(session, account, "passkey_added", at, after=called)
        queue_account_mail(session, account, "passkey_added", at, name=called)
        return _shown(key)


def remove_passkey(account_id: UUID, passkey_id: UUID) -> None:
    """Take a passkey away from its account; nobody signs in with it any more.

    Raises:
        Refused: ``passkey-not-found``.
    """
    with transaction() as session:
        account = _locked(session, account_id)
        key = session.get(Passkey, passkey_id)
        if key is None or key.user_id != account_id:
            raise Refused("passkey-not-found")
        session.delete(key)
        _note(session, account, "passkey_removed", now(), before=key.name)


def begin_entry(origin: str) -> Ceremony:
    """Ask the browser for any passkey of this site: nobody has said yet who they are."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(origin), user_verification=UserVerificationRequirement.REQUIRED
    )
    return Ceremony(options.challenge, options_to_json_dict(options))


def enter_by_passkey(credential: dict[str, Any], *, challenge: bytes, origin: str) -> Account:
    """Return whose passkey answered ``challenge``, and note its use.

    Raises:
        Refused: ``passkey-unknown``, ``passkey-not-verified``; ``credentials-wrong`` for an
            account that is no longer active.
    """
    given = _read_entry(credential)
    with transaction() as session:
        key = _find(session, given.raw_id)
        if key is None:
            raise Refused("passkey-unknown")
        account = session.get_one(Account, key.user_id)
        handle = given.response.user_handle
        if handle is not None and handle != (account.fs_webauthn_user_handle or "").encode():
            raise Refused("passkey-not-verified")
        try:
            verified = webauthn.verify_authentication_response(
                credential=given,
                expected_challenge=challenge,
                expected_rp_id=_host(origin),
                expected_origin=origin,
                credential_public_key=key.public_key,
                credential_current_sign_count=key.sign_count,
                require_user_verification=True,
            )
        except UNREADABLE:
            raise Refused("passkey-not-verified") from None
        if not account.active:
            raise Refused("credentials-wrong")
        key.lastuse_datetime = now()
        key.sign_count = verified.new_sign_count
        key.backup_state = verified.credential_backed_up
        key.device_type = verified.credential_device_type.value
        return account


def origin_of(host_url: str) -> str:
    """The site's origin: in production the one it is configured with, else the one asked for.

    A machine of one's own is reached by several names (``localhost``, its name in the network),
    and a passkey belongs to one of them.
    """
    settings = house().settings
    address = settings.base_url if settings.mode == "production" else host_url
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _host(origin: str) -> str:
    """The relying party's id: the host without its port."""
    return urlsplit(origin).hostname or ""


def _read_registration(credential: dict[str, Any]) -> RegistrationCredential:
    try:
        return parse_registration_credential_json(credential)
    except UNREADABLE:
        raise Refused("passkey-not-verified") from None


def _verify_registration(
    made: RegistrationCredential, challenge: bytes, origin: str
) -> VerifiedRegistration:
    try:
        return webauthn.verify_registration_response(
            credential=made,
            expected_challenge=challenge,
            expected_rp_id=_host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
    except UNREADABLE:
        raise Refused("passkey-not-verified") from None


def _row(
    account: Account,
    made: RegistrationCredential,
    verified: VerifiedRegistration,
    name: str,
    at: datetime,
) -> Passkey:
    return Passkey(
        id=new_id(),
        user_id=account.id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=[way.value for way in made.response.transports or ()],
        backup_state=verified.credential_backed_up,
        device_type=verified.credential_device_type.value,
        extensions=None,
        create_datetime=at,
        lastuse_datetime=at,
        name=name,
        usage=USAGE,
    )


def _read_entry(credential: dict[str, Any]) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(credential)
    except UNREADABLE:
        raise Refused("passkey-not-verified") from None


def _clean_name(name: str) -> str:
    if is_blank(name):
        raise Refused("text-missing", field="name")
    if len(name.strip()) > LONGEST_NAME:
        raise Refused("text-too-long", field="name", limit=LONGEST_NAME, length=len(name.strip()))
    return clean_text(name, max_length=LONGEST_NAME, multiline=False)


def _keys_of(account_id: UUID) -> Any:
    return select(Passkey).where(Passkey.user_id == account_id)


def _find(session: Session, credential_id: bytes) -> Passkey | None:
    """The passkey with this id, locked: its counter is about to be compared and written."""
    sought = select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()
    return session.scalars(sought).one_or_none()


def _locked(session: Session, account_id: UUID) -> Account:
    return session.get_one(Account, account_id, with_for_update=True)


def _shown(key: Passkey) -> ShownPasskey:
    was_used = key.lastuse_datetime > key.create_datetime
    return ShownPasskey(
        id=key.id,
        name=key.name,
        created_at=key.create_datetime,
        last_used_at=key.lastuse_datetime if was_used else None,
        is_synced=key.backup_state,
    )


def _note(
    session: Session,
    account: Account,
    action: str,
    at: datetime,
    *,
    before: str | None = None,
    after: str | None = None,
) -> None:
    audit(
        session,
        account.agency_id,
        at,
        action,
        "account",
        account.id,
        account_id=account.id,
        before={"name": before} if before else None,
        after={"name": after} if after else None,
    )
