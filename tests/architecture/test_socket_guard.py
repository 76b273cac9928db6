"""Tests stay on this machine."""

import socket
import urllib.request

import pytest

from tests.socket_guard import OutsideReached


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "8.8.8.8"])
def test_a_connection_to_another_machine_is_refused(address):
    with socket.socket() as line, pytest.raises(OutsideReached):
        line.connect((address, 9))


def test_another_machines_name_is_not_even_looked_up():
    with pytest.raises(OutsideReached):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_loopback_and_unix_sockets_stay_open(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(tmp_path / "s"))
