"""Fixtures of the use cases' tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.house import house
from tanggap.storage.organisation import Desk
from tests.services.nkk_desk import Postbox

LETTER_PATTERN = "800/{sequence:4}/{kind}/{unit}/{roman_month}/{year}"


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    """The mail server of the product under test."""
    parts = house()
    before, parts.mail = parts.mail, Postbox()
    yield parts.mail
    parts.mail = before


@pytest.fixture
def desk(session: Session) -> Desk:
    """The NKK desk, numbering its letters by a known pattern."""
    found = session.scalars(select(Desk).where(Desk.slug == "nkk")).one()
    found.letter_pattern = LETTER_PATTERN
    session.commit()
    return found
