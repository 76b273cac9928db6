"""Several web and worker processes at once, each with connections of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tanggap.app import create_app
from tanggap.services.demonstration.founding import found_city
from tanggap.services.house import house
from tanggap.services.inbound.taking_in import take_in_message
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage import embedded_postgres, migrating
from tanggap.storage.channels import InboundRow
from tanggap.storage.correspondence import Message
from tanggap.storage.database import db
from tanggap.storage.reports import Report
from tests.conftest import THURSDAY_MORNING, test_settings
from tests.services.inbound.chat_desk import BUDI, BUDI_PHONE, connect, open_chat_desk
from tests.standins.graph import GraphStandIn, person, signature, text_message, update
from tests.standins.kannel import KannelStandIn

AT_ONCE = 6


@pytest.fixture
def city(
    server: embedded_postgres.EmbeddedPostgres,
    graph_server: GraphStandIn,
    kannel_server: KannelStandIn,
    tmp_path: Path,
) -> Iterator[Flask]:
    """The product on a database of its own, where commits are real."""
    with embedded_postgres.throwaway_database(server) as name:
        web = server.url(embedded_postgres.WEB, name)
        owner = server.url(embedded_postgres.OWNER, name)
        migrating.prepare(owner, web)
        app = create_app(test_settings(web, owner, tmp_path), clock=lambda: THURSDAY_MORNING)
        with app.app_context():
            with transaction() as session:
                found_city(session, THURSDAY_MORNING, hash_password("x" * 12), ROOT / "sop")
            open_chat_desk(db.session())
            connect(house(), graph_server, kannel_server)
            db.session.remove()
            yield app
            db.session.remove()
            db.engine.dispose()


def at_once(app: Flask, *tasks: Callable[[], object]) -> list[object]:
    """Run ``tasks`` in as many threads that start together; returns what they raised."""
    start = threading.Barrier(len(tasks))
    raised: list[object] = []

    def run(task: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                task()
            except Exception as failure:
                raised.append(failure)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def post(app: Flask, body: bytes) -> None:
    headers = {"X-Hub-Signature-256": signature(body)}
    answer = app.test_client().post("/api/channels/whatsapp", data=body, headers=headers)
    assert answer.status_code == 200


def count(session: Session, row: type) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0


def test_deliveries_at_once_of_one_message_make_one_report(city: Flask) -> None:
    said = [
        text_message(f"wamid.{n}", f"Pesan {n}", 1000 + n, user_id=BUDI, phone=BUDI_PHONE)
        for n in range(2)
    ]
    card = (person("Budi", BUDI, BUDI_PHONE),)
    there, back = update(*said, contacts=card), update(*reversed(said), contacts=card)
    bodies = [there, back] * (AT_ONCE // 2)
    assert at_once(city, *(lambda body=body: post(city, body) for body in bodies)) == []  # type: ignore[misc]
    session = db.session()
    assert count(session, InboundRow) == 2
    queued = session.scalar(
        text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'take-in-message'")
    )
    assert queued == 2
    ids = list(session.scalars(select(InboundRow.id))) * (AT_ONCE // 2)
    db.session.remove()
    assert at_once(city, *(lambda one=one: take_in_message(one) for one in ids)) == []  # type: ignore[misc]
    session = db.session()
    assert session.scalars(select(Report.narrative)).all() == ["Pesan 0"]
    joined = select(Message.body).where(Message.direction == "in")
    assert session.scalars(joined).all() == ["Pesan 1"]
