"""An administrator arranges the house in a real browser, and stumbles over nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.smtp import PermanentFailure
from tanggap.domain.refusal import Refused
from tanggap.services.administration.calendars import change_calendar
from tanggap.services.administration.procedures import upload_version
from tanggap.services.administration.units import change_unit
from tanggap.services.house import house
from tanggap.services.transaction import reading
from tanggap.storage.accounts import Account
from tanggap.storage.calendars import CalendarRow, Holiday
from tanggap.storage.correspondence import Message
from tanggap.storage.organisation import Desk
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.reports import Report
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import filed, fill_in_login, forgive, give_password, heading
from tests.browser.test_officers_app import look
from tests.services.administration.office import as_administrator, calendar_row
from tests.services.administration.test_calendars import draft_of
from tests.services.administration.versions import with_secretary
from tests.services.nkk_desk import Postbox, account, messages, open_tasks, run_jobs, unit

pytestmark = pytest.mark.browser

WIB = ZoneInfo("Asia/Jakarta")
SELECTED = "box => box.value.slice(box.selectionStart, box.selectionEnd)"


def administrator(visitor: Visitor, size: dict[str, int] | None = None) -> Visit:
    """A window in which the administrator is signed in, where an administrator begins."""
    visit = visitor(size=size or SCREEN)
    visit.open("/admin/")
    fill_in_login(visit, "admin")
    expect(visit.page.get_by_role("heading", name="Petugas", exact=True)).to_be_visible()
    return visit


def told(visit: Visit, words: str | re.Pattern[str]) -> None:
    expect(visit.page.get_by_test_id("notice")).to_contain_text(words)


def button(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("button", name=name, exact=True)


@contextmanager
def house_of(site: Site) -> Iterator[Session]:
    with site.app.app_context():
        yield reading()


@pytest.fixture
def clock(site: Site) -> Iterator[Callable[[timedelta], None]]:
    """Moves the product's clock on from now."""
    with site.app.app_context():
        parts = house()
        usual = parts.clock
        yield lambda ahead: setattr(parts, "clock", lambda: usual() + ahead)
        parts.clock = usual


@pytest.fixture
def holidays(site: Site) -> Iterator[None]:
    """Whatever happens to the calendar, later tests find it as it was."""
    with house_of(site) as session:
        row = calendar_row(session)
        before = draft_of(row)
        calendar_id = row.id
    yield
    with house_of(site) as session:
        admin = as_administrator(session, "admin")
        version = session.get_one(CalendarRow, calendar_id).version
        change_calendar(admin, calendar_id, version, before)


def day_due(site: Site, report: str) -> date:
    """The local day on which the report's open task is due."""
    with house_of(site) as session:
        [task] = open_tasks(session, session.get_one(Report, report))
        assert isinstance(task.due_at, datetime)
        return task.due_at.astimezone(WIB).date()


