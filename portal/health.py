"""The page that a monitor asks: whether the database answers and a worker is alive."""

from __future__ import annotations

from flask import jsonify

from portal.pages import Answer, pages
from tanggap.services.health import look_at_health


@pages.get("/kesehatan")
def health() -> Answer:
    """200 while pages can be served; a worker that stands still is told, and takes no page away."""
    found = look_at_health()
    told = {
        "database": "ok" if found.database else "unreachable",
        "worker": "ok" if found.workers else "silent",
    }
    answer = jsonify(told)
    answer.status_code = 200 if found.database else 503
    return answer
