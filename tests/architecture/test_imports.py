"""Imports go one way: the contracts in pyproject.toml hold."""

from importlinter.cli import lint_imports

from tanggap.settings import ROOT


def test_the_layers_import_downwards_only(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out
