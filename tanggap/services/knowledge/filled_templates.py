"""Offer the answer templates that fit an action, filled with the report's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tanggap.domain.answer_templates import NAMELESS, fill
from tanggap.domain.masking import mask_text
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.domain.spoken_time import letter_date
from tanggap.services.assignment import own_task
from tanggap.services.house import now
from tanggap.services.officer_desks import zone_of
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.accounts import Account
from tanggap.storage.identity import known_words, read_identity
from tanggap.storage.knowledge import AnswerTemplate
from tanggap.storage.organisation import Unit
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A template as it goes into the answer."""

    id: UUID
    name: str
    text: str


def templates_for(
    session: Session, viewer: Viewer, task_id: UUID, action_id: str
) -> list[FilledTemplate]:
    """The templates for an action of the viewer's open task, those made for it before the rest.

    Raises:
        Refused: ``task-not-found``, ``action-not-at-this-step``.
    """
    task, report, facts = own_task(session, viewer, task_id)
    step = procedure_of(session, report.procedure_version_id).step(task.step)
    if step.action(action_id) is None:
        raise Refused("action-not-at-this-step", action=action_id, step=step.id)
    found = _fitting(session, report, task, action_id)
    if not found:
        return []
    values = _values(session, viewer, report, task, facts)
    return [FilledTemplate(one.id, one.name, fill(one.body, values)) for one in found]


def _fitting(
    session: Session, report: Report, task: Task, action_id: str
) -> Sequence[AnswerTemplate]:
    categories = [one for one in (report.category_id, report.category.parent_id) if one]
    return session.scalars(
        select(AnswerTemplate)
        .where(
            AnswerTemplate.desk_id == report.desk_id,
            AnswerTemplate.is_active,
            or_(AnswerTemplate.step.is_(None), AnswerTemplate.step == task.step),
            or_(AnswerTemplate.action.is_(None), AnswerTemplate.action == action_id),
            or_(AnswerTemplate.category_id.is_(None), AnswerTemplate.category_id.in_(categories)),
        )
        .order_by(
            AnswerTemplate.category_id.is_(None),
            AnswerTemplate.action.is_(None),
            AnswerTemplate.step.is_(None),
            AnswerTemplate.name,
            AnswerTemplate.id,
        )
        .limit(MOST_OFFERED)
    ).all()


def _values(
    session: Session, viewer: Viewer, report: Report, task: Task, facts: ReportFacts
) -> dict[str, str]:
    """What the placeholders become.

    The reporter of a confidential report is never named here, not even to those who may know: the
    text goes on to others.
    """
    identity = read_identity(session, report.reporter_id)
    is_open = not report.is_confidential and may(Permission.SEE_IDENTITY, viewer, facts)
    subject = report.subject if is_open else mask_text(report.subject, known_words(identity))
    unit = session.get_one(Unit, task.unit_id) if task.unit_id else report.desk.unit
    zone = zone_of(session, viewer, report.desk_id)
    return {
        "nomor_laporan": report.number,
        "judul_laporan": subject,
        "kategori": report.category.name,
        "tanggal_laporan": _day(report.filed_at, zone),
        "nama_layanan": report.desk.name,
        "nama_opd": unit.name,
        "nama_petugas": session.get_one(Account, viewer.account).name,
        "nama_pelapor": identity.name if is_open else NAMELESS,
        "tanggal_hari_ini": _day(now(), zone),
    }


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return letter_date(moment.astimezone(zone).date())
