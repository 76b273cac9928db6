"""Move the due times of open recaps when their desk's working time is changed, and record it.

A recap's step is due when its time, counted on the new calendar from the moment the step was
opened, is used up: the rule of the officers' tasks on reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.clock import Calendar, deadline
from tanggap.domain.procedure import Every
from tanggap.domain.recap import Period
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.reader import reads_english
from tanggap.services.recaps.opening import keep
from tanggap.storage.recaps import Recap

TITLE = "Rekap {period}, {desk}"
ENGLISH_TITLE = "Recap {period}, {desk}"


@dataclass(frozen=True, slots=True)
class RecapMove:
    """The due time of a recap's open step, as it is and as another calendar makes it.

    Attributes:
        step: number and activity.
    """

    recap: Recap
    step: str
    was: datetime
    becomes: datetime

    @property
    def title(self) -> str:
        """Which recap, in the reader's language."""
        spoken = Period(Every(self.recap.every), self.recap.first_day).spoken
        title = ENGLISH_TITLE if reads_english() else TITLE
        return title.format(period=spoken, desk=self.recap.desk.name)


def moves_of_recaps(
    session: Session, desk_ids: Sequence[UUID], calendar: Calendar, *, lock: bool
) -> list[RecapMove]:
    """What changes on the open recaps of these desks; one query, few rows."""
    statement = (
        select(Recap)
        .where(Recap.desk_id.in_(desk_ids), Recap.closed_at.is_(None), Recap.due_at.is_not(None))
        .options(joinedload(Recap.desk, innerjoin=True))
        .order_by(Recap.id)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement.with_for_update(of=Recap) if lock else statement).all()
    return [move for recap in found if (move := _move(session, recap, calendar)) is not None]


def move_recaps(
    session: Session, desk_ids: Sequence[UUID], calendar: Calendar, at: datetime, by: UUID | None
) -> int:
    """Move them and tell their histories; returns how many moved.

    A step that gets more time is warned about and told overdue anew.

    Args:
        by: the administrator whose change it follows from.
    """
    moves = moves_of_recaps(session, desk_ids, calendar, lock=True)
    for move in moves:
        recap = move.recap
        recap.due_at = move.becomes
        if move.becomes > move.was and move.becomes > at:
            recap.warnings_told, recap.overdue_told_at = 0, None
        keep(
            session,
            recap,
            "due_time_moved",
            at,
            by,
            step=recap.step,
            was=move.was.isoformat(),
            becomes=move.becomes.isoformat(),
        )
    session.flush()
    return len(moves)


def _move(session: Session, recap: Recap, calendar: Calendar) -> RecapMove | None:
    step = procedure_of(session, recap.procedure_version_id).step(recap.step)
    if step.duration is None or recap.due_at is None:
        return None
    becomes = deadline(calendar, recap.opened_at, step.duration)
    if becomes == recap.due_at:
        return None
    return RecapMove(recap, f"{step.number}. {step.activity}", recap.due_at, becomes)
