"""Fixtures that drive a real Chromium against the running product on a database of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_security import hash_password
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from sqlalchemy import delete, select
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tanggap.app import create_app
from tanggap.cli.demonstration import PASSWORD
from tanggap.services.demonstration.founding import found_city
from tanggap.services.house import house
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage import embedded_postgres, migrating
from tanggap.storage.database import db
from tanggap.storage.officer_desktop import UnsentText
from tanggap.storage.organisation import Desk
from tanggap.storage.tasks import ReportDraft
from tests.browser.policy_reports import PolicyReports
from tests.conftest import test_settings
from tests.services.licence_desk import found_licence_desk, pkcs12, signing_house

PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 900}
QUIET = (
    "--no-sandbox",
    "--lang=id-ID",  # how the browser writes dates in its own fields
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
expect.set_options(timeout=20_000)  # a busy machine takes its time; a quiet one waits for nothing
ANSWERS_OF_FORMS = ("status of 422", "status of 404", "status of 413")
"""Chromium reports the status of a page itself as an error; these are pages that are meant."""


class _Silent(WSGIRequestHandler):
    def log(self, *_args: Any, **_given: Any) -> None:
        """Say nothing: pytest's output is not a server log."""


@dataclass
class Site:
    """The product as it runs: its address, and the application behind it."""

    app: Flask
    address: str
    policy_reports: PolicyReports


@dataclass
class Visit:
    """One person's browser window, and whatever went wrong in it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.address + path)

    def press(self, button: str) -> None:
        """Press the button with this text in the page's own part; it leads to another page."""
        self.follow(self.page.locator("main").get_by_role("button", name=button, exact=True))

    def follow(self, way: Locator) -> None:
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            way.click()

    def log_in(self, login: str = "warga") -> None:
        """Log in with a demonstration account, wherever a login form is shown."""
        self.page.fill("[name=email]", f"{login}@contoh.example")
        self.page.fill("[name=password]", PASSWORD)
        self.press("Masuk")

    @property
    def words(self) -> str:
        """What stands in the page's own part."""
        return " ".join(self.page.inner_text("main").split())

    @property
    def place(self) -> str:
        """The path of the page that is shown."""
        return urlsplit(self.page.url).path


@pytest.fixture(scope="session")
def site(
    server: embedded_postgres.EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The product on a database and port of its own, in this process."""
    with embedded_postgres.throwaway_database(server) as database:
        web = server.url(embedded_postgres.WEB, database)
        owner = server.url(embedded_postgres.OWNER, database)
        migrating.prepare(owner, web)
        files = tmp_path_factory.mktemp("browser-files")
        app = create_app(test_settings(web, owner, files))
        with app.app_context(), transaction() as session:
            moment = house().clock()
            found_city(session, moment, hash_password(PASSWORD), ROOT / "sop")
        with serving(app) as site:
            yield site


@contextmanager
def serving(app: Flask) -> Iterator[Site]:
    """Serve the product on a port of its own; browsers report to it what its policy forbade."""
    reports = PolicyReports(app.wsgi_app)
    running = make_server("127.0.0.1", 0, reports, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield Site(app, f"http://127.0.0.1:{running.server_port}", reports)
    _stop(running, thread)
    with app.app_context():
        db.engine.dispose()


def _stop(running: BaseWSGIServer, thread: threading.Thread) -> None:
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the tests of a file.

    Playwright keeps an event loop running in this thread; signing and validating letters, which
    other tests of the process do, want one of their own.
    """
    path = Path(os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium"))
    if not path.exists():
        pytest.fail(f"Chromium is not at {path}; script/test installs it (CHROMIUM_PATH)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def licence_desk(site: Site, tmp_path: Path) -> Iterator[None]:
    """The licensing desk, signing with certificates of the house."""
    with site.app.app_context(), signing_house():
        with transaction() as session:
            if session.scalar(select(Desk.id).where(Desk.slug == "dpmptsp")) is None:
                found_licence_desk(session, hash_password(PASSWORD))
        pkcs12(tmp_path / "certificates")
        yield


Visitor = Callable[..., Visit]


@pytest.fixture
def visitor(site: Site, chromium: Browser) -> Iterator[Visitor]:
    """Open browser windows; at the end none may have met an error or left the site."""
    with site.app.app_context(), transaction() as session:
        session.execute(delete(ReportDraft))
        session.execute(delete(UnsentText))
    with windows(site, chromium) as visit:
        yield visit


@contextmanager
def windows(site: Site, chromium: Browser) -> Iterator[Visitor]:
    """Open browser windows on ``site``; afterwards none may have met an error or left it."""
    opened: list[tuple[BrowserContext, Visit]] = []

    def visit(*, scripts: bool = True, size: dict[str, int] | None = None, **more: Any) -> Visit:
        context = chromium.new_context(
            viewport=size or PHONE,
            java_script_enabled=scripts,
            locale="id-ID",
            reduced_motion="reduce",  # a menu that still grows is clicked beside the item meant
            **more,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
        page = context.new_page()
        page.set_default_timeout(15_000)
        one = Visit(page, site.address)
        page.on("console", lambda message: _note_console(one, message))
        page.on("pageerror", lambda error: one.faults.append(f"script: {error}"))
        page.on("request", lambda request: _note_request(one, request.url))
        opened.append((context, one))
        return one

    yield visit
    for context, _one in opened:
        context.close()
    assert [fault for _context, one in opened for fault in one.faults] == []
    assert site.policy_reports.taken() == []


def _note_console(visit: Visit, message: ConsoleMessage) -> None:
    is_meant = any(status in message.text for status in ANSWERS_OF_FORMS)
    if message.type in ("error", "warning") and not is_meant:
        visit.faults.append(f"console: {message.text}")


def _note_request(visit: Visit, url: str) -> None:
    if not url.startswith((visit.address, "data:", "blob:", "about:")):
        visit.faults.append(f"left the site: {url}")
