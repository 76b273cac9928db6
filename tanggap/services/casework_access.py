"""Find a report for a viewer; what is not theirs does not exist for them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.report_facts import FACTS, facts_of
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.reports import Report, Reporter


def visible_report(session: Session, viewer: Viewer, report_id: UUID) -> tuple[Report, ReportFacts]:
    """The report, if the viewer may see it, and what the policy knows of it.

    Raises:
        Refused: ``report-not-found``, the same whether it is missing or not theirs.
    """
    found = session.execute(
        select(Report, *FACTS)
        .join(Reporter, Reporter.id == Report.reporter_id)
        .where(Report.id == report_id)
        .options(
            joinedload(Report.category).joinedload(Category.parent),
            joinedload(Report.desk).joinedload(Desk.unit),
        )
    ).one_or_none()
    if found is None:
        raise Refused("report-not-found")
    report: Report = found.Report
    facts = facts_of(found)
    if not may(Permission.SEE_REPORT, viewer, facts):
        raise Refused("report-not-found")
    return report, facts
