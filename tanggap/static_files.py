"""Serves the built styles and scripts compressed, as the build left them beside the files.

Compressing while answering would cost every request what the build pays once. Pages and answers of
the API stay as they are: they mix secrets with what visitors typed (BREACH).
"""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What a browser may accept, the smaller first, and the ending of such a file."""


def serve_static_files_compressed(app: Flask) -> None:
    """Let the address of a static file answer with its compressed twin where there is one."""
    folder = Path(app.static_folder or "static")

    def static(filename: str) -> Response:
        twins = {one: filename + ending for one, ending in ENCODINGS.items()}
        there = [one for one, twin in twins.items() if _is_inside(folder, twin)]
        if not there:
            return app.send_static_file(filename)
        accepted = next((one for one in there if request.accept_encodings[one] > 0), None)
        if accepted is None:
            response = app.send_static_file(filename)
        else:
            kind = mimetypes.guess_type(filename)[0]
            response = send_from_directory(folder, twins[accepted], mimetype=kind)
            response.headers["Content-Encoding"] = accepted
        response.vary.add("Accept-Encoding")
        return response

    app.view_functions["static"] = static


def _is_inside(folder: Path, name: str) -> bool:
    found = (folder / name).resolve()
    return found.is_relative_to(folder.resolve()) and found.is_file()
