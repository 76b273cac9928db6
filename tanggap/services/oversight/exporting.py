"""Planned against actual as a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from tanggap.documents.spreadsheet import Cell, Column, Sheet, as_csv, as_xlsx
from tanggap.services.oversight.scope import Scope
from tanggap.services.oversight.step_times import StepTimes

Format = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TITLE = "Waktu SOP dan kenyataan"
COLUMNS = (
    Column("Layanan", width=28),
    Column("Periode mulai", "day", 13),
    Column("Langkah", width=9),
    Column("Kegiatan", width=48),
    Column("Pelaksana", width=24),
    Column("Perangkat daerah", width=28),
    Column("Standar SOP", width=15),
    Column("Standar (menit kerja)", "whole"),
    Column("Pelaksanaan", "whole"),
    Column("Median (menit kerja)", "decimal"),
    Column("Persentil 90 (menit kerja)", "decimal"),
    Column("Punya tenggat", "whole"),
    Column("Tepat waktu", "whole"),
    Column("Bagian tepat waktu", "share"),
    Column("Waktu berhenti (menit kerja)", "decimal"),
    Column("Pengembalian", "whole"),
)


def exported(rows: Sequence[StepTimes], scope: Scope, form: Format, at: datetime) -> bytes:
    """The rows as a file of this form.

    Args:
        at: the moment of asking, which the file names.
    """
    sheet = Sheet(
        title=TITLE,
        about=_about(scope, at),
        columns=COLUMNS,
        rows=[_cells(row) for row in rows],
        made_at=at,
    )
    return as_csv(sheet) if form == "csv" else as_xlsx(sheet)


def file_name(scope: Scope, form: Format) -> str:
    """A name that says what is in it and from when."""
    return f"waktu-sop-{scope.first.isoformat()}-{scope.last.isoformat()}.{form}"


def _about(scope: Scope, at: datetime) -> list[tuple[str, str]]:
    made = at.astimezone(scope.zone)
    return [
        ("Layanan", "; ".join(one.desk.name for one in scope.desks.values())),
        ("Ditutup", f"{scope.first.isoformat()} sampai {scope.last.isoformat()}"),
        ("Dibuat", made.strftime("%Y-%m-%d %H:%M %Z")),
        (
            "Cara menghitung",
            "menit kerja menurut kalender layanan, tanpa waktu menunggu pelapor",
        ),
    ]


def _cells(row: StepTimes) -> tuple[Cell, ...]:
    return (
        row.desk_name,
        row.period,
        row.number,
        row.activity,
        row.actor_title,
        row.unit_name or "",
        row.standard,
        row.standard_minutes,
        row.executions,
        row.median,
        row.ninetieth,
        row.limited,
        row.on_time,
        row.share_on_time,
        row.paused,
        row.returns,
    )
