"""The jobs by name, each a thin wrapper around one use case."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job

from tanggap.services.account_upkeep import forget_what_is_over
from tanggap.services.administration.due_times import recompute_due_times
from tanggap.services.clock_sweep import sweep
from tanggap.services.delivery import DeliveryPostponed, deliver_message
from tanggap.services.gazetteer import match_reports
from tanggap.services.house import now
from tanggap.services.inbound.files import FetchPostponed, fetch_file
from tanggap.services.inbound.mailboxes import fetch_mail
from tanggap.services.inbound.states import StateTooEarly, note_states
from tanggap.services.inbound.taking_in import take_in_message
from tanggap.services.officer_notices import announce_new_tasks
from tanggap.services.recaps.notices import sweep_recaps
from tanggap.services.recaps.opening import open_due_recaps
from tanggap.services.rendering import render_document

log = logging.getLogger(__name__)

Context = Callable[[], AbstractContextManager[object]]

FIRST_WAIT = 30
LONGEST_WAIT = 3600
MOST_TRIES = 20
HOURS_KEPT = 24 * 30
SILENT_WORKER_SECONDS = 60


class BackOff(BaseRetryStrategy):
    """Tries again after 30 s, 1 min, 2 min and so on, at most an hour apart, twenty times.

    A message gives up earlier, by its own count of attempts (``services.delivery``).
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None when it was tried often enough."""
        if job.attempts >= MOST_TRIES:
            return None
        return RetryDecision(retry_in={"seconds": wait_seconds(job.attempts)})


def wait_seconds(attempts: int) -> int:
    """Seconds to wait after the attempt with this number, counted from 0."""
    return int(min(FIRST_WAIT * 2**attempts, LONGEST_WAIT))


@contextmanager
def _told(job: str, *about: str) -> Iterator[None]:
    """Log why a job failed; the queue itself reports a try that will be repeated like a success."""
    try:
        yield
    except (DeliveryPostponed, FetchPostponed, StateTooEarly) as reason:
        log.warning("%s %s postponed: %s", job, " ".join(about), reason)
        raise
    except Exception:
        log.exception("%s %s failed", job, " ".join(about))
        raise


def register_tasks(jobs: App, context: Context) -> None:
    """Make every job known to ``jobs``.

    Args:
        context: enters the application's context, in which use cases run.
    """

    @jobs.task(name="render-document", retry=BackOff(), priority=10)
    def render(document_id: str) -> None:
        with context(), _told("render-document", document_id):
            render_document(UUID(document_id))

    @jobs.task(name="deliver-message", retry=BackOff())
    def deliver(message_id: str) -> None:
        with context(), _told("deliver-message", message_id):
            deliver_message(UUID(message_id))

    @jobs.task(name="announce-tasks", retry=BackOff())
    def announce(task_ids: list[str]) -> None:
        with context(), _told("announce-tasks", *task_ids):
            announce_new_tasks(UUID(one) for one in task_ids)

    @jobs.task(name="recompute-due-times", lock="recompute-due-times", retry=BackOff())
    def recompute(calendar_id: str, account_id: str | None) -> None:
        with context(), _told("recompute-due-times", calendar_id):
            recompute_due_times(UUID(calendar_id), UUID(account_id) if account_id else None)

    _register_places(jobs, context)
    _register_channels(jobs, context)
    _register_periodic(jobs, context)
    _register_upkeep_of_queue(jobs)


def _register_places(jobs: App, context: Context) -> None:
    """What follows from a change of the gazetteer."""

    @jobs.task(name="match-places", lock="match-places", retry=BackOff())
    def match(agency_id: str) -> None:
        with context(), _told("match-places", agency_id):
            changed = sum(match_reports(UUID(agency_id)))
        log.info("match-places: %s reports changed", changed)


def _register_channels(jobs: App, context: Context) -> None:
    """What follows from messages that came in, and from news of those that went out."""

    @jobs.task(name="take-in-message", retry=BackOff(), priority=10)
    def take_in(inbound_id: str) -> None:
        with context(), _told("take-in-message", inbound_id):
            take_in_message(UUID(inbound_id))

    @jobs.task(name="fetch-file", retry=BackOff())
    def fetch(inbound_id: str, place: int) -> None:
        with context(), _told("fetch-file", inbound_id, str(place)):
            fetch_file(UUID(inbound_id), place)

    @jobs.task(name="note-states", retry=BackOff())
    def note(told: list[dict[str, Any]]) -> None:
        with context(), _told("note-states"):
            note_states(told)

    @jobs.periodic(cron="* * * * *")
    @jobs.task(name="fetch-mail", lock="fetch-mail", queueing_lock="fetch-mail")
    def fetch_all(timestamp: int) -> None:
        with context(), _told("fetch-mail"):
            fetch_mail()


def _register_periodic(jobs: App, context: Context) -> None:
    """What the clock sets off."""

    @jobs.periodic(cron="* * * * *")
    @jobs.task(name="sweep-clock", lock="sweep-clock", queueing_lock="sweep-clock", priority=20)
    def sweep_clock(timestamp: int) -> None:
        with context(), _told("sweep-clock"):
            swept, recaps_told = sweep(now()), sweep_recaps(now())
        if swept.total:
            log.info("swept: %s", swept)
        if recaps_told:
            log.info("told about %s recaps", recaps_told)

    @jobs.periodic(cron="*/5 * * * *")
    @jobs.task(name="open-recaps", lock="open-recaps", queueing_lock="open-recaps")
    def open_recaps(timestamp: int) -> None:
        with context(), _told("open-recaps"):
            open_due_recaps(now())

    @jobs.periodic(cron="37 * * * *")
    @jobs.task(name="forget-what-is-over", queueing_lock="forget-what-is-over")
    def forget(timestamp: int) -> None:
        with context(), _told("forget-what-is-over"):
            forget_what_is_over(now())


def _register_upkeep_of_queue(jobs: App) -> None:
    """What keeps the queue itself in order."""

    @jobs.periodic(cron="*/5 * * * *")
    @jobs.task(name="resume-lost-jobs", queueing_lock="resume-lost-jobs", pass_context=True)
    async def resume_lost_jobs(job: JobContext, timestamp: int) -> None:
        """Queue again what a worker had taken that is there no more."""
        manager = job.app.job_manager
        lost = await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_WORKER_SECONDS)
        for one in lost:
            log.warning("job %s was lost with its worker, queued again", one.id)
            await manager.retry_job(one)

    @jobs.periodic(cron="17 2 * * *")
    @jobs.task(name="remove-old-jobs", queueing_lock="remove-old-jobs", pass_context=True)
    async def remove_old_jobs(job: JobContext, timestamp: int) -> None:
        """Forget jobs that failed or were called off a month ago."""
        await job.app.job_manager.delete_old_jobs(
            nb_hours=HOURS_KEPT,
            include_failed=True,
            include_cancelled=True,
            include_aborted=True,
        )
