"""What the cells of the SOP sheet say: the rows of the matrix, and the notes under it."""

from __future__ import annotations

from dataclasses import dataclass

from tanggap.domain.procedure import Procedure, Step

STARTS = {"received": "sejak laporan diterima", "complete": "sejak laporan dinyatakan lengkap"}
NO_TIME = "–"
LONGEST_REMARK = 260
"""Characters of a remark that still fit beside its row; a longer one becomes a note."""


@dataclass(frozen=True, slots=True)
class RowText:
    """The words of one row."""

    number: str
    activity: str
    requirements: str
    time: str
    output: str
    remarks: str


@dataclass(frozen=True, slots=True)
class Note:
    """One of the notes under the matrix.

    Attributes:
        number: as the remarks of its row refer to it.
        about: what it is about, for example ``Langkah 4a``.
    """

    number: int
    about: str
    text: str


def row_texts(procedure: Procedure) -> tuple[tuple[RowText, ...], tuple[Note, ...]]:
    """Return the words of every row, and the source notes that rows and head refer to."""
    notes: list[Note] = []
    if procedure.identity.source_note:
        notes.append(Note(1, "Identitas SOP", procedure.identity.source_note))
    rows = tuple(_row(procedure, step, notes) for step in procedure.steps)
    return rows, tuple(notes)


def overall_sentence(procedure: Procedure) -> str:
    """Return the promise for the whole report, or nothing."""
    overall = procedure.overall
    if overall is None:
        return ""
    return f"Batas waktu keseluruhan: {overall.limit} {STARTS[overall.starts]}."


def _row(procedure: Procedure, step: Step, notes: list[Note]) -> RowText:
    remarks = [_with_stop(step.remarks)] if step.remarks else []
    about = f"Langkah {step.number}"
    if len(step.remarks) > LONGEST_REMARK:
        notes.append(Note(len(notes) + 1, about, step.remarks))
        remarks = [f"Lihat catatan {len(notes)}."]
    remarks += _conditions(step)
    if step.source_note:
        notes.append(Note(len(notes) + 1, about, step.source_note))
        remarks.append(f"Lihat catatan {len(notes)}.")
    return RowText(
        step.number,
        step.activity,
        step.requirements,
        str(step.duration) if step.duration else NO_TIME,
        step.output,
        "\n".join(remarks),
    )


def _conditions(step: Step) -> list[str]:
    """What else the product holds the row to; the sheet may not hide it."""
    said: list[str] = []
    if step.waits_for:
        awaited = "semua OPD" if step.waits_for < 0 else f"{step.waits_for} OPD"
        said.append(f"Menunggu {awaited}.")
    if step.on_silence:
        taken = step.action(step.on_silence.take)
        label = taken.label if taken else step.on_silence.take
        said.append(f"Tanpa jawaban {step.on_silence.after}: {_lower(label)}.")
    said += [
        f"“{action.label}” paling banyak {action.limit} kali."
        for action in step.actions
        if action.limit is not None
    ]
    return said


def _lower(text: str) -> str:
    """``text`` inside a sentence: a capital only where the word is one throughout."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _with_stop(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
