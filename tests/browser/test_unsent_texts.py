"""What an officer types waits for them on the server, and times are those of the desk."""

from __future__ import annotations

import re
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from tanggap.services.transaction import reading
from tanggap.storage.officer_desktop import UnsentText
from tanggap.storage.reports import Report
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.officers import filed, forgive, heading, officer, open_report

pytestmark = pytest.mark.browser

NOTE = "Sudah saya telepon; pelapor minta dihubungi sore."


def note_form(visit: Visit) -> Locator:
    return visit.page.locator("form", has=visit.page.get_by_label("Catatan untuk sesama petugas"))


def kept(form: Locator) -> None:
    """Wait until the form says that its text is on the server."""
    expect(form.get_by_test_id("unsent")).to_contain_text(
        re.compile(r"Konsep tersimpan pukul \d\d\.\d\d WIB")
    )


def test_a_note_waits_in_another_browser_until_it_is_sent(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Catatan yang belum selesai")
    at_desk, at_counter = officer(visitor, "operator"), officer(visitor, "operator")
    open_report(at_desk, report)
    note_form(at_desk).get_by_label("Catatan untuk sesama petugas").fill(NOTE)
    kept(note_form(at_desk))

    open_report(at_counter, report)
    form = note_form(at_counter)
    expect(form.get_by_label("Catatan untuk sesama petugas")).to_have_value(NOTE)
    expect(form.get_by_test_id("unsent")).to_contain_text("dipulihkan")
    form.get_by_label("Catatan untuk sesama petugas").press("End")
    form.get_by_label("Catatan untuk sesama petugas").press_sequentially(" Nomornya benar.")
    form.get_by_role("button", name="Simpan catatan").click()
    expect(at_counter.page.get_by_text("Nomornya benar.").first).to_be_visible()
    expect(form.get_by_label("Catatan untuk sesama petugas")).to_have_value("")

    open_report(at_desk, report)
    expect(at_desk.page.get_by_text("Nomornya benar.").first).to_be_visible()
    expect(note_form(at_desk).get_by_label("Catatan untuk sesama petugas")).to_have_value("")
    assert unsent(site, report) == []


def test_a_note_is_kept_when_its_page_is_left_at_once(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Petugas buru-buru")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    note_form(visit).get_by_label("Catatan untuk sesama petugas").fill(NOTE)
    visit.page.get_by_role("link", name="Pekerjaan saya").first.click()
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    open_report(visit, report)
    expect(note_form(visit).get_by_label("Catatan untuk sesama petugas")).to_have_value(NOTE)
    note_form(visit).get_by_role("button", name="Buang konsep").click()
    expect(note_form(visit).get_by_label("Catatan untuk sesama petugas")).to_be_focused()
    expect(note_form(visit).get_by_label("Catatan untuk sesama petugas")).to_have_value("")
    assert unsent(site, report) == []


def test_a_call_is_gone_on_with_at_another_computer(visitor: Visitor, site: Site) -> None:
    first, second = officer(visitor, "operator"), officer(visitor, "operator")
    first.open("/admin/catat")
    first.page.get_by_label("Nama", exact=False).first.fill("Danu Saputro")
    first.page.get_by_label("Judul").fill("Loket tutup sebelum waktunya")
    first.page.get_by_role("button", name="Tambah terlapor").click()
    accused = first.page.get_by_role("group", name="Terlapor 1").get_by_label("Nama")
    accused.fill("Petugas loket 3")
    accused.press("Tab")  # a field that is left is saved at once
    kept(first.page.locator("form", has=first.page.get_by_label("Judul")))

    second.open("/admin/catat")
    expect(second.page.get_by_label("Judul")).to_have_value("Loket tutup sebelum waktunya")
    person = second.page.get_by_role("group", name="Terlapor 1")
    expect(person.get_by_label("Nama")).to_have_value("Petugas loket 3")
    second.page.get_by_label("Kategori").select_option(index=1)
    second.page.get_by_label("Uraian").fill("Pukul 14.00 loket sudah tutup.")
    second.page.get_by_role("button", name="Simpan laporan").click()
    expect(second.page.get_by_test_id("taken")).to_contain_text("NKK-")
    second.page.get_by_role("button", name="Catat laporan lain").click()
    expect(second.page.get_by_label("Judul")).to_have_value("")
    second.open("/admin/catat")
    expect(second.page.get_by_label("Judul")).to_have_value("")


def test_an_entry_of_the_knowledge_base_is_kept_while_it_is_written(
    visitor: Visitor, site: Site
) -> None:
    visit = officer(visitor, "timutama")
    visit.open("/admin/pengetahuan/baru")
    visit.page.get_by_label("Pertanyaan").fill("Kapan loket konsep buka?")
    kept(visit.page.locator("form", has=visit.page.get_by_label("Pertanyaan")))
    visit.page.reload()
    expect(visit.page.get_by_label("Pertanyaan")).to_have_value("Kapan loket konsep buka?")
    visit.page.get_by_label("Jawaban").fill("Pukul delapan.")
    visit.page.get_by_role("button", name="Simpan", exact=False).click()
    expect(heading(visit, "Kapan loket konsep buka?")).to_be_visible()
    visit.open("/admin/pengetahuan/baru")
    expect(visit.page.get_by_label("Pertanyaan")).to_have_value("")


def test_a_note_that_cannot_be_kept_stays_in_its_form(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Sambungan terputus")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    visit.page.route("**/unsent-texts/**", lambda route: route.fulfill(status=503, body="{}"))
    note_form(visit).get_by_label("Catatan untuk sesama petugas").fill(NOTE)
    said = note_form(visit).get_by_test_id("unsent")
    expect(said).to_contain_text("Konsep belum tersimpan")
    expect(note_form(visit).get_by_label("Catatan untuk sesama petugas")).to_have_value(NOTE)
    visit.page.unroute("**/unsent-texts/**")
    kept(note_form(visit))
    forgive(visit, 503)


def test_times_are_the_desks_wherever_the_officer_is(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Dibaca dari Jayapura")
    with site.app.app_context():
        filed_at = reading().get_one(Report, UUID(report)).filed_at
    visit = officer(visitor, "operator", zone="Asia/Jayapura")
    here = visit.page.evaluate("new Date(0).getTimezoneOffset()")
    assert here == -9 * 60
    open_report(visit, report)
    at = filed_at.astimezone(ZoneInfo("Asia/Jakarta"))
    expect(visit.page.get_by_text(f"pukul {at:%H.%M} WIB").first).to_be_visible()


def unsent(site: Site, about: str) -> list[str]:
    """The kinds of text somebody has left unsent about something."""
    with site.app.app_context():
        rows = reading().scalars(select(UnsentText).where(UnsentText.about_id == UUID(about)))
        return [one.kind for one in rows]
