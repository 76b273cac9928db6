"""Fixtures of the scenarios: people at their browsers, a clock to move, a worker to let run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.cli.demonstration import PASSWORD
from tanggap.running.demonstration_desks import Intake
from tanggap.running.demonstration_walk import Officer, Reporter
from tanggap.services.clock_sweep import sweep
from tanggap.services.demonstration.desks import found_other_desks
from tanggap.services.house import house, now
from tanggap.services.recaps.notices import sweep_recaps
from tanggap.services.recaps.opening import open_due_recaps
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage.organisation import Agency
from tests.conftest import MovableClock
from tests.services.inbound.chat_desk import connect
from tests.services.licence_desk import pkcs12, signing_house
from tests.services.nkk_desk import Postbox, run_jobs
from tests.standins.dovecot import Dovecot, dovecot
from tests.standins.graph import GraphStandIn, graph_api
from tests.standins.kannel import KannelStandIn, kannel

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

    def intake(self, login: str) -> Intake:
        return Intake(BASE, login, transport=self._transport)

    def stranger(self) -> httpx.Client:
        """Somebody who only looks at public pages."""
        return httpx.Client(base_url=BASE, follow_redirects=True, transport=self._transport)

    def work(self) -> None:
        """Let the worker do what is queued."""
        run_jobs(self.session)

    def pass_time(self, to: datetime) -> None:
        """Move the clock and let the sweeps and the worker run."""
        self.clock.set(to)
        sweep(to)
        open_due_recaps(to)
        sweep_recaps(to)
        self.work()


@pytest.fixture
def world(app: Flask, session: Session, clock: MovableClock) -> Iterator[World]:
    parts = house()
    before, post = parts.mail, Postbox()
    parts.mail = post
    yield World(app, session, clock, post)
    parts.mail = before


@pytest.fixture(scope="session")
def providers() -> Iterator[tuple[GraphStandIn, KannelStandIn]]:
    with graph_api() as graph, kannel() as sms:
        yield graph, sms


@pytest.fixture(scope="session")
def imap_server() -> Iterator[Dovecot]:
    """A real mail server."""
    with dovecot() as running:
        yield running


@pytest.fixture
def imap(imap_server: Dovecot) -> Dovecot:
    """Its mailbox, empty."""
    imap_server.empty()
    return imap_server


@pytest.fixture
def city(world: World, providers: tuple[GraphStandIn, KannelStandIn]) -> Iterator[World]:
    """All five desks, with the providers' stand-ins behind their channels."""
    graph, sms = providers
    graph.sent.clear()
    sms.sent.clear()
    with transaction() as session:
        agency = session.scalars(select(Agency)).one()
        found_other_desks(session, agency, now(), hash_password(PASSWORD), ROOT / "sop")
    parts = house()
    before = parts.settings, parts.ways_out, parts.file_sources
    connect(parts, graph, sms)
    yield world
    parts.settings, parts.ways_out, parts.file_sources = before


@pytest.fixture
def office(city: World, tmp_path: Path) -> Iterator[World]:
    """The licensing office, whose head signs with a certificate of the house."""
    with signing_house():
        pkcs12(tmp_path / "certificates")
        yield city
