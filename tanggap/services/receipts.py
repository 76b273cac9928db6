"""What a receipt says: put together when it is rendered, its tracking code stored nowhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import NextStep, Receipt, Verification, to_json
from tanggap.documents.front_matter import front_matter
from tanggap.domain.clock import Calendar, deadline
from tanggap.domain.engine import is_reporter_step
from tanggap.domain.procedure import Procedure
from tanggap.domain.tracking import tracking_code
from tanggap.services.house import house
from tanggap.services.letters import letterhead_of
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.services.public_addresses import tracking_page, verification_page
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.reports import Report


def receipt_of(session: Session, report: Report, document: Document) -> Receipt:
    """The whole receipt, tracking code included.

    Times follow from the moment of filing and the procedure alone, so a receipt that is rendered
    late promises what it would have promised at once.
    """
    desk = session.scalars(
        select(Desk)
        .where(Desk.id == report.desk_id)
        .options(joinedload(Desk.agency), joinedload(Desk.unit))
    ).one()
    category = session.scalars(
        select(Category)
        .where(Category.id == report.category_id)
        .options(joinedload(Category.parent))
    ).one()
    calendar = calendar_of(session, desk.calendar_id)
    procedure = procedure_of(session, report.procedure_version_id)
    parent, code = category.parent, document.verification_code
    return Receipt(
        issued_at=document.issued_at.astimezone(calendar.zone),
        letterhead=letterhead_of(desk),
        register_number=report.number,
        tracking_code=tracking_code(house().settings.tracking_key, report.id),
        tracking_url=tracking_page(report.number),
        desk=desk.name,
        received_at=report.filed_at,
        timezone=calendar.timezone,
        category=f"{parent.name}: {category.name}" if parent else category.name,
        summary=report.subject,
        next_steps=next_steps(procedure, calendar, report.filed_at),
        officer=_officer_name(session, report),
        confidential=report.is_confidential,
        verification=Verification(url=verification_page(code), code=code),
        template_version=front_matter("receipt").version,
    )


def stored_form(receipt: Receipt) -> dict[str, Any]:
    """The receipt as it is kept beside the issued file: without the tracking code."""
    kept: dict[str, Any] = json.loads(to_json(replace(receipt, tracking_code="")))
    return kept


def next_steps(
    procedure: Procedure, calendar: Calendar, filed_at: datetime
) -> tuple[NextStep, ...]:
    """What happens next: the house's first step, then the answer, each with its time."""
    steps: list[NextStep] = []
    first = next(
        (step for step in procedure.steps if not is_reporter_step(procedure, step.id)), None
    )
    if first is not None:
        title = procedure.actor_of(first).title
        due = deadline(calendar, filed_at, first.duration) if first.duration else None
        steps.append(NextStep(what=f"{title} memeriksa laporan Anda.", due=due))
    steps.append(
        NextStep(what="Bila ada yang kurang, kami meminta Anda melengkapinya lewat surel.")
    )
    overall = procedure.overall
    counts = overall is not None and overall.starts == "received"
    answer_by = deadline(calendar, filed_at, overall.limit) if overall and counts else None
    steps.append(NextStep(what="Anda menerima jawaban resmi berupa surat.", due=answer_by))
    return tuple(steps)


def _officer_name(session: Session, report: Report) -> str | None:
    if report.recorded_by_id is None:
        return None
    return session.scalar(select(Account.name).where(Account.id == report.recorded_by_id))