@pytest.mark.usefixtures("holidays")
def test_a_holiday_is_saved_only_after_saying_what_moves(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Jatuh pada hari libur baru")
    due = day_due(site, report)
    visit = administrator(visitor)
    visit.page.get_by_role("link", name="Kalender kerja").click()
    visit.page.get_by_role("link", name="Jam kerja pemerintah daerah").click()
    for year in (due.year + 1, due.year):
        visit.page.get_by_label("Tahun", exact=True).select_option(str(year))
        expect(visit.page).to_have_url(re.compile(f"tahun={year}"))
    button(visit, "Tambah hari libur").click()
    row = visit.page.get_by_test_id("holiday").last
    row.get_by_label("Tanggal").fill(due.isoformat())
    button(visit, "Lihat yang bergeser, lalu simpan").click()
    expect(row.get_by_label("Nama hari libur")).to_be_focused()
    expect(row).to_contain_text("Tulis isinya.")

    row.get_by_label("Nama hari libur").fill("Hari jadi kota")
    button(visit, "Lihat yang bergeser, lalu simpan").click()
    moves = visit.page.get_by_test_id("moves")
    with house_of(site) as session:
        number = session.get_one(Report, report).number
    expect(moves).to_contain_text(number)
    assert day_due(site, report) == due
    button(visit, "Simpan kalender").click()
    told(visit, re.compile(r"Tenggat \d+ tugas"))
    assert day_due(site, report) > due
    with house_of(site) as session:
        assert session.scalar(select(Holiday.name).where(Holiday.day == due)) == "Hari jadi kota"
    forgive(visit, 422)


@pytest.mark.usefixtures("holidays")
def test_hours_are_typed_as_people_write_them_and_faults_stand_at_their_day(
    visitor: Visitor, site: Site
) -> None:
    visit = administrator(visitor, PHONE)
    with house_of(site) as session:
        calendar_id = calendar_row(session).id
    visit.open(f"/admin/kelola/kalender/{calendar_id}")
    closes = visit.page.get_by_role("textbox", name="Jumat, tutup 2")
    closes.fill("9")
    closes.blur()
    expect(closes).to_have_value("09.00")
    button(visit, "Lihat yang bergeser, lalu simpan").click()
    expect(visit.page.get_by_role("textbox", name="Jumat, buka 1")).to_be_focused()
    expect(visit.page.get_by_text("terbalik atau bertumpuk").last).to_be_visible()
    closes.fill("1600")
    button(visit, "Lihat yang bergeser, lalu simpan").click()
    expect(visit.page.get_by_test_id("moves")).to_be_visible()
    button(visit, "Ubah lagi").click()
    button(visit, "Batalkan isian").click()
    expect(closes).to_have_value("16.30")
    forgive(visit, 422)


def test_an_officer_is_invited_seated_and_let_go(visitor: Visitor, site: Site) -> None:
    visit = administrator(visitor)
    page = visit.page
    page.get_by_role("link", name="Undang petugas").click()
    page.get_by_label("Nama lengkap").fill("Rina Wulandari")
    page.get_by_label("Surel").fill("rina@contoh.example")
    page.get_by_label("Perangkat daerah").select_option(label="Dinas Kesehatan")
    page.get_by_label("Jabatan").fill("Operator Layanan")
    page.get_by_label("NIP").fill("1990")
    button(visit, "Kirim undangan").click()
    expect(page.get_by_label("NIP")).to_be_focused()
    expect(page.get_by_text("NIP terdiri atas 18 angka").last).to_be_visible()
    page.get_by_label("NIP").fill("199004122015032009")
    page.get_by_label("Atasan langsung").fill("ratih")
    page.get_by_role("button", name=re.compile("Ratih Anindya Kusuma")).click()
    button(visit, "Kirim undangan").click()
    told(visit, "Rina Wulandari diundang; tautan dikirim ke rina@contoh.example")
    expect(heading(visit, "Rina Wulandari")).to_be_visible()
    expect(page.get_by_text("Belum menerima undangan")).to_be_visible()
    with house_of(site) as session:
        rina = account(session, "rina")
        sent = session.scalars(select(Message).where(Message.address == rina.email)).all()
        assert [one.template for one in sent] == ["officer_invitation"]

    page.get_by_label("Tambah tim").select_option(label="Tim NKK Pembantu Dinkes")
    button(visit, "Simpan tim").click()
    told(visit, "Tim tersimpan")
    visit.open("/admin/kelola/petugas?keadaan=invited")
    row = page.get_by_test_id("user").filter(has_text="Rina Wulandari")
    expect(row).to_contain_text("Tim NKK Pembantu Dinkes")
    row.get_by_role("link").click()
    button(visit, "Nonaktifkan akun").click()
    page.get_by_role("dialog").get_by_role("button", name="Nonaktifkan akun").click()
    told(visit, "Akun dinonaktifkan")
    expect(page.get_by_text("Belum duduk di tim mana pun")).to_be_visible()
    forgive(visit, 422)


def test_a_grave_change_long_after_signing_in_asks_for_the_password(
    visitor: Visitor, site: Site, clock: Callable[[timedelta], None]
) -> None:
    visit = administrator(visitor)
    with house_of(site) as session:
        surya = account(session, "auditor").id
    for minutes in (20, 40):
        clock(timedelta(minutes=minutes))
        visit.open(f"/admin/kelola/petugas/{surya}")
        expect(heading(visit, "Surya Atmaja")).to_be_visible()
    visit.page.get_by_label(re.compile("^Administrator")).check()
    button(visit, "Simpan peran").click()
    again = visit.page.get_by_test_id("sign-in-again")
    expect(again).to_contain_text("Pastikan ini Anda")
    give_password(visit)
    told(visit, "Peran tersimpan")
    with house_of(site) as session:
        roles = {role.name for role in session.get_one(Account, surya).roles}
    assert roles == {"officer", "administrator", "auditor"}
    visit.page.get_by_label(re.compile("^Administrator")).uncheck()
    button(visit, "Simpan peran").click()
    told(visit, "Peran tersimpan")
    forgive(visit, 403)


def test_two_administrators_change_one_unit_and_neither_overwrites_the_other(
    visitor: Visitor, site: Site
) -> None:
    with house_of(site) as session:
        dishub = unit(session, "dishub")
        unit_id, version, name = dishub.id, dishub.version, dishub.name
    visit = administrator(visitor)
    page = visit.page
    visit.open(f"/admin/kelola/opd/{unit_id}")
    page.get_by_label("Nama singkat").fill("Dishubkot")
    with house_of(site) as session:
        change_unit(as_administrator(session, "admin"), unit_id, version, {"letter_code": "DHB"})
    button(visit, "Simpan").click()
    conflict = page.get_by_test_id("conflict")
    expect(conflict).to_be_focused()
    expect(conflict.get_by_role("row", name=re.compile("Kode surat"))).to_contain_text("DHB")
    expect(page.get_by_label("Nama singkat")).to_have_value("Dishubkot")
    conflict.get_by_role("button", name="Tetap lakukan perubahan saya").click()
    told(visit, "Tersimpan")
    expect(page.get_by_label("Kode surat")).to_have_value("DHB")
    with house_of(site) as session:
        saved = unit(session, "dishub")
        assert (saved.name, saved.short_name, saved.letter_code) == (name, "Dishubkot", "DHB")
        admin = as_administrator(session, "admin")
        change_unit(
            admin, unit_id, saved.version, {"short_name": "Dishub", "letter_code": "DISHUB"}
        )
    forgive(visit, 412)


def test_a_failed_delivery_is_sent_again(visitor: Visitor, site: Site) -> None:
    with house_of(site) as session:
        parts = house()
        usual, parts.mail = parts.mail, Postbox(failures=[PermanentFailure("550 unknown")] * 99)
        report = filed(site, "Surel tidak sampai")
        run_jobs(session)
        parts.mail = Postbox()
    visit = administrator(visitor)
    visit.page.get_by_role("link", name="Saluran dan pesan").click()
    with house_of(site) as session:
        number = session.get_one(Report, report).number
    mail = visit.page.get_by_test_id("channel").filter(has=visit.page.get_by_text("Surel"))
    expect(mail).to_contain_text("Ada yang gagal")
    row = visit.page.get_by_test_id("failed").filter(has_text=f"{number}] Laporan Anda")
    expect(row).to_contain_text("550 unknown")
    expect(row).to_contain_text("w•••@contoh.example")
    row.get_by_role("button").click()
    told(visit, "1 pesan masuk antrean lagi")
    expect(row).to_have_count(0)
    with house_of(site) as session:
        run_jobs(session)
        session.expire_all()
        [receipt] = messages(session, session.get_one(Report, report), "receipt")
        assert receipt.state == "sent"
        house().mail = usual


def test_a_file_with_faults_says_its_lines_and_a_good_one_is_compared(
    visitor: Visitor, site: Site
) -> None:
    visit = administrator(visitor)
    page = visit.page
    visit.open("/admin/sop/unggah")
    source = page.get_by_label("Isi berkas")
    source.fill(with_secretary().replace("goto: classify", "goto: klasifikasi"))
    button(visit, "Periksa").click()
    expect(page.get_by_test_id("faults")).to_be_visible()
    page.get_by_role("button", name=re.compile("Ke baris")).first.click()
    assert "hand_over" in source.evaluate(SELECTED)
    source.fill(with_secretary())
    button(visit, "Periksa").click()
    button(visit, "Simpan versi ini").click()
    told(visit, "versi 2 tersimpan")
    expect(page.get_by_text("Versi 2 ·")).to_be_visible()
    page.get_by_role("link", name="Bagan alur").click()
    expect(page.get_by_test_id("flow").locator("svg")).to_be_visible()
    visit.open("/admin/sop")
    page.get_by_role("link", name="Bandingkan versi 1 dengan 2").click()
    expect(page.get_by_test_id("comparison")).to_contain_text("Mengklasifikasi")
    row = page.get_by_role("row", name=re.compile("Waktu"))
    expect(row).to_contain_text("120 menit")
    expect(row).to_contain_text("60 menit")


def test_the_audit_log_is_narrowed_in_the_address(visitor: Visitor, site: Site) -> None:
    with house_of(site) as session:
        dishub = unit(session, "dishub")
        admin = as_administrator(session, "admin")
        name = dishub.name
        changed = change_unit(admin, dishub.id, dishub.version, {"name": "Dinas Lalu Lintas"})
        change_unit(admin, dishub.id, changed.version, {"name": name})
    visit = visitor(size=SCREEN)
    visit.open("/admin/")
    fill_in_login(visit, "auditor")
    expect(heading(visit, "Catatan audit")).to_be_visible()
    page = visit.page
    page.get_by_label("Perbuatan").select_option(label="Perangkat daerah diubah")
    entry = page.get_by_test_id("entry").first
    expect(entry.get_by_role("row", name=re.compile("Nama"))).to_contain_text("Dinas Lalu Lintas")
    entry.get_by_role("button", name=re.compile("Hanya tentang")).click()
    expect(page).to_have_url(re.compile("perbuatan=unit_changed.*tentang="))
    page.reload()
    expect(page.get_by_test_id("entry").first).to_be_visible()
    button(visit, "Hapus saringan").click()
    expect(page).to_have_url(re.compile("/admin/audit$"))


@pytest.fixture
def faults() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    assert "\n".join(found) == ""


def test_every_view_of_administration_is_accessible_in_the_dark_on_a_phone(
    visitor: Visitor, site: Site, faults: list[str]
) -> None:
    """Light, dark and phone by themselves are tried where their pictures are taken."""
    places = views(site)
    visit = administrator(visitor, PHONE)
    visit.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for place in places:
        visit.open(f"/admin{place}")
        expect(visit.page.locator("h1").first).to_be_visible()
        expect(visit.page.locator(".v-skeleton-loader")).to_have_count(0)
        look(visit, faults)


def views(site: Site) -> list[str]:
    """Every address of administration, with something to show at each."""
    with house_of(site) as session:
        try:
            upload_version(as_administrator(session, "admin"), with_secretary())
        except Refused:
            session.rollback()
        officer, desk, office = (
            account(session, "operator").id,
            session.scalars(select(Desk.id).where(Desk.slug == "nkk")).one(),
            unit(session, "bkpsdmd").id,
        )
        calendar = calendar_row(session).id
        first, second = session.scalars(
            select(ProcedureVersion.id)
            .where(ProcedureVersion.name == "nkk")
            .order_by(ProcedureVersion.version)
            .limit(2)
        )
    return [
        "/kelola/petugas",
        "/kelola/petugas/undang",
        f"/kelola/petugas/{officer}",
        "/kelola/opd",
        f"/kelola/opd/{office}",
        "/kelola/opd/baru",
        "/kelola/layanan",
        *(f"/kelola/layanan/{desk}?bagian={part}" for part in ("data", "tim", "kategori")),
        "/kelola/layanan/baru",
        "/kelola/kalender",
        f"/kelola/kalender/{calendar}?tahun=2026",
        "/kelola/kalender/baru",
        "/sop",
        *(f"/sop/{first}?tampil={part}" for part in ("tabel", "bagan", "catatan", "berkas")),
        f"/sop/banding?dari={first}&ke={second}",
        "/sop/unggah",
        "/kelola/pesan",
        "/audit",
    ]
