"""Give the invented city a past: some ninety days of work at its desks, by the real services.

Everything happens in the order of its time, with the clock moved to where each thing happens, so
numbers, times and letters are those of a house that has been at work. What is not done by now stays
open. Messages of the past are not sent any more, and letters are rendered when nothing else waits.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tanggap.domain.clock import Calendar, add_working_time, next_open, working_time_between
from tanggap.domain.procedure import ActorKind
from tanggap.services.actions import reporter_task, take_action, take_silence
from tanggap.services.casework import carry_out, open_case_file
from tanggap.services.demonstration.city import DEMONSTRATION_DOMAIN, REPORTERS
from tanggap.services.demonstration.past_tables import (
    NAMES,
    PASTS,
    PLACES,
    SILENCE,
    DeskPast,
    Move,
    Story,
)
from tanggap.services.filing import Content, file_report
from tanggap.services.house import house, now
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.transaction import reading, transaction
from tanggap.services.viewers import viewer_of
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.identity import Identity, write_identity
from tanggap.storage.job_queue import forget_waiting, put_last
from tanggap.storage.organisation import Category, Desk, Membership, Team, Unit
from tanggap.storage.reports import Report, Reporter
from tanggap.storage.tasks import Task

DAYS = 90
CONFIDENTIAL_EACH = 9
"""Every so many reports one is confidential."""
LEFT_OPEN_EACH = 4
"""Of so many reports of a desk the newest is left where its first steps end."""
_SEED = 19710


@dataclass(slots=True)
class _Walk:
    """One report on its way."""

    desk: UUID
    past: DeskPast
    story: Story
    moves: Iterator[Move]
    number: int
    report: UUID | None = None
    move: Move | None = None


def give_past(agency_id: UUID) -> int:
    """File and work on the reports of the last ninety days; returns how many, 0 if there are any.

    A city where somebody has filed a report already keeps its own past.
    """
    if reading().scalar(select(Report.id).where(Report.agency_id == agency_id).limit(1)):
        return 0
    with _moved_clock() as clock:
        past = _Past(agency_id, clock)
        past.happen()
    with transaction() as session:
        session.execute(
            update(Message)
            .where(Message.agency_id == agency_id, Message.state == "queued")
            .values(state="sent", delivered_at=Message.created_at)
        )
        forget_waiting(session, ("deliver-message", "announce-tasks"))
        put_last(session, "render-document")
    return past.filed


@dataclass(slots=True)
class _Clock:
    """A clock that is put to where things happen."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@contextmanager
def _moved_clock() -> Iterator[_Clock]:
    """Move the house's clock. Letters of the past were signed on paper: no signer is at hand."""
    parts = house()
    clock, signer = parts.clock, parts.signer
    moved = _Clock(clock())
    parts.clock, parts.signer = moved, None
    try:
        yield moved
    finally:
        parts.clock, parts.signer = clock, signer


