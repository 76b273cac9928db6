"""Turn a reporter's report into what its page shows: rows, entries and sentences."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.report_check import described
from portal.spoken import moment_parts, said_size
from tanggap.domain.procedure import ActorKind
from tanggap.domain.spoken_time import spoken_moment
from tanggap.services.evidence import type_label
from tanggap.services.reporter_list import Listed, Promise, Standing, standing_of
from tanggap.services.reporter_progress import Passage
from tanggap.services.reporter_reading import OwnReport
from tanggap.storage.correspondence import Document

Row = dict[str, Any]


def said_standing(standing: Standing, outcome: str = "") -> dict[str, str]:
    """A status tag's words and tone."""
    words = {
        Standing.WORKING: (_("Sedang dikerjakan"), "working"),
        Standing.LATE: (_("Sedang dikerjakan, terlambat"), "late"),
        Standing.WAITING: (_("Menunggu Anda"), "waiting"),
        Standing.CLOSED: (outcome or _("Selesai"), "closed"),
    }
    text, tone = words[standing]
    return {"text": text, "tone": tone}


def listed_row(listed: Listed) -> Row:
    """One report of "my reports"."""
    return {
        "href": url_for("portal.own_report_page", report_id=listed.id),
        "number": listed.number,
        "subject": listed.subject,
        "tag": said_standing(listed.standing, listed.outcome),
        **moment_parts(listed.filed_at, listed.timezone),
    }


def tag_of(own: OwnReport, at: Any) -> dict[str, str]:
    """The status tag of a report's own page."""
    return said_standing(standing_of(own.report, at), own.outcome)


def deadline_of(own: OwnReport) -> dict[str, str] | None:
    """What the page says about the overall limit, or None when there is nothing to say."""
    due = own.report.overall_due_at
    if due is None or own.promise is Promise.NONE:
        return None
    return {
        "due": spoken_moment(due, own.timezone),
        "iso": due.isoformat(),
        "state": own.promise.value,
    }


def timeline_of(own: OwnReport) -> list[Row]:
    """The way so far, oldest first; the last entry is where the report stands."""
    entries = [
        _entry(passage, own, is_first=place == 0) for place, passage in enumerate(own.passages)
    ]
    if own.is_closed and own.report.closed_at is not None:
        entries.append(
            {
                "title": _("Selesai: %(outcome)s", outcome=own.outcome or _("ditutup")),
                "state": "past",
                **moment_parts(own.report.closed_at, own.timezone),
            }
        )
    return entries


def _entry(passage: Passage, own: OwnReport, *, is_first: bool) -> Row:
    by = _by(passage)
    if passage.closed_at is None:
        entry = {"title": passage.step.plain or passage.step.activity, "state": "current", "by": by}
        if passage.due_at is not None and not passage.is_reporters:
            said = spoken_moment(passage.due_at, own.timezone)
            entry["text"] = _("Batas waktu langkah ini: %(due)s", due=said)
        return entry
    is_sent_back = passage.action is not None and passage.action.is_return
    title = passage.action.label if passage.action and is_sent_back else passage.step.activity
    if is_first and passage.is_reporters:
        title, by = _("Anda mengirim laporan"), ""
    if passage.by_silence:
        title, by = _("Tidak ada jawaban dari Anda sampai batas waktu"), ""
    return {
        "title": title,
        "by": by,
        "state": "past",
        **moment_parts(passage.closed_at, own.timezone),
    }


def _by(passage: Passage) -> str:
    if passage.is_reporters:
        return _("Anda")
    units = ", ".join(passage.units)
    return f"{passage.actor_title}: {units}" if units else passage.actor_title


def upcoming_of(own: OwnReport) -> list[Row]:
    """What the officers do from here on, by the printed rows of the SOP, with their limits."""
    current = {passage.step.id: passage for passage in own.passages if passage.closed_at is None}
    rows: list[Row] = []
    for step in own.procedure.steps:
        actor = own.procedure.actor_of(step)
        if actor.kind is ActorKind.REPORTER or not (rows or step.id in current):
            continue
        if step.id not in current and not step.number.isdecimal():
            continue
        due = current[step.id].due_at if step.id in current else None
        if due is not None:
            time = _("paling lambat %(due)s", due=spoken_moment(due, own.timezone))
        else:
            time = str(step.duration) if step.duration is not None else ""
        rows.append({"who": actor.title, "text": step.activity, "time": time})
    return rows


def messages_of(own: OwnReport) -> list[Row]:
    """The conversation with the desk, oldest first."""
    return [
        {
            "sender": own.desk_name,
            "mine": message.direction == "in",
            "text": message.body,
            **moment_parts(message.created_at, own.timezone),
        }
        for message in own.messages
    ]


def answers_of(own: OwnReport) -> list[Row]:
    """What the reporter said, as rows of a summary."""
    report, nothing = own.report, _("Tidak diisi")
    rows: list[Row] = [
        {"key": _("Jenis"), "value": own.category},
        {"key": _("Judul"), "value": report.subject},
        {"key": _("Cerita"), "value": report.narrative},
        {"key": _("Kapan"), "value": report.happened or nothing},
        {"key": _("Di mana"), "value": report.place or nothing},
    ]
    rows += [{"key": _("Yang dilaporkan"), "value": _person(person)} for person in own.persons]
    hidden = _("Dirahasiakan dari dinas yang menanggapi")
    shown = _("Boleh dilihat dinas yang menanggapi")
    rows.append({"key": _("Nama Anda"), "value": hidden if report.is_confidential else shown})
    return rows


def _person(person: Any) -> list[str]:
    return described(
        {
            "name": person.name,
            "position": person.position,
            "unit_name": person.unit_name,
            "nip": person.nip,
        }
    )


def evidence_of(own: OwnReport) -> list[Row]:
    """The files the reporter sent."""
    return [
        {
            "name": f"{attachment.label}: {attachment.given_name}",
            "href": url_for(
                "portal.own_evidence", report_id=own.report.id, attachment_id=attachment.id
            ),
            "kind": type_label(attachment.file.extension),
            "size": said_size(attachment.file.size),
        }
        for attachment in own.attachments
    ]


def letters_of(own: OwnReport, endpoint: str, **place: Any) -> list[Row]:
    """The answer letters; one that is being made has no address yet.

    Args:
        endpoint: the view that sends a document; ``place`` are its other arguments.
    """
    return [
        {
            "name": _letter_name(letter),
            "href": url_for(endpoint, document_id=letter.id, **place) if letter.sha256 else None,
            "kind": "PDF" if letter.sha256 else _("Sedang dibuat"),
            "size": said_size(letter.size) if letter.size else "",
        }
        for letter in own.letters
    ]


def _letter_name(letter: Document) -> str:
    if letter.kind == "follow_up_report":
        return str(_("Laporan tindak lanjut %(number)s", number=letter.number or ""))
    return str(_("Surat jawaban %(number)s", number=letter.number or ""))
