"""Registering and confirming: what gets in, and what nobody is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.account_upkeep import forget_what_is_over
from tanggap.services.accounts import (
    LinkState,
    change_password,
    change_profile,
    check_password,
    end_logins,
    profile_of,
    request_recovery,
    set_password_by_link,
    state_of_link,
)
from tanggap.services.credentials import LinkKind
from tanggap.services.registration import (
    Confirmation,
    Registration,
    confirm_address,
    register_reporter,
    send_confirmation_again,
)
from tanggap.storage.accounts import Account
from tanggap.storage.identity import find_reporters_by_number, known_words
from tests.conftest import MovableClock
from tests.services.account_links import mails_to, token_in

GOOD = Registration(
    kind="citizen",
    name="  Dian   Paramita ",
    number="1971.0152.0488.0007",
    email="Dian.Paramita@Contoh.example",
    password="kereta pagi menuju muntok",
    phone="0812 3456 7890",
)
EMAIL = "dian.paramita@contoh.example"


def account_of(session: Session, email: str = EMAIL) -> Account:
    session.expire_all()
    return session.scalars(select(Account).where(Account.email == email)).one()


def register_and_confirm(session: Session, given: Registration = GOOD) -> Account:
    register_reporter(given)
    confirm_address(token_in(mails_to(session, given.email.lower())[-1]))
    return account_of(session, given.email.lower())


def test_a_registration_becomes_an_account_a_reporter_and_a_mail(session: Session) -> None:
    register_reporter(GOOD)
    account = account_of(session)
    found = profile_of(account.id)
    assert found is not None
    identity = found[1]
    assert (identity.name, identity.nik, identity.nip) == (
        "Dian Paramita",
        "1971015204880007",
        None,
    )
    assert (identity.email, identity.phone) == (EMAIL, "+6281234567890")
    assert [role.name for role in account.roles] == ["reporter"]
    assert account.confirmed_at is None
    assert [mail.template for mail in mails_to(session, EMAIL)] == ["confirmation"]


def test_an_asn_registers_with_a_nip(session: Session) -> None:
    register_reporter(replace(GOOD, kind="asn", number="19880412 201503 2 007"))
    found = profile_of(account_of(session).id)
    assert found is not None
    assert (found[1].nik, found[1].nip) == (None, "198804122015032007")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "perusahaan", "reporter-kind-unknown"),
        ("number", "123", "nik-not-16-digits"),
        ("number", "1971019904880007", "nik-date-impossible"),
        ("name", " \u200b ", "text-missing"),
        ("name", "D" * 121, "text-too-long"),
        ("email", "dian@@contoh", "email-malformed"),
        ("phone", "halo", "phone-unreadable"),
        ("password", "pendek", "password-too-short"),
        ("password", "x" * 201, "password-too-long"),
        ("password", "rahasia12345", "password-too-common"),
        ("password", "P@ssw0rd2026!", "password-too-common"),
        ("password", "1234567890", "password-too-common"),
        ("password", "abcabcabcabc", "password-too-common"),
        ("password", "dianparamita88", "password-about-owner"),
        ("password", "1971015204880007", "password-about-owner"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    session: Session, field: str, value: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        register_reporter(replace(GOOD, **{field: value}))
    assert refusal.value.code == code
    assert not mails_to(session, EMAIL)


def test_nobody_can_log_in_before_the_address_is_confirmed(session: Session) -> None:
    register_reporter(GOOD)
    with pytest.raises(Refused, match="account-unconfirmed"):
        check_password(EMAIL, GOOD.password)
    with pytest.raises(Refused, match="credentials-wrong"):
        check_password(EMAIL, "kata sandi orang lain")
    assert confirm_address(token_in(mails_to(session, EMAIL)[0])) is Confirmation.DONE
    assert check_password(f" {EMAIL.upper()} ", GOOD.password).email == EMAIL


def test_using_a_confirmation_link_twice_does_no_harm(session: Session) -> None:
    register_reporter(GOOD)
    token = token_in(mails_to(session, EMAIL)[0])
    assert confirm_address(token) is Confirmation.DONE
    assert confirm_address(token) is Confirmation.DONE_BEFORE


def test_a_confirmation_link_expires_and_a_new_one_can_be_had(
    session: Session, clock: MovableClock
) -> None:
    register_reporter(GOOD)
    clock.advance(days=2, minutes=1)
    token = token_in(mails_to(session, EMAIL)[0])
    assert confirm_address(token) is Confirmation.EXPIRED
    assert state_of_link(LinkKind.CONFIRMATION, token) is LinkState.EXPIRED
    send_confirmation_again(EMAIL)
    assert confirm_address(token_in(mails_to(session, EMAIL)[-1])) is Confirmation.DONE


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "..", "\u200b", "x" * 5000])
def test_a_garbled_link_is_spent_not_a_failure(session: Session, token: str) -> None:
    assert confirm_address(token) is Confirmation.SPENT


def test_a_link_of_one_kind_opens_nothing_of_another(session: Session) -> None:
    register_reporter(GOOD)
    token = token_in(mails_to(session, EMAIL)[0])
    assert state_of_link(LinkKind.RECOVERY, token) is LinkState.SPENT
    with pytest.raises(Refused, match="link-spent"):
        set_password_by_link(LinkKind.RECOVERY, token, "gerobak biru di tepi pantai")


def test_a_known_address_is_told_only_by_mail(session: Session) -> None:
    account = register_and_confirm(session)
    hashed = account.password
    register_reporter(replace(GOOD, password="gerobak biru di tepi pantai", name="Orang Lain"))
    assert [mail.template for mail in mails_to(session, EMAIL)][1:] == ["already_registered"]
    account = account_of(session)
    assert (account.name, account.password) == ("Dian Paramita", hashed)


def test_a_known_number_is_told_only_to_its_owner(session: Session) -> None:
    register_and_confirm(session)
    register_reporter(replace(GOOD, email="lain@contoh.example"))
    assert mails_to(session, "lain@contoh.example") == []
    assert mails_to(session, EMAIL)[-1].template == "already_registered"
    assert session.scalar(select(Account).where(Account.email == "lain@contoh.example")) is None


def test_a_mistyped_address_does_not_block_the_number(session: Session) -> None:
    register_reporter(replace(GOOD, email="dian.paramitta@contoh.example"))
    assert register_and_confirm(session).confirmed_at is not None


def test_who_registers_anew_takes_an_unconfirmed_account_over(session: Session) -> None:
    register_reporter(replace(GOOD, name="Penyerobot", password="gerobak biru di tepi pantai"))
    stranger = token_in(mails_to(session, EMAIL)[0])
    register_reporter(GOOD)
    assert confirm_address(stranger) is Confirmation.SPENT
    assert confirm_address(token_in(mails_to(session, EMAIL)[1])) is Confirmation.DONE
    assert check_password(EMAIL, GOOD.password).name == "Dian Paramita"
    with pytest.raises(Refused, match="credentials-wrong"):
        check_password(EMAIL, "gerobak biru di tepi pantai")


def test_a_double_click_leaves_every_link_good(session: Session) -> None:
    register_reporter(GOOD)
    register_reporter(GOOD)
    assert confirm_address(token_in(mails_to(session, EMAIL)[0])) is Confirmation.DONE


def test_a_new_account_never_takes_over_what_the_counter_recorded(session: Session) -> None:
    first = register_and_confirm(session)
    [of_first] = find_reporters_by_number(session, first.agency_id, nik="1971015204880007")
    assert profile_of(first.id)[0] == of_first  # type: ignore[index]


def test_recovery_says_nothing_of_unknown_addresses(session: Session) -> None:
    request_recovery("tidak.ada@contoh.example")
    request_recovery("bukan surel")
    assert mails_to(session, "tidak.ada@contoh.example") == []


def test_a_recovery_link_sets_a_password_once_and_ends_every_login(session: Session) -> None:
    before = register_and_confirm(session).fs_uniquifier
    request_recovery(EMAIL)
    token = token_in(mails_to(session, EMAIL)[-1])
    set_password_by_link(LinkKind.RECOVERY, token, "gerobak biru di tepi pantai")
    assert account_of(session).fs_uniquifier != before
    assert check_password(EMAIL, "gerobak biru di tepi pantai").email == EMAIL
    with pytest.raises(Refused, match="link-spent"):
        set_password_by_link(LinkKind.RECOVERY, token, "kapal kayu berlayar jauh")
    assert mails_to(session, EMAIL)[-1].template == "password_changed"


def test_a_recovery_link_lasts_two_hours(session: Session, clock: MovableClock) -> None:
    register_and_confirm(session)
    request_recovery(EMAIL)
    token = token_in(mails_to(session, EMAIL)[-1])
    clock.advance(hours=2, seconds=2)
    with pytest.raises(Refused, match="link-expired"):
        set_password_by_link(LinkKind.RECOVERY, token, "gerobak biru di tepi pantai")


def test_recovery_of_an_unconfirmed_account_proves_the_address(session: Session) -> None:
    register_reporter(GOOD)
    request_recovery(EMAIL)
    token = token_in(mails_to(session, EMAIL)[-1])
    set_password_by_link(LinkKind.RECOVERY, token, "gerobak biru di tepi pantai")
    assert check_password(EMAIL, "gerobak biru di tepi pantai").confirmed_at is not None


def test_changing_the_password_needs_the_present_one(session: Session) -> None:
    account = register_and_confirm(session)
    with pytest.raises(Refused, match="password-wrong"):
        change_password(account.id, "bukan sandinya", "gerobak biru di tepi pantai")
    with pytest.raises(Refused, match="password-unchanged"):
        change_password(account.id, GOOD.password, GOOD.password)
    change_password(account.id, GOOD.password, "gerobak biru di tepi pantai")
    with pytest.raises(Refused, match="credentials-wrong"):
        check_password(EMAIL, GOOD.password)


def test_logging_out_spends_links_that_are_still_out(session: Session) -> None:
    account = register_and_confirm(session)
    request_recovery(EMAIL)
    token = token_in(mails_to(session, EMAIL)[-1])
    end_logins(account.id)
    assert state_of_link(LinkKind.RECOVERY, token) is LinkState.SPENT


def test_a_profile_keeps_number_and_address_of_mail(session: Session) -> None:
    account = register_and_confirm(session)
    change_profile(account.id, name="Dian P. Lestari", phone="", address="Jalan Melati 3\nRT 02")
    found = profile_of(account.id)
    assert found is not None
    identity = found[1]
    assert (identity.name, identity.phone) == ("Dian P. Lestari", None)
    assert identity.address == "Jalan Melati 3\nRT 02"
    assert (identity.nik, identity.email) == ("1971015204880007", EMAIL)
    assert account_of(session).name == "Dian P. Lestari"


def test_an_identity_never_shows_in_a_log_line(session: Session) -> None:
    identity = profile_of(register_and_confirm(session).id)[1]  # type: ignore[index]
    assert not [word for word in known_words(identity) if word in repr(identity)]
    assert GOOD.password not in repr(GOOD)


def test_accounts_never_confirmed_are_forgotten_with_all_they_held(
    session: Session,
) -> None:
    kept = register_and_confirm(session, replace(GOOD, email="tetap@contoh.example"))
    register_reporter(replace(GOOD, number="1971014101900003"))
    stale = account_of(session)
    week_later = stale.create_datetime + timedelta(days=7, seconds=1)
    assert forget_what_is_over(week_later - timedelta(days=1)).accounts == 0
    assert forget_what_is_over(week_later).accounts == 1
    session.expire_all()
    assert session.get(Account, stale.id) is None
    assert session.get(Account, kept.id) is not None
    assert not find_reporters_by_number(session, kept.agency_id, nik="1971014101900003")
