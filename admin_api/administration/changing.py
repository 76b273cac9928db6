"""What every endpoint of administration does: say who acts, and answer with a version."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import Schema

from admin_api.access import current_account, current_viewer
from admin_api.preconditions import IF_MATCH, tagged
from tanggap.services.administration.acting import Acting

CHANGES = (409, 412, 413, 415, 428)
"""Statuses that a change of something known can be refused with."""
CREATES = (404, 409, 413, 415)
"""Statuses that adding something can be refused with."""
VERSION_SEEN = {**IF_MATCH, "description": "ETag dari yang dilihat administrator, atau versinya."}


def acting() -> Acting:
    """The administrator asking."""
    return Acting(current_viewer(), current_account().agency_id, request.remote_addr)


def answer(schema: type[Schema], shown: Any, version: int | None = None) -> Response:
    """``shown`` in the shape of ``schema``, with its version as ETag."""
    return tagged(schema().dump(shown), version)


def created(schema: type[Schema], shown: Any, version: int | None = None) -> Response:
    """The same for what was just added: 201."""
    response = answer(schema, shown, version)
    response.status_code = 201
    return response
