"""Take the next number of a gap-free series; the number is lost only if the use case is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tanggap.storage.database import new_id
from tanggap.storage.organisation import NumberSeries
from tanggap.storage.prepared import Prepared

_NEXT = Prepared(
    insert(NumberSeries)
    .values(
        id=bindparam("id"),
        agency_id=bindparam("agency"),
        owner_id=bindparam("owner"),
        kind=bindparam("kind"),
        year=bindparam("year"),
        last=1,
    )
    .on_conflict_do_update(
        index_elements=["agency_id", "owner_id", "kind", "year"],
        set_={"last": NumberSeries.last + 1},
    )
    .returning(NumberSeries.last)
)


def next_in_series(session: Session, agency_id: UUID, owner_id: UUID, kind: str, year: int) -> int:
    """The next number of the owner's series, starting at 1 each year.

    The series' row stays locked until the transaction ends, so numbers have no gaps: take it as
    late as possible.
    """
    row = _NEXT.first(session, id=new_id(), agency=agency_id, owner=owner_id, kind=kind, year=year)
    return int(row.last)
