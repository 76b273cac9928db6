"""The officer's work: desks, queues with counts, tasks, and who does which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from admin_api.access import current_viewer, requires
from admin_api.cursors import cursor_of, moment_and_id
from admin_api.preconditions import tagged
from admin_api.presenting.tasks import queue_count, queue_task, queue_tasks
from admin_api.presenting.values import unit
from admin_api.resources import Resources
from admin_api.schemas.queues import (
    AssignManySchema,
    AssignmentsSchema,
    AssignSchema,
    DeskOfficersSchema,
    DesksSchema,
    QueuesSchema,
    TaskQuery,
    TaskSchema,
    TasksSchema,
    TeamSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.assignment import assign_task, assign_tasks, own_task, team_of_task
from tanggap.services.house import now
from tanggap.services.officer_desks import OfficerDesk, desks_of, officers_of_desk, own_team_names
from tanggap.services.queues import (
    Assigned,
    QueueFilter,
    QueueKey,
    queue_counts,
    queue_page,
    queued_task,
)
from tanggap.services.refusal_texts import sentence
from tanggap.services.transaction import reading

blp = Resources("Antrean", "Layanan petugas, antrean, tugas, dan pembagian tugas.")
TASKS = "tasks"


@blp.route("/desks")
@requires(Permission.USE_QUEUES)
@blp.response(200, DesksSchema)
def list_desks() -> Response:
    """Layanan tempat petugas bekerja, dengan kategori, langkah, dan perangkat daerahnya."""
    desks = desks_of(reading(), current_viewer())
    return tagged({"items": [_desk(desk) for desk in desks]})


@blp.route("/desks/<uuid:desk_id>/officers")
@requires(Permission.EXCLUDE_OFFICER)
@blp.response(200, DeskOfficersSchema)
def list_desk_officers(desk_id: UUID) -> Any:
    """Petugas yang bekerja pada layanan, untuk dipilih ketika mengecualikan."""
    officers = officers_of_desk(reading(), current_viewer(), desk_id)
    return {
        "items": [
            {"id": one.account, "name": one.name, "position": one.position, "team": one.team}
            for one in officers
        ]
    }


@blp.route("/queues")
@requires(Permission.USE_QUEUES)
@blp.response(200, QueuesSchema)
def list_queues() -> Response:
    """Jumlah tugas terbuka dan terlambat pada tiap langkah tim petugas.

    Mendukung `If-None-Match`. Jumlah dihitung sampai 999.
    """
    session, viewer = reading(), current_viewer()
    teams = own_team_names(session, viewer)
    counts = queue_counts(session, viewer, now())
    return tagged({"items": [queue_count(count, teams) for count in counts]})


@blp.route("/tasks")
@requires(Permission.USE_QUEUES)
@blp.arguments(TaskQuery, location="query")
@blp.response(200, TasksSchema)
def list_tasks(wanted: dict[str, Any]) -> Response:
    """Tugas terbuka tim petugas, tenggat terdekat dahulu.

    Mendukung `If-None-Match`.
    """
    session, viewer, at = reading(), current_viewer(), now()
    after = QueueKey(*moment_and_id(TASKS, wanted["cursor"])) if wanted["cursor"] else None
    assigned: Assigned = "nobody" if wanted["assigned"] == "none" else wanted["assigned"]
    page = queue_page(
        session,
        viewer,
        QueueFilter(
            desk=wanted["desk"],
            actor=wanted["actor"],
            step=wanted["step"],
            unit=wanted["unit"],
            assigned=assigned,
            overdue_at=at if wanted["overdue"] else None,
        ),
        after=after,
        limit=wanted["limit"],
    )
    following = page.next_key
    return tagged(
        {
            "items": queue_tasks(session, viewer, page.tasks, at),
            "next_cursor": cursor_of(TASKS, following.sort_at, following.id) if following else None,
        }
    )


@blp.route("/tasks/<uuid:task_id>")
@requires(Permission.TAKE_TASK)
@blp.response(200, TaskSchema)
def show_task(task_id: UUID) -> Response:
    """Satu tugas terbuka tim petugas."""
    session = reading()
    return tagged(_task(session, task_id))


@blp.route("/tasks/<uuid:task_id>/team")
@requires(Permission.ASSIGN_TASK)
@blp.response(200, TeamSchema)
def list_team_of_task(task_id: UUID) -> Any:
    """Petugas yang dapat diberi tugas ini."""
    members = team_of_task(reading(), current_viewer(), task_id)
    return {
        "items": [
            {
                "id": one.account,
                "name": one.name,
                "position": one.position,
                "open_tasks": one.open_tasks,
            }
            for one in members
        ]
    }


@blp.route("/tasks/<uuid:task_id>/assignment", methods=["POST"])
@requires(Permission.ASSIGN_TASK)
@blp.arguments(AssignSchema)
@blp.response(200, TaskSchema)
def assign_one(given: dict[str, Any], task_id: UUID) -> Response:
    """Tugaskan kepada anggota tim, atau lepaskan."""
    assign_task(current_viewer(), task_id, given["officer_id"])
    return tagged(_task(reading(), task_id))


@blp.route("/tasks/assignments", methods=["POST"])
@requires(Permission.ASSIGN_TASK)
@blp.arguments(AssignManySchema)
@blp.response(200, AssignmentsSchema)
def assign_many(given: dict[str, Any]) -> Any:
    """Tugaskan beberapa tugas sekaligus; tiap tugas diperiksa sendiri."""
    wanted = [(item["task_id"], item["officer_id"]) for item in given["items"]]
    return {
        "items": [
            {
                "task_id": one.task,
                "is_assigned": one.refusal is None,
                "code": one.refusal.code if one.refusal else None,
                "detail": sentence(one.refusal) if one.refusal else None,
            }
            for one in assign_tasks(current_viewer(), wanted)
        ]
    }


def _task(session: Session, task_id: UUID) -> dict[str, Any]:
    viewer = current_viewer()
    own_task(session, viewer, task_id)
    return queue_task(session, viewer, queued_task(session, viewer, task_id), now())


def _desk(desk: OfficerDesk) -> dict[str, Any]:
    row, procedure = desk.desk, desk.procedure
    return {
        "id": str(row.id),
        "slug": row.slug,
        "name": row.name,
        "summary": row.summary,
        "unit": unit(row.unit),
        "procedure_id": str(row.procedure_version_id),
        "procedure_title": procedure.title,
        "timezone": row.calendar.timezone,
        "channels": list(row.channels),
        "may_record": desk.may_record,
        "categories": [
            {
                "id": str(one.id),
                "parent_id": str(one.parent_id) if one.parent_id else None,
                "name": one.name,
                "hint": one.hint,
            }
            for one in desk.categories
        ],
        "steps": [
            {
                "id": step.id,
                "number": step.number,
                "activity": step.activity,
                "actor": step.actor,
                "actor_title": procedure.actor_of(step).title,
            }
            for step in procedure.steps
        ],
        "units": [unit(one) for one in desk.units],
    }
