"""Read the agency's procedure versions, for officers to look at as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from tanggap.domain.procedure import Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.organisation import Desk
from tanggap.storage.procedures import ProcedureVersion


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A stored version; ``in_force`` when some desk opens new reports with it."""

    row: ProcedureVersion
    in_force: bool


def procedure_versions(session: Session, agency_id: UUID) -> Sequence[VersionShown]:
    """Every version of the agency, by name, newest first; two queries."""
    rows = session.scalars(
        select(ProcedureVersion)
        .where(ProcedureVersion.agency_id == agency_id)
        .order_by(ProcedureVersion.name, ProcedureVersion.version.desc())
        .options(defer(ProcedureVersion.source), defer(ProcedureVersion.definition))
    ).all()
    used = _in_force(session, agency_id)
    return [VersionShown(row, row.id in used) for row in rows]


def procedure_version(
    session: Session, agency_id: UUID, version_id: UUID
) -> tuple[VersionShown, Procedure]:
    """One version with its procedure.

    Raises:
        Refused: ``procedure-unknown``, also when it is another agency's.
    """
    row = session.scalars(
        select(ProcedureVersion)
        .where(ProcedureVersion.id == version_id, ProcedureVersion.agency_id == agency_id)
        .options(defer(ProcedureVersion.source), defer(ProcedureVersion.definition))
    ).one_or_none()
    if row is None:
        raise Refused("procedure-unknown")
    shown = VersionShown(row, row.id in _in_force(session, agency_id))
    return shown, procedure_of(session, version_id)


def _in_force(session: Session, agency_id: UUID) -> frozenset[UUID]:
    return frozenset(
        session.scalars(
            select(Desk.procedure_version_id).where(Desk.agency_id == agency_id, Desk.is_active)
        )
    )
