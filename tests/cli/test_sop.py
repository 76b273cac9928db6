"""Commands for procedures say what a person needs, and fail when the file is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tanggap.settings import ROOT


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_show_prints_every_row_of_the_procedure(run: FlaskCliRunner) -> None:
    result = run.invoke(args=["sop", "show", "nkk"])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "Pelayanan Pengaduan NKK (versi 1)"
    numbers = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert [number for number in numbers if number] == [
        "No", "1", "2", "2a", "3", "4", "4a", "5", "6", "7",
    ]  # fmt: skip
    assert "2 hari kerja" in result.output


def test_show_names_a_procedure_that_is_not_there(run: FlaskCliRunner) -> None:
    result = run.invoke(args=["sop", "show", "tidak-ada"])
    assert result.exit_code == 1
    assert "tidak-ada.yaml" in result.stderr


def test_check_accepts_the_house_files(run: FlaskCliRunner) -> None:
    result = run.invoke(args=["sop", "check"])
    assert result.exit_code == 0
    assert "nkk.yaml: baik" in result.output


def test_check_and_lint_say_file_line_and_reason(run: FlaskCliRunner, tmp_path: Path) -> None:
    broken = tmp_path / "rusak.yaml"
    text = (ROOT / "sop" / "nkk.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("goto: classify", "goto: nowhere", 1), encoding="utf-8")
    for command in ("check", "lint"):
        result = run.invoke(args=["sop", command, str(broken)])
        assert result.exit_code == 1
        assert f"{broken}:65: step-unknown: " in result.stderr
        assert "nowhere" in result.stderr


def test_lint_passes_what_the_file_owns_up_to(run: FlaskCliRunner, tmp_path: Path) -> None:
    assert run.invoke(args=["sop", "lint"]).exit_code == 0
    silent = tmp_path / "diam.yaml"
    text = (ROOT / "sop" / "nkk.yaml").read_text(encoding="utf-8")
    start = text.index("    source_note: >-\n      Sumber sekali")
    end = text.index("    actions:", start)
    silent.write_text(text[:start] + text[end:], encoding="utf-8")
    result = run.invoke(args=["sop", "lint", str(silent)])
    assert result.exit_code == 1
    assert "times-beyond-limit" in result.output
