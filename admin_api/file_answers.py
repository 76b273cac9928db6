"""Sends files so that a browser can do nothing with them but show or save them."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from tanggap.services.evidence import stream_file, stream_part
from tanggap.services.report_files import FileToServe

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'"
OWN_PAPER = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)
SHOWN_INLINE = ("image/", "audio/", "video/", "application/pdf")


def official_document(file: FileToServe) -> Response:
    """A PDF of our own making: may be shown inside the officers' app."""
    response = _whole(file)
    _name(response, "inline", file.name, OWN_PAPER)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def saved(file: FileToServe) -> Response:
    """A file of our own making that is always saved, never shown."""
    response = _whole(file)
    _name(response, "attachment", file.name, SANDBOX)
    return response


def evidence(file: FileToServe) -> Response:
    """Somebody else's file: shown in a sandbox, or saved; parts of it for sound and video."""
    wanted = request.range
    if wanted is not None and wanted.units == "bytes" and file.size:
        bounds = wanted.range_for_length(file.size)
        if bounds is None:
            raise RequestedRangeNotSatisfiable(file.size)
        response = _part(file, *bounds)
    else:
        response = _whole(file)
    response.headers["Accept-Ranges"] = "bytes"
    shown = file.media_type.startswith(SHOWN_INLINE)
    _name(response, "inline" if shown else "attachment", file.name, SANDBOX)
    return response


def pdf(content: bytes, name: str) -> Response:
    """A PDF made for this answer alone."""
    response = Response(content, content_type="application/pdf")
    _name(response, "inline", name, OWN_PAPER)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def table(content: bytes, media_type: str, name: str) -> Response:
    """A table for a spreadsheet, made for this answer alone: saved, never shown."""
    response = Response(content, content_type=media_type)
    _name(response, "attachment", name, SANDBOX)
    return response


def _whole(file: FileToServe) -> Response:
    response = Response(stream_file(file.sha256), content_type=file.media_type)
    if file.size:
        response.content_length = file.size
    response.set_etag(file.sha256)
    response.make_conditional(request)
    return response


def _part(file: FileToServe, start: int, end: int) -> Response:
    response = Response(stream_part(file.sha256, start, end), 206, content_type=file.media_type)
    response.content_length = end - start
    response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    return response


def _name(response: Response, disposition: str, name: str, policy: str) -> None:
    response.headers.set("Content-Disposition", disposition, filename=name)
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
