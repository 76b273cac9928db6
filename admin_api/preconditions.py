"""ETag and If-Match: a decision names the version it was made on; unchanged answers are 304."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import orjson
from flask import Response, request

from tanggap.domain.refusal import Refused
from tanggap.services.draft_versions import NOTHING

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "ETag laporan yang dilihat petugas ketika memutuskan.",
}
TEXT_SEEN = [
    {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "`etag` tulisan yang dibuka di jendela ini; bila sudah diubah di jendela"
        " lain, jawabannya 412 `draft-changed`.",
    },
    {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "enum": ["*"]},
        "description": "Di jendela ini belum ada tulisan yang tersimpan.",
    },
]
_TEXT = re.compile(r'\s*"([0-9a-f]{16})"\s*')
_WRITTEN = re.compile(r'\s*"(\d{1,9})(?:\.[0-9a-f]{1,32})?"\s*')


def version_decided_on() -> int:
    """The version of the report the officer saw, from If-Match.

    Raises:
        Refused: ``precondition-required`` when the header is missing, ``precondition-malformed``
            when it holds no ETag of a report.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise Refused("precondition-required")
    written = _WRITTEN.fullmatch(given)
    if written is None:
        raise Refused("precondition-malformed")
    return int(written[1])


def text_seen() -> str | None:
    """The tag of the kept text that this window began from, "" for none; None when not told.

    Raises:
        Refused: ``precondition-malformed`` when If-Match holds no ETag of a text.
    """
    given = request.headers.get("If-Match")
    if given is None:
        return NOTHING if request.headers.get("If-None-Match") == "*" else None
    written = _TEXT.fullmatch(given)
    if written is None:
        raise Refused("precondition-malformed")
    return written[1]


def version_tag(version: int) -> str:
    """The ETag of a version, as it stands in a list: ``"7"``."""
    return f'"{version}"'


def tagged(body: Any, version: int | None = None) -> Response:
    """``body`` as JSON with an ETag, or 304 when the browser already has exactly this.

    The tag starts with the report's version, which is all that If-Match looks at; the rest changes
    with anything else in the answer, such as a note or the words of a deadline. No cache keeps the
    answer (``response_headers``): the app holds it, and asks with If-None-Match.
    """
    content = orjson.dumps(body)
    digest = hashlib.sha256(content).hexdigest()[:16]
    response = Response(content, content_type="application/json")
    response.set_etag(digest if version is None else f"{version}.{digest}")
    response.make_conditional(request)
    return response
