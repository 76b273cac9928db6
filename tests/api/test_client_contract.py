"""The officers' app is written against the API as it is."""

import json

from flask import Flask

from tests.api.client_contract import COPY, as_committed


def test_the_apps_copy_of_the_document_is_the_running_one(app: Flask) -> None:
    assert json.loads(COPY.read_text("utf-8")) == json.loads(as_committed(app)), (
        "The API has changed; tests/api/client_contract.py says what to type."
    )
