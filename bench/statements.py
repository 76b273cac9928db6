"""Tells how many SQL statements a request took: for counting, never while anything is timed."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import psycopg

from bench.workers import Wsgi

COUNTS = "BENCH_COUNTS_STATEMENTS"
HEADER = "X-Statements"

_thread = threading.local()


class TellsStatements:
    """Adds the number of statements to every answer; BEGIN and COMMIT are not counted."""

    def __init__(self, application: Wsgi) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        _thread.statements = 0

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            counted = str(_thread.statements)
            return start_response(status, [*headers, (HEADER, counted)], *more)

        return self._application(environ, start)


def count() -> None:
    """Count from now on what this process sends, statement by statement, for each thread."""
    execute = psycopg.Cursor.execute

    def counted(cursor: psycopg.Cursor[Any], *args: Any, **given: Any) -> Any:
        _thread.statements = getattr(_thread, "statements", 0) + 1
        return execute(cursor, *args, **given)

    psycopg.Cursor.execute = counted  # type: ignore[method-assign, assignment]
