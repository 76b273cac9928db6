"""The product as the benchmark serves it: its own application, on the benchmark's clock.

With ``BENCH_COUNTS_STATEMENTS`` every answer also tells how many statements it took; no time is
measured on such a server.
"""

from __future__ import annotations

import os

from sqlalchemy import event

from bench.moment import clock
from bench.statements import COUNTS, TellsStatements, count_on
from bench.workers import NamesItsWorker, Wsgi
from tanggap.app import create_app
from tanggap.storage.database import db

product = create_app(clock=clock)
application: Wsgi = NamesItsWorker(product)
if COUNTS in os.environ:
    with product.app_context():
        event.listen(db.engine, "connect", count_on)
    application = TellsStatements(application)
