"""The desks whose answer files an officer may open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Permission, Role, may
from tanggap.services.administration.acting import Acting
from tanggap.storage.organisation import Category, Desk


@dataclass(frozen=True, slots=True)
class KnowledgeDesk:
    """A desk with the categories its entries can stand in."""

    desk: Desk
    categories: Sequence[Category]
    may_edit: bool


def knowledge_desks(session: Session, acting: Acting) -> list[KnowledgeDesk]:
    """The active desks of the viewer's seats, for an administrator the agency's; two queries."""
    viewer = acting.viewer
    statement = select(Desk).where(Desk.agency_id == acting.agency_id, Desk.is_active)
    if Role.ADMINISTRATOR not in viewer.roles:
        statement = statement.where(Desk.id.in_({seat.desk for seat in viewer.seats}))
    desks = session.scalars(statement.order_by(Desk.name, Desk.id)).all()
    categories = defaultdict(list)
    for category in session.scalars(
        select(Category)
        .where(Category.desk_id.in_([desk.id for desk in desks]), Category.is_active)
        .order_by(Category.desk_id, Category.position, Category.id)
    ):
        categories[category.desk_id].append(category)
    return [
        KnowledgeDesk(
            desk, categories[desk.id], may(Permission.EDIT_KNOWLEDGE, viewer, desk=desk.id)
        )
        for desk in desks
    ]
