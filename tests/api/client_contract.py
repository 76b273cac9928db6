"""Writes the API's document for the officers' app.

Type ``python -m tests.api.client_contract && npm --prefix frontend run api`` when the API changed.
"""

import json
from pathlib import Path

from flask import Flask

from tanggap.app import create_app
from tanggap.settings import ROOT
from tests.api.officers import document
from tests.conftest import test_settings

COPY = ROOT / "frontend" / "admin" / "openapi.json"


def as_committed(app: Flask) -> str:
    """The document as text, in the form in which it is committed."""
    return json.dumps(document(app), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write() -> None:
    nowhere = "postgresql://nobody@127.0.0.1:9/none"  # never asked: the document is made from code
    app = create_app(test_settings(nowhere, nowhere, Path("unused")))
    with app.app_context():
        COPY.write_text(as_committed(app), "utf-8")


if __name__ == "__main__":
    _write()
