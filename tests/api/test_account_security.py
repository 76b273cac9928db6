"""Passkeys, the password and logins elsewhere, as an officer's app uses them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.cli.demonstration import PASSWORD
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Message
from tanggap.storage.events import AuditEntry
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of
from tests.api.test_signing_in import enrol, shown_at
from tests.conftest import MovableClock
from tests.services.nkk_desk import account
from tests.standins.authenticator import Authenticator, as_text

ORIGIN = "http://localhost"
NEW_PASSWORD = "jalan kaki ke pasar pagi"


def options_for(browser: Browser, path: str) -> dict[str, Any]:
    begun = browser.post(path)
    assert begun.status_code == 201, begun.get_json(force=True)
    return dict(begun.get_json()["options"])


def register(browser: Browser, name: str = "Ponsel dinas") -> Authenticator:
    """Register a passkey of a new device."""
    device = Authenticator(ORIGIN)
    made = device.register(options_for(browser, "/account/passkeys/options"))
    kept = browser.post("/account/passkeys", {"name": name, "credential": made})
    assert kept.status_code == 201, kept.get_json(force=True)
    return device


def enter(app: Flask, device: Authenticator, **changes: Any) -> tuple[Browser, Any]:
    """Try to sign in by passkey in a new browser."""
    browser = Browser(app)
    browser.fetch_token()
    given = device.answer(options_for(browser, "/session/passkey/options"))
    given["response"].update(changes)
    answer = browser.post("/session/passkey", {"credential": given})
    if answer.status_code == 200:
        browser.token = answer.get_json()["csrf_token"]
    return browser, answer


def test_a_passkey_opens_the_door_without_a_name_a_password_or_a_code(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    secret = enrol(operator)
    operator.post("/session/authenticator/confirmation", {"code": shown_at(secret, clock)})
    device = register(operator)
    clock.advance(minutes=3)
    browser, answer = enter(app, device)
    assert answer.get_json()["state"] == "signed_in"
    assert answer.get_json()["account"]["name"] == "Sari Melati"
    assert browser.get("/queues").status_code == 200


def test_the_list_says_when_each_was_last_used(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    device = register(operator, "  Ponsel   dinas ")
    (unused,) = operator.get("/account/passkeys").get_json()["items"]
    assert (unused["name"], unused["last_used_at"]) == ("Ponsel dinas", None)
    clock.advance(minutes=3)
    enter(app, device)
    (used,) = operator.get("/account/passkeys").get_json()["items"]
    assert used["last_used_at"] > used["created_at"]


def test_a_removed_passkey_opens_nothing(operator: Browser, app: Flask) -> None:
    device = register(operator)
    (key,) = operator.get("/account/passkeys").get_json()["items"]
    assert operator.delete(f"/account/passkeys/{key['id']}").status_code == 204
    assert operator.get("/account/passkeys").get_json()["items"] == []
    _browser, refused = enter(app, device)
    assert (refused.status_code, code_of(refused)) == (422, "passkey-unknown")


def test_nobody_removes_the_passkey_of_another(operator: Browser, main_team: Browser) -> None:
    register(operator)
    (key,) = operator.get("/account/passkeys").get_json()["items"]
    refused = main_team.delete(f"/account/passkeys/{key['id']}")
    assert (refused.status_code, code_of(refused)) == (404, "passkey-not-found")
    assert len(operator.get("/account/passkeys").get_json()["items"]) == 1


def test_a_device_that_does_not_know_its_owner_is_not_enough(operator: Browser, app: Flask) -> None:
    careless = Authenticator(ORIGIN, verifies_owner=False)
    made = careless.register(options_for(operator, "/account/passkeys/options"))
    refused = operator.post("/account/passkeys", {"name": "Kunci", "credential": made})
    assert (refused.status_code, code_of(refused)) == (422, "passkey-not-verified")
    device = register(operator)
    device.verifies_owner = False
    _browser, answer = enter(app, device)
    assert code_of(answer) == "passkey-not-verified"


def test_another_site_cannot_use_the_passkey(operator: Browser, app: Flask) -> None:
    device = register(operator)
    device.origin = "http://tanggap.example"
    _browser, answer = enter(app, device)
    assert code_of(answer) == "passkey-not-verified"


def test_a_copied_device_is_noticed_by_its_counter(operator: Browser, app: Flask) -> None:
    device = register(operator)
    assert enter(app, device)[1].status_code == 200
    assert enter(app, device)[1].status_code == 200
    device.uses = 0
    assert code_of(enter(app, device)[1]) == "passkey-not-verified"


def test_a_challenge_serves_one_answer_within_five_minutes(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    device = register(operator)
    browser = Browser(app)
    browser.fetch_token()
    options = options_for(browser, "/session/passkey/options")
    wrong = device.answer(options)
    wrong["response"]["signature"] = as_text(b"forged")
    assert (
        code_of(browser.post("/session/passkey", {"credential": wrong})) == "passkey-not-verified"
    )
    again = browser.post("/session/passkey", {"credential": device.answer(options)})
    assert (again.status_code, code_of(again)) == (409, "passkey-not-pending")
    options = options_for(browser, "/session/passkey/options")
    clock.advance(minutes=6)
    late = browser.post("/session/passkey", {"credential": device.answer(options)})
    assert code_of(late) == "passkey-not-pending"


def test_the_challenge_of_a_registration_opens_no_door(operator: Browser) -> None:
    device = register(operator)
    options = options_for(operator, "/account/passkeys/options")
    given = device.answer({"challenge": options["challenge"], "rpId": "localhost"})
    refused = operator.post("/session/passkey", {"credential": given})
    assert code_of(refused) == "passkey-not-pending"


def test_a_passkey_of_somebody_who_left_opens_nothing(
    operator: Browser, app: Flask, session: Session
) -> None:
    device = register(operator)
    account(session, "operator").active = False
    session.commit()
    _browser, refused = enter(app, device)
    assert (refused.status_code, code_of(refused)) == (401, "credentials-wrong")


def test_a_passkey_is_kept_only_soon_after_signing_in(
    operator: Browser, clock: MovableClock
) -> None:
    for _ in range(2):
        clock.advance(minutes=20)
        operator.get("/queues")
    for refused in (
        operator.post("/account/passkeys/options"),
        operator.post("/account/passkeys", {"name": "Laptop", "credential": {}}),
        operator.delete("/account/passkeys/0190a0a0-0000-7000-8000-000000000000"),
        operator.delete("/account/other-sessions"),
    ):
        assert (refused.status_code, code_of(refused)) == (403, "login-not-fresh")


@pytest.mark.parametrize(
    ("name", "code"),
    [(" ", "text-missing"), ("x" * 61, "text-too-long"), ("ponsel DINAS", "passkey-name-taken")],
)
def test_a_passkey_needs_a_name_of_its_own(operator: Browser, name: str, code: str) -> None:
    register(operator)
    other = Authenticator(ORIGIN, credential_id=b"another")
    made = other.register(options_for(operator, "/account/passkeys/options"))
    refused = operator.post("/account/passkeys", {"name": name, "credential": made})
    assert code_of(refused) == code
    assert "name" in refused.get_json(force=True)["errors"]


def test_the_same_passkey_is_not_kept_twice(operator: Browser, main_team: Browser) -> None:
    device = register(operator)
    made = device.register(options_for(main_team, "/account/passkeys/options"))
    refused = main_team.post("/account/passkeys", {"name": "Pinjaman", "credential": made})
    assert (refused.status_code, code_of(refused)) == (409, "passkey-known")


def test_there_is_an_end_to_the_passkeys_of_one_account(operator: Browser) -> None:
    for number in range(10):
        device = Authenticator(ORIGIN, credential_id=f"key {number}".encode())
        made = device.register(options_for(operator, "/account/passkeys/options"))
        operator.post("/account/passkeys", {"name": f"Kunci {number}", "credential": made})
    refused = operator.post("/account/passkeys/options")
    assert (refused.status_code, code_of(refused)) == (409, "too-many-passkeys")


ODD = (
    {},
    {"id": 1, "rawId": [], "type": "public-key", "response": {}},
    {"id": "x", "rawId": "x", "type": "public-key", "response": "x"},
    {
        "id": "é",
        "rawId": "é",
        "type": "public-key",
        "response": {
            "clientDataJSON": "%%%",
            "attestationObject": "%%%",
            "authenticatorData": "",
            "signature": "",
        },
    },
    {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": {
            "clientDataJSON": as_text(b"[]"),
            "attestationObject": as_text(b"\x00"),
            "authenticatorData": as_text(b"short"),
            "signature": as_text(b"x"),
            "userHandle": 7,
        },
    },
)


@pytest.mark.parametrize("odd", ODD)
def test_what_no_browser_sends_is_refused_in_words(
    operator: Browser, app: Flask, odd: dict[str, Any]
) -> None:
    operator.post("/account/passkeys/options")
    refused = operator.post("/account/passkeys", {"name": "Kunci", "credential": odd})
    assert (refused.status_code, code_of(refused)) == (422, "passkey-not-verified")
    browser = Browser(app)
    browser.fetch_token()
    browser.post("/session/passkey/options")
    refused = browser.post("/session/passkey", {"credential": odd})
    assert code_of(refused) in {"passkey-not-verified", "passkey-unknown"}


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("junk", [b"", b"\x00", b"{}", b"\xff" * 40, b'{"type": 1}'])
def test_a_garbled_answer_is_refused_in_words(
    operator: Browser, app: Flask, part: str, junk: bytes
) -> None:
    device = register(operator)
    _browser, answer = enter(app, device, **{part: as_text(junk)})
    assert code_of(answer) == "passkey-not-verified"


def test_guarding_the_account_is_on_the_record(operator: Browser, session: Session) -> None:
    register(operator)
    (key,) = operator.get("/account/passkeys").get_json()["items"]
    operator.delete(f"/account/passkeys/{key['id']}")
    noted = session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.like("passkey_%")).order_by(AuditEntry.id)
    )
    assert list(noted) == ["passkey_added", "passkey_removed"]
    told = session.scalars(select(Message).where(Message.template == "passkey_added")).one()
    assert "Ponsel dinas" in told.body


def test_an_authenticator_is_replaced_only_when_the_new_one_works(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    old = enrol(operator)
    operator.post("/session/authenticator/confirmation", {"code": shown_at(old, clock)})
    new = enrol(operator)
    clock.advance(minutes=2)
    other = Browser(app)
    other.sign_in("operator")
    assert other.post("/session/totp", {"code": shown_at(old, clock)}).status_code == 200
    confirmed = operator.post("/session/authenticator/confirmation", {"code": shown_at(new, clock)})
    assert len(confirmed.get_json()["codes"]) == 10
    clock.advance(minutes=2)
    third = Browser(app)
    third.sign_in("operator")
    assert code_of(third.post("/session/totp", {"code": shown_at(old, clock)})) == "code-wrong"
    assert third.post("/session/totp", {"code": shown_at(new, clock)}).status_code == 200


def test_who_knows_the_password_alone_replaces_no_authenticator(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    secret = enrol(operator)
    operator.post("/session/authenticator/confirmation", {"code": shown_at(secret, clock)})
    other = Browser(app)
    other.sign_in("operator")
    refused = other.post("/session/authenticator")
    assert (refused.status_code, code_of(refused)) == (409, "second-factor-present")


def test_a_new_password_keeps_this_browser_in_and_puts_others_out(
    operator: Browser, sign_in: SignIn, app: Flask
) -> None:
    elsewhere = sign_in("operator")
    changed = operator.put("/account/password", {"current": PASSWORD, "new": NEW_PASSWORD})
    assert changed.get_json()["state"] == "signed_in"
    assert operator.get("/queues").status_code == 200
    assert elsewhere.get("/queues").status_code == 401
    assert Browser(app).sign_in("operator").status_code == 401
    assert Browser(app).sign_in("operator", password=NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "field", "code"),
    [
        ("bukan sandinya", NEW_PASSWORD, "current", "password-wrong"),
        (PASSWORD, PASSWORD, "new", "password-unchanged"),
        (PASSWORD, "pendek", "new", "password-too-short"),
        (PASSWORD, "sarimelati", "new", "password-about-owner"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(
    operator: Browser, current: str, new: str, field: str, code: str
) -> None:
    refused = operator.put("/account/password", {"current": current, "new": new})
    assert (refused.status_code, code_of(refused)) == (422, code)
    assert list(refused.get_json(force=True)["errors"]) == [field]


def test_logins_elsewhere_end_and_this_one_goes_on(operator: Browser, sign_in: SignIn) -> None:
    elsewhere = sign_in("operator")
    ended = operator.delete("/account/other-sessions")
    operator.token = ended.get_json()["csrf_token"]
    assert operator.get("/queues").status_code == 200
    assert operator.post("/account/passkeys/options").status_code == 201
    assert elsewhere.get("/queues").status_code == 401


def test_a_login_by_passkey_counts_as_one(operator: Browser, app: Flask, session: Session) -> None:
    device = register(operator)
    enter(app, device)
    found = session.scalars(
        select(Account)
        .where(Account.email.startswith("operator@"))
        .execution_options(populate_existing=True)
    ).one()
    assert found.login_count == 2
