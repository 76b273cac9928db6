"""Fixtures of the portal's tests: reporters' browsers, and the desk's memory emptied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.pages import DESK_FRONTS
from tests.portal.reporting import Reporter, signed_in


@pytest.fixture(autouse=True)
def fresh_desk_front(app: Flask) -> Iterator[None]:
    """What the portal remembers of its desk belongs to one test."""
    app.extensions[DESK_FRONTS].forget()
    yield
    app.extensions[DESK_FRONTS].forget()


@pytest.fixture
def warga(app: Flask) -> Reporter:
    """A citizen who has logged in."""
    return signed_in(app, "warga")


@pytest.fixture
def asn(app: Flask) -> Reporter:
    """A civil servant who has logged in: somebody else."""
    return signed_in(app, "asn")


@pytest.fixture
def stranger(app: Flask) -> Reporter:
    """Somebody who has not logged in."""
    return Reporter(app)
