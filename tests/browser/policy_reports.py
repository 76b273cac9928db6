"""Lets browsers report what the Content Security Policy forbade, and keeps the reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PLACE = "/laporan-csp"
POLICY = "content-security-policy"


class PolicyReports:
    """WSGI around the product: every policy it sends asks for reports, which are kept here."""

    def __init__(self, product: WSGIApplication) -> None:
        self._product = product
        self._reports: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == PLACE:
            self._keep(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
            start_response("204 No Content", [])
            return []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            asking = [
                (name, f"{value}; report-uri {PLACE}" if name.lower() == POLICY else value)
                for name, value in headers
            ]
            return start_response(status, asking, *more)

        return self._product(environ, start)

    def _keep(self, body: bytes) -> None:
        told = json.loads(body)["csp-report"]
        self._reports.append(
            f"{told['document-uri']}: {told['effective-directive']} forbids {told['blocked-uri']}"
        )

    def taken(self) -> list[str]:
        """What was reported since the last time somebody asked."""
        reports, self._reports = self._reports, []
        return reports
