"""Tell the product by which NIK BSrE knows a signatory; the number is shown nowhere again."""

from __future__ import annotations

from sqlalchemy import func, select

from tanggap.domain.identity_numbers import parse_nik
from tanggap.domain.refusal import Refused
from tanggap.services.history import audit
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, Post


def set_signatory_nik(email: str, nik: str) -> str:
    """Keep the NIK with the officer's post; returns the officer's name.

    Raises:
        Refused: ``officer-not-found``, or what is wrong with the NIK.
    """
    at = now()
    number = parse_nik(nik, today=at.date())
    with transaction() as session:
        account = session.scalars(
            select(Account).where(func.lower(Account.email) == email.strip().lower())
        ).one_or_none()
        post = session.get(Post, account.id) if account is not None else None
        if account is None or post is None:
            raise Refused("officer-not-found")
        post.nik = number.value
        audit(
            session,
            account.agency_id,
            at,
            "signatory_nik_set",
            "account",
            account.id,
            account_id=None,
        )
        return account.name
