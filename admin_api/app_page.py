"""Serves the shell of the officers' app: a page that loads the built scripts, by its own policy."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, url_for

BUILD = "build/admin"
ENTRY = "src/main.ts"
START = "src/start.ts"
"""What the entry fetches as soon as the language is settled: the app itself."""
VIEWS = {
    "": "src/features/work/WorkView.vue",
    "tugas": "src/features/work/WorkView.vue",
    "laporan": "src/features/report/ReportView.vue",
    "pengawasan": "src/features/oversight/OversightView.vue",
    "masuk": "src/features/session/SignInView.vue",
}
"""Views officers begin with, by the first word of the address: fetched beside the app."""
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'nonce-{nonce}'",
    "img-src 'self' data: blob:",
    "font-src 'self' data: blob:",  # letters bring their own fonts, shown by our PDF viewer
    "media-src 'self' blob:",
    "connect-src 'self'",
    "frame-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
)
"""As for every page, but the app's theme is one style element that carries the answer's nonce."""

blp = Blueprint("officers_app", __name__)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Build:
    """What the front-end build left for the shell: addresses of its script, styles and preloads."""

    script: str
    styles: tuple[str, ...]
    preloads: tuple[str, ...]


@blp.get("/admin/")
@blp.get("/admin/<path:place>")
def show_app(place: str = "") -> Response:
    """The shell; which view it shows is the app's business, and every view has its address."""
    view = VIEWS.get(place.partition("/")[0])
    build = _read_build(Path(current_app.static_folder or "static") / BUILD, view)
    if build is None:
        _log.error("front-end build missing: %s", BUILD)
        return make_response(render_template("admin/not_built.html"), 503)
    nonce = secrets.token_urlsafe(16)
    response = make_response(render_template("admin/app.html", build=build, nonce=nonce))
    response.headers["Content-Security-Policy"] = "; ".join(POLICY).format(nonce=nonce)
    response.headers["Cache-Control"] = "no-store"
    return response


def _read_build(folder: Path, view: str | None) -> Build | None:
    """The build in ``folder``; read at every call, so that a fresh one needs no restart."""
    try:
        manifest: dict[str, dict[str, Any]] = json.loads(
            (folder / "manifest.json").read_text("utf-8")
        )
    except (FileNotFoundError, ValueError):
        return None
    app = _with_imports(manifest, ENTRY, START)
    views = [view] if view in manifest else []
    chunks = app + [chunk for chunk in _with_imports(manifest, *views) if chunk not in app]
    return Build(
        script=_url(manifest[ENTRY]["file"]),
        styles=(*_styles(app), *_styles(chunks[len(app) :])),
        preloads=tuple(_url(chunk["file"]) for chunk in chunks[1:]),
    )


def _styles(chunks: list[dict[str, Any]]) -> tuple[str, ...]:
    """Addresses of the styles of ``chunks``: what a chunk imports comes before its own."""
    names = dict.fromkeys(css for chunk in reversed(chunks) for css in chunk.get("css", ()))
    return tuple(_url(name) for name in names)


def _with_imports(manifest: dict[str, dict[str, Any]], *entries: str) -> list[dict[str, Any]]:
    """The chunks of ``entries`` and all they import at once, the first entry first."""
    found: dict[str, dict[str, Any]] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = manifest[name]
            waiting.extend(manifest[name].get("imports", ()))
    return list(found.values())


def _url(file: str) -> str:
    return url_for("static", filename=f"{BUILD}/{file}")
