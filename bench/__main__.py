"""``script/bench``: run the benchmark, print its table, leave it in ``var/bench.json``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from bench.counting import count_statements
from bench.databases import cluster, floor_database, product_database, shared_secret
from bench.letters import measure_letters
from bench.load import RequestFailed
from bench.moment import BEGAN
from bench.results import Results
from bench.running import CONCURRENCY, Bench
from bench.servers import FOLDER, WORKERS, Server, ServerFailed, serve
from bench.statements import DRAFT, REPORTER
from bench.world import World
from tanggap.setting_formats import ROOT
from tanggap.storage.embedded_postgres import ClusterError, EmbeddedPostgres

OUTPUT = ROOT / "var" / "bench.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: sizes in reports, rounds, and seconds for each measurement."""

    sizes: tuple[int, ...]
    rounds: int
    seconds: float
    search_rounds: int
    letters: int


FULL = Plan((1_000, 100_000), rounds=7, seconds=0.7, search_rounds=5, letters=25)
QUICK = Plan((1_000, 10_000), rounds=2, seconds=0.3, search_rounds=1, letters=7)


def main() -> int:
    """Run; return 0 when everything answered as it should, whatever the figures say."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough picture in about a minute")
    plan = QUICK if parser.parse_args().quick else FULL
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began, load = time.time(), os.getloadavg()
    try:
        with cluster() as server:
            results = _measure(server, plan, {BEGAN: str(began)})
            version = server.cluster.programs.major
    except (ClusterError, RequestFailed, ServerFailed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    print(_about(began, load, version))
    print(results.text())
    facts = _facts(began, load, version, plan) | results.as_json()
    OUTPUT.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    print(f"\nEvery figure: {OUTPUT.relative_to(ROOT)}")
    return 0


def _measure(server: EmbeddedPostgres, plan: Plan, began: dict[str, str]) -> Results:
    """Bring everything up, measure it, take it down."""
    secret = shared_secret()
    postmaster = int((FOLDER / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])
    with ExitStack() as running:
        worlds = {}
        floor = running.enter_context(floor_database(server))
        floor_server = running.enter_context(serve("floor", "floor", floor))
        for reports in plan.sizes:
            name, environ = running.enter_context(product_database(server, reports))
            connection = running.enter_context(server.cluster.connect(name))
            web = running.enter_context(serve("wsgi", f"product-{reports}", environ | began))
            worlds[reports] = World(web, connection, secret, max(CONCURRENCY))
        server.cluster.connect().execute("CHECKPOINT")
        bench = Bench(floor_server, worlds, postmaster)
        bench.run(plan.rounds, plan.seconds)
        bench.run_searches(plan.search_rounds, plan.seconds)
        with _filing_alone(worlds[max(worlds)], environ | began) as bare:
            bench.run_bare_filing(bare, plan.rounds, plan.seconds)
        statements = count_statements(environ | began, connection, secret)
    sys.stderr.write("Letters …\n")
    letters = measure_letters(plan.letters)
    return Results(bench.cells, plan.sizes, statements, letters)


@contextmanager
def _filing_alone(world: World, environ: dict[str, str]) -> Iterator[Server]:
    """Serve the statements of one submit with nothing round them."""
    owner = world.reporters[0]
    world.prepare_submissions([owner], 2)
    given = {REPORTER: owner.login}
    given[DRAFT] = world.drafts_of(owner).popleft()
    with serve("bare_filing", "bare-filing", environ | given) as server:
        yield server


def _about(began: float, load: tuple[float, float, float], version: int) -> str:
    now = os.getloadavg()
    return (
        f"{platform.machine()}, {psutil.cpu_count()} CPUs shared with whatever else runs "
        f"(load {load[0]:.1f} before, {now[0]:.1f} after), Python {platform.python_version()}, "
        f"PostgreSQL {version} durable, {WORKERS} gunicorn workers; {time.time() - began:.0f} s\n"
    )


def _facts(
    began: float, load: tuple[float, float, float], version: int, plan: Plan
) -> dict[str, Any]:
    return {
        "began": began,
        "seconds": time.time() - began,
        "load": {"before": load, "after": os.getloadavg()},
        "machine": platform.machine(),
        "cpus": psutil.cpu_count(),
        "python": platform.python_version(),
        "postgresql": version,
        "workers": WORKERS,
        "sizes": plan.sizes,
        "rounds": plan.rounds,
        "seconds_each": plan.seconds,
    }


if __name__ == "__main__":
    sys.exit(main())
