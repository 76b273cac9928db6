"""The statements behind one report's screen: the report itself, and everything that hangs on it.

Each of ``PARTS`` is given the same values: ``report``; ``viewer``, the account that asks;
``at_desk``, whether it sits at the desk itself; ``units``, its departments otherwise; ``desk``.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    ARRAY,
    Boolean,
    Label,
    Uuid,
    and_,
    any_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from tanggap.services.report_facts import FACTS
from tanggap.services.timeline import LONGEST_TIMELINE
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow
from tanggap.storage.correspondence import IS_ISSUED, Document, Message
from tanggap.storage.files import StoredFile
from tanggap.storage.identity import IDENTITY
from tanggap.storage.organisation import Category, Desk, Membership, Team, Unit
from tanggap.storage.prepared import Prepared
from tanggap.storage.reports import (
    Attachment,
    Exclusion,
    Note,
    PersonReported,
    Report,
    Reporter,
    Response,
)
from tanggap.storage.tasks import OfficerDraft, Task

AT_DESK = bindparam("at_desk", type_=Boolean)
IN_UNITS = bindparam("units", type_=ARRAY(Uuid))
UNIT = (
    Unit.id.label("unit_id"),
    Unit.name.label("unit_name"),
    Unit.short_name.label("unit_short_name"),
)
_Parent = aliased(Category)
_PERSONS = (
    select(
        func.json_agg(
            aggregate_order_by(
                func.json_build_object(
                    "name",
                    PersonReported.name,
                    "unit_name",
                    PersonReported.unit_name,
                    "position",
                    PersonReported.position,
                    "nip",
                    PersonReported.nip,
                ),
                PersonReported.id,
            )
        )
    )
    .where(PersonReported.report_id == Report.id)
    .correlate(Report)
    .scalar_subquery()
)


def _has(name: str, model: type[Response | Attachment | Note | Exclusion]) -> Label[bool]:
    """Whether the report has rows of ``model``: a probe of its index."""
    return exists().where(model.report_id == Report.id).correlate(Report).label(f"has_{name}")


HAS = (
    _has("responses", Response),
    _has("evidence", Attachment),
    _has("notes", Note),
    _has("exclusions", Exclusion),
)
"""Which of ``PARTS`` there is anything of; many reports have none of these, and a statement that
finds nothing costs as much as one that finds a little."""

REPORT = Prepared(
    select(
        Report.id,
        Report.agency_id,
        Report.number,
        Report.version,
        Report.desk_id,
        Desk.name.label("desk_name"),
        Report.procedure_version_id,
        Report.category_id,
        Category.name.label("category_name"),
        _Parent.name.label("category_parent"),
        Report.channel,
        Report.subject,
        Report.narrative,
        Report.happened,
        Report.place,
        Report.is_confidential,
        Report.pseudonym,
        Report.classification,
        Report.state,
        Report.outcome,
        Report.case_state,
        Report.filed_at,
        Report.overall_due_at,
        Report.paused_at,
        Report.answered_at,
        Report.closed_at,
        Report.rating,
        CalendarRow.id.label("calendar_id"),
        CalendarRow.version.label("calendar_version"),
        _PERSONS.label("persons"),
        *IDENTITY,
        *FACTS,
        *HAS,
    )
    .select_from(Report)
    .join(Reporter, Reporter.id == Report.reporter_id)
    .join(Category, Category.id == Report.category_id)
    .outerjoin(_Parent, _Parent.id == Category.parent_id)
    .join(Desk, Desk.id == Report.desk_id)
    .join(CalendarRow, CalendarRow.id == Desk.calendar_id)
    .where(Report.id == bindparam("report"))
)

TASKS = Prepared(
    select(
        Task.id,
        Task.step,
        Task.actor,
        Task.fork,
        Task.people,
        Task.assigned_to_id,
        Account.name.label("assigned_to_name"),
        Task.opened_at,
        Task.due_at,
        Task.closed_at,
        Task.action,
        Task.closing,
        Task.given,
        *UNIT,
    )
    .select_from(Task)
    .outerjoin(Unit, Unit.id == Task.unit_id)
    .outerjoin(Account, Account.id == Task.assigned_to_id)
    .where(Task.report_id == bindparam("report"))
    .order_by(Task.opened_at, Task.id)
)
RESPONSES = Prepared(
    select(
        Response.id,
        Response.kind,
        Response.round,
        Response.body,
        Response.at,
        Account.name.label("author"),
        *UNIT,
    )
    .join_from(Response, Account, Account.id == Response.author_id)
    .outerjoin(Unit, Unit.id == Response.unit_id)
    .where(
        Response.report_id == bindparam("report"),
        or_(AT_DESK, Response.unit_id == any_(IN_UNITS), Response.kind == "official_answer"),
    )
    .order_by(Response.at, Response.id)
)
DOCUMENTS = Prepared(
    select(
        Document.id,
        Document.kind,
        Document.number,
        Document.title,
        Document.for_unit_id,
        Document.issued_at,
        Document.sha256,
        Document.size,
        Document.failure,
        *UNIT,
    )
    .join_from(Document, Unit, Unit.id == Document.unit_id)
    .where(
        Document.report_id == bindparam("report"),
        IS_ISSUED,
        # A receipt names its reporter and carries the tracking code.
        or_(AT_DESK, Document.kind != "receipt"),
    )
    .order_by(Document.issued_at, Document.id)
)
EVIDENCE = Prepared(
    select(
        Attachment.id,
        Attachment.label,
        Attachment.given_name,
        Attachment.at,
        Attachment.from_reporter,
        StoredFile.extension,
        StoredFile.media_type,
        StoredFile.size,
    )
    .join_from(Attachment, StoredFile, StoredFile.sha256 == Attachment.sha256)
    .where(Attachment.report_id == bindparam("report"))
    .order_by(Attachment.id)
)
NOTES = Prepared(
    select(Note.id, Note.unit_id, Note.body, Note.at, Account.name.label("author"))
    .join_from(Note, Account, Account.id == Note.author_id)
    .where(Note.report_id == bindparam("report"), or_(AT_DESK, Note.unit_id == any_(IN_UNITS)))
    .order_by(Note.at)
)
MESSAGES = Prepared(
    select(
        Message.id,
        Message.channel,
        Message.direction,
        Message.template,
        Message.address,
        Message.subject,
        Message.body,
        Message.state,
        Message.attempts,
        Message.last_error,
        Message.created_at,
        Message.delivered_at,
    )
    .where(AT_DESK, Message.report_id == bindparam("report"), Message.audience == "reporter")
    .order_by(Message.id)
    .limit(LONGEST_TIMELINE)
)
EXCLUSIONS = Prepared(
    select(
        Exclusion.account_id,
        Exclusion.reason,
        Exclusion.note,
        Exclusion.since,
        Account.name.label("officer"),
    )
    .join_from(Exclusion, Account, Account.id == Exclusion.account_id)
    .where(AT_DESK, Exclusion.report_id == bindparam("report"))
    .order_by(Exclusion.since)
)
DRAFTS = Prepared(
    select(OfficerDraft.task_id, OfficerDraft.action, OfficerDraft.given, OfficerDraft.saved_at)
    .join_from(OfficerDraft, Task, Task.id == OfficerDraft.task_id)
    .where(
        and_(Task.report_id == bindparam("report"), Task.closed_at.is_(None)),
        OfficerDraft.account_id == bindparam("viewer"),
    )
    .order_by(OfficerDraft.saved_at)
)
_UNITS_OF_TEAMS = (
    select(
        literal("unit").label("kind"),
        Team.actor,
        Unit.id,
        Unit.name,
        Team.name.label("sorted_by"),
        Team.id.label("then_by"),
    )
    .join_from(Team, Unit, Unit.id == Team.unit_id)
    .where(Team.desk_id == bindparam("desk"))
)
_MEMBERS_OF_TEAMS = (
    select(literal("member"), Team.actor, Account.id, Account.name, Account.name, Account.id)
    .join_from(Team, Membership, Membership.team_id == Team.id)
    .join(Account, Account.id == Membership.account_id)
    .where(Team.desk_id == bindparam("desk"), Team.unit_id.is_(None), Account.active.is_(True))
)
OFFERED = Prepared(
    select(
        *(_offered := _UNITS_OF_TEAMS.union_all(_MEMBERS_OF_TEAMS).subquery("offered")).c
    ).order_by(_offered.c.kind, _offered.c.sorted_by, _offered.c.then_by)
)
"""What fields of units and of people offer: the departments that each actor of the desk has teams
in (``kind`` is ``unit``), and the members of the teams of the desk itself (``member``)."""

PARTS: Mapping[str, Prepared] = {
    "tasks": TASKS,
    "responses": RESPONSES,
    "documents": DOCUMENTS,
    "evidence": EVIDENCE,
    "notes": NOTES,
    "messages": MESSAGES,
    "exclusions": EXCLUSIONS,
}
WHILE_OPEN: Mapping[str, Prepared] = {"drafts": DRAFTS, "offered": OFFERED}
"""What only a report with open tasks needs."""
