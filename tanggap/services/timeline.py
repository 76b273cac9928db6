"""A report's history in words: who did what, when, and the note that went with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Boolean, Text, Uuid, all_, and_, any_, bindparam, or_, select

from tanggap.domain.procedure import Action, Procedure
from tanggap.services import english_event_texts as english
from tanggap.services.reader import reads_english
from tanggap.services.report_texts import Lens
from tanggap.storage.accounts import Account
from tanggap.storage.events import Event
from tanggap.storage.organisation import Unit
from tanggap.storage.prepared import Prepared

LONGEST_TIMELINE = 200


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event in words: who did what, and the note that went with it."""

    id: int
    at: datetime
    kind: str
    who: str
    what: str
    note: str
    step: str | None
    unit: str | None


HOUSE_EVENTS = {
    "report_filed": "Laporan masuk",
    "document_issued": "Naskah terbit",
    "document_rendered": "Naskah selesai dibuat",
    "report_closed": "Laporan ditutup",
    "officer_excluded": "Petugas dikecualikan dari laporan ini",
    "task_assigned": "Tugas ditugaskan",
    "task_withdrawn": "Tugas ditarik; tanggapan lain sudah cukup",
    "identity_unmasked": "Identitas pelapor dibuka",
    "message_sent": "Pesan dikirim kepada pelapor",
    "message_received": "Pesan diterima dari pelapor",
    "message_delivered": "Pesan terkirim",
    "message_failed": "Pesan gagal terkirim",
    "message_impossible": "Pelapor tidak punya alamat untuk dikirimi pesan",
    "message_withheld": "Balasan otomatis ditahan: terlalu banyak dalam sehari",
    "file_received": "Lampiran diterima dari pelapor",
    "file_refused": "Lampiran pelapor tidak dapat disimpan",
    "due_time_moved": "Tenggat berubah karena jam kerja diubah",
    "task_overdue": "Tugas melewati tenggat",
    "escalated_to_superior": "Keterlambatan diberitahukan kepada atasan langsung",
    "escalated_to_unit_head": "Keterlambatan diberitahukan kepada kepala unit; atasan tidak ada",
    "escalated_to_desk": "Keterlambatan diberitahukan kepada tim layanan; atasan tidak ada",
    "escalated_to_administrators": "Keterlambatan diberitahukan kepada administrator",
    "escalated_to_nobody": "Keterlambatan tidak dapat diberitahukan kepada siapa pun di atas tim",
    "note_written": "Catatan internal ditulis",
    "letter_signed": "Surat ditandatangani secara elektronik",
    "letter_attempt_refused": "Paraf atau tanda tangan belum berhasil",
    "silence_notice": "Pelapor diingatkan sebelum laporan ditutup",
    "report_published": "Jawaban dipublikasikan tanpa data pribadi",
    "publication_withdrawn": "Publikasi ditarik",
}
ONLY_AT_THE_DESK = frozenset(
    {
        "identity_unmasked",
        "message_sent",
        "message_received",
        "message_delivered",
        "message_failed",
        "message_impossible",
        "message_withheld",
        "file_received",
        "file_refused",
        "officer_excluded",
        "note_written",
        "letter_attempt_refused",
    }
)


_NOT_FOR_UNITS = sorted(ONLY_AT_THE_DESK)
_EVENTS = Prepared(
    select(
        Event.id,
        Event.at,
        Event.kind,
        Event.account_id,
        Event.task_id,
        Event.facts,
        Unit.short_name.label("unit"),
        Account.name.label("who"),
    )
    .select_from(Event)
    .outerjoin(Unit, Unit.id == Event.unit_id)
    .outerjoin(Account, Account.id == Event.account_id)
    .where(
        Event.report_id == bindparam("report"),
        Event.id < bindparam("before"),
        or_(
            bindparam("at_desk", type_=Boolean),
            and_(
                Event.kind != all_(bindparam("not_for_units", type_=ARRAY(Text))),
                or_(
                    Event.unit_id.is_(None),
                    Event.unit_id == any_(bindparam("units", type_=ARRAY(Uuid))),
                ),
            ),
        ),
    )
    .order_by(Event.id.desc())
    .limit(LONGEST_TIMELINE)
)
NEWEST = 2**63 - 1


def events_asked(
    report: UUID, units: frozenset[UUID] | None, before: int | None = None
) -> tuple[Prepared, dict[str, Any]]:
    """The statement of a page of the history, and what it is given.

    Args:
        units: departments whose events are shown; None for all, as the desk itself sees them.
        before: only events with a smaller id: the next page.
    """
    return _EVENTS, {
        "report": report,
        "before": NEWEST if before is None else before,
        "at_desk": units is None,
        "units": list(units or ()),
        "not_for_units": _NOT_FOR_UNITS,
    }


def in_words(
    events: Iterable[Any],
    procedure: Procedure,
    tasks: Iterable[Any],
    units: frozenset[UUID] | None,
    lens: Lens,
) -> list[TimelineEntry]:
    """Rows of :func:`events_asked` in words; ``tasks`` are the report's, for their notes."""
    known = {task.id: task for task in tasks}
    return [_entry(event, procedure, known, lens, shows_notes=units is None) for event in events]


def _entry(
    event: Any,
    procedure: Procedure,
    tasks: dict[UUID, Any],
    lens: Lens,
    *,
    shows_notes: bool,
) -> TimelineEntry:
    facts = event.facts
    who = event.who or ""
    what, note, step_number = _house_event(event.kind), "", None
    if event.kind == "action_taken":
        step = procedure.step(facts["step"])
        action = step.action(facts["action"])
        what = action.label if action else facts["action"]
        step_number = step.number
        if not who:
            by_silence = facts.get("by") == "silence"
            who = _by_silence() if by_silence else procedure.actor_of(step).title
        task = tasks.get(event.task_id) if event.task_id else None
        if task is not None:
            is_meant = shows_notes or task.unit_id is not None or _is_direction(action)
            note = lens.show(_said(task.given, is_meant=is_meant, knows=lens.identity is not None))
    elif event.kind == "document_issued" and facts.get("number"):
        what = f"{what}: {facts['number']}"
    elif event.kind == "task_assigned" and not facts.get("officer"):
        what = english.TASK_RELEASED if reads_english() else "Tugas dilepas"
    elif event.kind == "publication_withdrawn":
        note = lens.show(str(facts.get("reason", "")))
    elif event.kind == "report_closed":
        what = f"{what}: {procedure.outcomes.get(facts.get('outcome', ''), '')}".rstrip(": ")
    return TimelineEntry(
        id=event.id,
        at=event.at,
        kind=event.kind,
        who=who,
        what=what,
        note=note,
        step=step_number,
        unit=event.unit,
    )


def _house_event(kind: str) -> str:
    said = HOUSE_EVENTS.get(kind, kind)
    return english.HOUSE_EVENTS.get(kind, said) if reads_english() else said


def _by_silence() -> str:
    return english.BY_SILENCE if reads_english() else "Sistem, pelapor tidak menjawab"


def _said(given: Mapping[str, Any], *, is_meant: bool, knows: bool) -> str:
    """The words that went with an action, for a reader for whom they are meant.

    What the reporter added is part of the report, so a department that works on it reads it too;
    but not where it ``knows`` not who reported: an answer to a question about the identity is one.
    """
    note = given.get("note") if is_meant else None
    added = given.get("completion") if is_meant or knows else None
    return str(note or added or "")


def _is_direction(action: Action | None) -> bool:
    """A note that goes with sending to units is meant for them."""
    return action is not None and action.spread is not None
