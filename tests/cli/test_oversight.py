"""Measuring old tasks says how many, and finds nothing left to do."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tanggap.cli.oversight import measure_command
from tanggap.services.transaction import transaction
from tanggap.storage.tasks import Task
from tests.services.nkk_desk import answer_as_information, file


def test_the_command_measures_what_is_not(app: Flask, session: Session) -> None:
    answer_as_information(session, file())
    with transaction() as own:
        own.execute(update(Task).values(worked_minutes=None))
    said = app.test_cli_runner().invoke(measure_command)
    assert said.exit_code == 0, said.output
    assert "Waktu tugas: 4 tugas selesai diukur." in said.output
    again = app.test_cli_runner().invoke(measure_command)
    assert "Waktu tugas: 0 tugas selesai diukur." in again.output
