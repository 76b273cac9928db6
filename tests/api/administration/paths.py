"""Asking for administration as its app does: find a thing in its list, change it on its version."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from tests.api.officers import Browser

HERE = "/administration"


def found(browser: Browser, path: str, **wanted: object) -> dict[str, Any]:
    """The one item of a list with these values."""
    response = browser.get(f"{HERE}{path}")
    assert response.status_code == 200, response.get_json(force=True)
    [item] = [
        item
        for item in response.get_json()["items"]
        if all(item[name] == value for name, value in wanted.items())
    ]
    return dict(item)


def change(
    browser: Browser, method: str, path: str, version: object, json: object = None
) -> TestResponse:
    """A change on the version that was seen; None sends no If-Match."""
    given = {"json": json} if json is not None else {}
    headers = {"If-Match": None if version is None else f'"{version}"'}
    return browser.send(method, f"{HERE}{path}", headers=headers, **given)
