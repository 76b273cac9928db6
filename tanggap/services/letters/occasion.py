"""What the documents of one action have in common: desk, report, answers, officer, department."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import Letterhead, Rung, Signatory, Verification
from tanggap.documents.front_matter import front_matter
from tanggap.domain.clock import Calendar
from tanggap.domain.document_kinds import DOCUMENT_KINDS, DocumentKind, Issuer, Signer
from tanggap.domain.masking import mask_text
from tanggap.domain.procedure import Action, Procedure, Step
from tanggap.domain.refusal import Refused
from tanggap.services.letters.letterheads import signatory_of, unit_letterhead
from tanggap.services.procedure_catalogue import calendar_of, procedure_of
from tanggap.storage.accounts import Account
from tanggap.storage.identity import Identity, known_words, read_identity
from tanggap.storage.organisation import Category, Desk, Unit
from tanggap.storage.reports import Report


class PaperBeginning(TypedDict):
    """What every numbered draft begins with: arguments of a context."""

    issued_at: datetime
    letterhead: Letterhead
    number: str | None
    place: str
    dated: date
    signatory: Signatory
    verification: Verification | None
    draft: bool
    template_version: int
    register_number: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """One action that issues, or would issue, a document.

    Attributes:
        kind: what is issued.
        desk: with agency, unit and the unit's head at hand.
        issuer: the unit whose letterhead and number it carries.
        department: the unit whose task it is; None for a task of the desk's own team.
        given: the answers to the action's fields.
        at: the moment, in the desk's zone.
        officer: who acts; None where nobody does yet.
        follows_up: the step the action leads to; None where it is not known or ends the report.
        rungs: the initials under a draft.
    """

    session: Session
    kind: DocumentKind
    desk: Desk
    issuer: Unit
    department: Unit | None
    calendar: Calendar
    procedure: Procedure
    report: Report
    given: Mapping[str, object]
    at: datetime
    officer: Account | None
    follows_up: Step | None
    rungs: tuple[Rung, ...] = ()

    @property
    def template_version(self) -> int:
        """Version of the template it is made with."""
        return front_matter(self.kind.id).version

    @property
    def place(self) -> str:
        """Where the agency dates its letters."""
        return self.desk.agency.place

    @property
    def received_on(self) -> date:
        """The local day on which the report came in."""
        return self.report.filed_at.astimezone(self.at.tzinfo).date()

    def beginning(self) -> PaperBeginning:
        """What every numbered draft begins with.

        Raises:
            Refused: ``unit-has-no-head``.
        """
        return PaperBeginning(
            issued_at=self.at,
            letterhead=unit_letterhead(self.issuer, self.desk.agency.name),
            number=None,
            place=self.place,
            dated=self.at.date(),
            signatory=self.signatory(),
            verification=None,
            draft=True,
            template_version=self.template_version,
            register_number=self.report.number,
        )

    def signatory(self) -> Signatory:
        """Who signs: the officer where the kind says so and one acts, else the unit's head.

        Raises:
            Refused: ``unit-has-no-head``.
        """
        signer = self.officer if self.kind.signer is Signer.OFFICER else None
        signer = signer or self.issuer.head
        if signer is None:
            raise Refused("unit-has-no-head", unit=self.issuer.name)
        return signatory_of(signer, self.issuer)

    def text(self, field: str) -> str:
        """The answer to a text field, with a confidential reporter covered; empty for none."""
        return self.shown(str(self.given.get(field) or ""))

    def shown(self, text: str) -> str:
        """``text`` as it may leave the desk: a confidential reporter is covered, also in slips."""
        return self.masked(text) if self.report.is_confidential else text

    def masked(self, text: str) -> str:
        """``text`` with the reporter covered, confidential or not."""
        return mask_text(text, known_words(self.identity())) if text else text

    def identity(self) -> Identity:
        """Who filed the report."""
        return read_identity(self.session, self.report.reporter_id)

    def day(self, field: str) -> date | None:
        """The answer to a date field; None for none.

        Raises:
            Refused: ``letter-date-broken``.
        """
        value = self.given.get(field)
        if value in (None, ""):
            return None
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise Refused("letter-date-broken", field=field) from None

    def ids(self, field: str) -> tuple[UUID, ...]:
        """The answer to a field of units or people, in order and without doubles.

        Raises:
            Refused: ``letter-choice-broken``.
        """
        chosen = self.given.get(field)
        several = chosen if isinstance(chosen, list | tuple) else [chosen]
        try:
            return tuple(dict.fromkeys(UUID(str(one)) for one in several if one))
        except ValueError:
            raise Refused("letter-choice-broken", field=field) from None

    def units(self) -> tuple[Unit, ...]:
        """The departments chosen in ``units``, in order."""
        wanted = self.ids("units")
        if not wanted:
            return ()
        found = self.session.scalars(
            select(Unit)
            .where(Unit.id.in_(wanted), Unit.agency_id == self.report.agency_id)
            .options(joinedload(Unit.head).joinedload(Account.post))
        )
        by_id = {unit.id: unit for unit in found}
        return tuple(by_id[unit] for unit in wanted if unit in by_id)

    def category(self) -> str:
        """The report's category as people read it, with its parent."""
        found = self.session.scalars(
            select(Category)
            .where(Category.id == self.report.category_id)
            .options(joinedload(Category.parent))
        ).one()
        return f"{found.parent.name}: {found.name}" if found.parent else found.name


def occasion_of(
    session: Session,
    kind: str,
    report: Report,
    given: Mapping[str, object],
    at: datetime,
    *,
    account_id: UUID | None,
    unit_id: UUID | None = None,
    action: Action | None = None,
    rungs: tuple[Rung, ...] = (),
) -> Occasion:
    """Read what a document of this kind needs.

    Args:
        kind: what is issued; known to :data:`DOCUMENT_KINDS`.
        unit_id: the department whose task it is.
        action: the action that issues it.

    Raises:
        Refused: ``document-kind-unknown``.
    """
    known = DOCUMENT_KINDS.get(kind)
    if known is None:
        raise Refused("document-kind-unknown", kind=kind, known=sorted(DOCUMENT_KINDS))
    desk = _desk_of(session, report)
    calendar = calendar_of(session, desk.calendar_id)
    procedure = procedure_of(session, report.procedure_version_id)
    department = _unit(session, unit_id)
    leads_to = action.goto if action is not None else None
    return Occasion(
        session=session,
        kind=known,
        desk=desk,
        issuer=department if department and known.issuer is Issuer.TASK_UNIT else desk.unit,
        department=department,
        calendar=calendar,
        procedure=procedure,
        report=report,
        given=given,
        at=at.astimezone(calendar.zone),
        officer=_officer(session, account_id),
        follows_up=procedure.step(leads_to) if leads_to is not None else None,
        rungs=rungs,
    )


def _desk_of(session: Session, report: Report) -> Desk:
    return session.scalars(
        select(Desk)
        .where(Desk.id == report.desk_id)
        .options(
            joinedload(Desk.agency),
            joinedload(Desk.unit).joinedload(Unit.head).joinedload(Account.post),
        )
    ).one()


def _unit(session: Session, unit_id: UUID | None) -> Unit | None:
    if unit_id is None:
        return None
    return session.scalars(
        select(Unit)
        .where(Unit.id == unit_id)
        .options(joinedload(Unit.head).joinedload(Account.post))
    ).one_or_none()


def _officer(session: Session, account_id: UUID | None) -> Account | None:
    if account_id is None:
        return None
    return session.scalars(
        select(Account).where(Account.id == account_id).options(joinedload(Account.post))
    ).one_or_none()
