"""Keep the person reported, and that person's direct superior, away from a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.casework_access import visible_report
from tanggap.services.history import record
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, Post
from tanggap.storage.prepared import Asked, Prepared
from tanggap.storage.reports import Exclusion, Report
from tanggap.storage.tasks import Task


class Named(Protocol):
    """A person as a report names them."""

    @property
    def name(self) -> str:
        """The name as written."""

    @property
    def nip(self) -> str | None:
        """The staff number, where known."""


_OFFICERS = (
    select(Post.account_id, Post.superior_id)
    .join(Account, Account.id == Post.account_id)
    .where(Post.agency_id == bindparam("agency"))
)
_BY_NUMBER = Prepared(_OFFICERS.where(Post.nip == bindparam("nip")))
_BY_NAME = Prepared(_OFFICERS.where(Account.name.ilike(bindparam("name"))))


def exclude_persons_reported(
    session: Session, report: Report, persons: Iterable[Named], at: datetime
) -> None:
    """Exclude every officer who is a person reported, and each one's direct superior.

    An officer is recognised by staff number, or where none is given by the exact name (without
    regard to case), which may exclude a namesake: for ethics reports the safer mistake.
    """
    for statement, given in officers_asked(report.agency_id, persons):
        for account_id, superior_id in statement.all(session, **given):
            exclude(session, report, account_id, "person_reported", at)
            if superior_id is not None:
                exclude(session, report, superior_id, "superior", at)


def officers_asked(agency_id: UUID, persons: Iterable[Named]) -> Iterator[Asked]:
    """What has to be asked for each person: the officers meant, and their superiors."""
    for person in persons:
        if person.nip:
            yield _BY_NUMBER, {"agency": agency_id, "nip": person.nip}
        else:
            yield _BY_NAME, {"agency": agency_id, "name": _literal(person.name)}


def _literal(name: str) -> str:
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def exclude(
    session: Session,
    report: Report,
    account_id: UUID,
    reason: str,
    at: datetime,
    *,
    by: UUID | None = None,
    note: str = "",
) -> None:
    """Write one exclusion and take the officer's assignments on the report away."""
    session.flush()  # the report may be a new one
    session.execute(
        insert(Exclusion)
        .values(
            report_id=report.id,
            account_id=account_id,
            agency_id=report.agency_id,
            reason=reason,
            note=note,
            since=at,
        )
        .on_conflict_do_nothing()
    )
    assigned = session.scalars(
        select(Task).where(
            Task.report_id == report.id,
            Task.assigned_to_id == account_id,
            Task.closed_at.is_(None),
        )
    )
    for task in assigned:
        task.assigned_to_id = None
    record(
        session,
        report,
        "officer_excluded",
        at,
        account_id=by,
        officer=str(account_id),
        reason=reason,
    )


def exclude_officer(viewer: Viewer, report_id: UUID, officer_id: UUID, note: str) -> None:
    """Name an officer who must not see the report, or recuse oneself.

    Raises:
        Refused: ``report-not-found``, ``not-allowed``, ``officer-not-found``, ``reason-missing``.
    """
    if not note.strip():
        raise Refused("reason-missing")
    with transaction() as session:
        report, facts = visible_report(session, viewer, report_id)
        recuses = officer_id == viewer.account
        if not recuses and not may(Permission.EXCLUDE_OFFICER, viewer, facts):
            raise Refused("not-allowed", permission=Permission.EXCLUDE_OFFICER.value)
        officer = session.get(Account, officer_id)
        if officer is None or officer.agency_id != report.agency_id:
            raise Refused("officer-not-found")
        reason = "recused" if recuses else "named_by_officer"
        exclude(session, report, officer_id, reason, now(), by=viewer.account, note=note.strip())
        report.version += 1
