"""Officers answer with what is known already, and keep it up to date."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from tanggap.services.transaction import reading
from tanggap.storage.knowledge import KnowledgeUse
from tanggap.storage.reports import Report, Response
from tests.browser.conftest import PHONE, Site, Visit, Visitor
from tests.browser.officers import (
    choose,
    done,
    filed,
    fill_in_login,
    heading,
    officer,
    open_report,
    panel,
    take,
)
from tests.services.nkk_desk import act

pytestmark = pytest.mark.browser

ANSWER = "Ya, bila Saudara memintanya waktu melapor."
GREETING = "Selamat pagi."


def no_barriers(visit: Visit) -> None:
    results = Axe().run(visit.page)
    assert results.violations_count == 0, results.generate_report()


def test_an_entry_found_while_typing_goes_into_the_answer_and_out_to_the_reporter(
    visitor: Visitor, site: Site
) -> None:
    report = filed(site, "Apakah nama saya aman?")
    with site.app.app_context():
        session = reading()
        row = session.get_one(Report, report)
        act(session, row, "operator", "hand_over")
        act(session, row, "timutama", "information")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    field = panel(visit).get_by_label("Jawaban untuk pelapor")
    field.fill(GREETING)
    known = visit.page.get_by_test_id("knowledge-panel")
    known.get_by_role("searchbox").press_sequentially("rahasia")
    known.get_by_text("Apakah nama pelapor dirahasiakan?").click()
    no_barriers(visit)
    known.get_by_role("button", name="Sisipkan ke jawaban").click()
    assert field.input_value().startswith(f"{GREETING}\n\n{ANSWER}")
    expect(field).to_be_focused()
    visit.page.keyboard.press("Control+z")
    assert ANSWER not in field.input_value()
    assert field.input_value().startswith(GREETING)
    visit.page.keyboard.press("Control+Shift+z")
    assert ANSWER in field.input_value()
    expect(known.get_by_label("Sudah dipakai di laporan ini")).to_be_visible()
    take(visit, "Kirim jawaban resmi")
    done(visit, "Kirim jawaban resmi")
    with site.app.app_context():
        session = reading()
        body = session.scalars(select(Response.body).where(Response.report_id == report)).one()
        uses = session.scalars(select(KnowledgeUse).where(KnowledgeUse.report_id == report)).all()
    assert ANSWER in body
    assert len(uses) == 1


def test_a_template_is_read_and_put_into_its_field(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Kurang lengkap")
    visit = officer(visitor, "operator", PHONE)
    open_report(visit, report)
    choose(visit, "Minta pelapor melengkapi")
    panel(visit).get_by_role("button", name="Templat jawaban").click()
    panel(visit).get_by_role("button", name="Sisipkan Minta waktu, tempat, dan nama").click()
    with site.app.app_context():
        number = reading().get_one(Report, report).number
    written = panel(visit).get_by_label("Apa yang perlu dilengkapi", exact=True).input_value()
    assert written.startswith(f"Agar laporan nomor {number} dapat kami teruskan")


def test_the_answer_file_is_searched_read_and_kept_up_to_date(visitor: Visitor) -> None:
    visit = officer(visitor, "timutama")
    visit.open("/admin/pengetahuan?q=kampanye")
    entry = visit.page.get_by_test_id("entry")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("Kedaluwarsa sejak")
    no_barriers(visit)
    entry.get_by_role("link").click()
    expect(heading(visit, "Bolehkah pegawai menghadiri kampanye?")).to_be_visible()
    visit.page.get_by_role("link", name="Ubah").click()
    expect(heading(visit, "Ubah pengetahuan")).to_be_visible()
    no_barriers(visit)
    visit.page.get_by_label("Berlaku sampai").fill("2035-12-31")
    visit.page.get_by_role("textbox", name="Pertanyaan").fill("")
    visit.page.get_by_role("button", name="Simpan").click()
    expect(visit.page.get_by_text("Tulis isinya.")).to_be_visible()
    visit.page.get_by_role("textbox", name="Pertanyaan").fill("Bolehkah pegawai ikut kampanye?")
    visit.page.get_by_role("button", name="Simpan").click()
    expect(heading(visit, "Bolehkah pegawai ikut kampanye?")).to_be_visible()
    expect(visit.page.get_by_text("berlaku sampai 31 Desember 2035")).to_be_visible()


def test_an_administrator_writes_a_template_and_is_told_of_a_wrong_placeholder(
    visitor: Visitor,
) -> None:
    visit = visitor(size=PHONE)
    visit.open("/admin/templat-jawaban?templat=baru")
    fill_in_login(visit, "admin")
    visit.page.get_by_label("Nama", exact=True).fill("Permintaan maaf")
    body = visit.page.get_by_label("Isi", exact=True)
    body.fill("Maaf, {nama_ibu}. ")
    visit.page.get_by_role("button", name="Lihat hasilnya").click()
    expect(visit.page.get_by_text("Isian {nama_ibu} tidak dikenal")).to_be_visible()
    no_barriers(visit)
    body.fill("Maaf, ")
    visit.page.get_by_role("button", name="Sisipkan {nama_pelapor}").click()
    visit.page.get_by_role("button", name="Lihat hasilnya").click()
    expect(visit.page.get_by_test_id("template-preview")).to_have_text("Maaf, Pelapor Contoh")
    visit.page.get_by_role("button", name="Simpan").click()
    expect(visit.page.get_by_test_id("template").filter(has_text="Permintaan maaf")).to_be_visible()


def test_a_call_taker_sees_what_was_reported_before(visitor: Visitor, site: Site) -> None:
    filed(site, "Gerbang pasar malam terkunci sepanjang minggu")
    visit = officer(visitor, "operator")
    visit.open("/admin/catat")
    visit.page.get_by_role("textbox", name="Judul").fill("Gerbang pasar malam terkunci")
    found = visit.page.get_by_test_id("duplicates")
    expect(found).to_contain_text("Gerbang pasar malam terkunci sepanjang minggu")
    no_barriers(visit)
