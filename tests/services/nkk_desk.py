"""The NKK desk of the invented city at work: file a report, act on it, run the jobs it queued."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from procrastinate import App
from procrastinate.testing import InMemoryConnector
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tanggap.channels.smtp import OutgoingMail
from tanggap.domain.policy import Viewer
from tanggap.jobs.tasks import register_tasks
from tanggap.services.actions import act_as_reporter, take_action
from tanggap.services.delivery import DeliveryPostponed
from tanggap.services.filing import Content, PersonNamed, file_report
from tanggap.services.house import house, now
from tanggap.services.transaction import transaction
from tanggap.services.viewers import viewer_of
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document, Message
from tanggap.storage.database import new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.organisation import Category, Desk, Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task


@dataclass
class Postbox:
    """A mail server that keeps what it takes, and fails when told to."""

    taken: list[OutgoingMail] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, mail: OutgoingMail) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append(mail)

    def to(self, login: str) -> list[OutgoingMail]:
        return [mail for mail in self.taken if mail.to.startswith(f"{login}@")]

    def about(self, words: str, *, to: str = "warga") -> OutgoingMail:
        """The one mail to this person with these words in its subject."""
        [found] = [mail for mail in self.to(to) if words in mail.subject]
        return found


def account(session: Session, login: str) -> Account:
    return session.scalars(select(Account).where(Account.email.startswith(f"{login}@"))).one()


def officer(session: Session, login: str) -> Viewer:
    return viewer_of(session, account(session, login))


def unit(session: Session, code: str) -> Unit:
    return session.scalars(select(Unit).where(Unit.code == code)).one()


def file(
    *,
    by: str = "warga",
    confidential: bool = False,
    subject: str = "Petugas loket berkata kasar",
    persons: tuple[PersonNamed, ...] = (),
    channel: str = "web",
    place: str = "",
    taken_by: str = "",
) -> Report:
    """File a report on the portal, or at the counter with another ``channel`` and officer."""
    with transaction() as session:
        desk = session.scalars(select(Desk).where(Desk.slug == "nkk")).one()
        category = session.scalars(
            select(Category).where(Category.name == "Perilaku tidak sopan")
        ).one()
        reporter = reporter_of_account(session, account(session, by).id)
        assert reporter is not None
        content = Content(
            category_id=category.id,
            subject=subject,
            narrative="Saya dibentak di loket 3.",
            place=place,
            is_confidential=confidential,
            persons=persons,
        )
        return file_report(
            session,
            desk,
            reporter,
            content,
            channel=channel,
            submission_key=new_id(),
            at=now(),
            recorded_by=account(session, taken_by).id if taken_by else None,
        )


def act(session: Session, report: Report, login: str, action: str, **given: object) -> Report:
    """Let an officer take an action at the open task of the officer's own team."""
    viewer = officer(session, login)
    seats = {(seat.actor, seat.unit) for seat in viewer.seats}
    task = next(one for one in open_tasks(session, report) if (one.actor, one.unit_id) in seats)
    return take_action(viewer, report.id, task.id, action, given, expected_version=report.version)


def reply(session: Session, report: Report, action: str, **given: object) -> Report:
    return act_as_reporter(account(session, "warga").id, report.id, action, given)


def open_tasks(session: Session, report: Report) -> list[Task]:
    return list(
        session.scalars(select(Task).where(Task.report_id == report.id, Task.closed_at.is_(None)))
    )


def answer_as_information(
    session: Session, report: Report, text: str = "Petugas sudah ditegur."
) -> Report:
    """Take the report to its official answer by the short way."""
    act(session, report, "operator", "hand_over")
    act(session, report, "timutama", "information")
    return act(session, report, "operator", "answer", answer=text)


def queued_jobs(session: Session) -> list[tuple[str, dict[str, Any]]]:
    """Jobs that wait, oldest first, by name and arguments."""
    session.flush()
    rows = session.execute(
        text("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
    )
    return [(name, args) for name, args in rows]


def run_jobs(session: Session) -> list[str]:
    """Run what is queued, and what that queues, as the worker does; returns the jobs' names.

    A message that could not be handed over leaves its job behind for later, as with a real worker.
    """
    jobs = App(connector=InMemoryConnector())
    register_tasks(jobs, nullcontext)
    done: list[str] = []
    seen = 0
    while True:
        rows = session.execute(
            text(
                "SELECT id, task_name, args FROM procrastinate_jobs"
                " WHERE status = 'todo' AND id > :seen ORDER BY id"
            ),
            {"seen": seen},
        ).all()
        if not rows:
            return done
        for job_id, name, arguments in rows:
            seen = max(seen, job_id)
            try:
                jobs.tasks[name](**arguments)
            except DeliveryPostponed:
                continue
            session.execute(text("DELETE FROM procrastinate_jobs WHERE id = :id"), {"id": job_id})
            session.commit()
            done.append(name)


def document(session: Session, report: Report, kind: str) -> Document:
    return session.scalars(
        select(Document).where(Document.report_id == report.id, Document.kind == kind)
    ).one()


def messages(session: Session, report: Report, template: str) -> list[Message]:
    return list(
        session.scalars(
            select(Message)
            .where(Message.report_id == report.id, Message.template == template)
            .order_by(Message.id)
        )
    )


def pdf(document: Document) -> bytes:
    assert document.sha256 is not None
    return house().files.get(document.sha256)


def units(*found: Unit) -> tuple[UUID, ...]:
    return tuple(one.id for one in found)
