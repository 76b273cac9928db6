"""In which position an officer puts a mark under a letter: as head, for the head, or in a post."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import Signatory
from tanggap.domain.refusal import Refused
from tanggap.services.letters import Deputy, deputy_of
from tanggap.storage.accounts import Account
from tanggap.storage.organisation import Unit

MARKS: tuple[Deputy, ...] = ("Plt.", "Plh.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who an officer is when marking a letter, as of that moment.

    Attributes:
        deputy: ``Plt.`` or ``Plh.`` when the position is held for another.
        is_head: holds the headship of the unit, also as a deputy.
    """

    name: str
    position: str
    deputy: Deputy | None
    rank: str | None
    nip: str | None
    nik: str | None
    is_head: bool

    def signatory(self) -> Signatory:
        """The block that the letter prints."""
        return Signatory(
            position=self.position,
            name=self.name,
            rank=self.rank,
            nip=self.nip,
            deputy=self.deputy,
        )


def standing_of(session: Session, account_id: UUID, unit: Unit) -> Standing:
    """In which position the officer marks letters of ``unit``.

    The unit's head signs as its head; a head marked as deputy signs as ``Plt. Kepala …``. An
    officer whose own post says ``Plt.`` or ``Plh.`` stands for the head too.
    """
    account = session.scalars(
        select(Account).where(Account.id == account_id).options(joinedload(Account.post))
    ).one()
    post = account.post
    held = post.position if post else ""
    is_head = unit.head_id == account.id
    deputy = deputy_of(unit) if is_head else None
    for mark in MARKS:
        if held.startswith(f"{mark} "):
            deputy, held = mark, held.removeprefix(mark).strip()
    headship = f"Kepala {unit.name}"
    if is_head and (deputy is not None and deputy_of(unit) is not None):
        held = held if held.startswith("Kepala ") else headship
    return Standing(
        name=account.name,
        position=held or (headship if is_head else ""),
        deputy=deputy,
        rank=post.rank if post else None,
        nip=post.nip if post else None,
        nik=post.nik if post else None,
        is_head=is_head or deputy is not None,
    )


def demand_signatory(standing: Standing, unit: Unit) -> None:
    """Refuse who may not put a name under letters of ``unit``.

    Raises:
        Refused: ``signer-not-head``.
    """
    if not standing.is_head:
        raise Refused("signer-not-head", unit=unit.name)
