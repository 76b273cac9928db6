"""Certificates of the invented heads of office, from an authority that says PERAGAAN everywhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tanggap.documents.demonstration_authority import (
    DemonstrationSigner,
    make_demonstration_certificates,
)
from tanggap.domain.signing import Passphrase
from tanggap.services.demonstration.city import OFFICERS, OfficerSeed
from tanggap.services.demonstration.desk_tables import MORE_HEADS, MORE_OFFICERS

# Known to everyone on purpose, like the accounts' password: it opens invented certificates alone.
PASSPHRASE = "Kembang-Sepatu-Peragaan"  # noqa: S105
FIRST_HEAD = "kepala"


def signing_officers() -> tuple[OfficerSeed, ...]:
    """The heads of the invented units, who sign letters."""
    logins = {FIRST_HEAD, *MORE_HEADS.values()}
    return tuple(one for one in (*OFFICERS, *MORE_OFFICERS) if one.login in logins)


def make_certificates(folder: Path, at: datetime) -> None:
    """Make the authority and a ``<nip>.p12`` for each head, unless the folder is there already.

    Raises:
        OSError: the folder cannot be written.
    """
    signers = [
        DemonstrationSigner(name=one.name, position=one.position, nip=one.nip)
        for one in signing_officers()
    ]
    make_demonstration_certificates(folder, signers, at, Passphrase(PASSPHRASE))
