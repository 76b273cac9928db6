"""Start and stop what is measured: gunicorn as the product runs it, on a free port."""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.workers import ADDRESS
from tanggap.setting_formats import ROOT

HOST = "127.0.0.1"
WORKERS = 2
SECONDS_TO_START = 60
FOLDER = ROOT / "var" / "bench"


class ServerFailed(Exception):
    """A server does not start; the text says where its log is."""


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    pids: frozenset[int]

    @property
    def workers(self) -> int:
        """How many processes answer."""
        return len(self.pids)

    def cpu_seconds(self) -> float:
        """Processor time its workers have used so far."""
        times = [psutil.Process(pid).cpu_times() for pid in self.pids]
        return sum(float(one.user + one.system) for one in times)


def environment(web_url: str, owner_url: str, secret: str) -> dict[str, str]:
    """The settings of a server: a demonstration's, without rate limits and without mail."""
    inherited = {name: value for name, value in os.environ.items() if "TANGGAP_" not in name}
    return inherited | {
        "PYTHONPATH": str(ROOT),
        "TANGGAP_MODE": "demonstration",
        "TANGGAP_SECRET_KEY": secret,
        "TANGGAP_PASSWORD_SALT": secret,
        "TANGGAP_TRACKING_KEY": secret,
        "TANGGAP_WEB_PROCESSES": str(WORKERS),
        "TANGGAP_LOG_LEVEL": "WARNING",
        "TANGGAP_RATE_LIMITS_ENABLED": "false",
        "TANGGAP_FILE_STORE_URL": f"file:{FOLDER / 'files'}",
        "TANGGAP_BASE_URL": "http://tanggap.example",
        "DATABASE_URL": web_url,
        "DATABASE_OWNER_URL": owner_url,
    }


def new_secret() -> str:
    """A secret for one run."""
    return secrets.token_hex(32)


@contextmanager
def serve(
    module: str, log: str, environ: Mapping[str, str], *, workers: int = WORKERS
) -> Iterator[Server]:
    """Run ``bench.<module>`` under gunicorn with the product's own configuration.

    Raises:
        ServerFailed: it does not answer in time.
    """
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(workers)]
    command += ["--max-requests", "0", f"bench.{module}:application"]  # none retires meanwhile
    told = FOLDER / "log" / f"{log}.log"
    told.parent.mkdir(parents=True, exist_ok=True)
    with told.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environ, "TANGGAP_PORT": str(port), "TANGGAP_HOST": HOST},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(port, _pids(process, port, workers, told))
    finally:
        _end(process)


def _pids(process: subprocess.Popen[bytes], port: int, workers: int, log: Path) -> frozenset[int]:
    """Wait until every worker has answered; return their process ids."""
    patience = time.monotonic() + SECONDS_TO_START
    seen: set[int] = set()
    while len(seen) < workers:
        if process.poll() is not None or time.monotonic() > patience:
            raise ServerFailed(f"The server does not start; see {log}")
        try:
            seen.add(_worker_at(port))
        except OSError:
            time.sleep(0.1)
    return frozenset(seen)


def _worker_at(port: int) -> int:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", ADDRESS)
        return int(connection.getresponse().read())
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
