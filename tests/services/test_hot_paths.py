"""What hot paths promise: no transaction to read, errors as everywhere, all rows or none."""

from __future__ import annotations

import pytest
from flask import Flask
from psycopg.pq import TransactionStatus
from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from tanggap.services.history import record
from tanggap.services.transaction import reading, transaction
from tanggap.storage.database import db
from tanggap.storage.events import Event
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Unit
from tanggap.storage.prepared import Prepared, all_together
from tests.services.nkk_desk import file, open_tasks

UNITS = Prepared(select(Unit.code).where(Unit.code == bindparam("code")))
QUOTIENT = Prepared(select((1 / bindparam("by", type_=Unit.version.type)).label("quotient")))


def status(session: Session) -> TransactionStatus:
    """Whether PostgreSQL holds a transaction open for the session."""
    driver = session.connection().connection.driver_connection
    assert driver is not None
    return TransactionStatus(driver.info.transaction_status)


def test_only_a_use_case_that_writes_opens_a_transaction(whole_app: Flask) -> None:
    with whole_app.app_context():
        assert UNITS.first(reading(), code="dinkes").code == "dinkes"
        assert status(reading()) is TransactionStatus.IDLE
        with transaction() as session:
            assert UNITS.first(session, code="dinkes").code == "dinkes"
            assert status(session) is TransactionStatus.INTRANS
        assert status(reading()) is TransactionStatus.IDLE
        db.session.remove()


def test_statements_sent_together_answer_in_their_order(session: Session) -> None:
    asked = [(UNITS, {"code": code}) for code in ("disdik", "no such unit", "dinkes")]
    answers = all_together(session, *asked)
    assert [[row.code for row in rows] for rows in answers] == [["disdik"], [], ["dinkes"]]


def test_a_fault_is_told_as_sqlalchemy_tells_it(app: Flask) -> None:
    with pytest.raises(DataError), transaction() as session:
        QUOTIENT.first(session, by=0)
    assert UNITS.first(reading(), code="dinkes").code == "dinkes"


def test_a_failed_use_case_leaves_neither_rows_nor_jobs(session: Session) -> None:
    report = file()
    before = counts(session)

    def change_ones_mind() -> None:
        with transaction() as writing:
            record(writing, report, "note_written", report.filed_at)
            put_job(writing, "announce-tasks", task_ids=[])
            raise RuntimeError("changed its mind")

    with pytest.raises(RuntimeError, match="changed its mind"):
        change_ones_mind()
    with transaction():
        pass
    assert counts(session) == before


def test_what_is_read_in_a_use_case_sees_what_it_added(session: Session) -> None:
    report = file()
    with transaction() as writing:
        before = events(writing)
        record(writing, report, "note_written", report.filed_at)
        assert events(writing) == before + 1


def test_rows_written_together_can_be_changed_afterwards(session: Session) -> None:
    report = file()
    [task] = open_tasks(session, report)
    with transaction() as writing:
        writing.get_one(type(task), task.id).given = {"note": "diubah"}
    session.expire_all()
    assert task.given == {"note": "diubah"}


def events(session: Session) -> int:
    """How many events there are."""
    return session.scalar(select(func.count()).select_from(Event)) or 0


def counts(session: Session) -> tuple[int, int]:
    """How many events and jobs there are."""
    jobs = session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0
    return events(session), jobs
