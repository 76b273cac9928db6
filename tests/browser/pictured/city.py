"""Builds the pictured city through the services: weeks of work, and a day that is half done."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_security import hash_password
from PIL import Image, ImageDraw
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.demonstration_phone import DemonstrationPhone
from tanggap.channels.smtp import OutgoingMail, PermanentFailure
from tanggap.cli.demonstration import PASSWORD
from tanggap.domain.procedure import Every
from tanggap.domain.recap import Correction
from tanggap.services.administration.procedures import upload_version
from tanggap.services.administration.units import change_unit
from tanggap.services.administration.users import invite_user
from tanggap.services.demonstration.conversations import doors, write_as_reporter
from tanggap.services.demonstration.founding import found_city
from tanggap.services.demonstration.past import give_past
from tanggap.services.evidence import keep_file, remember_files
from tanggap.services.filing import Content, Evidence, file_report
from tanggap.services.house import house
from tanggap.services.notes import write_note
from tanggap.services.recaps.opening import open_due_recaps
from tanggap.services.recaps.work import begin_recap, correct_figure, take_recap_step
from tanggap.services.saved_views import Owner, Place, save_view
from tanggap.services.transaction import reading, transaction
from tanggap.settings import ROOT
from tanggap.storage.database import new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.job_queue import forget_waiting
from tanggap.storage.organisation import Category, Desk
from tanggap.storage.recaps import Recap
from tanggap.storage.reports import Report
from tests.browser.pictured.cases import (
    CALLS,
    LICENCE,
    NKK,
    Done,
    Filed,
)
from tests.conftest import MovableClock
from tests.services.administration.office import as_administrator
from tests.services.administration.versions import with_secretary
from tests.services.licence_desk import found_licence_desk, initial, pkcs12, send_back
from tests.services.nkk_desk import Postbox, account, act, officer, run_jobs, unit

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 7, 16, 3, 20, tzinfo=UTC)
"""A Thursday, 10.20 at the desks."""
BEGINNING = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)


def local(when: str) -> datetime:
    """``07-16 08.31`` of the pictured year, as local time of the desks."""
    return datetime.strptime(f"2026-{when}", "%Y-%m-%d %H.%M").replace(tzinfo=WIB)


class _OneFullPostbox(Postbox):
    """Takes every mail but those to one reporter."""

    def send(self, mail: OutgoingMail) -> None:
        if mail.to.startswith("asn@"):
            raise PermanentFailure("552 5.2.2 mailbox full")
        super().send(mail)


@dataclass(slots=True)
class City:
    """The pictured city; ``reports`` are the ids of its reports by the keys of their table."""

    clock: MovableClock
    reports: dict[str, UUID]


def build_city(clock: MovableClock, certificates: Path) -> City:
    """Found the city and let it work until ``NOW``; run within an application context."""
    clock.set(BEGINNING)
    hashed = hash_password(PASSWORD)
    with transaction() as session:
        agency = found_city(session, clock(), hashed, ROOT / "sop").id
        found_licence_desk(session, hashed)
    pkcs12(certificates)
    parts = house()
    parts.mail = _OneFullPostbox()
    parts.ways_out = {channel: DemonstrationPhone() for channel in ("whatsapp", "sms")}
    city = City(clock, {})
    clock.set(local("07-13 07.30"))
    give_past(agency)
    with transaction() as session:
        forget_waiting(session, ("render-document",))  # nobody opens the papers of the past
    for filed in sorted((*NKK, *LICENCE, *CALLS), key=lambda one: one.when):
        live(city, filed)
    clock.set(NOW)
    _whatsapp(city)
    _notes(city)
    _views(city)
    _recaps(city)
    _administration(city)
    clock.set(NOW)
    run_jobs(reading())
    reading().commit()
    return city


def live(city: City, filed: Filed) -> None:
    """File a report and do with it what its table says."""
    city.clock.set(local(filed.when))
    report = _file(filed)
    city.reports[filed.key] = report.id
    session = reading()
    for done in filed.life:
        city.clock.set(local(done.when))
        report = session.get_one(Report, report.id, populate_existing=True)
        _do(session, report, done)
        session.commit()


def _do(session: Session, report: Report, done: Done) -> None:
    if done.action == "initial":
        initial(session, report, done.login)
    elif done.action == "return_draft":
        send_back(session, report, done.login, str(done.given["note"]))
    else:
        given = dict(done.given)
        if "units" in given:
            wanted = [unit(session, str(code)).id for code in given["units"]]  # type: ignore[attr-defined]
            given["units"] = wanted
        act(session, report, done.login, done.action, **given)


def _file(filed: Filed) -> Report:
    kept = [keep_file(name, _evidence(name)) for name in filed.evidence]
    remember_files(kept)
    with transaction() as session:
        desk = session.scalars(select(Desk).where(Desk.slug == filed.desk)).one()
        category = session.scalars(
            select(Category).where(Category.desk_id == desk.id, Category.name == filed.category)
        ).one()
        reporter = reporter_of_account(session, account(session, filed.by).id)
        assert reporter is not None
        content = Content(
            category_id=category.id,
            subject=filed.subject,
            narrative=filed.narrative,
            happened=filed.happened,
            place=filed.place,
            is_confidential=filed.is_confidential,
            persons=filed.persons,
            evidence=tuple(Evidence(one.sha256, one.name) for one in kept),
        )
        return file_report(
            session,
            desk,
            reporter,
            content,
            channel=filed.channel,
            submission_key=new_id(),
            at=house().clock(),
        )


def _evidence(name: str) -> bytes:
    """An invented photograph of a counter's sign, or a note."""
    if not name.endswith(".png"):
        return b"Nomor antrean 27, loket 3, dipanggil pukul 09.15.\n"
    picture = Image.new("RGB", (960, 640), "#7d8a93")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 640), fill="#5b4a3a")
    draw.rectangle((210, 90, 750, 300), fill="#f4f1e6", outline="#2f3b45", width=8)
    draw.text((300, 130), "LOKET 3", fill="#1b4965", font_size=90)
    draw.text((330, 235), "Surat pindah", fill="#1b4965", font_size=50)
    draw.rectangle((380, 340, 580, 430), fill="#d9d2c0")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _whatsapp(city: City) -> None:
    """A civil servant writes to the hotline; an officer greets and forwards."""
    door = next(one for one in doors() if one.channel == "whatsapp" and "Hotline" in one.desk)
    city.clock.set(local("07-16 09.41"))
    write_as_reporter(
        door.id,
        "0812-0000-0044",
        "Selamat pagi. SK kenaikan pangkat saya periode April belum terbit. Bagaimana kabarnya?",
    )
    session = reading()
    desk = session.scalars(select(Desk).where(Desk.slug == "hotline")).one()
    report = session.scalars(
        select(Report).where(Report.desk_id == desk.id).order_by(Report.filed_at.desc())
    ).first()
    assert report is not None
    city.reports["whatsapp"] = report.id
    for when, action in (("07-16 09.44", "greet"), ("07-16 09.50", "forward")):
        city.clock.set(local(when))
        report = session.get_one(Report, report.id, populate_existing=True)
        act(session, report, "hotline", action)
        session.commit()


