"""Tells how many SQL statements a request took, and which: never while anything is timed."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from bench.workers import Wsgi

COUNTS = "BENCH_COUNTS_STATEMENTS"
HEADER = "X-Statements"
REPORTER = "BENCH_REPORTER"
DRAFT = "BENCH_DRAFT"
"""Who files, and copies of which draft, to learn the statements of filing."""

Statement = tuple[str, Any]
"""A statement with ``%s`` or named places, and what is given for them."""
_NUMBERED_PLACE = re.compile(r"\$\d+")

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


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Keep what this process sends meanwhile, in its order."""
    execute = psycopg.Cursor.execute
    sent: list[Statement] = []

    def kept(cursor: psycopg.Cursor[Any], query: Any, given: Any = None, **more: Any) -> Any:
        text = query.decode() if isinstance(query, bytes) else str(query)
        sent.append((_NUMBERED_PLACE.sub("%s", text), given))
        return execute(cursor, query, given, **more)

    psycopg.Cursor.execute = kept  # type: ignore[method-assign, assignment]
    try:
        yield sent
    finally:
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]
