"""One command runs everything, tells where, and takes everything down with it."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager, suppress

import psutil
import pytest

from tanggap.running.with_database import database_in
from tanggap.settings import ROOT
from tanggap.storage.embedded_postgres import OWNER, WEB, throwaway_database

PATIENCE_SECONDS = 120


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def environment(**changes):
    """Return this process's environment without settings of its own, plus ``changes``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TANGGAP_")}
    kept.pop("DATABASE_URL", None)
    return kept | changes


@pytest.fixture(scope="module")
def demonstration(server, tmp_path_factory):
    """Settings of a demonstration in a database and folders of its own."""
    folder = tmp_path_factory.mktemp("demonstration")
    with throwaway_database(server) as name:
        yield environment(
            DATABASE_URL=server.url(WEB, name),
            DATABASE_OWNER_URL=server.url(OWNER, name),
            TANGGAP_FILE_STORE_URL=f"file:{folder / 'files'}",
            TANGGAP_MAIL_CATCHER_DIR=str(folder / "mail"),
        )


@contextmanager
def running(environ):
    """Start everything; give the process, what it said until its address, and that address."""
    command = [sys.executable, "-m", "tanggap.running.supervisor"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environ | {"TANGGAP_PORT": str(free_port())},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    killer = psutil.Process(process.pid)
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if address := re.match(r"Tanggap: (http://\S+)", line):
                yield process, "".join(said), address[1]
                break
        else:
            pytest.fail("".join(said))
    finally:
        for left in [*killer.children(recursive=True), killer] if killer.is_running() else []:
            left.kill()
        process.stdout.close()
        process.wait()


def everything_below(process):
    return psutil.Process(process.pid).children(recursive=True)


def still_at_work(family):
    """Who of the family does anything; who ended and waits for init to notice does not."""
    found = []
    for one in family:
        with suppress(psutil.NoSuchProcess):
            if one.is_running() and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
    return found


def wait_for_end(process):
    """Read what is still said, so that nothing waits for us; return the exit status."""
    process.stdout.read()
    return process.wait(PATIENCE_SECONDS)


def test_it_serves_names_the_accounts_and_stops_cleanly_when_told_to(demonstration):
    with running(demonstration) as (process, said, address):
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
        assert "@" in said.rpartition("| ")[2]
        family = everything_below(process)
        process.send_signal(signal.SIGTERM)
        assert wait_for_end(process) == 0
    assert still_at_work(family) == []


def test_when_one_part_dies_everything_stops_and_the_exit_status_says_so(demonstration):
    with running(demonstration) as (process, _, _):
        family = everything_below(process)
        (worker,) = [one for one in family if one.cmdline()[-2:] == ["jobs", "work"]]
        worker.kill()
        assert wait_for_end(process) != 0
    assert still_at_work(family) == []


def test_a_port_in_use_is_named_with_the_setting_that_changes_it(demonstration):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run_to_its_end(demonstration | {"TANGGAP_PORT": port})
    assert ended.returncode == 1
    assert f"Port {port} is in use; choose another with TANGGAP_PORT." in ended.stderr


def test_wrong_settings_are_told_before_anything_is_started(demonstration):
    ended = run_to_its_end(demonstration | {"TANGGAP_MAX_FILES": "banyak"})
    assert ended.returncode == 1
    assert ended.stderr.startswith("Pengaturan TANGGAP_MAX_FILES salah: ")
    assert len(ended.stderr.splitlines()) == 1


def run_to_its_end(environ):
    command = [sys.executable, "-m", "tanggap.running.supervisor"]
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "environ",
    [
        {"TANGGAP_MODE": "production"},
        {"TANGGAP_MODE": "demonstration", "DATABASE_URL": "postgresql://db.kota.example/tanggap"},
    ],
)
def test_no_database_is_started_in_production_or_where_one_is_named(environ):
    given = dict(environ)
    with database_in(given):
        assert given == environ
