"""Cases to copy from: every usual course of an NKK report, walked through the services.

So a seeded report has exactly the tasks, events, responses, documents and messages that a real one
of its course has, with real files behind them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from flask import Flask
from flask_security import hash_password
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.moment import NOW
from bench.words import Language
from tanggap.app import create_app
from tanggap.channels.smtp import OutgoingMail
from tanggap.cli.demonstration import PASSWORD
from tanggap.services.actions import act_as_reporter, take_action, take_silence
from tanggap.services.delivery import deliver_message
from tanggap.services.demonstration.founding import found_city
from tanggap.services.evidence import KeptFile, keep_file, remember_files
from tanggap.services.filing import Content, PersonNamed, file_report
from tanggap.services.house import house, now
from tanggap.services.notes import write_note
from tanggap.services.rendering import render_document
from tanggap.services.transaction import reading, transaction
from tanggap.services.viewers import viewer_of
from tanggap.settings import ROOT, Settings
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.database import db, new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.organisation import Category, Desk, Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

REPORTER, SILENCE = "warga", "silence"
MONDAY_LONG_AGO = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Move:
    """Who does what, how long after the move before."""

    who: str
    action: str
    after: timedelta
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Course:
    """One way a report goes.

    Attributes:
        weight: share among closed reports, or the number of such open reports.
        before: how long before ``NOW`` an open one was filed; None for closed ones.
    """

    name: str
    weight: int
    moves: Sequence[Move]
    before: timedelta | None = None


def _move(who: str, action: str, after: timedelta, **given: object) -> Move:
    return Move(who, action, after, given)


RECEIVED = _move("operator", "hand_over", 8 * MINUTE)
INFORMATION = _move("timutama", "information", 50 * MINUTE, note="Jawab dengan aturan yang berlaku")
TO_ONE = _move("timutama", "complaint", 70 * MINUTE, units=("dinkes",), note="Periksa dan tanggapi")
TO_TWO = _move("timutama", "complaint", 70 * MINUTE, units=("dinkes", "disdik"))
DINKES = _move("dinkes", "respond", 5 * HOUR, response="@")
DISDIK = _move("disdik", "respond", 20 * HOUR, response="@")
REVIEWED = _move("timutama", "hand_over", 9 * MINUTE)
ANSWERED = _move("operator", "answer", 25 * MINUTE, answer="@")
ACCEPTED = _move(REPORTER, "accept", DAY, rating=4, comment="Terima kasih")
NOT_YET = _move(REPORTER, "not_yet", DAY, rating=2, note="Petugas itu masih tidak ada di loket")
INCOMPLETE = _move("operator", "ask_completion", 6 * MINUTE, note="Sebutkan tanggal kejadiannya")
COMPLETED = _move(REPORTER, "complete", 6 * HOUR, completion="Kejadiannya hari Senin pagi")
RETURNED = _move("timutama", "return_response", 15 * MINUTE, units=("dinkes",), note="Kurang jelas")
NOT_OURS = _move("dinkes", "return_report", 2 * HOUR, note="Pegawai itu bekerja di dinas lain")
CLOSED_BY_SILENCE = _move(SILENCE, "", 25 * DAY)

SHORT = (RECEIVED, INFORMATION, ANSWERED)
LONG = (RECEIVED, TO_ONE, DINKES, REVIEWED, ANSWERED)
COURSES = (
    Course("information", 30, (*SHORT, ACCEPTED)),
    Course("information, no reply", 15, (*SHORT, CLOSED_BY_SILENCE)),
    Course("complaint", 25, (*LONG, ACCEPTED)),
    Course("two departments", 10, (RECEIVED, TO_TWO, DINKES, DISDIK, *LONG[3:], ACCEPTED)),
    Course("response returned", 5, (*LONG[:3], RETURNED, *LONG[2:], ACCEPTED)),
    Course("not yet answered", 5, (*LONG, NOT_YET, TO_ONE, DINKES, REVIEWED, ANSWERED, ACCEPTED)),
    Course("completed first", 7, (INCOMPLETE, COMPLETED, *SHORT, ACCEPTED)),
    Course("never completed", 3, (INCOMPLETE, CLOSED_BY_SILENCE)),
    Course("to receive", 60, (), before=6 * MINUTE),
    Course("to classify", 60, (RECEIVED,), before=40 * MINUTE),
    Course("to respond", 50, (RECEIVED, TO_ONE), before=3 * HOUR),
    Course("to respond, two departments", 20, (RECEIVED, TO_TWO), before=3 * HOUR),
    Course("to redirect", 5, (RECEIVED, TO_ONE, NOT_OURS), before=DAY),
    Course("to review", 20, LONG[:3], before=DAY),
    Course("to answer", 35, LONG[:4], before=DAY),
    Course("to confirm", 40, LONG, before=DAY),
    Course("to complete", 10, (INCOMPLETE,), before=DAY),
)  # fmt: skip
COLLEAGUE = {"operator": "operator2", "timutama": "timutama2"}


class Moment:
    """A clock that is put to where a case needs it."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class NoMail:
    """Takes every message and sends none."""

    def send(self, mail: OutgoingMail) -> None:
        """Take it."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A report to copy, and how often in comparison with others."""

    report: UUID
    weight: int
    is_open: bool


