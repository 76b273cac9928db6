"""Who gets in: every endpoint of administration is closed to everybody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask

from tests.api.conftest import SignIn
from tests.api.officers import PREFIX, Browser, code_of

OPEN_TO_AUDITORS = {"/administration/audit-log", "/administration/audit-log/choices"}


def endpoints(app: Flask) -> list[tuple[str, str]]:
    """Method and address of every endpoint of administration, with invented ids."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(f"{PREFIX}/administration/"):
            values = {name: 2027 if name == "year" else uuid4() for name in rule.arguments}
            _, path = rule.build(values) or ("", "")
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
            found += [(method, path.removeprefix(PREFIX)) for method in methods]
    return found


def test_there_are_endpoints_to_guard(app: Flask) -> None:
    assert len(endpoints(app)) > 40


def test_a_stranger_is_asked_to_sign_in(app: Flask, anonymous: Browser) -> None:
    for method, path in endpoints(app):
        response = anonymous.send(method, path)
        assert (response.status_code, code_of(response)) == (401, "login-required"), path


@pytest.mark.parametrize("login", ["operator", "dinkes", "auditor"])
def test_who_does_not_administer_is_turned_away(app: Flask, sign_in: SignIn, login: str) -> None:
    browser = sign_in(login)
    for method, path in endpoints(app):
        if login == "auditor" and path in OPEN_TO_AUDITORS:
            continue
        if method == "GET" and path.startswith("/administration/procedures"):
            continue  # every officer may read the procedures
        response = browser.send(method, path)
        assert (response.status_code, code_of(response)) == (403, "not-allowed"), (method, path)


def test_every_change_needs_the_token_of_its_page(app: Flask, administrator: Browser) -> None:
    for method, path in endpoints(app):
        if method != "GET":
            response = administrator.send(method, path, headers={"X-CSRFToken": None})
            assert code_of(response) == "cross-site-token-invalid", (method, path)


def test_what_does_not_exist_is_said_to_be_missing(app: Flask, administrator: Browser) -> None:
    for method, path in endpoints(app):
        if method == "GET" and path.rpartition("/")[2].count("-") == 4:
            assert administrator.get(path).status_code == 404, path
