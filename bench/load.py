"""Load: browsers that keep their connections and cookies, in threads, for a bounded time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.servers import HOST, Server
from bench.statements import HEADER
from bench.workers import ADDRESS

SECONDS_TO_ANSWER = 30
LONGEST_HEAD = 64 * 1024
MOST_CONNECTING = 2_000
ASKED_FOR_WORKER = f"GET {ADDRESS} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


class RequestFailed(Exception):
    """An answer was not the one expected: the measurement is void."""


class Exhausted(Exception):
    """What was prepared for an operation is used up before its time is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, or nothing."""
        start = self.head.lower().find(f"\r\n{name.lower()}:".encode())
        if start < 0:
            return ""
        value = self.head[start + len(name) + 3 :].split(b"\r\n", 1)[0]
        return value.strip().decode("latin-1")


class Connection:
    """One kept-alive connection. It reads no more of HTTP than a measurement needs."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), SECONDS_TO_ANSWER)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._held = b""

    def ask(self, request: bytes) -> Answer:
        """Send ``request`` and read the whole answer."""
        self._socket.sendall(request)
        while (end := self._held.find(b"\r\n\r\n")) < 0:
            self._receive()
        head, rest = self._held[: end + 2], self._held[end + 4 :]
        length = _length(head)
        parts, received = [rest], len(rest)
        while received < length:
            part = self._socket.recv(256 * 1024)
            if not part:
                raise RequestFailed("the connection ended within an answer")
            parts.append(part)
            received += len(part)
        body = b"".join(parts)
        self._held = body[length:]
        return Answer(int(head[9:12]), head, body[:length])

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _receive(self) -> None:
        part = self._socket.recv(64 * 1024)
        if not part or len(self._held) > LONGEST_HEAD:
            raise RequestFailed("the server hung up")
        self._held += part


def _length(head: bytes) -> int:
    lower = head.lower()
    start = lower.find(b"\r\ncontent-length:")
    if start < 0:
        if head[9:12] in (b"204", b"304"):
            return 0
        raise RequestFailed(f"an answer without length: {head[:300]!r}")
    return int(lower[start + 17 :].split(b"\r\n", 1)[0])


@dataclass
class Browser:
    """A client with cookies; its connection is given to it for the time of one measurement."""

    login: str = ""
    token: str = ""
    connection: Connection | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    counts: bool = False
    statements: int = 0

    def get(self, path: str, expect: int = 200) -> Answer:
        """One GET.

        Raises:
            RequestFailed: the status is not ``expect``.
        """
        return self._send("GET", path, b"", {}, expect)

    def post(
        self, path: str, body: bytes, kind: str, expect: int, headers: Mapping[str, str] = {}
    ) -> Answer:
        """One POST of ``body``, which is of media type ``kind``.

        Raises:
            RequestFailed: the status is not ``expect``.
        """
        return self._send("POST", path, body, {"Content-Type": kind, **headers}, expect)

    def _send(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], expect: int
    ) -> Answer:
        assert self.connection is not None
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{a}={b}" for a, b in self.cookies.items()))
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        answer = self.connection.ask("\r\n".join((*lines, "", "")).encode() + body)
        if answer.status != expect:
            shown = answer.body[:500].decode(errors="replace")
            raise RequestFailed(f"{method} {path}: {answer.status}, not {expect}: {shown}")
        if b"\r\nset-cookie:" in answer.head.lower():
            self._keep_cookies(answer.head)
        self.statements += int(answer.header(HEADER) or 0) if self.counts else 0
        return answer

    def _keep_cookies(self, head: bytes) -> None:
        for line in head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, content = value.split(";", 1)[0].strip().partition("=")
                self.cookies[key] = content


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement: how long each took, and how many were done in a second.

    Attributes:
        seconds: of every single operation.
        per_second: operations of all browsers together.
    """

    seconds: Sequence[float]
    per_second: float


@contextmanager
def connected(server: Server, browsers: Sequence[Browser]) -> Iterator[None]:
    """Give every browser a new connection, spread evenly over the server's workers."""
    share = -(-len(browsers) // server.workers)
    held: dict[bytes, list[Connection]] = {}
    try:
        for _ in range(MOST_CONNECTING):
            if sum(map(len, held.values())) == len(browsers):
                break
            connection = Connection(server.port)
            of_worker = held.setdefault(connection.ask(ASKED_FOR_WORKER).body, [])
            if len(of_worker) < share:
                of_worker.append(connection)
            else:
                connection.close()
        else:
            raise RequestFailed("connections always reach the same worker")
        every = [one for of_worker in held.values() for one in of_worker]
        for browser, connection in zip(browsers, every, strict=True):
            browser.connection = connection
        yield
    finally:
        for of_worker in held.values():
            for connection in of_worker:
                connection.close()


def measure(
    server: Server,
    browsers: Sequence[Browser],
    operation: Callable[[Browser], object],
    seconds: float,
) -> Sample:
    """Let all browsers repeat ``operation`` for ``seconds``, or until it is exhausted.

    Raises:
        RequestFailed: one of them got a wrong answer.
    """
    took: list[float] = []
    problems: list[BaseException] = []
    ready = threading.Barrier(len(browsers) + 1)

    def repeat(browser: Browser) -> None:
        own: list[float] = []
        ready.wait()
        until = time.perf_counter() + seconds
        try:
            while (start := time.perf_counter()) < until:
                operation(browser)
                own.append(time.perf_counter() - start)
        except Exhausted:
            pass
        except BaseException as problem:
            problems.append(problem)
        took.extend(own)

    with connected(server, browsers):
        threads = [threading.Thread(target=repeat, args=(one,), daemon=True) for one in browsers]
        for thread in threads:
            thread.start()
        ready.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        elapsed = time.perf_counter() - began
    if problems:
        raise problems[0]
    if not took:
        raise RequestFailed("nothing was measured")
    return Sample(took, len(took) / elapsed)
