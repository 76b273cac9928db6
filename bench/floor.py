"""The floor: what gunicorn, Flask and PostgreSQL do when one statement is all there is to do."""

from __future__ import annotations

import os
import threading
from uuid import uuid4

import psycopg
from flask import Flask, Response, jsonify, request
from psycopg.rows import dict_row

from bench.workers import NamesItsWorker

ROWS = 100_000
OWNERS = 1_000
PAGE = 25
TABLE = f"""
CREATE TABLE floor_row (
    id uuid PRIMARY KEY, owner int NOT NULL, at timestamptz NOT NULL, number text NOT NULL,
    subject text NOT NULL, body text NOT NULL, state text NOT NULL, closed_at timestamptz
);
INSERT INTO floor_row
SELECT gen_random_uuid(), n % {OWNERS}, timestamptz '2026-01-01' + n * interval '1 minute',
    'NKK-2026-' || lpad(n::text, 6, '0'), repeat('kata ', 8), repeat('cerita ', 60), 'open', NULL
FROM generate_series(1, {ROWS}) n;
CREATE INDEX ix_floor_row_owner_at_id ON floor_row (owner, at DESC, id DESC);
"""
SELECT = f"""
SELECT id, number, subject, state, at, closed_at FROM floor_row
WHERE owner = %s ORDER BY at DESC, id DESC LIMIT {PAGE}
"""
INSERT = """
INSERT INTO floor_row (id, owner, at, number, subject, body, state)
VALUES (%s, %s, now(), 'NKK-2026-000000', %s, %s, 'open')
"""

_thread = threading.local()
floor = Flask("floor")
application = NamesItsWorker(floor)


@floor.get("/select/<int:owner>")
def select(owner: int) -> Response:
    """25 rows by index, as JSON."""
    connection = connection_of_thread()
    with connection.transaction():
        rows = connection.execute(SELECT, [owner]).fetchall()
    return jsonify(items=rows)


@floor.post("/insert")
def insert() -> tuple[str, int]:
    """One row in one transaction."""
    given = request.form
    connection = connection_of_thread()
    with connection.transaction():
        connection.execute(INSERT, [uuid4(), OWNERS + 1, given["subject"], given["body"]])
    return "", 201


def connection_of_thread() -> psycopg.Connection[dict[str, object]]:
    """This thread's connection, open for as long as the process lives."""
    known: psycopg.Connection[dict[str, object]] | None = getattr(_thread, "connection", None)
    if known is None:
        known = _thread.connection = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row
        )
    return known
