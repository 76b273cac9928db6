"""Bring procedure files into force: a new version beside the old ones, never in their place."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.house import now
from tanggap.storage.database import new_id
from tanggap.storage.procedure_files import LoadedProcedure
from tanggap.storage.procedures import ProcedureVersion


def store_version(session: Session, agency_id: UUID, loaded: LoadedProcedure) -> ProcedureVersion:
    """Keep this version of a procedure, unless it is kept already.

    Raises:
        Refused: ``procedure-version-changed`` when the same version number was stored with
            another text: an edited SOP is a new version.
    """
    procedure = loaded.procedure
    known = session.scalars(
        select(ProcedureVersion).where(
            ProcedureVersion.agency_id == agency_id,
            ProcedureVersion.name == procedure.name,
            ProcedureVersion.version == procedure.version,
        )
    ).one_or_none()
    if known is not None:
        if known.sha256 != loaded.sha256:
            raise Refused(
                "procedure-version-changed", procedure=procedure.name, version=procedure.version
            )
        return known
    row = ProcedureVersion(
        id=new_id(),
        agency_id=agency_id,
        name=procedure.name,
        version=procedure.version,
        title=procedure.title,
        sha256=loaded.sha256,
        source=loaded.source,
        definition=loaded.definition,
        loaded_at=now(),
    )
    session.add(row)
    session.flush()
    return row
