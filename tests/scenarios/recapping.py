"""A desk's recap in the hands of the officers whose steps it goes through."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx

from tanggap.running.demonstration_walk import Officer, good


def recap_of(officer: Officer, every: str) -> dict[str, Any]:
    """The newest recap of a kind, as the officer's list shows it."""
    desk = good(officer.client.get("/desks")).json()["items"][0]["id"]
    listed = good(officer.client.get(f"/desks/{desk}/recaps?every={every}")).json()["items"]
    found: dict[str, Any] = good(officer.client.get(f"/recaps/{listed[0]['id']}")).json()
    return found


def begin_again(officer: Officer, recap: dict[str, Any]) -> httpx.Response:
    """Ask for a second recap of the same period."""
    return officer.client.post(
        f"/desks/{recap['desk_id']}/recaps",
        json={"every": recap["every"], "day": recap["first_day"]},
    )


def take(officer: Officer, recap: dict[str, Any], action: str, **given: str) -> httpx.Response:
    return officer.client.post(
        f"/recaps/{recap['id']}/actions/{action}",
        json={"given": given},
        headers={"If-Match": recap["etag"]},
    )


def sheet_of(officer: Officer, recap: dict[str, Any]) -> list[str]:
    """The parts of the recap's spreadsheet, which is whole."""
    sheet = good(officer.client.get(f"/recaps/{recap['id']}/spreadsheet")).content
    with ZipFile(BytesIO(sheet)) as parts:
        assert parts.testzip() is None
        return parts.namelist()
