"""The product with demonstration data on a database and port of its own, served by gunicorn."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tanggap.setting_formats import ROOT
from tanggap.storage import embedded_postgres
from tanggap.storage.embedded_postgres import OWNER, WEB

HOST = "127.0.0.1"
FOLDER = ROOT / "var" / "lighthouse"
SECONDS_TO_START = 60


class CannotServe(Exception):
    """The product does not start; the text says where its log is."""


@dataclass(frozen=True)
class Product:
    """The product as it runs: where it answers, and the key its tracking codes follow from."""

    address: str
    tracking_key: str


@contextmanager
def product(inherited: Mapping[str, str]) -> Iterator[Product]:
    """Serve the demonstration until the block ends; afterwards nothing of it is left.

    Raises:
        CannotServe: its data cannot be loaded, or it does not answer in time.
    """
    port = _free_port()
    address = f"http://{HOST}:{port}"
    (FOLDER / "log").mkdir(parents=True, exist_ok=True)
    with (
        embedded_postgres.start(FOLDER / "postgres", durable=False) as server,
        embedded_postgres.throwaway_database(server) as database,
        _files() as files,
    ):
        environ = _settings(inherited, address, files) | {
            "DATABASE_URL": server.url(WEB, database),
            "DATABASE_OWNER_URL": server.url(OWNER, database),
            "TANGGAP_HOST": HOST,
            "TANGGAP_PORT": str(port),
        }
        _prepare(environ)
        with _web(environ, address):
            yield Product(address, environ["TANGGAP_TRACKING_KEY"])


def _settings(inherited: Mapping[str, str], address: str, files: Path) -> dict[str, str]:
    """A demonstration's settings. Lighthouse asks more often than a person: no rate limits."""
    kept = {name: value for name, value in inherited.items() if "TANGGAP_" not in name}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "TANGGAP_MODE": "demonstration",
        "TANGGAP_SECRET_KEY": secrets.token_hex(32),
        "TANGGAP_PASSWORD_SALT": secrets.token_hex(32),
        "TANGGAP_TRACKING_KEY": secrets.token_hex(32),
        "TANGGAP_LOG_LEVEL": "WARNING",
        "TANGGAP_RATE_LIMITS_ENABLED": "false",
        "TANGGAP_FILE_STORE_URL": f"file:{files}",
        "TANGGAP_BASE_URL": address,
    }


@contextmanager
def _files() -> Iterator[Path]:
    folder = FOLDER / f"files-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(environ: Mapping[str, str]) -> None:
    log = FOLDER / "log" / "preparation.log"
    command = [sys.executable, "-m", "tanggap.running.preparation", "--demonstration"]
    with log.open("wb") as told:
        done = subprocess.run(
            command, env=environ, cwd=ROOT, stdout=told, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode != 0:
        raise CannotServe(f"The demonstration cannot be loaded; see {log}")


@contextmanager
def _web(environ: Mapping[str, str], address: str) -> Iterator[None]:
    log = FOLDER / "log" / "web.log"
    command = [sys.executable, "-m", "gunicorn"]
    with log.open("wb") as told:
        process = subprocess.Popen(
            command,
            env=environ,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, address, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    patience = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < patience:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise CannotServe(f"The product does not answer; see {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
