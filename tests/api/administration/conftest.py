"""Fixtures: an administrator's browser, and where the city's things are found."""

from __future__ import annotations

import pytest

from tests.api.conftest import SignIn
from tests.api.officers import Browser


@pytest.fixture
def administrator(sign_in: SignIn) -> Browser:
    """The city's administrator."""
    return sign_in("admin")


@pytest.fixture
def auditor(sign_in: SignIn) -> Browser:
    """The city's auditor."""
    return sign_in("auditor")
