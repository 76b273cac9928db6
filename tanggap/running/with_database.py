"""Run one ``flask`` command with a database: the one of DATABASE_URL, else the checkout's own."""

import os
import signal
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

from flask.cli import main as flask_main

from tanggap.setting_formats import ROOT
from tanggap.storage import embedded_postgres

DATA_DIR = ROOT / "var" / "postgres"


@contextmanager
def database_in(environ: MutableMapping[str, str]) -> Iterator[None]:
    """See that ``environ`` names a database for as long as the block runs.

    Where nothing says otherwise this is a demonstration, and only that starts a database.

    Raises:
        ClusterError: the checkout's own PostgreSQL cannot be started.
    """
    environ.setdefault("TANGGAP_MODE", "demonstration")
    if environ.get("DATABASE_URL") or environ["TANGGAP_MODE"] == "production":
        yield
        return
    with embedded_postgres.start(DATA_DIR) as server:
        environ["DATABASE_URL"] = server.web_url
        environ["DATABASE_OWNER_URL"] = server.owner_url
        yield


def main() -> None:
    """Be ``flask`` for the application of this checkout, from wherever it is typed."""
    os.environ.setdefault("FLASK_APP", str(ROOT / "wsgi.py"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.argv[0] = "flask"
    try:
        with database_in(os.environ):
            flask_main()
    except embedded_postgres.ClusterError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
