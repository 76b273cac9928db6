"""Send stored files to their reader: always as a download, never shown inside our pages."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response

from tanggap.domain.refusal import Refused
from tanggap.services.evidence import stream_file
from tanggap.storage.correspondence import Document


def download(sha256: str, name: str, media_type: str, size: int | None) -> Response:
    """A response with the stored file, to be saved under ``name``.

    Raises:
        Refused: ``file-lost``.
    """
    response: Response = current_app.response_class(stream_file(sha256), mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if size is not None:
        response.content_length = size
    return response


def download_document(paper: Document) -> Response:
    """A response with an official document.

    Raises:
        Refused: ``file-not-ready`` while it is being made; ``file-lost``.
    """
    if paper.sha256 is None:
        raise Refused("file-not-ready")
    return download(paper.sha256, letter_name(paper.title), "application/pdf", paper.size)


def letter_name(title: str) -> str:
    """A document's file name: its title without what file systems refuse."""
    kept = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in title)
    return f"{' '.join(kept.split())[:100]}.pdf"
