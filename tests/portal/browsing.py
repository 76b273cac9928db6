"""A browser without scripts for tests: keeps cookies, sends forms with the token of their page."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class _Fields(HTMLParser):
    """Collects what a page's fields hold."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "textarea" and name:
            self._area = name
            self.values[name] = ""
        elif tag == "input" and name:
            is_choice = given.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in given:
                self.values.setdefault(name, given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


class Browser:
    """One person's browser; each request has an application context of its own, as in real life."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.client = app.test_client()
        self.page = ""

    def get(self, path: str) -> TestResponse:
        return self._open(path, "GET", {}, {})

    def send(self, path: str, *, token: str | None = None, **fields: str) -> TestResponse:
        """POST a form of ours, with the token of the page last seen unless told another."""
        typed = {"csrf_token": self.token if token is None else token, **fields}
        return self._open(path, "POST", typed, SAME_ORIGIN)

    def send_from_elsewhere(self, path: str, **fields: str) -> TestResponse:
        """POST as a page of another site would make the browser do."""
        return self._open(path, "POST", fields, {"Sec-Fetch-Site": "cross-site"})

    @property
    def token(self) -> str:
        return self.fields.get("csrf_token", "")

    @property
    def fields(self) -> dict[str, str]:
        """What the fields of the page last seen hold."""
        found = _Fields()
        found.feed(self.page)
        return found.values

    @property
    def words(self) -> str:
        """The page last seen, with entities resolved."""
        return " ".join(unescape(self.page).split())

    def follow(self, response: TestResponse) -> TestResponse:
        """Go where a redirect leads, one step."""
        assert response.status_code in (302, 303), self.words
        return self.get(response.headers["Location"])

    def log_in(self, email: str, password: str, **fields: str) -> TestResponse:
        self.get("/masuk")
        return self.send("/masuk", email=email, password=password, **fields)

    def _open(
        self, path: str, method: str, fields: dict[str, str], headers: dict[str, str]
    ) -> TestResponse:
        with self._app.app_context():
            response = self.client.open(path, method=method, data=fields or None, headers=headers)
            if response.mimetype == "text/html":
                self.page = response.get_data(as_text=True)
        return response
