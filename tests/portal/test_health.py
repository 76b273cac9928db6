"""A monitor learns whether the database answers and a worker lives, and nothing else."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tanggap.storage.database import db


def test_a_worker_counts_for_as_long_as_it_gives_signs_of_life(
    app: Flask, session: Session
) -> None:
    browser = app.test_client()
    session.execute(text("DELETE FROM procrastinate_workers"))
    session.commit()
    answer = browser.get("/kesehatan")
    assert (answer.status_code, answer.json) == (200, {"database": "ok", "worker": "silent"})
    session.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    session.commit()
    assert browser.get("/kesehatan").json == {"database": "ok", "worker": "ok"}
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_database_it_answers_503(app: Flask) -> None:
    engines, nowhere = db._app_engines[app], create_engine("postgresql+psycopg://nobody@/x?host=/")
    there = engines[None]
    engines[None] = nowhere
    db.session.remove()
    try:
        answer = app.test_client().get("/kesehatan")
    finally:
        db.session.remove()
        engines[None] = there
        nowhere.dispose()
    assert answer.status_code == 503
    assert answer.json == {"database": "unreachable", "worker": "silent"}


def test_the_terminal_says_it_by_its_status_too(app: Flask, session: Session) -> None:
    session.execute(text("DELETE FROM procrastinate_workers"))
    session.commit()
    told = app.test_cli_runner().invoke(args=["jobs", "state"])
    assert told.exit_code == 1
    assert "Tidak ada pekerja yang hidup" in told.stderr
    session.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    session.commit()
    assert app.test_cli_runner().invoke(args=["jobs", "state"]).exit_code == 0
