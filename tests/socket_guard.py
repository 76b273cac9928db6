"""A pytest plugin: no test reaches beyond this machine. Loopback and Unix sockets are free to use.

An audit hook sees every connection that Python makes, whichever library asks for it, and cannot be
undone by a test. It sees names being looked up too.
"""

import ipaddress
import sys

LOCAL_NAMES = {None, "", "localhost", "localhost.localdomain"}


class OutsideReached(RuntimeError):
    """A test tried to talk to another machine. Not an OSError: nobody retries it."""


def pytest_configure() -> None:
    """Close the way out for as long as this process lives."""
    sys.addaudithook(_guard)


def is_local(host: object) -> bool:
    """Whether ``host`` (a name, an address, or nothing) is this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guard(event: str, given: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = given[1]
        if isinstance(address, tuple) and not is_local(address[0]):
            raise OutsideReached(f"tests must not reach {address[0]}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not is_local(given[0]):
        raise OutsideReached(f"tests must not look up {given[0]!r}")
