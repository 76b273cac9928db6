"""Which site a passkey belongs to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tanggap.services.house import House, house
from tanggap.services.passkeys import origin_of


@pytest.fixture
def parts(app: Flask) -> Iterator[House]:
    with app.app_context():
        usual = house().settings
        yield house()
        house().settings = usual


def test_in_production_it_is_the_site_of_the_settings_whatever_was_asked_for(parts: House) -> None:
    changes = {"mode": "production", "base_url": "https://tanggap.contoh.go.id/"}
    parts.settings = parts.settings.model_copy(update=changes)
    assert origin_of("http://lain.example:8000/") == "https://tanggap.contoh.go.id"


def test_on_a_machine_of_ones_own_it_is_the_name_it_was_reached_by(parts: House) -> None:
    assert origin_of("http://localhost:8000/") == "http://localhost:8000"
