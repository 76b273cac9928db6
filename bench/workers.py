"""Tells which worker process answers, so that the load can be spread evenly over all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

ADDRESS = "/bench/worker"
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class NamesItsWorker:
    """A WSGI application with one more address: the number of the process that serves it."""

    def __init__(self, application: Wsgi) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != ADDRESS:
            return self._application(environ, start_response)
        body = str(os.getpid()).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]
