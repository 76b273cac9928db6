"""Fixtures: the invented city's administrator."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tests.services.administration.office import as_administrator


@pytest.fixture
def admin(session: Session) -> Acting:
    """The city's only administrator, asking from a known address."""
    return as_administrator(session, "admin")
