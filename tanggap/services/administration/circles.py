"""Keep trees trees: would a new link upwards close a circle?"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID


def closes_circle(above: Mapping[UUID, UUID | None], start: UUID, new: UUID | None) -> bool:
    """Return whether ``start`` would be found on the way up from ``new``.

    Args:
        above: for each one, who stands directly above now; circles in it already do no harm.
    """
    seen: set[UUID] = set()
    step = new
    while step is not None and step not in seen:
        if step == start:
            return True
        seen.add(step)
        step = above.get(step)
    return False
