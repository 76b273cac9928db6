"""Signing in and out: who may, the second factor, and how a session ends."""

from __future__ import annotations

from datetime import timedelta

import pyotp
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.rate_limits import limiter
from tanggap.storage.accounts import Account
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of
from tests.conftest import MovableClock
from tests.services.nkk_desk import account


def test_the_session_tells_who_is_here_and_what_they_may_do(operator: Browser) -> None:
    body = operator.get("/session").get_json()
    assert body["state"] == "signed_in"
    assert body["account"]["name"] == "Sari Melati"
    assert [seat["actor"] for seat in body["seats"]] == ["operator"]
    assert body["permissions"] == [
        "use_queues",
        "search_reports",
        "record_report",
        "see_procedures",
        "oversee",
        "use_knowledge",
    ]


def test_an_administrator_without_a_seat_may_sign_in(sign_in: SignIn) -> None:
    body = sign_in("admin").get("/session").get_json()
    assert body["seats"] == []
    assert "administer" in body["permissions"]


def test_a_reporter_cannot_sign_in_here(app: Flask) -> None:
    refused = Browser(app).sign_in("warga")
    assert (refused.status_code, code_of(refused)) == (401, "credentials-wrong")


def test_an_officer_whom_no_team_has_is_told_whom_to_ask(app: Flask) -> None:
    refused = Browser(app).sign_in("kepala")
    assert (refused.status_code, code_of(refused)) == (403, "seat-missing")
    assert "administrator" in refused.get_json(force=True)["detail"]
    guessed = Browser(app).sign_in("kepala", password="bukan sandinya")
    assert code_of(guessed) == "credentials-wrong"


def test_wrong_passwords_and_unknown_addresses_are_told_alike(app: Flask) -> None:
    answers = [
        Browser(app).sign_in("operator", password="bukan sandinya").get_json(force=True),
        Browser(app).sign_in("tidakada").get_json(force=True),
    ]
    assert answers[0] == answers[1]


def test_guessing_passwords_is_stopped_for_a_while(app: Flask) -> None:
    limiter.enabled = True
    try:
        browser = Browser(app)
        answers = [browser.sign_in("operator", password=f"tebakan {n}") for n in range(12)]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert [one.status_code for one in answers[:10]] == [401] * 10
    assert code_of(answers[-1]) == "too-many-requests"
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_no_change_is_made_without_the_token(operator: Browser) -> None:
    operator.token = ""
    refused = operator.post("/tasks/assignments", {"items": []})
    assert (refused.status_code, code_of(refused)) == (400, "cross-site-token-invalid")
    operator.token = "tebakan"
    assert operator.delete("/session").status_code == 400
    assert operator.get("/session").get_json()["state"] == "signed_in"


def test_another_sessions_token_is_no_good(operator: Browser, main_team: Browser) -> None:
    operator.token = main_team.token
    assert operator.delete("/session").status_code == 400


def test_a_new_login_shares_nothing_with_the_session_before(app: Flask) -> None:
    browser = Browser(app)
    before = browser.fetch_token()
    browser.sign_in("operator")
    browser.token = before
    assert browser.delete("/session").status_code == 400


def test_signing_out_ends_the_session(operator: Browser) -> None:
    assert operator.delete("/session").status_code == 204
    refused = operator.get("/queues")
    assert (refused.status_code, code_of(refused)) == (401, "login-required")


def test_a_session_left_alone_expires_and_says_so(operator: Browser, clock: MovableClock) -> None:
    clock.advance(minutes=29)
    assert operator.get("/queues").status_code == 200
    clock.advance(minutes=29)
    assert operator.get("/queues").status_code == 200
    clock.advance(minutes=31)
    refused = operator.get("/queues")
    assert (refused.status_code, code_of(refused)) == (401, "session-expired")


def test_a_deactivated_officer_is_out_at_once(operator: Browser, session: Session) -> None:
    account(session, "operator").active = False
    session.commit()
    assert operator.get("/queues").status_code == 401


def enrol(browser: Browser) -> str:
    """Set an authenticator up; returns its key."""
    begun = browser.post("/session/authenticator")
    assert begun.status_code == 201
    return str(begun.get_json()["secret"]).replace(" ", "").replace("-", "")


def shown_at(secret: str, clock: MovableClock) -> str:
    return pyotp.TOTP(secret).at(clock())


def test_an_authenticator_guards_the_next_login(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    secret = enrol(operator)
    wrong = operator.post("/session/authenticator/confirmation", {"code": "000000"})
    assert (wrong.status_code, code_of(wrong)) == (422, "code-wrong")
    confirmed = operator.post(
        "/session/authenticator/confirmation", {"code": shown_at(secret, clock)}
    )
    codes = confirmed.get_json()["codes"]
    assert len(codes) == 10
    clock.advance(minutes=2)
    other = Browser(app)
    waiting = other.sign_in("operator")
    assert waiting.get_json()["state"] == "second_factor_needed"
    assert other.get("/queues").status_code == 401
    passed = other.post("/session/totp", {"code": shown_at(secret, clock)})
    assert passed.get_json()["state"] == "signed_in"
    other.token = passed.get_json()["csrf_token"]
    assert other.get("/queues").status_code == 200
    third = Browser(app)
    third.sign_in("operator")
    assert third.post("/session/totp", {"code": codes[0]}).status_code == 200


def test_a_code_without_a_password_before_it_is_refused(anonymous: Browser) -> None:
    refused = anonymous.post("/session/totp", {"code": "123456"})
    assert (refused.status_code, code_of(refused)) == (409, "second-factor-not-pending")


def test_a_password_given_long_ago_is_asked_for_again(
    operator: Browser, app: Flask, clock: MovableClock
) -> None:
    secret = enrol(operator)
    operator.post("/session/authenticator/confirmation", {"code": shown_at(secret, clock)})
    other = Browser(app)
    other.sign_in("operator")
    clock.advance(minutes=6)
    refused = other.post("/session/totp", {"code": shown_at(secret, clock)})
    assert code_of(refused) == "second-factor-not-pending"


def test_guards_of_the_account_change_only_soon_after_signing_in(
    operator: Browser, clock: MovableClock
) -> None:
    for _ in range(2):
        clock.advance(minutes=20)
        operator.get("/queues")
    refused = operator.post("/session/authenticator")
    assert (refused.status_code, code_of(refused)) == (403, "login-not-fresh")


def test_signing_in_is_remembered(operator: Browser, session: Session, clock: MovableClock) -> None:
    found = session.scalars(
        select(Account)
        .where(Account.email.startswith("operator@"))
        .execution_options(populate_existing=True)
    ).one()
    assert found.login_count == 1
    assert found.last_login_at is not None
    assert abs(found.last_login_at - clock()) < timedelta(seconds=1)
