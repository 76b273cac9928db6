"""Officers' way in: password, authenticator, recovery codes, invitation, deactivation."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.accounts import (
    LinkState,
    invite_officer,
    set_password_by_link,
    state_of_link,
)
from tanggap.services.credentials import LinkKind
from tanggap.services.house import now
from tanggap.services.officer_access import (
    begin_totp_enrolment,
    check_password,
    check_totp,
    confirm_totp_enrolment,
    must_enrol,
    needs_second_factor,
    new_recovery_codes,
    remove_second_factor,
    use_recovery_code,
)
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.events import AuditEntry
from tests.conftest import PASSWORD, MovableClock
from tests.services.account_links import mails_to, token_in

OPERATOR = "operator@contoh.example"
NEW = "petugas.baru@contoh.example"


@pytest.fixture
def operator(session: Session) -> Account:
    return session.scalars(select(Account).where(Account.email == OPERATOR)).one()


class Phone:
    """An authenticator app that scanned the QR code."""

    def __init__(self, uri: str, clock: MovableClock) -> None:
        self._key = TOTP.from_uri(uri)
        self._clock = clock

    def code(self, seconds_off: int = 0) -> str:
        return str(self._key.generate(int(self._clock().timestamp()) + seconds_off).token)


def enrolled_phone(account_id: UUID, clock: MovableClock) -> Phone:
    phone = Phone(begin_totp_enrolment(account_id).uri, clock)
    confirm_totp_enrolment(account_id, phone.code())
    clock.advance(minutes=5)
    return phone


def test_an_officer_gets_in_by_password(operator: Account) -> None:
    assert check_password(OPERATOR, PASSWORD).id == operator.id


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (OPERATOR, "salah sama sekali"),
        ("siapa@contoh.example", PASSWORD),
        ("", ""),
        ("\x00", "\x00"),
    ],
)
def test_wrong_credentials_all_look_the_same(session: Session, email: str, password: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_password(email, password)
    assert (refusal.value.code, refusal.value.facts) == ("credentials-wrong", {})


def test_a_deactivated_officer_is_refused_like_a_stranger(
    session: Session, operator: Account
) -> None:
    operator.active = False
    session.commit()
    with pytest.raises(Refused, match="credentials-wrong"):
        check_password(OPERATOR, PASSWORD)


def test_an_authenticator_counts_only_once_it_showed_a_right_code(
    operator: Account, clock: MovableClock
) -> None:
    enrolment = begin_totp_enrolment(operator.id)
    assert not needs_second_factor(operator)
    with pytest.raises(Refused, match="code-wrong"):
        confirm_totp_enrolment(operator.id, "000000")
    codes = confirm_totp_enrolment(operator.id, Phone(enrolment.uri, clock).code())
    assert needs_second_factor(operator)
    assert len(codes) == len(set(codes)) == 10


def test_what_the_authenticator_scans_names_product_and_account(operator: Account) -> None:
    enrolment = begin_totp_enrolment(operator.id)
    address = urlsplit(enrolment.uri)
    assert address.scheme == "otpauth"
    assert parse_qs(address.query)["issuer"] == ["Tanggap"]
    assert enrolment.qr_svg.startswith("<svg")
    assert "script" not in enrolment.qr_svg
    assert enrolment.secret not in repr(enrolment)


def test_a_code_opens_the_door_once(operator: Account, clock: MovableClock) -> None:
    phone = enrolled_phone(operator.id, clock)
    code = phone.code()
    check_totp(operator.id, f" {code[:3]} {code[3:]} ")
    with pytest.raises(Refused, match="code-wrong"):
        check_totp(operator.id, code)
    clock.advance(seconds=30)
    check_totp(operator.id, phone.code())


def test_an_older_code_is_void_once_a_newer_one_was_used(
    operator: Account, clock: MovableClock
) -> None:
    phone = enrolled_phone(operator.id, clock)
    check_totp(operator.id, phone.code())
    with pytest.raises(Refused, match="code-wrong"):
        check_totp(operator.id, phone.code(-30))


@pytest.mark.parametrize(
    ("seconds_off", "is_fine"), [(-30, True), (30, True), (-90, False), (90, False)]
)
def test_a_phone_may_be_half_a_minute_off(
    operator: Account, clock: MovableClock, seconds_off: int, is_fine: bool
) -> None:
    phone = enrolled_phone(operator.id, clock)
    if is_fine:
        check_totp(operator.id, phone.code(seconds_off))
    else:
        with pytest.raises(Refused, match="code-wrong"):
            check_totp(operator.id, phone.code(seconds_off))


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "\x00" * 6]
)
def test_an_odd_code_is_wrong_not_a_failure(
    operator: Account, clock: MovableClock, code: str
) -> None:
    enrolled_phone(operator.id, clock)
    with pytest.raises(Refused, match="code-wrong"):
        check_totp(operator.id, code)


def test_a_recovery_code_replaces_a_lost_phone_once(operator: Account, clock: MovableClock) -> None:
    phone = Phone(begin_totp_enrolment(operator.id).uri, clock)
    codes = confirm_totp_enrolment(operator.id, phone.code())
    assert use_recovery_code(operator.id, codes[0].upper().replace("-", " ")) == 9
    with pytest.raises(Refused, match="code-wrong"):
        use_recovery_code(operator.id, codes[0])
    renewed = new_recovery_codes(operator.id)
    with pytest.raises(Refused, match="code-wrong"):
        use_recovery_code(operator.id, codes[1])
    assert use_recovery_code(operator.id, renewed[0]) == 9


def test_secrets_are_encrypted_where_they_are_stored(
    operator: Account, clock: MovableClock
) -> None:
    enrolment = begin_totp_enrolment(operator.id)
    codes = confirm_totp_enrolment(operator.id, Phone(enrolment.uri, clock).code())
    assert enrolment.secret.replace("-", "") not in str(operator.tf_totp_secret)
    assert not set(codes) & set(operator.mf_recovery_codes or ())


def test_a_second_authenticator_waits_until_an_administrator_removed_the_first(
    session: Session, operator: Account, clock: MovableClock
) -> None:
    phone = enrolled_phone(operator.id, clock)
    with pytest.raises(Refused, match="second-factor-present"):
        begin_totp_enrolment(operator.id)
    with transaction() as open_session:
        remove_second_factor(open_session, operator, by=operator.id)
    assert not needs_second_factor(operator)
    with pytest.raises(Refused, match="second-factor-missing"):
        check_totp(operator.id, phone.code())
    begin_totp_enrolment(operator.id)


def test_every_step_of_the_second_factor_stands_in_the_audit_log(
    session: Session, operator: Account, clock: MovableClock
) -> None:
    enrolled_phone(operator.id, clock)
    with transaction() as open_session:
        remove_second_factor(open_session, operator, by=operator.id)
    actions = session.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.object_id == str(operator.id))
        .order_by(AuditEntry.id)
    )
    assert list(actions) == ["second_factor_set_up", "second_factor_removed"]


def test_outside_production_nobody_is_forced_to_enrol(operator: Account) -> None:
    assert not must_enrol(operator)


def test_an_invited_officer_sets_a_password_and_gets_in(
    session: Session, operator: Account
) -> None:
    with transaction() as open_session:
        invite_officer(
            open_session,
            agency_id=operator.agency_id,
            name="Petugas Baru",
            email=NEW,
            roles=frozenset({"officer"}),
            at=now(),
            invited_by=operator.id,
        )
    with pytest.raises(Refused, match="credentials-wrong"):
        check_password(NEW, "")
    token = token_in(mails_to(session, NEW)[0])
    assert state_of_link(LinkKind.INVITATION, token) is LinkState.GOOD
    set_password_by_link(LinkKind.INVITATION, token, "gerobak biru di tepi pantai")
    assert state_of_link(LinkKind.INVITATION, token) is LinkState.SPENT
    account = check_password(NEW, "gerobak biru di tepi pantai")
    assert [role.name for role in account.roles] == ["officer"]


def test_one_address_has_one_account(session: Session, operator: Account) -> None:
    with pytest.raises(Refused, match="email-taken"), transaction() as open_session:
        invite_officer(
            open_session,
            agency_id=operator.agency_id,
            name="Kembaran",
            email=OPERATOR.upper(),
            roles=frozenset({"officer"}),
            at=now(),
            invited_by=None,
        )
