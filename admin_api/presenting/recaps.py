"""Recaps as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from admin_api.preconditions import version_tag
from admin_api.presenting.actions import Surroundings, offered_action
from admin_api.presenting.values import id_or_none, moment
from tanggap.domain.policy import Viewer
from tanggap.domain.recap import TABLES
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.recaps.archiving import TITLES
from tanggap.services.recaps.history_texts import said
from tanggap.services.recaps.work import RecapRead, is_viewers_turn, period_of_recap
from tanggap.storage.correspondence import Document
from tanggap.storage.recaps import Recap


def recap_line(session: Session, viewer: Viewer, recap: Recap, at: datetime) -> dict[str, Any]:
    """A recap as a line of the list."""
    procedure = procedure_of(session, recap.procedure_version_id)
    step = procedure.step(recap.step)
    is_archived = recap.task_id is None
    return {
        "id": str(recap.id),
        "desk_id": str(recap.desk_id),
        "desk_name": recap.desk.name,
        "every": recap.every,
        "first_day": recap.first_day.isoformat(),
        "period": period_of_recap(recap).spoken,
        "activity": "" if is_archived else step.activity,
        "actor_title": "" if is_archived else procedure.actor_of(step).title,
        "due_at": moment(recap.due_at),
        "is_overdue": recap.due_at is not None and recap.due_at < at,
        "is_archived": is_archived,
        "is_mine": is_viewers_turn(viewer, recap),
        "version": recap.version,
        "etag": version_tag(recap.version),
    }


def recap_answer(session: Session, viewer: Viewer, read: RecapRead, at: datetime) -> dict[str, Any]:
    """A recap with all that its page shows."""
    recap = read.recap
    around = Surroundings(
        procedure=read.procedure,
        calendar=calendar_of(session, recap.desk.calendar_id),
        at=at,
        units={},
    )
    document = session.get(Document, recap.document_id) if recap.document_id else None
    return {
        **recap_line(session, viewer, recap, at),
        "counted": _figures(recap.figures),
        "corrected": _figures(recap.corrected),
        "summary": recap.summary,
        "may_correct": read.may_correct,
        "allowed_actions": [offered_action(action, around) for action in read.actions],
        "history": [
            {
                "at": moment(event.at),
                "kind": event.kind,
                "by": by,
                "said": said(event, around.calendar.timezone),
            }
            for event, by in read.history
        ],
        "document_id": id_or_none(recap.document_id),
        "document_ready": document is not None and document.sha256 is not None,
        "has_spreadsheet": recap.archive_sha256 is not None,
    }


def _figures(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "open_before": kept["open_before"],
        "open_after": kept["open_after"],
        "total": kept["total"],
        "tables": [
            {"table": table, "title": TITLES[table], "rows": kept["tables"][table]}
            for table in TABLES
            if table in kept["tables"]
        ],
    }
