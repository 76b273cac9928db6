"""Fixtures: a desk reached over WhatsApp, SMS and e-mail, and the providers' stand-ins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tanggap.services.house import house
from tests.services.inbound.chat_desk import Line, connect, open_chat_desk
from tests.standins.graph import GraphStandIn, graph_api
from tests.standins.kannel import KannelStandIn, kannel


@pytest.fixture(scope="session")
def graph_server() -> Iterator[GraphStandIn]:
    with graph_api() as running:
        yield running


@pytest.fixture(scope="session")
def kannel_server() -> Iterator[KannelStandIn]:
    with kannel() as running:
        yield running


@pytest.fixture
def line(
    app: Flask, session: Session, graph_server: GraphStandIn, kannel_server: KannelStandIn
) -> Iterator[Line]:
    """A desk with all channels connected, and a person with a telephone."""
    for kept in (graph_server.sent, graph_server.errors, kannel_server.sent):
        kept.clear()
    graph_server.closed_window, graph_server.media_host = False, ""
    desk = open_chat_desk(session)
    parts = house()
    before = parts.settings, parts.ways_out, parts.file_sources
    connect(parts, graph_server, kannel_server)
    yield Line(app, session, desk, graph_server, kannel_server)
    parts.settings, parts.ways_out, parts.file_sources = before
