"""Write internal notes on a report: for colleagues, never for the reporter."""

from __future__ import annotations

from uuid import UUID

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.services.unsent_texts import Kind, forget_text
from tanggap.storage.database import new_id
from tanggap.storage.reports import Note, Report

LONGEST_NOTE = 5_000


def write_note(viewer: Viewer, report_id: UUID, body: str) -> Note:
    """Write a note; one from a department's team stays within that department and the desk.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``text-missing``, ``text-too-long``.
    """
    body = clean_text(body, max_length=LONGEST_NOTE, multiline=True)
    if not body:
        raise Refused("text-missing", field="body")
    at = now()
    with transaction() as session:
        report, facts = visible_report(session, viewer, report_id)
        if not may(Permission.WRITE_NOTE, viewer, facts):
            raise Refused("not-allowed", permission=Permission.WRITE_NOTE.value)
        unit_id = _unit_of(viewer, report, facts.units)
        note = Note(
            id=new_id(),
            agency_id=report.agency_id,
            report_id=report.id,
            author_id=viewer.account,
            unit_id=unit_id,
            body=body,
            at=at,
        )
        session.add(note)
        forget_text(session, viewer.account, Kind.NOTE, report.id)
        record(session, report, "note_written", at, account_id=viewer.account, unit_id=unit_id)
        return note


def _unit_of(viewer: Viewer, report: Report, units: frozenset[UUID]) -> UUID | None:
    """None for who sits at the desk itself; else the writer's department."""
    seats = [seat for seat in viewer.seats if seat.desk == report.desk_id]
    if any(seat.unit is None for seat in seats):
        return None
    return min((seat.unit for seat in seats if seat.unit in units), key=str, default=None)
