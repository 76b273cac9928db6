"""The checkout's own PostgreSQL: there for all its users, gone with the last, safe."""

import os
import signal
import subprocess
import sys

import psutil
import psycopg
import pytest

from tanggap.settings import ROOT
from tanggap.storage.embedded_postgres import (
    OWNER,
    WEB,
    ClusterError,
    start,
    template_database,
    throwaway_database,
)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """A cluster of these tests alone; nothing runs in it between tests."""
    return tmp_path_factory.mktemp("cluster") / "postgres"


@pytest.fixture
def server(data_dir):
    with start(data_dir, durable=False) as running:
        yield running


def ask(url, query):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query).fetchone()


def tell(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def is_running(data_dir):
    return (data_dir / "postmaster.pid").exists()


def postmaster_of(data_dir):
    return int((data_dir / "postmaster.pid").read_text().split()[0])


def test_it_speaks_utf8_and_utc_and_knows_indonesian(server):
    query = "SELECT getdatabaseencoding(), current_setting('TimeZone'), lower('É')"
    assert ask(server.web_url, query) == ("UTF8", "UTC", "é")
    assert ask(server.web_url, "SELECT to_tsvector('indonesian', 'pengaduan')") == ("'adu':1",)


def test_the_owner_makes_tables_and_the_web_may_not(server):
    with throwaway_database(server) as name:
        tell(server.url(OWNER, name), "CREATE TABLE notes (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            tell(server.url(WEB, name), "CREATE TABLE mine (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(server.url(WEB, name), "SELECT * FROM notes")


def test_it_cannot_be_reached_over_the_network(server):
    assert ask(server.web_url, "SHOW listen_addresses") == ("",)
    assert server.cluster.socket_dir.stat().st_mode & 0o077 == 0


def test_whoever_leaves_first_does_not_stop_it_for_the_others(data_dir):
    first, second = start(data_dir), start(data_dir)
    first.close()
    assert ask(second.web_url, "SELECT 1") == (1,)
    second.close()
    second.close()
    assert not is_running(data_dir)


def test_a_user_that_was_killed_does_not_keep_it_running(data_dir):
    dying = f"""
import os, pathlib
from tanggap.storage.embedded_postgres import start
server = start(pathlib.Path({str(data_dir)!r}))
os.kill(os.getpid(), {signal.SIGKILL.value})
"""
    subprocess.run([sys.executable, "-c", dying], cwd=ROOT, check=False)
    assert is_running(data_dir)
    start(data_dir).close()
    assert not is_running(data_dir)


def test_a_database_that_was_killed_comes_back_with_its_data(data_dir):
    with start(data_dir) as server:
        tell(server.owner_url, "CREATE TABLE kept (id int)")
        killed = psutil.Process(postmaster_of(data_dir))
        helpers = killed.children()
        killed.kill()
        psutil.wait_procs(helpers, timeout=30)
    with start(data_dir) as server:
        assert ask(server.owner_url, "SELECT count(*) FROM kept") == (0,)


def test_a_pid_file_that_names_a_stranger_is_set_aside_and_the_stranger_left_alone(data_dir):
    start(data_dir).close()
    stranger = subprocess.Popen(["sleep", "60"])
    (data_dir / "postmaster.pid").write_text(f"{stranger.pid}\n{data_dir}\n")
    try:
        with start(data_dir) as server:
            assert ask(server.web_url, "SELECT 1") == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_making_a_cluster_that_was_cut_short_begins_anew(tmp_path):
    (tmp_path / "postgres.making").mkdir()
    (tmp_path / "postgres.making" / "PG_VERSION").write_text("half")
    with start(tmp_path / "postgres", durable=False) as server:
        assert ask(server.web_url, "SELECT 1") == (1,)


def test_a_path_too_long_for_a_socket_works_all_the_same(tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with start(deep / "postgres", durable=False) as server:
        assert ask(server.web_url, "SELECT 1") == (1,)
        assert server.cluster.socket_dir != deep / "postgres"


def test_a_cluster_of_a_version_that_is_not_here_is_refused_in_words(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(ClusterError, match="was made by PostgreSQL 9"):
        start(tmp_path / "postgres")


def test_a_throwaway_database_is_gone_afterwards_even_while_in_use(server):
    with throwaway_database(server) as name:
        lingering = psycopg.connect(server.url(WEB, name))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url(WEB, name))
    lingering.close()


def test_throwaways_that_a_crash_left_are_swept_at_the_next_start(data_dir):
    with start(data_dir) as server, server.cluster.connect() as connection:
        connection.execute("CREATE DATABASE throwaway_left")
    with start(data_dir) as server, pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url(WEB, "throwaway_left"))


def test_a_template_is_built_once_and_copied_whole(server):
    built = []

    def build(name):
        built.append(name)
        tell(server.url(OWNER, name), "CREATE TABLE copied AS SELECT 7 AS seven")

    for _ in range(2):
        template = template_database(server, "a_template", build)
        with throwaway_database(server, template) as name:
            assert ask(server.url(OWNER, name), "SELECT seven FROM copied") == (7,)
    assert len(built) == 1


def test_a_template_whose_building_fails_leaves_nothing_behind(server):
    def fail(name):
        raise ValueError(name)

    with pytest.raises(ValueError, match="throwaway"):
        template_database(server, "broken_template", fail)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url(OWNER, "broken_template"))


def test_root_never_runs_it_as_root(server, data_dir):
    assert psutil.Process(postmaster_of(data_dir)).uids().real == data_dir.stat().st_uid != 0
    assert os.geteuid() in {0, data_dir.stat().st_uid}
