"""Fixtures of the API's tests: signed-in officers of the invented city's NKK desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.api.officers import Browser

SignIn = Callable[[str], Browser]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Signs an officer in, in a browser of their own."""

    def browser_of(login: str) -> Browser:
        browser = Browser(app)
        response = browser.sign_in(login)
        assert response.status_code == 200, response.get_json(force=True)
        return browser

    return browser_of


@pytest.fixture
def operator(sign_in: SignIn) -> Browser:
    """The desk's operator, who receives reports."""
    return sign_in("operator")


@pytest.fixture
def main_team(sign_in: SignIn) -> Browser:
    """A member of the desk's main team."""
    return sign_in("timutama")


@pytest.fixture
def dinkes(sign_in: SignIn) -> Browser:
    """A member of the health office's supporting team."""
    return sign_in("dinkes")


@pytest.fixture
def anonymous(app: Flask) -> Browser:
    """A browser nobody signed in with, that has its token."""
    browser = Browser(app)
    browser.fetch_token()
    return browser
