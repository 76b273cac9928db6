"""The product as the benchmark serves it: its own application, on the benchmark's clock.

With ``BENCH_COUNTS_STATEMENTS`` every answer also tells how many statements it took; no time is
measured on such a server.
"""

from __future__ import annotations

import os

from bench.moment import clock
from bench.statements import COUNTS, TellsStatements, count
from bench.workers import NamesItsWorker, Wsgi
from tanggap.app import create_app

product = create_app(clock=clock)
application: Wsgi = NamesItsWorker(product)
if COUNTS in os.environ:
    count()
    application = TellsStatements(application)
