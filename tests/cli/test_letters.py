"""A specimen of every letter can be written without a report or a desk."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from tanggap.documents.specimens import SPECIMENS


def test_one_specimen_is_written_where_it_is_said(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(
        args=["letters", "specimen", "study", "--output", str(tmp_path)]
    )
    assert result.exit_code == 0
    assert f"Contoh naskah ditulis ke {tmp_path / 'study.pdf'}." in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["study.pdf"]


def test_an_unknown_kind_is_answered_with_those_there_are(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["letters", "specimen", "decree"])
    assert result.exit_code == 2
    assert all(kind in result.stderr for kind in SPECIMENS)