def make_city(settings: Settings) -> tuple[Flask, Moment]:
    """The application on a migrated database, with the invented city in it."""
    clock = Moment()
    app = create_app(settings, clock=clock)
    with app.app_context():
        house().mail = NoMail()
        with transaction() as session:
            found_city(session, NOW, hash_password(PASSWORD), ROOT / "sop")
    return app, clock


def make_specimens(app: Flask, clock: Moment, language: Language) -> list[Specimen]:
    """Walk every course twice: once in the open and once confidentially, by other officers."""
    specimens = []
    with app.app_context():
        photo = _photo()
        for course in COURSES:
            for is_confidential, share in ((False, 4), (True, 1)):
                walk = _Walk(clock, language, is_confidential)
                report = walk.file(course, photo)
                for move in course.moves:
                    walk.go(report, move)
                specimens.append(Specimen(report, course.weight * share, course.before is not None))
                db.session.remove()
        db.engine.dispose()
    return specimens


class _Walk:
    """One report on its way."""

    def __init__(self, clock: Moment, language: Language, is_confidential: bool) -> None:
        self._clock = clock
        self._language = language
        self._is_confidential = is_confidential
        self._rooms = cycle(("Loket 3", "Ruang arsip"))

    def file(self, course: Course, photo: KeptFile) -> UUID:
        """File it, and let the worker do what that queues."""
        self._clock.at = MONDAY_LONG_AGO if course.before is None else NOW - course.before
        with transaction() as session:
            desk = session.scalars(select(Desk).where(Desk.slug == "nkk")).one()
            category = session.scalars(select(Category).where(Category.parent_id.is_not(None)))
            reporter = reporter_of_account(session, _account(session, REPORTER).id)
            assert reporter is not None
            report = file_report(
                session,
                desk,
                reporter,
                Content(
                    category_id=category.first().id,  # type: ignore[union-attr]
                    subject=self._language.sentence(4, 9),
                    narrative=self._language.paragraphs(),
                    happened="Senin pagi",
                    place=next(self._rooms),
                    is_confidential=self._is_confidential,
                    persons=(PersonNamed(self._language.person(), "Dinas", "Staf loket"),),
                    evidence=(photo.as_evidence(),),
                ),
                channel="web",
                submission_key=new_id(),
                at=now(),
            )
        _run_jobs(report.id)
        return report.id

    def go(self, report_id: UUID, move: Move) -> None:
        """Make one move, and let the worker do what it queues."""
        self._clock.at += move.after
        if move.who == SILENCE:
            with transaction() as session:
                assert take_silence(session, report_id)
        elif move.who == REPORTER:
            reporter = _account(reading(), REPORTER).id
            act_as_reporter(reporter, report_id, move.action, self._answers(move))
        else:
            self._act(report_id, move)
        _run_jobs(report_id)

    def _act(self, report_id: UUID, move: Move) -> None:
        session = reading()
        login = COLLEAGUE.get(move.who, move.who) if self._is_confidential else move.who
        viewer = viewer_of(session, _account(session, login))
        seats = {(seat.actor, seat.unit) for seat in viewer.seats}
        open_tasks = session.scalars(
            select(Task).where(Task.report_id == report_id, Task.closed_at.is_(None))
        )
        task = next(one for one in open_tasks if (one.actor, one.unit_id) in seats)
        version = session.get_one(Report, report_id).version
        answers = self._answers(move)
        if move is TO_ONE:
            write_note(viewer, report_id, "Mohon dikerjakan minggu ini.")
            version = session.get_one(Report, report_id).version
        take_action(viewer, report_id, task.id, move.action, answers, expected_version=version)

    def _answers(self, move: Move) -> dict[str, Any]:
        """What is given: ``@`` stands for a text of some length, units for their ids."""
        codes: Any = move.given.get("units", ())
        units = reading().scalars(select(Unit).where(Unit.code.in_(codes))).all()
        by_code = {unit.code: str(unit.id) for unit in units}
        answers: dict[str, Any] = {}
        for name, value in move.given.items():
            if name == "units":
                answers[name] = [by_code[code] for code in codes]
            else:
                answers[name] = self._language.paragraphs() if value == "@" else value
        return answers


def _account(session: Session, login: str) -> Account:
    return session.scalars(select(Account).where(Account.email.startswith(f"{login}@"))).one()


def _photo() -> KeptFile:
    content = io.BytesIO()
    Image.effect_noise((640, 480), 60).save(content, "JPEG", quality=70)
    kept = keep_file("foto.jpg", content.getvalue())
    remember_files([kept])
    return kept


def _run_jobs(report_id: UUID) -> None:
    """Render and deliver what waits; the queue itself is emptied when all is copied."""
    documents = select(Document.id).where(
        Document.report_id == report_id, Document.sha256.is_(None)
    )
    for document in reading().scalars(documents).all():
        render_document(document)
    messages = select(Message.id).where(Message.report_id == report_id, Message.state == "queued")
    for message in reading().scalars(messages).all():
        deliver_message(message)
