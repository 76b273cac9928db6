"""A desk that may publish, and an answered report whose every text is full of personal data."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.publication import TextField
from tanggap.services.filing import Content, PersonNamed, file_report
from tanggap.services.house import now
from tanggap.services.publishing import Wish, prepare_publication, publish
from tanggap.services.transaction import transaction
from tanggap.storage.database import new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.publications import Publication
from tanggap.storage.reports import Report
from tests.services.nkk_desk import account, answer_as_information, officer

SUBJECT = "Pungutan di loket 3 dilaporkan Citra Lestari"
NARRATIVE = (
    "Saya Citra Lestari Dewi, NIK 1971 0152 0390 0001, HP 0812-0000-0001 atau"
    " warga@contoh.example, tinggal di Jl. Contoh No. 2. Pak Bambang (NIP 19850214 201001 2 003)"
    " meminta Rp 50.000 pada 02-01-2026 pukul 08.30."
)
ANSWER = (
    "Kepada Sdri. CITRA: Bambang Suryanto sudah ditegur. Loket 3 kini gratis."
    " Hubungi kami di (0717) 432-101 bila terulang."
)
# Each long enough never to stand in a random identifier by chance.
SECRETS = (
    "Citra", "Lestari", "CITRA", "1971 0152", "0390 0001", "0812-0000", "0000-0001", "warga@",
    "Contoh No", "Bambang", "Suryanto", "19850214", "432-101",
)  # fmt: skip


def nkk(session: Session) -> Desk:
    return session.scalars(select(Desk).where(Desk.slug == "nkk")).one()


def open_the_desk(session: Session) -> Desk:
    """Make the invented city's desk one that is not about ethics."""
    desk = nkk(session)
    desk.is_ethics = False
    session.commit()
    return desk


def filed(session: Session, *, confidential: bool = False, subject: str = SUBJECT) -> Report:
    with transaction() as own:
        category = own.scalars(
            select(Category).where(Category.name == "Penyalahgunaan jabatan")
        ).one()
        reporter = reporter_of_account(own, account(own, "warga").id)
        assert reporter is not None
        content = Content(
            category_id=category.id,
            subject=subject,
            narrative=NARRATIVE,
            is_confidential=confidential,
            persons=(PersonNamed(name="Bambang Suryanto", nip="198502142010012003"),),
        )
        return file_report(
            own, nkk(own), reporter, content, channel="web", submission_key=new_id(), at=now()
        )


def answered(session: Session, *, confidential: bool = False, subject: str = SUBJECT) -> Report:
    report = filed(session, confidential=confidential, subject=subject)
    return answer_as_information(session, report, ANSWER)


def published(
    session: Session, report: Report, wishes: dict[TextField, Wish] | None = None
) -> Publication:
    """Published by the operator, as proposed or with wishes."""
    viewer = officer(session, "operator")
    proposal = prepare_publication(session, viewer, report.id)
    return publish(viewer, report.id, wishes or {}, proposal.fingerprint)
