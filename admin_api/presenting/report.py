"""One report as JSON, exactly as the service let this officer see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from admin_api.cursors import cursor_of
from admin_api.preconditions import version_tag
from admin_api.presenting.actions import Surroundings, offered_action
from admin_api.presenting.values import assignee_in, id_or_none, moment, unit_in
from tanggap.domain.clock import working_time_between
from tanggap.domain.policy import Permission, Viewer
from tanggap.services.draft_versions import text_tag
from tanggap.services.failure_texts import failure_in_words
from tanggap.services.report_files import may_see_document
from tanggap.services.report_lists import due_in_words
from tanggap.services.report_reading import OfficerReport, TaskView
from tanggap.services.timeline import LONGEST_TIMELINE, TimelineEntry
from tanggap.storage.identity import Identity

TIMELINE = "timeline"


def officer_report(viewer: Viewer, read: OfficerReport, at: datetime) -> dict[str, Any]:
    """The whole report."""
    return {
        **_head(read, at),
        "reporter": {"label": read.lens.label, "identity": _identity(read.reporter)},
        "persons": read.persons,
        "tasks": _tasks(viewer, read, at),
        "responses": _responses(read),
        "documents": [
            document_line(document)
            for document in read.documents
            if may_see_document(viewer, read.facts, document)
        ],
        "evidence": [_evidence(read, file) for file in read.evidence],
        "notes": [
            {
                "id": str(note.id),
                "author": note.author,
                "unit_id": id_or_none(note.unit_id),
                "body": read.lens.show(note.body),
                "at": moment(note.at),
            }
            for note in read.notes
        ],
        "messages": [message_line(read, message) for message in read.messages],
        "timeline": timeline_page(read.timeline),
        "exclusions": [
            {
                "officer_id": str(exclusion.account_id),
                "officer": exclusion.officer,
                "reason": exclusion.reason,
                "note": exclusion.note,
                "since": moment(exclusion.since),
            }
            for exclusion in read.exclusions
        ],
        "drafts": [draft_line(draft) for draft in read.drafts],
        "permissions": sorted(permission.value for permission in read.permissions),
    }


def _head(read: OfficerReport, at: datetime) -> dict[str, Any]:
    report = read.report
    overdue = report.closed_at is None and report.overall_due_at is not None
    return {
        "id": str(report.id),
        "number": report.number,
        "version": report.version,
        "etag": version_tag(report.version),
        "desk": {"id": str(report.desk_id), "name": report.desk_name},
        "procedure": {
            "id": str(report.procedure_version_id),
            "name": read.procedure.name,
            "version": read.procedure.version,
            "title": read.procedure.title,
        },
        "category": {
            "id": str(report.category_id),
            "name": report.category_name,
            "parent": report.category_parent,
        },
        "channel": report.channel,
        "subject": read.subject,
        "narrative": read.narrative,
        "happened": read.happened,
        "place": read.place,
        "is_confidential": report.is_confidential,
        "classification": report.classification,
        "state": report.state,
        "outcome": report.outcome,
        "outcome_label": read.procedure.outcomes.get(report.outcome or "", ""),
        "filed_at": moment(report.filed_at),
        "due_at": moment(report.overall_due_at),
        "due_words": due_in_words(read.calendar, at, report.overall_due_at)
        if overdue and report.paused_at is None
        else "",
        "is_overdue": overdue and report.paused_at is None and _before(report.overall_due_at, at),
        "paused_at": moment(report.paused_at),
        "answered_at": moment(report.answered_at),
        "closed_at": moment(report.closed_at),
        "rating": report.rating,
    }


def _before(due: datetime | None, at: datetime) -> bool:
    return due is not None and due < at


def _identity(identity: Identity | None) -> dict[str, Any] | None:
    if identity is None:
        return None
    return {
        "kind": identity.kind,
        "name": identity.name,
        "nik": identity.nik,
        "nip": identity.nip,
        "address": identity.address,
        "email": identity.email,
        "phone": identity.phone,
    }


def _tasks(viewer: Viewer, read: OfficerReport, at: datetime) -> list[dict[str, Any]]:
    around = Surroundings(
        procedure=read.procedure,
        calendar=read.calendar,
        at=at,
        units=read.units_of_teams,
        members=read.members_of_teams,
        working=_working(read.tasks),
        documents=read.report.case_state.get("documents", ()),
        proposed=read.proposed,
    )
    at_desk = Permission.WRITE_TO_REPORTER in read.permissions
    own = {seat.unit for seat in viewer.seats if seat.desk == read.report.desk_id}
    return [
        _task(read, view, around, shows_given=at_desk or view.task.unit_id in own)
        for view in read.tasks
    ]


def _working(tasks: Sequence[TaskView]) -> dict[str, Collection[UUID]]:
    found: dict[str, set[UUID]] = defaultdict(set)
    for view in tasks:
        if view.task.closed_at is None and view.task.unit_id is not None:
            found[view.task.step].add(view.task.unit_id)
    return dict(found)


def _task(
    read: OfficerReport, view: TaskView, around: Surroundings, *, shows_given: bool
) -> dict[str, Any]:
    task = view.task
    is_open = task.closed_at is None
    step = read.procedure.step(task.step)
    taken, duration = step.action(task.action or ""), step.duration
    return {
        "id": str(task.id),
        "step": task.step,
        "step_number": view.number,
        "activity": view.activity,
        "actor": task.actor,
        "actor_title": view.actor_title,
        "unit": unit_in(task),
        "assigned_to": assignee_in(task),
        "opened_at": moment(task.opened_at),
        "due_at": moment(task.due_at),
        "due_words": due_in_words(around.calendar, around.at, task.due_at) if is_open else "",
        "is_overdue": is_open and _before(task.due_at, around.at),
        "closed_at": moment(task.closed_at),
        "spent_minutes": _minutes(around, task.opened_at, task.closed_at),
        "standard": str(duration) if duration else "",
        "closing": task.closing,
        "action": task.action,
        "action_label": taken.label if taken else None,
        "given": view.given if shows_given else {},
        "may_act": view.may_act,
        "allowed_actions": [offered_action(action, around) for action in view.actions],
    }


def _minutes(around: Surroundings, opened: datetime, closed: datetime | None) -> int:
    """Working minutes a task has taken so far, or took."""
    spent = working_time_between(around.calendar, opened, closed or around.at)
    return int(spent.total_seconds() // 60)


def _responses(read: OfficerReport) -> list[dict[str, Any]]:
    if Permission.SEE_RESPONSES not in read.permissions:
        return []
    return [
        {
            "id": str(response.id),
            "kind": response.kind,
            "round": response.round,
            "unit": unit_in(response),
            "author": response.author,
            "body": read.lens.show(response.body),
            "at": moment(response.at),
        }
        for response in read.responses
    ]


def document_line(document: Any) -> dict[str, Any]:
    """An official document; ``is_ready`` once its file is made."""
    return {
        "id": str(document.id),
        "kind": document.kind,
        "number": document.number,
        "title": document.title,
        "unit": unit_in(document),
        "issued_at": moment(document.issued_at),
        "is_ready": document.sha256 is not None,
        "failed": document.failure is not None and document.sha256 is None,
        "sha256": document.sha256,
        "size": document.size,
    }


def _evidence(read: OfficerReport, file: Any) -> dict[str, Any]:
    neutral = f"{file.label}{file.extension}"
    return {
        "id": str(file.id),
        "label": file.label,
        "name": file.given_name if read.reporter is not None else neutral,
        "media_type": file.media_type,
        "size": file.size,
        "from_reporter": file.from_reporter,
        "at": moment(file.at),
    }


def message_line(read: OfficerReport, message: Any) -> dict[str, Any]:
    """A message to or from the reporter, with what became of it."""
    show = read.lens.show
    return {
        "id": str(message.id),
        "channel": message.channel,
        "direction": message.direction,
        "template": message.template,
        "address": message.address if read.reporter is not None else "",
        "subject": show(message.subject),
        "body": show(message.body),
        "state": message.state,
        "attempts": message.attempts,
        "failure": failure_in_words(message.last_error),
        "last_error": show(message.last_error or ""),
        "created_at": moment(message.created_at),
        "delivered_at": moment(message.delivered_at),
    }


def timeline_page(entries: Sequence[TimelineEntry]) -> dict[str, Any]:
    """Events in words, newest first, and the cursor of older ones."""
    more = len(entries) >= LONGEST_TIMELINE
    return {
        "items": [
            {
                "id": entry.id,
                "at": moment(entry.at),
                "kind": entry.kind,
                "who": entry.who,
                "what": entry.what,
                "note": entry.note,
                "step_number": entry.step,
                "unit": entry.unit,
            }
            for entry in entries
        ],
        "next_cursor": cursor_of(TIMELINE, entries[-1].id) if more else None,
    }


def draft_line(draft: Any) -> dict[str, Any]:
    """What the officer has typed for an action and not sent."""
    return {
        "task_id": str(draft.task_id),
        "action": draft.action,
        "given": draft.given,
        "saved_at": moment(draft.saved_at),
        "etag": text_tag(draft.given),
    }
