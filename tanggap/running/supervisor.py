"""Run all of Tanggap under one roof: database, web, worker, mail. Ctrl-C stops it."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from threading import Thread

from honcho.manager import Manager
from honcho.printer import Message, Printer

from tanggap.running.with_database import database_in
from tanggap.setting_formats import ROOT
from tanggap.settings import Settings, SettingsError, load_settings
from tanggap.storage.embedded_postgres import ClusterError

STOPPED_BY_REQUEST = {128 + signal.SIGINT, 128 + signal.SIGTERM}
SECONDS_TO_ANSWER = 60
OWNER = "DATABASE_OWNER_URL"


class CannotStart(Exception):
    """The server cannot start; the text says what to do."""


def main() -> int:
    """Run until told to stop; return the exit status: 0 when the stop was asked for."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    try:
        return _run(dict(os.environ))
    except KeyboardInterrupt:
        return 0
    except (CannotStart, ClusterError, SettingsError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


def _run(environ: dict[str, str]) -> int:
    environ.setdefault("TANGGAP_MODE", "demonstration")
    if environ["TANGGAP_MODE"] == "demonstration":
        environ.setdefault("TANGGAP_MAIL_CATCHER_PORT", str(_free_port(8025)))
        load_settings({"DATABASE_URL": "postgresql:///not-yet"} | environ)  # fail before it starts
    with database_in(environ):
        settings = load_settings(environ)
        if not _is_free(settings.host, settings.port):
            raise CannotStart(
                f"Port {settings.port} sedang dipakai; pilih yang lain dengan TANGGAP_PORT. / "
                f"Port {settings.port} is in use; choose another with TANGGAP_PORT."
            )
        accounts = _prepare(settings, environ)
        return _supervise(settings, environ, accounts)


def _prepare(settings: Settings, environ: Mapping[str, str]) -> str:
    """Bring the database up to date; return the list of demonstration accounts, if it is one."""
    command = [sys.executable, "-m", "tanggap.running.preparation"]
    if settings.mode == "demonstration":
        command.append("--demonstration")
    done = subprocess.run(
        command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotStart(
            "Basis data tidak dapat disiapkan (lihat di atas). / "
            "The database could not be prepared (see above)."
        )
    return done.stdout.strip()


def _supervise(settings: Settings, environ: Mapping[str, str], accounts: str) -> int:
    """Start the processes, each in a group of its own, and stay until all have stopped."""
    manager = Manager(Announcer(settings, accounts))
    without_owner = {name: value for name, value in environ.items() if name != OWNER}
    for name, *command in _processes(settings):
        manager.add_process(name, "exec " + shlex.join(command), env=without_owner, cwd=str(ROOT))
    manager.loop()
    if manager.returncode in STOPPED_BY_REQUEST:
        return 0
    return manager.returncode or 1


def _processes(settings: Settings) -> list[tuple[str, ...]]:
    """Return a name and a command for each process. The web comes last: its word says all began."""
    python = sys.executable
    once_served = (python, "-m", "tanggap.running.once_served", settings.host, str(settings.port))
    processes: list[tuple[str, ...]] = [
        ("worker", *once_served, python, "-m", "flask", "--app", "wsgi", "jobs", "work")
    ]
    if settings.mode == "demonstration":
        processes.append(("mail", python, "-m", "tanggap.running.mail_catching"))
    processes.append(("web", python, "-m", "gunicorn"))
    return processes


class Announcer(Printer):  # type: ignore[misc]  # honcho ships no types
    """Prints what the processes say, and the address once the first page is served."""

    def __init__(self, settings: Settings, accounts: str) -> None:
        super().__init__(sys.stdout)
        self._settings = settings
        self._accounts = accounts
        self._is_waiting = False

    def write(self, message: Message) -> None:
        """Print one line; a terminal that was closed must not keep the rest from being stopped."""
        try:
            super().write(message)
        except OSError:
            return
        if message.name == "web" and not self._is_waiting:
            self._is_waiting = True  # from here on nothing forks, so a thread is safe
            Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        address = f"http://{self._settings.host}:{self._settings.port}/"
        patience = time.monotonic() + SECONDS_TO_ANSWER
        while not _answers(address):
            if time.monotonic() > patience:
                return
            time.sleep(0.1)
        parts = (self._accounts, f"Tanggap: {self._settings.base_url}/  (Ctrl-C: berhenti)")
        sys.stdout.write("".join(f"\n{part}\n" for part in parts if part))
        sys.stdout.flush()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 -- our own http:
    except urllib.error.HTTPError:
        return True  # an answer all the same; the pages speak for themselves
    except OSError:
        return False
    return True


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _free_port(first: int) -> int:
    """Return the first port from ``first`` on that is free on this machine."""
    return next(port for port in range(first, first + 200) if _is_free("127.0.0.1", port))


if __name__ == "__main__":
    sys.exit(main())