def _notes(city: City) -> None:
    for login, body in (
        ("operator", "Pelapor dapat dihubungi setelah pukul 14.00."),
        ("timutama2", "Ada laporan serupa bulan Mei tentang loket yang sama."),
    ):
        city.clock.advance(minutes=2)
        write_note(officer(reading(), login), city.reports["star"], body)
        reading().commit()


def _views(city: City) -> None:
    """An operator keeps two lists that are looked at every day."""
    session = reading()
    found = account(session, "operator")
    owner = Owner(found.agency_id, officer(session, "operator"))
    save_view(owner, Place.TASKS, "Yang terlambat", {"terlambat": "ya"})
    running = {"keadaan": "open", "klasifikasi": "complaint"}
    save_view(owner, Place.REPORTS, "Pengaduan yang berjalan", running)


def _recaps(city: City) -> None:
    """The call centre's days of July are archived, but the last; June waits for its initials."""
    session = reading()
    desk = session.scalars(select(Desk).where(Desk.slug == "call-center")).one()
    coordinator = officer(session, "koordinator")
    city.clock.set(local("07-01 08.00"))
    june = begin_recap(coordinator, desk.id, Every.MONTH, date(2026, 6, 1))
    correct_figure(
        coordinator,
        june.id,
        Correction("total", "", "received", june.figures["total"]["received"] + 1),
        "Satu telepon tercatat di buku saat listrik padam.",
        expected_version=1,
    )
    summary = "Jalan rusak dan sampah masih yang terbanyak. Satu telepon dari buku ditambahkan."
    take_recap_step(coordinator, june.id, "submit", {"summary": summary}, expected_version=2)
    for day in (14, 15, 16):
        city.clock.set(local(f"07-{day} 07.45"))
        open_due_recaps(city.clock())
    session.expire_all()
    operator = officer(session, "callcenter")
    for recap in session.scalars(
        select(Recap).where(Recap.desk_id == desk.id, Recap.every == "day")
    ).all():
        if recap.first_day < date(2026, 7, 15):
            given = {"note": "Tidak ada gangguan."}
            take_recap_step(operator, recap.id, "archive", given, expected_version=recap.version)
    session.commit()


def _administration(city: City) -> None:
    """An officer is invited, a unit renamed, a second version of the procedure stored."""
    session = reading()
    city.clock.set(local("07-15 15.10"))
    admin = as_administrator(session, "admin")
    dishub = unit(session, "dishub")
    change_unit(admin, dishub.id, dishub.version, {"letter_code": "DHB"})
    invite_user(
        admin,
        {
            "name": "Rina Wulandari",
            "email": "rina@contoh.example",
            "roles": ["officer"],
            "unit_id": unit(session, "dinkes").id,
            "position": "Operator Layanan",
            "nip": "199004122015032009",
        },
    )
    city.clock.set(local("07-16 08.05"))
    upload_version(admin, with_secretary())
    session.commit()
