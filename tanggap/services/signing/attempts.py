"""Keep in a report's history why a letter was not initialled or signed: never a secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tanggap.domain.policy import Viewer
from tanggap.domain.refusal import Refused
from tanggap.domain.signing import place_of
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.tasks import Task

log = logging.getLogger(__name__)

TOLD = ("status", "reason", "http_status", "service_code", "seconds")
"""Facts of a refusal that say what happened and can hold nothing that was typed."""


@contextmanager
def refusals_recorded(viewer: Viewer, report_id: UUID, task_id: UUID, tried: str) -> Iterator[None]:
    """Write an event for whatever refuses the attempt inside, then refuse all the same.

    What nobody foresaw (a full disk, a letter that cannot be rendered) is refused as ``failed``.

    Args:
        tried: ``initial``, ``return`` or ``signature``.
    """
    try:
        yield
    except Refused as refusal:
        _record(viewer, report_id, task_id, tried, refusal)
        raise
    except Exception as failure:  # its words, and its frames, may hold what was typed
        log.error("a letter's %s failed: %s", tried, place_of(failure))
        unforeseen = Refused("failed")
    else:
        return
    _record(viewer, report_id, task_id, tried, unforeseen)
    raise unforeseen  # outside of the handler, so that it does not refer to the failure


def _record(viewer: Viewer, report_id: UUID, task_id: UUID, tried: str, refusal: Refused) -> None:
    facts: dict[str, Any] = {
        name: str(refusal.facts[name]) for name in TOLD if name in refusal.facts
    }
    with transaction() as session:
        try:
            report, _ = visible_report(session, viewer, report_id)
        except Refused:
            return  # who may not see a report leaves no trace in it
        of_report = select(Task.id).where(Task.id == task_id, Task.report_id == report_id)
        record(
            session,
            report,
            "letter_attempt_refused",
            now(),
            account_id=viewer.account,
            task_id=session.scalar(of_report),
            tried=tried,
            code=refusal.code,
            **facts,
        )
