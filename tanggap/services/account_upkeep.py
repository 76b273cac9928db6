"""Forget what is over: parked forms, accounts nobody confirmed, texts that were never sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tanggap.services.parked_forms import purge_parked_forms
from tanggap.services.registration import purge_unconfirmed
from tanggap.services.transaction import transaction
from tanggap.services.unsent_texts import purge_unsent_texts

UNCONFIRMED_KEPT_FOR = timedelta(days=7)
"""The registration page promises it."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many were deleted."""

    forms: int
    accounts: int
    texts: int


def forget_what_is_over(at: datetime) -> Forgotten:
    """Delete what was kept only for a while; safe to run as often as one likes."""
    with transaction() as session:
        forms = purge_parked_forms(session, at)
        accounts = purge_unconfirmed(session, at - UNCONFIRMED_KEPT_FOR)
        texts = purge_unsent_texts(session, at)
        return Forgotten(forms=forms, accounts=accounts, texts=texts)
