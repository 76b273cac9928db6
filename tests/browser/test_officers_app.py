"""Officers do their day's work in real browsers: interrupted, by keyboard, on a phone."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import select

from tanggap.cli.demonstration import PASSWORD
from tanggap.services.transaction import reading
from tanggap.settings import ROOT
from tanggap.storage.reports import Report
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import (
    authenticator_code,
    choose,
    done,
    filed,
    fill_in_login,
    forgive,
    give_password,
    heading,
    officer,
    open_report,
    panel,
    take,
)
from tests.browser.phone_width import fits
from tests.services.nkk_desk import act, run_jobs, unit

pytestmark = pytest.mark.browser

LARGEST_FIRST_LOAD = 250_000  # bytes of compressed JavaScript on the queue view
STORY = "Mohon maaf, kami masih menyusun kalimat ini dengan hati-hati."


def test_two_officers_decide_at_once_and_neither_loses_a_word(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Dua operator sekaligus")
    one, other = officer(visitor, "operator"), officer(visitor, "operator2")
    for visit in (one, other):
        open_report(visit, report)
    choose(one, "Minta pelapor melengkapi")
    panel(one).get_by_label("Apa yang perlu dilengkapi").fill(STORY)
    choose(other, "Serahkan ke Tim NKK Utama")
    take(other, "Serahkan ke Tim NKK Utama")
    done(other, "Serahkan ke Tim NKK Utama")

    take(one, "Minta pelapor melengkapi")
    conflict = one.page.get_by_test_id("conflict")
    expect(conflict).to_contain_text("Bagus Prakoso")
    expect(conflict.get_by_test_id("typed")).to_contain_text(STORY)
    expect(conflict).to_contain_text("sudah dikerjakan")
    conflict.get_by_role("button", name="Salin").click()
    assert STORY in one.page.evaluate("navigator.clipboard.readText()")
    forgive(one, 412)


def test_a_decision_on_an_older_version_can_go_on_with_its_text(
    visitor: Visitor, site: Site
) -> None:
    report = filed(site, "Dua dinas sekaligus")
    with site.app.app_context():
        session = reading()
        row = session.get_one(Report, report)
        act(session, row, "operator", "hand_over")
        both = [str(unit(session, code).id) for code in ("dinkes", "disdik")]
        act(session, row, "timutama", "complaint", units=both)
    dinkes = officer(visitor, "dinkes")
    open_report(dinkes, report)
    choose(dinkes, "Kirim tanggapan")
    panel(dinkes).get_by_role("textbox", name="Tanggapan").fill(STORY)
    with site.app.app_context():
        session = reading()
        act(session, session.get_one(Report, report), "disdik", "respond", response="Bukan kami.")
    take(dinkes, "Kirim tanggapan")
    conflict = dinkes.page.get_by_test_id("conflict")
    conflict.get_by_role("button", name="Tetap: Kirim tanggapan").click()
    done(dinkes, "Kirim tanggapan")
    forgive(dinkes, 412)


def test_a_session_that_ends_while_typing_loses_nothing(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Sesi berakhir di tengah kalimat")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    choose(visit, "Minta pelapor melengkapi")
    text = panel(visit).get_by_label("Apa yang perlu dilengkapi")
    text.fill("Kalimat pertama.")
    expect(panel(visit)).to_contain_text("Konsep tersimpan")
    visit.page.context.clear_cookies()
    text.fill(STORY)
    again = visit.page.get_by_test_id("sign-in-again")
    expect(again).to_contain_text("Masuk lagi sebagai Sari Melati")
    give_password(visit)
    expect(again).to_be_hidden()
    expect(text).to_have_value(STORY)
    expect(panel(visit)).to_contain_text("Konsep tersimpan")
    visit.page.reload()
    expect(text).to_have_value(STORY)
    expect(visit.page.get_by_test_id("restored")).to_be_visible()
    forgive(visit, 401)


def test_a_call_is_taken_without_the_mouse(visitor: Visitor, site: Site) -> None:
    filed(site, "Telepon kantor tidak pernah diangkat")
    visit = visitor(size=SCREEN)
    keys = visit.page.keyboard
    visit.open("/admin/catat")
    tab_to(visit, "Surel")
    keys.type("operator@contoh.example")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(heading(visit, "Catat laporan")).to_be_visible()
    tab_to(visit, "Lewat")
    keys.type("Telepon")
    tab_to(visit, "Cari pelapor yang sudah dikenal")
    keys.type("Citra")
    found = visit.page.get_by_role("button", name="Citra Lestari Dewi")
    expect(found).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(visit.page.get_by_test_id("known-reporter")).to_contain_text("Citra Lestari Dewi")
    tab_to(visit, "Kategori")
    keys.type("Perilaku")
    tab_to(visit, "Judul")
    keys.press("Control+Enter")
    expect(visit.page.get_by_test_id("problem")).to_be_visible()
    expect(visit.page.get_by_label("Judul")).to_be_focused()
    keys.type("Telepon tidak pernah diangkat")
    tab_to(visit, "Uraian")
    keys.type("Sudah tiga hari saya menelepon, tidak ada jawaban.")
    told_before = visit.page.get_by_test_id("duplicates")
    expect(told_before).to_contain_text("Telepon kantor tidak pernah diangkat")
    expect(visit.page.get_by_label("Uraian")).to_be_focused()
    keys.press("Control+Enter")
    taken = visit.page.get_by_test_id("taken")
    expect(taken).to_contain_text("NKK-")
    expect(taken.get_by_role("heading", name="Laporan tercatat")).to_be_focused()
    receipt_by_keyboard(visit, site)
    taken.get_by_role("button", name="Catat laporan lain").press("Enter")
    expect(visit.page.get_by_label("Lewat")).to_be_focused()
    with site.app.app_context():
        session = reading()
        [row] = session.scalars(
            select(Report).where(Report.subject == "Telepon tidak pernah diangkat")
        )
        assert row.channel == "telephone"


def receipt_by_keyboard(visit: Visit, site: Site) -> None:
    with site.app.app_context():
        run_jobs(reading())
    receipt = visit.page.get_by_test_id("taken").get_by_role("link", name="Tanda terima")
    expect(receipt).to_be_visible()
    with visit.page.expect_download() as saved:
        receipt.press("Enter")
    assert saved.value.suggested_filename.endswith(".pdf")


def tab_to(visit: Visit, label: str) -> None:
    """Press Tab until the field with this label has the focus."""
    field = visit.page.get_by_label(label, exact=False).first
    for _ in range(40):
        if field.evaluate("element => element === document.activeElement"):
            return
        visit.page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {label}")


def test_tasks_are_walked_and_opened_with_keys(visitor: Visitor, site: Site) -> None:
    filed(site, "Dibuka dengan papan ketik")
    visit = officer(visitor, "operator")
    expect(visit.page.get_by_test_id("task").first).to_be_visible()
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("k")
    visit.page.keyboard.press("x")
    expect(visit.page.get_by_text("1 tugas dipilih")).to_be_visible()
    visit.page.keyboard.press("Enter")
    expect(panel(visit)).to_be_visible()
    opened = visit.page.url.rpartition("/admin")[2]
    visit.page.go_back()
    expect(visit.page.locator(f"[data-testid=task] a[href$='{opened}']")).to_be_focused()
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("papan ketik")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_test_id("found").first).to_contain_text("papan ketik")
    assert "q=papan" in visit.page.url


def test_a_report_is_printed_whole_and_without_what_only_a_screen_needs(
    visitor: Visitor, site: Site
) -> None:
    report = filed(site, "Dibawa ke rapat pada kertas")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    expect(visit.page.get_by_role("region", name="Riwayat")).to_contain_text("Laporan masuk")
    sheets = PdfReader(io.BytesIO(visit.page.pdf(format="A4"))).pages
    printed = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    for words in ("Dibawa ke rapat pada kertas", "Saya dibentak di loket 3.", "Laporan masuk"):
        assert words in printed
    for words in ("Pekerjaan saya", "Simpan catatan", "Minta pelapor melengkapi"):
        assert words not in printed


def test_many_tasks_are_given_at_once(visitor: Visitor, site: Site) -> None:
    for number in (1, 2):
        filed(site, f"Dibagi sekaligus {number}")
    visit = officer(visitor, "operator")
    page = visit.page
    for number in (1, 2):
        page.get_by_test_id("task").filter(has_text=f"Dibagi sekaligus {number}").get_by_role(
            "checkbox"
        ).check()
    page.get_by_role("button", name="Tugaskan").click()
    page.get_by_role("radio", name="Bagus Prakoso").check()
    page.get_by_role("dialog").get_by_role("button", name="Tugaskan", exact=True).click()
    expect(page.get_by_test_id("notice")).to_contain_text("2 tugas dibagikan")
    row = page.get_by_test_id("task").filter(has_text="Dibagi sekaligus 1")
    expect(row).to_contain_text("Oleh Bagus Prakoso")
    page.goto(f"{visit.address}/admin/tugas?oleh=belum")
    expect(page.get_by_label("Dikerjakan oleh")).to_have_value("none")
    expect(page.get_by_text("Dibagi sekaligus 1")).to_have_count(0)


def test_a_reporters_name_is_shown_only_for_a_reason(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Nama yang dirahasiakan", confidential=True)
    with site.app.app_context():
        session = reading()
        act(session, session.get_one(Report, report), "operator", "hand_over")
    visit = officer(visitor, "timutama")
    open_report(visit, report)
    expect(visit.page.get_by_text("Citra Lestari Dewi")).to_have_count(0)
    visit.page.get_by_role("button", name="Buka identitas").click()
    visit.page.get_by_label("Alasan").fill("Perlu memastikan alamat kejadian.")
    visit.page.get_by_role("button", name="Buka dan catat").click()
    expect(visit.page.get_by_text("Citra Lestari Dewi").first).to_be_visible()


def test_an_officer_steps_back_from_a_report(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Saudara sendiri yang dilaporkan")
    visit = officer(visitor, "operator2")
    open_report(visit, report)
    visit.page.get_by_role("button", name="Tindakan lain").click()
    visit.page.get_by_role("menuitem", name="Saya mundur dari laporan ini").click()
    visit.page.get_by_label("Alasan").fill("Terlapor saudara saya.")
    visit.page.get_by_role("button", name="Mundur", exact=True).click()
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    visit.open(f"/admin/laporan/{report}")
    expect(visit.page.get_by_text("Laporan ini tidak ada, atau bukan untuk Anda.")).to_be_visible()


def test_an_account_is_guarded_by_an_authenticator(visitor: Visitor) -> None:
    visit = officer(visitor, "dishub")
    page = visit.page
    visit.open("/admin/keamanan")
    page.get_by_role("button", name="Pasang autentikator").click()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    secret = page.locator("code").inner_text()
    page.get_by_label("Kode enam angka").fill("000000")
    page.get_by_role("button", name="Berlakukan").click()
    expect(page.get_by_test_id("problem")).to_be_visible()
    page.get_by_label("Kode enam angka").fill(authenticator_code(secret, time.time()))
    page.get_by_role("button", name="Berlakukan").click()
    saved = page.get_by_role("button", name="Sudah saya simpan")
    expect(saved).to_be_visible()
    # The key of the set-up is shown as code too, until its page has left.
    expect(page.get_by_role("img", name="Kode QR")).to_have_count(0)
    expect(page.get_by_text(secret, exact=True)).to_have_count(0)
    recovery = page.locator("code").first.inner_text()
    saved.click()
    visit.open("/admin/akun")
    page.get_by_role("button", name="Keluar", exact=True).click()

    fill_in_login(visit, "dishub")
    expect(heading(visit, "Kode autentikator")).to_be_visible()
    page.get_by_role("button", name="Pakai kode pemulihan").click()
    page.get_by_label("Kode pemulihan").fill(recovery)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    forgive(visit, 401)


def test_a_wrong_password_is_said_in_words(visitor: Visitor) -> None:
    visit = visitor(size=PHONE)
    visit.open("/admin/laporan/00000000-0000-0000-0000-000000000000")
    visit.page.get_by_label("Surel").fill("operator@contoh.example")
    visit.page.get_by_label("Kata sandi", exact=True).fill("keliru sekali")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_test_id("problem")).to_contain_text("tidak cocok")
    fill_in_login(visit, "operator")
    expect(visit.page.get_by_text("bukan untuk Anda")).to_be_visible()
    forgive(visit, 401)


def test_the_first_page_is_a_small_download() -> None:
    build = ROOT / "static" / "build" / "admin"
    manifest = json.loads((build / "manifest.json").read_text("utf-8"))
    waiting, needed = ["src/main.ts", "src/start.ts", "src/features/work/WorkView.vue"], set()
    while waiting:
        chunk = manifest[waiting.pop()]
        if chunk["file"] not in needed:
            needed.add(chunk["file"])
            waiting += chunk.get("imports", [])
    size = sum(len(gzip.compress((build / name).read_bytes())) for name in needed)
    assert size <= LARGEST_FIRST_LOAD, f"{size:,} bytes of compressed JavaScript"


@pytest.fixture
def faults() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "dark"), (SCREEN, "light")], ids=["phone-dark", "wide-light"]
)
def test_every_view_is_accessible_and_fits(
    visitor: Visitor, site: Site, faults: list[str], size: dict[str, int], scheme: str
) -> None:
    report = filed(site, f"Dilihat {scheme} pada {size['width']}")
    visit = visitor(size=size)
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.open("/admin/")
    expect(heading(visit, "Masuk sebagai petugas")).to_be_visible()
    look(visit, faults)
    fill_in_login(visit, "operator")
    expect(visit.page.get_by_test_id("task").first).to_be_visible()
    look(visit, faults)
    open_report(visit, report)
    choose(visit, "Minta pelapor melengkapi")
    look(visit, faults)
    take(visit, "Minta pelapor melengkapi")
    expect(panel(visit).get_by_text("Isi dahulu").first).to_be_visible()
    look(visit, faults)
    visit.open("/admin/catat")
    expect(heading(visit, "Catat laporan")).to_be_visible()
    visit.page.get_by_role("button", name="Tambah terlapor").click()
    look(visit, faults)
    visit.open("/admin/cari?q=dilihat&keadaan=open")
    expect(visit.page.get_by_test_id("found").first).to_be_visible()
    look(visit, faults)
    visit.open("/admin/akun")
    expect(heading(visit, "Sari Melati")).to_be_visible()
    look(visit, faults)
    visit.open("/admin/keamanan")
    expect(heading(visit, "Keamanan akun")).to_be_visible()
    look(visit, faults)
    visit.open("/admin/tidak-ada")
    expect(visit.page.get_by_text("Halaman tidak ada").first).to_be_visible()
    look(visit, faults)


def look(visit: Visit, faults: list[str]) -> None:
    """Note what axe objects to, and whether the page is wider than its window."""
    page = visit.page
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    for violation in found.response["violations"]:
        where = [node["target"] for node in violation["nodes"]][:4]
        faults.append(f"{visit.place}: {violation['id']}: {violation['help']} {where}")
    if not fits(page):
        faults.append(f"{visit.place}: wider than the window")
