"""The letter that sends named officers out (*surat tugas*)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tanggap.documents.contexts import AssignmentLetter, Person
from tanggap.domain.refusal import Refused
from tanggap.services.letters.earlier import cited, newest_before
from tanggap.services.letters.letterheads import person_of
from tanggap.services.letters.occasion import Occasion
from tanggap.storage.accounts import Account

UNNUMBERED = "(belum dinomori)"


def assignment_letter(occasion: Occasion) -> AssignmentLetter:
    """The letter in the name of the head, to the officers chosen.

    Raises:
        Refused: ``person-unknown``; as the context.
    """
    report = occasion.report
    subject = occasion.shown(report.subject)
    return AssignmentLetter(
        **occasion.beginning(),
        considering=(
            f"bahwa laporan nomor {report.number} hal {subject} memerlukan pengamatan lapangan;",
            "bahwa untuk itu perlu menugaskan petugas dengan surat tugas.",
        ),
        basis=_basis(occasion),
        people=_people(occasion),
        purpose=occasion.text("assignment_purpose"),
        starts=occasion.day("assignment_from"),
        until=occasion.day("assignment_until"),
    )


def _basis(occasion: Occasion) -> tuple[str, ...]:
    """The SOP, and the disposition that ordered it where there is one."""
    procedure = occasion.procedure
    number = procedure.identity.number
    numbered = f" Nomor {number}" if number and number != UNNUMBERED else ""
    basis = [f"Standar Operasional Prosedur {procedure.title}{numbered}"]
    ordered = newest_before(occasion, "disposition")
    if ordered is not None:
        basis.append(cited(occasion, ordered))
    return (*(f"{line};" for line in basis[:-1]), f"{basis[-1]}.")


def _people(occasion: Occasion) -> tuple[Person, ...]:
    wanted = occasion.ids("people")
    if not wanted:
        return ()
    found = occasion.session.scalars(
        select(Account)
        .where(Account.id.in_(wanted), Account.agency_id == occasion.report.agency_id)
        .options(joinedload(Account.post))
    )
    by_id = {account.id: account for account in found}
    if missing := [str(one) for one in wanted if one not in by_id]:
        raise Refused("person-unknown", people=missing)
    return tuple(person_of(by_id[one]) for one in wanted)
