"""The licensing office's desk at work: a draft goes up three superiors and is signed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.documents.demonstration_authority import (
    AUTHORITY_FILE,
    DemonstrationSigner,
    make_demonstration_certificates,
)
from tanggap.documents.signature_validation import read_trust
from tanggap.documents.signing import Pkcs12Folder
from tanggap.domain.policy import Viewer
from tanggap.domain.signing import Passphrase, Signer
from tanggap.services.actions import take_action
from tanggap.services.demonstration.desk_tables import MORE_OFFICERS
from tanggap.services.demonstration.desks import found_other_desks
from tanggap.services.filing import Content, file_report
from tanggap.services.house import house, now
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.signing.letters_waiting import accepting
from tanggap.services.signing.marking import initial_letter, return_letter
from tanggap.services.signing.signing import sign_letter
from tanggap.services.signing.words import last_writing
from tanggap.services.transaction import transaction
from tanggap.services.viewers import viewer_of
from tanggap.settings import ROOT
from tanggap.storage.accounts import Account, Post
from tanggap.storage.database import new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.organisation import Agency, Category, Desk
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

SECRET = "Kembang-Sepatu 77&ungu"
DRAFT = "Izin usaha Saudara sedang diproses.\n\nMohon menunggu tujuh hari kerja."
BETTER = "Izin usaha Saudara sudah terbit.\n\nSilakan mengambilnya di loket 3."


DIVISION, SECRETARY, DRAFTER = "kabid", "sekretaris", "subkoor"
HEAD = next(one for one in MORE_OFFICERS if one.login == "kadis")
NIK = "1971010101700001"


def found_licence_desk(session: Session, password_hash: str) -> Desk:
    """Write the demonstration's other desks; the head of the licensing office gets a NIK."""
    agency = session.scalars(select(Agency)).one()
    desks = found_other_desks(session, agency, now(), password_hash, ROOT / "sop")
    head = session.scalars(select(Post).where(Post.nip == HEAD.nip)).one()
    head.nik = NIK
    return next(desk for desk in desks if desk.slug == "dpmptsp")


def signs_with(signer: Signer | None, method: str, folder: Path | None = None) -> None:
    """Let the product under test sign with ``signer``, and trust the authority in ``folder``."""
    parts = house()
    parts.signer = signer
    parts.settings = parts.settings.model_copy(update={"signing_method": method})
    if folder is not None:
        parts.trust = lambda: read_trust(folder)


@contextmanager
def signing_house() -> Iterator[None]:
    """Put signer, settings and trust back afterwards."""
    parts = house()
    before = (parts.signer, parts.settings, parts.trust)
    try:
        yield
    finally:
        parts.signer, parts.settings, parts.trust = before


def certificates(folder: Path) -> Path:
    """A folder with the demonstration authority and the head's certificate."""
    head = DemonstrationSigner(name=HEAD.name, position=HEAD.position, nip=HEAD.nip)
    make_demonstration_certificates(folder, [head], now(), Passphrase(SECRET))
    assert (folder / AUTHORITY_FILE).exists()
    return folder


def pkcs12(folder: Path) -> None:
    """Sign with certificates of the house in ``folder``."""
    signs_with(Pkcs12Folder(certificates(folder)), "pkcs12", folder)


def viewer(session: Session, login: str) -> Viewer:
    found = select(Account).where(Account.email == f"{login}@contoh.example")
    return viewer_of(session, session.scalars(found).one())


def task(session: Session, report: Report) -> Task:
    """The one open task."""
    return session.scalars(
        select(Task).where(Task.report_id == report.id, Task.closed_at.is_(None))
    ).one()


def file_complaint(subject: str = "Izin usaha lama terbit") -> Report:
    """File a complaint of the demonstration's citizen."""
    with transaction() as session:
        desk = session.scalars(select(Desk).where(Desk.slug == "dpmptsp")).one()
        category = session.scalars(
            select(Category).where(Category.desk_id == desk.id, Category.name == "Izin terlambat")
        ).one()
        citizen = session.scalars(select(Account).where(Account.email.startswith("warga@"))).one()
        reporter = reporter_of_account(session, citizen.id)
        assert reporter is not None
        content = Content(
            category_id=category.id,
            subject=subject,
            narrative="Sudah dua bulan izin saya belum terbit.",
            is_confidential=False,
            persons=(),
        )
        return file_report(
            session,
            desk,
            reporter,
            content,
            channel="web",
            submission_key=new_id(),
            at=now(),
        )


def act(session: Session, report: Report, login: str, action: str, **given: object) -> Report:
    return take_action(
        viewer(session, login),
        report.id,
        task(session, report).id,
        action,
        given,
        expected_version=report.version,
    )


def drafted(session: Session, subject: str = "Izin usaha lama terbit", text: str = DRAFT) -> Report:
    """A complaint whose answer is drafted and lies with the head of the division."""
    report = file_complaint(subject)
    # The steps before, and the documents they issue, are what other tests are about.
    with transaction() as own:
        first = task(own, report)
        first.step, first.actor = "draft", "subcoordinator"
    session.expire_all()
    return act(session, report, DRAFTER, "submit_draft", answer=text)


def shown(session: Session, report: Report) -> str:
    """The hash of the text an officer reads now."""
    waiting = task(session, report)
    procedure = procedure_of(session, report.procedure_version_id)
    action = accepting(procedure.step(waiting.step))
    if action is None:  # it lies with who drafts it
        letter = procedure.letter("reply")
    else:
        letter = procedure.letter(action.signs or action.initials or "")
    written = last_writing(session, report, procedure, letter)
    assert written is not None
    return written.sha256


def initial(session: Session, report: Report, login: str) -> Report:
    return initial_letter(
        viewer(session, login),
        report.id,
        task(session, report).id,
        expected_version=report.version,
        text_sha256=shown(session, report),
    )


def send_back(session: Session, report: Report, login: str, note: str = "Perbaiki.") -> Report:
    return return_letter(
        viewer(session, login),
        report.id,
        task(session, report).id,
        expected_version=report.version,
        note=note,
    )


def sign(session: Session, report: Report, login: str = HEAD.login, **other: object) -> Report:
    asked: dict[str, object] = {
        "secret": SECRET,
        "version": report.version,
        "sha256": shown(session, report),
        **other,
    }
    return sign_letter(
        viewer(session, login),
        report.id,
        task(session, report).id,
        Passphrase(str(asked["secret"])),
        expected_version=int(str(asked["version"])),
        text_sha256=str(asked["sha256"]),
    )


def to_the_head(session: Session, subject: str = "Izin usaha lama terbit") -> Report:
    """A letter that both superiors initialled and that waits for the head's signature."""
    report = drafted(session, subject)
    initial(session, report, DIVISION)
    return initial(session, report, SECRETARY)
