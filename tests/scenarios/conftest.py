"""Fixtures of the scenarios: people at their browsers, a clock to move, a worker to let run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tanggap.running.demonstration_walk import Officer, Reporter
from tanggap.services.clock_sweep import sweep
from tanggap.services.house import house
from tests.conftest import MovableClock
from tests.services.nkk_desk import Postbox, run_jobs

BASE = "http://localhost"


class World:
    """The product under test, and everyone who uses it."""

    def __init__(self, app: Flask, session: Session, clock: MovableClock, post: Postbox) -> None:
        self.app = app
        self.session = session
        self.clock = clock
        self.post = post
        self._transport = httpx.WSGITransport(app=self._serve)

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request in a context of its own, as a server does."""
        with self.app.app_context():
            return list(self.app(environ, start_response))

    def reporter(self, login: str = "warga") -> Reporter:
        return Reporter(BASE, login, transport=self._transport)

    def officer(self, login: str) -> Officer:
        return Officer(BASE, login, transport=self._transport)

    def work(self) -> None:
        """Let the worker do what is queued."""
        run_jobs(self.session)

    def pass_time(self, to: datetime) -> None:
        """Move the clock and let the minute's sweep and the worker run."""
        self.clock.set(to)
        sweep(to)
        self.work()


@pytest.fixture
def world(app: Flask, session: Session, clock: MovableClock) -> Iterator[World]:
    parts = house()
    before, post = parts.mail, Postbox()
    parts.mail = post
    yield World(app, session, clock, post)
    parts.mail = before
