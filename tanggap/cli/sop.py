"""Commands for procedures: show one as a table, check files before they are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from tanggap.cli.sop_print import print_command
from tanggap.domain.linter import Severity, lint
from tanggap.domain.procedure import Procedure, Step
from tanggap.domain.refusal import Refused
from tanggap.services.fault_texts import fault_sentence
from tanggap.services.house import house, now
from tanggap.services.refusal_texts import sentence
from tanggap.storage.procedure_files import read_procedure_file

sop_cli = AppGroup("sop", help="Berkas SOP: tampilkan, periksa, dan cetak.")
sop_cli.add_command(print_command)
HEADINGS = ("No", "Pelaksana", "Kegiatan", "Kelengkapan", "Waktu", "Keluaran", "Tindakan")
WIDTHS = (3, 18, 40, 22, 13, 22, 44)


@sop_cli.command("show")
@click.argument("name")
def show_command(name: str) -> None:
    """Print the procedure NAME as a table."""
    path = house().settings.procedure_dir / f"{name}.yaml"
    try:
        loaded = read_procedure_file(path)
    except Refused as refusal:
        _say_faults(path, refusal)
        sys.exit(1)
    for line in table_of(loaded.procedure):
        click.echo(line)


@sop_cli.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check_command(files: tuple[Path, ...]) -> None:
    """Say whether FILES can be loaded (all of the folder when none is named)."""
    paths = files or _all_files()
    broken = 0
    for path in paths:
        try:
            procedure = read_procedure_file(path).procedure
        except Refused as refusal:
            broken += 1
            _say_faults(path, refusal)
        else:
            click.echo(f"{path}: baik, {len(procedure.steps)} langkah, versi {procedure.version}")
    sys.exit(1 if broken else 0)


@sop_cli.command("lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def lint_command(files: tuple[Path, ...]) -> None:
    """Review FILES as an SOP reviewer would (all of the folder when none is named).

    The exit status is 1 when a file cannot be loaded, or has an error without a source_note.
    """
    failed = False
    for path in files or _all_files():
        try:
            procedure = read_procedure_file(path).procedure
        except Refused as refusal:
            failed = True
            _say_faults(path, refusal)
            continue
        for finding in lint(procedure, now().date()):
            failed |= finding.severity is Severity.ERROR and not finding.acknowledged
            owned = " [diakui dalam source_note]" if finding.acknowledged else ""
            click.echo(
                f"{path}:{finding.line}: {finding.severity}: {finding.code}: "
                f"{fault_sentence(finding)}{owned}"
            )
    sys.exit(1 if failed else 0)


def _all_files() -> tuple[Path, ...]:
    return tuple(sorted(house().settings.procedure_dir.glob("*.yaml")))


def _say_faults(path: Path, refusal: Refused) -> None:
    faults = refusal.facts.get("faults")
    if not isinstance(faults, list):
        click.echo(f"{path}: {refusal.code}: {sentence(refusal)}", err=True)
        return
    for fault in faults:
        click.echo(f"{path}:{fault.line}: {fault.code}: {fault_sentence(fault)}", err=True)


def table_of(procedure: Procedure) -> list[str]:
    """The procedure as the lines of a plain table, in the order of the SOP."""
    lines = [f"{procedure.title} (versi {procedure.version})"]
    if procedure.overall is not None:
        starts = {"received": "laporan diterima", "complete": "laporan dinyatakan lengkap"}
        lines.append(
            f"Batas keseluruhan: {procedure.overall.limit} sejak {starts[procedure.overall.starts]}"
        )
    rule = "+" + "+".join("-" * (width + 2) for width in WIDTHS) + "+"
    lines += [rule, *_row(HEADINGS), rule.replace("-", "=")]
    for step in procedure.steps:
        lines += [*_row(_cells(procedure, step)), rule]
    return lines


def _cells(procedure: Procedure, step: Step) -> tuple[str, ...]:
    numbers = {one.id: one.number for one in procedure.steps}
    actions = []
    for action in step.actions:
        where = (
            f"langkah {numbers[action.goto]}"
            if action.goto is not None
            else f"selesai: {procedure.outcomes.get(action.ends or '', action.ends)}"
        )
        actions.append(f"{action.label} → {where}")
    return (
        step.number,
        procedure.actor_of(step).title,
        step.activity,
        step.requirements,
        str(step.duration) if step.duration else "-",
        step.output,
        "\n".join(actions),
    )


def _row(cells: tuple[str, ...]) -> list[str]:
    columns = [
        [line for part in cell.split("\n") for line in click.wrap_text(part, width).split("\n")]
        for cell, width in zip(cells, WIDTHS, strict=True)
    ]
    height = max(len(column) for column in columns)
    return [
        "| "
        + " | ".join(
            (column[at] if at < len(column) else "").ljust(width)
            for column, width in zip(columns, WIDTHS, strict=True)
        )
        + " |"
        for at in range(height)
    ]
