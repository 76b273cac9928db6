"""Run every operation in rounds, floor and product side by side, so that noise cancels."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Literal

import psutil

from bench import floor
from bench.load import Browser, RequestFailed, Sample, measure
from bench.servers import Server
from bench.world import FORM, World, file_next

CONCURRENCY = (1, 8)
WARM_UP = "Warm-up …\n"
BARE_FILING = "bare filing"
EACH = 120
"""What is prepared for one browser and one measurement."""
Floor = Literal["insert", "select"]
Do = Callable[[Browser], object]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something people do.

    Attributes:
        floor: what it is measured against.
        share: of the floor's throughput that is to be reached; None where nothing is asked.
        growth: how many times as long it may take with the most reports.
        browsers: which browsers of a world do it.
    """

    name: str
    floor: Floor
    share: float | None
    growth: float
    browsers: Callable[[World], list[Browser]]
    do: Callable[[World], Do]
    prepare: Callable[[World], Callable[[list[Browser], int], None]] = lambda world: (
        world.prepare_nothing
    )


def _reporters(world: World) -> list[Browser]:
    return world.reporters


def _officers(world: World) -> list[Browser]:
    return world.officers


OPERATIONS = (
    Operation(
        "submit", "insert", 0.2, 1.15, _reporters, lambda w: w.submit,
        lambda w: w.prepare_submissions,
    ),
    Operation(
        "action", "insert", None, 1.15, _officers, lambda w: w.act, lambda w: w.prepare_actions
    ),
    Operation("queue page", "select", 0.25, 1.15, _officers, lambda w: w.see_queue),
    Operation("report detail", "select", 0.25, 1.15, _officers, lambda w: w.see_report),
    Operation("search", "select", None, 1.5, _officers, lambda w: w.search),
    Operation("oversight", "select", None, 1.15, _officers, lambda w: w.oversee),
    Operation("tracking page", "select", None, 1.15, lambda w: w.strangers, lambda w: w.track),
    Operation("letter download", "select", 0.5, 1.15, _officers, lambda w: w.download),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One measurement: what people felt, and what it cost the machine per operation, in seconds."""

    sample: Sample
    web: float
    database: float


@dataclass(frozen=True, slots=True)
class Key:
    """What was measured: ``reports`` is 0 for the floor."""

    operation: str
    reports: int
    browsers: int


Cells = dict[Key, list[Cell]]


class Bench:
    """The servers of a run and how they are measured."""

    def __init__(self, floor_server: Server, worlds: dict[int, World], postmaster: int) -> None:
        self._floor = floor_server
        self._worlds = worlds
        self._postmaster = psutil.Process(postmaster)
        self._strangers = [Browser() for _ in range(max(CONCURRENCY))]
        self._owner = 0
        self.cells: Cells = defaultdict(list)

    def run(self, rounds: int, seconds: float) -> None:
        """Warm up, then measure everything ``rounds`` times."""
        for number in range(-1, rounds):
            sys.stderr.write(f"Round {number + 1} of {rounds} …\n" if number >= 0 else WARM_UP)
            for operation in OPERATIONS:
                for browsers in CONCURRENCY:
                    cells = self._measure(operation, browsers, seconds, backwards=number % 2 == 1)
                    for key, cell in cells:
                        if number >= 0:
                            self.cells[key].append(cell)

    def run_searches(self, rounds: int, seconds: float) -> None:
        """Measure every kind of search by itself, one officer searching."""
        for number in range(-1, rounds):
            for reports, world in self._worlds.items():
                for kind, paths in world.searches.items():
                    key = Key(f"search: {kind}", reports, 1)
                    cell = self._cell(
                        key, world.server, world.officers[:1], in_turn(paths), seconds
                    )
                    if number >= 0:
                        self.cells[key].append(cell)

    def run_bare_filing(self, server: Server, rounds: int, seconds: float) -> None:
        """Measure what filing takes by itself against the INSERT floor, all browsers at work.

        Args:
            server: it sends again the statements of the first reporter of the largest world.
        """
        reports, world = max(self._worlds.items())
        owner, chosen = world.reporters[0], self._strangers[: max(CONCURRENCY)]
        drafts = world.drafts_of(owner)
        for number in range(-1, rounds):
            world.prepare_submissions([owner], EACH * len(chosen) * 2)
            for size, at, do in (
                (0, self._floor, self._insert),
                (reports, server, partial(file_next, drafts=drafts)),
            ):
                key = Key(BARE_FILING, size, len(chosen))
                cell = self._cell(key, at, chosen, do, seconds)
                if number >= 0:
                    self.cells[key].append(cell)

    def _measure(
        self, operation: Operation, browsers: int, seconds: float, *, backwards: bool
    ) -> list[tuple[Key, Cell]]:
        measured = []
        for reports in sorted((0, *self._worlds), reverse=backwards):
            key = Key(operation.name, reports, browsers)
            if reports == 0:
                do = self._insert if operation.floor == "insert" else self._select
                cell = self._cell(key, self._floor, self._strangers[:browsers], do, seconds)
            else:
                world = self._worlds[reports]
                chosen = operation.browsers(world)[:browsers]
                operation.prepare(world)(chosen, EACH)
                cell = self._cell(key, world.server, chosen, operation.do(world), seconds)
            measured.append((key, cell))
        return measured

    def _cell(
        self, key: Key, server: Server, browsers: Sequence[Browser], do: Do, seconds: float
    ) -> Cell:
        web, database = server.cpu_seconds(), self._database_seconds()
        try:
            sample = measure(server, browsers, do, seconds)
        except RequestFailed as problem:
            raise RequestFailed(f"{key}: {problem}") from problem
        done = len(sample.seconds)
        return Cell(
            sample,
            (server.cpu_seconds() - web) / done,
            (self._database_seconds() - database) / done,
        )

    def _database_seconds(self) -> float:
        """Processor time of all backends; those that ended meanwhile are not counted."""
        return sum(map(seconds_of, self._postmaster.children()))

    def _insert(self, browser: Browser) -> None:
        browser.post("/insert", _ROW, FORM, 201)

    def _select(self, browser: Browser) -> None:
        self._owner = (self._owner + 7) % floor.OWNERS
        browser.get(f"/select/{self._owner}")


_ROW = ("subject=" + "kata+" * 8 + "&body=" + "cerita+" * 60).encode()


def in_turn(paths: Sequence[str]) -> Do:
    """An operation that gets one path after the other, round and round."""
    turn = cycle(paths)

    def do(browser: Browser) -> object:
        return browser.get(next(turn))

    return do


def seconds_of(process: psutil.Process) -> float:
    """Processor time of a process so far; nothing when it has ended."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
