"""Begin a command once the first page is served: ``once_served HOST PORT COMMAND…``.

Every process of the product takes seconds to import it, and on a small machine they would take
them from one another. The pages come first; jobs that are queued meanwhile wait in the database.
"""

import os
import socket
import sys
import time

PATIENCE = 60.0
"""Seconds; then the command begins all the same."""
PAUSE = 0.1


def main(host: str, port: int, command: list[str]) -> None:
    """Wait, then become the command: same process, same signals."""
    until = time.monotonic() + PATIENCE
    while not _serves(host, port) and time.monotonic() < until:
        time.sleep(PAUSE)
    os.execvp(command[0], command)  # noqa: S606 -- the supervisor's own words


def _serves(host: str, port: int) -> bool:
    """Whether somebody answers a request: a master that only listens does not."""
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as line:
            line.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
            return bool(line.recv(1))
    except OSError:
        return False


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
