"""Tell whether a text kept on the server is still the one a window of its writer began from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.storage.accounts import Account

NOTHING = ""
"""The tag of a window that found no text kept."""


def text_tag(typed: Mapping[str, Any] | None) -> str:
    """Name a kept text by its content: who saves the same again has changed nothing."""
    if typed is None:
        return NOTHING
    written = json.dumps(typed, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def one_window_at_a_time(session: Session, account_id: UUID) -> None:
    """Let the writer's other windows wait until this transaction is over."""
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update())


def demand_unchanged(
    kept: Mapping[str, Any] | None, seen: str | None, wanted: Mapping[str, Any] | None
) -> None:
    """Refuse to write ``wanted`` over a text that this window has not seen.

    What is kept no more, or is what is wanted already, hurts nobody.

    Args:
        seen: tag of the text the window began from; None for who does not mind.
        wanted: None to throw the text away.

    Raises:
        Refused: ``draft-changed``.
    """
    if kept is None or seen is None or kept == wanted or text_tag(kept) == seen:
        return
    raise Refused("draft-changed")
