"""Give the portal's templates their look: GOV.UK macros, form widgets, hashed file addresses."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader

from portal.widgets import PORTAL_WIDGETS, list_form_errors

BUILD = "build/portal"
_log = logging.getLogger(__name__)


class Manifest:
    """The list the front-end build leaves behind: source name to hashed file name.

    It is read again whenever the file changes, so a fresh build needs no restart.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._files: dict[str, str] = {}

    def file_of(self, name: str) -> str:
        """Return the built file of source ``name``, or ``name`` itself if it was not built."""
        self._refresh()
        return self._files.get(name, name)

    def _refresh(self) -> None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            if self._stamp is None:
                self._stamp = (0, 0)
                _log.error("front-end build missing: %s (pages show without style)", self._path)
            return
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp == self._stamp:
            return
        try:
            entries: dict[str, dict[str, Any]] = json.loads(self._path.read_text("utf-8"))
        except ValueError:  # a build is writing it at this moment: keep what we have
            return
        self._files = {name: entry["file"] for name, entry in entries.items()}
        self._stamp = stamp


def register_assets(app: Flask) -> None:
    """Make ``app`` able to render the portal's templates.

    Adds the template packages ``govuk_frontend_jinja`` and ``govuk_frontend_wtf`` (a file of
    the same name in our own ``templates/`` wins), and these names for every template:

    - ``asset_url(name)``: address of ``portal.scss``, ``portal.ts`` or a file of the build
    - ``widgets``: the form widgets, in Indonesian, for any WTForms field
    - ``form_errors(form)``: what the error summary lists
    - ``wtforms_errors``: the library's own helper
    """
    own: list[BaseLoader] = [app.jinja_loader] if app.jinja_loader else []
    packages = PrefixLoader(
        {name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}
    )
    app.jinja_loader = ChoiceLoader([*own, packages])
    WTFormsHelpers(app)

    manifest = Manifest(Path(app.static_folder or "static") / BUILD / "manifest.json")

    def asset_url(name: str) -> str:
        return url_for("static", filename=f"{BUILD}/{manifest.file_of(name)}")

    app.add_template_global(asset_url)
    app.add_template_global(list_form_errors, "form_errors")
    app.add_template_global(PORTAL_WIDGETS, "widgets")  # type: ignore[arg-type]
    app.jinja_env.policies["ext.i18n.trimmed"] = True