class _Past:
    """Everything that happens, by its moment."""

    def __init__(self, agency_id: UUID, clock: _Clock) -> None:
        self.filed = 0
        self._agency = agency_id
        self._clock = clock
        self._until = clock()
        self._random = random.Random(_SEED)  # noqa: S311 - nothing secret depends on it
        self._coming: list[tuple[datetime, int, _Walk]] = []
        session = reading()
        rows = session.execute(select(Unit.code, Unit.id).where(Unit.agency_id == agency_id))
        self._units: Mapping[str, UUID] = {row.code: row.id for row in rows}
        desks = session.scalars(select(Desk).where(Desk.agency_id == agency_id)).all()
        self._desks = {desk.slug: desk.id for desk in desks}
        self._calendars: Mapping[UUID, Calendar] = {
            desk.id: calendar_of(session, desk.calendar_id) for desk in desks
        }
        self._reporters = self._write_reporters()
        self._plan()

    def happen(self) -> None:
        """Let everything happen that lies before now."""
        while self._coming:
            at, number, walk = heapq.heappop(self._coming)
            self._clock.at = at
            if walk.report is None:
                walk.report = self._file(walk)
                self.filed += 1
            elif walk.move is not None:
                self._go(walk.report, walk.move, walk.story)
            walk.move = next(walk.moves, None)
            if walk.move is not None:
                moment = self._moment_of(walk, walk.report, walk.move)
                if moment < self._until:
                    heapq.heappush(self._coming, (moment, number, walk))

    def _plan(self) -> None:
        """Spread each desk's reports over the days, the busier the nearer."""
        number = 0
        for past in PASTS:
            for place in range(past.reports if past.slug in self._desks else 0):
                desk = self._desks[past.slug]
                days_ago = DAYS * (1 - (place + self._random.random()) / past.reports) ** 1.2
                calendar = self._calendars[desk]
                at = add_working_time(
                    calendar,
                    next_open(calendar, self._until - timedelta(days=days_ago)),
                    timedelta(minutes=self._random.uniform(0, 300)),
                )
                story = past.stories[place % len(past.stories)]
                course = past.courses[place % len(past.courses)]
                if place >= past.reports - past.reports // LEFT_OPEN_EACH:
                    course = course[: place % 4]
                walk = _Walk(desk, past, story, iter(course), place)
                heapq.heappush(self._coming, (at, number, walk))
                number += 1
        self._coming = [one for one in self._coming if one[0] < self._until]
        heapq.heapify(self._coming)

    def _write_reporters(self) -> list[UUID]:
        """Invented people who are known through a channel alone."""
        self._clock.at = self._until - timedelta(days=DAYS + 10)
        with transaction() as session:
            return [
                write_identity(
                    session,
                    self._agency,
                    Identity(
                        kind="citizen",
                        name=name,
                        nik=None,
                        nip=None,
                        address=f"Jalan Contoh Nomor {number + 10}",
                        email=f"pelapor{number}@{DEMONSTRATION_DOMAIN}",
                        phone=f"+62812000001{number:02}",
                    ),
                )
                for number, name in enumerate(NAMES)
            ]

    def _file(self, walk: _Walk) -> UUID:
        past, story, number = walk.past, walk.story, walk.number
        channel = past.channels[number % len(past.channels)]
        with transaction() as session:
            desk = session.get_one(Desk, walk.desk)
            category = session.scalars(
                select(Category.id).where(
                    Category.desk_id == desk.id, Category.name == story.category
                )
            ).one()
            report = file_report(
                session,
                desk,
                self._reporter(session, channel),
                Content(
                    category_id=category,
                    subject=story.subject,
                    narrative=story.narrative,
                    place=self._random.choice(PLACES),
                    is_confidential=number % CONFIDENTIAL_EACH == CONFIDENTIAL_EACH - 1,
                ),
                channel=channel,
                submission_key=new_id(),
                at=now(),
            )
            return report.id

    def _reporter(self, session: Session, channel: str) -> UUID:
        """On the portal the demonstration's own reporters, who find their past there."""
        if channel != "web":
            return self._random.choice(self._reporters)
        email = self._random.choice(REPORTERS).email
        return session.scalars(
            select(Reporter.id)
            .join(Account, Account.id == Reporter.account_id)
            .where(Account.email == email)
        ).one()

    def _moment_of(self, walk: _Walk, report_id: UUID, move: Move) -> datetime:
        """When the move is made: well within the time of its task, or long after it."""
        at, calendar = self._clock.at, self._calendars[walk.desk]
        task = self._task_for(report_id, move)
        if move.action == SILENCE:
            return (task.due_at or at) + timedelta(minutes=1)
        if self._is_reporters(task):
            return at + timedelta(hours=self._random.uniform(2, 40))
        pace = self._random.uniform(1.3, 3) if move.is_late else self._random.uniform(0.2, 0.85)
        allowed = timedelta(hours=3)
        if task.due_at is not None:
            allowed = working_time_between(calendar, task.opened_at, task.due_at)
        return max(
            add_working_time(calendar, task.opened_at, allowed * pace), at + timedelta(minutes=1)
        )

    def _go(self, report_id: UUID, move: Move, story: Story) -> None:
        if move.action == SILENCE:
            with transaction() as session:
                take_silence(session, report_id)
            return
        task = self._task_for(report_id, move)
        given = self._answers(move, story)
        if self._is_reporters(task):
            self._answer_as_reporter(report_id, move.action, given)
            return
        session = reading()
        viewer = viewer_of(session, self._member(session, task))
        version = session.scalar(select(Report.version).where(Report.id == report_id)) or 0
        take_action(viewer, report_id, task.id, move.action, given, expected_version=version)

    def _answer_as_reporter(self, report_id: UUID, action: str, given: dict[str, Any]) -> None:
        with transaction() as session:
            file = open_case_file(session, report_id)
            task = reporter_task(file)
            carry_out(session, file, task.id, action, given, at=now(), by="reporter")
            file.report.rating = given.get("rating", file.report.rating)

    def _task_for(self, report_id: UUID, move: Move) -> Task:
        """The oldest open task whose step offers the move; silence is the reporter's."""
        session = reading()
        tasks = session.scalars(
            select(Task)
            .where(Task.report_id == report_id, Task.closed_at.is_(None))
            .order_by(Task.opened_at, Task.id)
        ).all()
        for task in tasks:
            if move.action == SILENCE and self._is_reporters(task):
                return task
            if self._procedure(task).step(task.step).action(move.action) is not None:
                return task
        raise LookupError(f"no open task offers {move.action}")

    def _procedure(self, task: Task) -> Any:
        session = reading()
        version = session.scalar(
            select(Report.procedure_version_id).where(Report.id == task.report_id)
        )
        if version is None:
            raise LookupError("a task without its report")
        return procedure_of(session, version)

    def _is_reporters(self, task: Task) -> bool:
        procedure = self._procedure(task)
        return bool(procedure.actor_of(procedure.step(task.step)).kind is ActorKind.REPORTER)

    def _member(self, session: Session, task: Task) -> Account:
        members = session.scalars(
            select(Account)
            .join(Membership, Membership.account_id == Account.id)
            .join(Team, Team.id == Membership.team_id)
            .where(
                Team.desk_id == task.desk_id,
                Team.actor == task.actor,
                Team.unit_id.is_not_distinct_from(task.unit_id),
            )
            .order_by(Account.email)
        ).all()
        return self._random.choice(members)

    def _answers(self, move: Move, story: Story) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for name, value in move.given.items():
            if name == "units":
                codes: Any = (story.unit,) if value == "@" else value
                answers[name] = [str(self._units[code]) for code in codes]
            else:
                answers[name] = story.answer if value == "@" else value
        return answers
