"""The box of initials under a draft: each rung of the chain, and who has put a mark there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.documents.contexts import Mark, Rung
from tanggap.documents.contexts.parts import Deputy
from tanggap.domain.procedure import Letter, Procedure, StepId
from tanggap.domain.signature_chain import text_hash
from tanggap.services.signing.chain import RETURN
from tanggap.storage.reports import Report
from tanggap.storage.signatures import LetterMark


def initials_box(
    session: Session,
    report: Report,
    procedure: Procedure,
    letter: Letter,
    text: str,
    zone: tzinfo | None,
) -> tuple[Rung, ...]:
    """The rungs of ``letter`` from below; a mark counts only under this very text.

    Args:
        zone: in which the moments are printed.
    """
    kept = report.case_state.get("letters", {}).get(letter.id, {})
    marked = kept.get("marked", ()) if kept.get("sha256") == text_hash(text) else ()
    marks = session.scalars(
        select(LetterMark)
        .where(
            LetterMark.report_id == report.id,
            LetterMark.letter == letter.id,
            LetterMark.text_sha256 == text_hash(text),
            LetterMark.kind != RETURN,
        )
        .order_by(LetterMark.id)
    ).all()
    return tuple(_rung(procedure, step, marked, marks, zone) for step in letter.rungs)


def _rung(
    procedure: Procedure,
    step: StepId,
    marked: Sequence[str],
    marks: Sequence[LetterMark],
    zone: tzinfo | None,
) -> Rung:
    row = procedure.step(step)
    signs = any(action.signs is not None for action in row.actions)
    kind = Mark.SIGNATURE if signs else Mark.INITIALS
    newest = next((one for one in reversed(marks) if one.step == step), None)
    if newest is None or step not in marked:
        return Rung(position=procedure.actor_of(row).title, mark=kind)
    return Rung(
        position=newest.position or procedure.actor_of(row).title,
        name=newest.name,
        deputy=cast(Deputy, newest.deputy) if newest.deputy else None,
        mark=kind,
        at=newest.at.astimezone(zone),
        text_sha256=newest.text_sha256,
    )
