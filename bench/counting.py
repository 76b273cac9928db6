"""Count the SQL statements of each operation, on a server that tells and that is not timed."""

from __future__ import annotations

import statistics
from typing import Any

import psycopg

from bench.load import connected
from bench.running import EACH, OPERATIONS, Operation
from bench.servers import serve
from bench.statements import COUNTS
from bench.world import World

TIMES = 5


def count_statements(
    environ: dict[str, str], connection: psycopg.Connection[Any], secret: str
) -> dict[str, int]:
    """Statements of one operation, without BEGIN and COMMIT: the median of a few, warmed up."""
    counted = {}
    with serve("wsgi", "counting", environ | {COUNTS: "1"}, workers=1) as server:
        world = World(server, connection, secret, most=1)
        for operation in OPERATIONS:
            counted[operation.name] = _count(operation, world)
    return counted


def _count(operation: Operation, world: World) -> int:
    """Statements of one operation."""
    browsers = operation.browsers(world)
    operation.prepare(world)(browsers, EACH)
    [browser] = browsers
    browser.counts = True
    do = operation.do(world)
    numbers = []
    with connected(world.server, browsers):
        for _ in range(TIMES):
            browser.statements = 0
            do(browser)
            numbers.append(browser.statements)
    return int(statistics.median(numbers[1:]))
