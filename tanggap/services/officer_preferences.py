"""Keep what an officer set up for themselves in the app: saved views, theme, language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Post

LONGEST = 20_000
"""Characters of all preferences together, as JSON."""


def preferences_of(session: Session, account_id: UUID) -> Mapping[str, Any]:
    """What the officer set; empty at first. The app alone knows what the names mean."""
    post = session.get(Post, account_id)
    return dict(post.preferences) if post is not None else {}


def keep_preferences(account_id: UUID, preferences: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep ``preferences`` in place of those before.

    Raises:
        Refused: ``preferences-too-large`` (limit); ``officer-not-found`` without a post.
    """
    if len(json.dumps(preferences, ensure_ascii=False)) > LONGEST:
        raise Refused("preferences-too-large", limit=LONGEST)
    with transaction() as session:
        post = session.get(Post, account_id, with_for_update=True)
        if post is None:
            raise Refused("officer-not-found")
        post.preferences = dict(preferences)
        return post.preferences
