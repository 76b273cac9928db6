"""How gunicorn serves Tanggap, here and in production; a command-line flag overrides."""

import gc
import os
from pathlib import Path

from tanggap.settings import SettingsError, load_settings, stop_on_wrong_settings

try:
    _settings = load_settings(os.environ)
except SettingsError as problem:
    stop_on_wrong_settings(problem)

COLLECT_AFTER = 20_000
"""Objects: a few requests' worth, where Python's own 700 are a part of one."""

wsgi_app = "wsgi:application"
bind = f"{_settings.host}:{_settings.port}"
workers = _settings.web_processes
worker_class = "gthread"  # a browser's idle connection must not hold a whole process
threads = 4
preload_app = (
    False  # connections, and the threads of their pools, belong to the process that made them
)
timeout = 60
graceful_timeout = 5
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
loglevel = _settings.log_level.lower()
control_socket_disable = True
_memory = Path("/dev/shm")  # noqa: S108 -- gunicorn makes its own files there
worker_tmp_dir = str(_memory) if _memory.is_dir() else None  # heartbeats off the disk


def post_worker_init(worker: object) -> None:
    """Take what was loaded out of the garbage collector's rounds: it lives as long as the worker.

    Hundreds of thousands of objects of models, schemas and templates would be walked again and
    again in the middle of requests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
