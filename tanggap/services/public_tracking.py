"""Find a report by its number and secret code, for people without an account."""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.tracking import is_tracking_code, tracking_code
from tanggap.services.house import house
from tanggap.storage.reports import Report

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NOBODY = UUID(int=0)
LONGEST_NUMBER = 40


def normal_number(typed: str) -> str:
    """A register number as it is stored: capitals, plain dashes, no spaces."""
    return _DASHES.sub("-", "".join(typed.split())).upper()[:LONGEST_NUMBER].replace("\0", "")


def find_by_code(session: Session, agency_id: UUID, number: str, code: str) -> UUID | None:
    """The report with this number and code.

    The answer, and the work done for it, is the same for a number that does not exist as for a
    code that does not fit.
    """
    found = session.scalar(
        select(Report.id).where(
            Report.agency_id == agency_id, Report.number == normal_number(number)
        )
    )
    fits = is_tracking_code(house().settings.tracking_key, found or _NOBODY, code)
    return found if fits else None


def code_of(report_id: UUID) -> str:
    """The secret code of a report, for its owner alone."""
    return tracking_code(house().settings.tracking_key, report_id)
