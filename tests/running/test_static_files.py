"""Styles and scripts reach a browser compressed, and everybody else as they are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

SCRIPT = b"export const words = 'Terima kasih';\n" * 100


@pytest.fixture
def script(app: Flask) -> Iterator[str]:
    """A built script with a compressed twin; returns its address."""
    file = Path(str(app.static_folder)) / "build" / f"{uuid4().hex}.js"
    twin = Path(f"{file}.gz")
    file.write_bytes(SCRIPT)
    twin.write_bytes(gzip.compress(SCRIPT))
    yield f"/static/build/{file.name}"
    file.unlink()
    twin.unlink()


def test_who_accepts_it_is_given_the_compressed_twin(app: Flask, script: str) -> None:
    answer = app.test_client().get(script, headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype in ("text/javascript", "application/javascript")
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(answer.data) == SCRIPT


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0"])
def test_who_does_not_is_given_the_file_itself(app: Flask, script: str, accepted: str) -> None:
    answer = app.test_client().get(script, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.data == SCRIPT


def test_nothing_outside_the_folder_is_served(app: Flask) -> None:
    answer = app.test_client().get("/static/../pyproject.toml", headers={"Accept-Encoding": "br"})
    assert answer.status_code == 404
