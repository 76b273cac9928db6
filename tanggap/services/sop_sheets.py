"""The official SOP sheet of a procedure, and its flow drawn for a report's page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import Signatory
from tanggap.documents.flow_drawing import ScreenFlow, draw_flow, screen_flow
from tanggap.documents.sop_sheet import SheetPrinter, SopSheet
from tanggap.domain.flow_progress import StepProgress
from tanggap.domain.procedure import Procedure, StepId
from tanggap.services.procedure_tables import procedure_version
from tanggap.storage.organisation import Agency, Desk, Unit
from tanggap.storage.procedures import ProcedureVersion

FLOWS_KEPT = 32
_PRINTER = SheetPrinter()


@dataclass(frozen=True, slots=True)
class SheetOffice:
    """Whose sheet it is.

    Attributes:
        approver: the head of the unit with name and staff number; None leaves room for them.
    """

    government: str
    unit: str
    approver: Signatory | None = None
    emblem_svg: str | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A procedure that can be looked up: equal when its content is."""

    key: str
    procedure: Procedure = field(compare=False)


def sheet_pdf(
    procedure: Procedure,
    agency_name: str,
    unit_name: str,
    *,
    approver: Signatory | None = None,
    emblem_svg: str | None = None,
) -> bytes:
    """Return the official sheet of ``procedure`` (Permenpan RB 35/2012) as a PDF file.

    Equal arguments give equal bytes.

    Args:
        procedure: what is printed.
        agency_name: the local government.
        unit_name: the office whose SOP it is.
        approver: who signs; None leaves room for name and staff number by hand.
        emblem_svg: the government's emblem; None leaves a marked place.
    """
    return _PRINTER.render(
        SopSheet(
            procedure=procedure,
            government=agency_name,
            unit=unit_name,
            approver=approver,
            emblem_svg=emblem_svg,
        )
    )


def flow_svg(procedure: Procedure, progress: Mapping[StepId, StepProgress] | None = None) -> str:
    """Return the flow of ``procedure`` as an SVG element to be put into a page.

    Args:
        procedure: what is drawn.
        progress: how far a report has come; steps that are missing are not reached. None draws
            the procedure alone.
    """
    key = hashlib.sha256(repr(procedure).encode()).hexdigest()
    return draw_flow(procedure, progress, _flow_of(_Kept(key, procedure)))


def version_flow(session: Session, agency_id: UUID, version_id: UUID) -> str:
    """Return the flow of a stored version as an SVG element to be put into a page.

    Raises:
        Refused: ``procedure-unknown``, also when it is another agency's.
    """
    _, procedure = procedure_version(session, agency_id, version_id)
    return flow_svg(procedure)


def version_sheet(session: Session, agency_id: UUID, version_id: UUID) -> tuple[str, bytes]:
    """Return the file name and the PDF of a stored version's official sheet.

    A version that no desk runs is printed for the office its own head names.

    Raises:
        Refused: ``procedure-unknown``, also when it is another agency's.
    """
    shown, procedure = procedure_version(session, agency_id, version_id)
    office = office_of(session, procedure.name, agency_id)
    if office is None:
        agency = session.get_one(Agency, agency_id)
        office = SheetOffice(agency.name, procedure.identity.unit)
    content = sheet_pdf(
        procedure,
        office.government,
        office.unit,
        approver=office.approver,
        emblem_svg=office.emblem_svg,
    )
    return f"sop-{shown.row.name}-v{shown.row.version}.pdf", content


def office_of(
    session: Session, procedure_name: str, agency_id: UUID | None = None
) -> SheetOffice | None:
    """Return the office whose desk runs this procedure; None when no desk does.

    Args:
        agency_id: look at this local government's desks alone; None for a person at the terminal.
    """
    desk = session.scalars(
        select(Desk)
        .join(ProcedureVersion, ProcedureVersion.id == Desk.procedure_version_id)
        .where(
            ProcedureVersion.name == procedure_name,
            *([] if agency_id is None else [Desk.agency_id == agency_id]),
        )
        .order_by(Desk.slug)
        .options(
            joinedload(Desk.agency),
            joinedload(Desk.unit).joinedload(Unit.head),
        )
        .limit(1)
    ).one_or_none()
    if desk is None:
        return None
    emblem = desk.unit.letterhead.get("emblem_svg")
    return SheetOffice(
        desk.agency.name, desk.unit.name, _approver(desk.unit), str(emblem) if emblem else None
    )


def _approver(unit: Unit) -> Signatory | None:
    """The head of the unit, when the house knows the head's position."""
    post: Any = unit.head.post if unit.head else None
    if unit.head is None or post is None:
        return None
    deputy = unit.deputy if unit.deputy in ("Plt.", "Plh.") else None
    return Signatory(
        position=post.position,
        name=unit.head.name,
        rank=post.rank,
        nip=post.nip,
        deputy=cast(Literal["Plt.", "Plh."] | None, deputy),
    )


@lru_cache(FLOWS_KEPT)
def _flow_of(kept: _Kept) -> ScreenFlow:
    return screen_flow(kept.procedure)
