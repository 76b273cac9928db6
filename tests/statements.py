"""Tells which SQL statements a block sends, whichever way the product sends them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import psycopg

OF_THE_TESTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""Savepoints around what a test does are no statements of the product."""


@contextmanager
def statements_sent() -> Iterator[list[str]]:
    """The statements that psycopg sends while the block runs; BEGIN and COMMIT it keeps apart."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(cursor: psycopg.Cursor[Any], query: Any, *args: Any, **given: Any) -> Any:
        text = query.decode() if isinstance(query, bytes) else str(query)
        if not text.startswith(OF_THE_TESTS):
            sent.append(text)
        return execute(cursor, query, *args, **given)

    with mock.patch.object(psycopg.Cursor, "execute", noted):
        yield sent
